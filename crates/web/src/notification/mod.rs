//! What other agencies notified, by household, the worst first; what becomes of it; the batches it came in and the rows that somebody must mend.

mod acts;
mod batches;
mod home;
mod list;
mod mend;
mod words;

use crate::route::Mount;

/// The pages.
pub fn mounts() -> Vec<Mount> {
    vec![
        list::LIST.mount(),
        home::HOME.mount(),
        acts::CONTACT.mount(),
        acts::WORKER.mount(),
        acts::NOT_NEEDED.mount(),
        batches::BATCHES.mount(),
        batches::BATCH.mount(),
        mend::ROW.mount(),
    ]
}
