//! Ofsted's Annex A: the eleven lists of children and adopters that a council hands over when an inspection begins, one sheet each
//! (Ofsted, *Inspection of local authority children's services*, annex A: child-level data).
//!
//! The lists are data ([`layout`]). They are made from the record as it was known on a day ([`derive`]), written as a workbook ([`write`]), and a workbook
//! by anybody is read and checked cell by cell ([`check`]).

pub mod check;
pub mod derive;
pub mod layout;
mod opened;
pub mod rows;
pub mod write;
