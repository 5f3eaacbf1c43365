//! The agencies' side: documents, contacts without an account, links, and the accounts of an agency's people.

pub mod account;
pub mod contact;
pub mod document;
pub mod link;
pub mod request;
