//! What waits: for me, at the front door, in every queue; and the practice that says by when.

mod done;
mod home;
mod practice;
mod protection;
mod queue;
mod register;
pub(crate) mod rows;

pub(crate) use rows::by_when;

use crate::route::Mount;

/// The pages.
pub fn mounts() -> Vec<Mount> {
    vec![
        home::HOME.mount(),
        queue::QUEUE.mount(),
        register::REGISTER.mount(),
        practice::PRACTICE.mount(),
        protection::PROTECTION.mount(),
        done::ACKNOWLEDGE.mount(),
        done::ACTION_DONE.mount(),
    ]
}
