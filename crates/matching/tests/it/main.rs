//! People laid beside each other as a contact officer meets them, and labelled people where a set is at hand.

mod labelled;
mod stories;
