//! Day and night: what the day hands to the night team at five, and what the night hands back at nine (domain register 1.14).
//!
//! To the night: *cards*, one a child, that say what to do if somebody rings, authorised by a manager who did not write them. To the day: *night
//! notes*, written while it happens and saying why nothing was done where nothing was done, and the *morning list*, each piece of which a named
//! worker accepts. What nobody accepts in time goes to the manager. No record of the night is made up in the morning (Bury, 2021).

pub mod card;
pub mod morning;
pub mod night;
pub mod note;

pub use card::{CARD_FORM, Call, Card, CardWords, Step};
pub use morning::{Left, NightItem};
pub use night::Night;
pub use note::{NOTE_FORM, NightNote, NightNoteAsked};
