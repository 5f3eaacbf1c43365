//! For the administrator: who signs in, with which roles and teams; and messages that could not be sent. Nothing here opens a child's record.

mod keys;
mod people;
mod person;
mod sign_in;
mod staff_form;
mod unsent;

use crate::route::Mount;

/// The pages.
pub fn mounts() -> Vec<Mount> {
    vec![
        people::PEOPLE.mount(),
        staff_form::NEW.mount(),
        person::PERSON.mount(),
        sign_in::ACTIVE.mount(),
        sign_in::INVITE.mount(),
        unsent::DEAD_LETTERS.mount(),
        unsent::REQUEUE.mount(),
        keys::KEYS.mount(),
        keys::NEW.mount(),
        keys::END.mount(),
    ]
}
