//! How good and how consistent the work is: measures with what each is counted of, audit grades before and after moderation, how far auditors agree, how grades
//! spread over teams. Each number leads to what is behind it. No person is ranked.

mod assessments;
mod behind;
mod page;

use crate::route::Mount;

/// The pages.
pub fn mounts() -> Vec<Mount> {
    vec![page::PAGE.mount(), behind::BEHIND.mount(), assessments::BEHIND.mount()]
}
