//! A council's own forms about a child: chosen on the child's record, filled in now and later, finished, corrected with a reason, printed. The
//! forms are text files of the pack; no page here knows any of them.

mod comment;
mod in_error;
mod list;
mod on_child;
mod page;
mod write;

use domain::id::Id;
use domain::local_form::FormAnswer;
use domain::person::Person;

pub(crate) use on_child::of_child;

use crate::route::Mount;

/// The pages.
pub fn mounts() -> Vec<Mount> {
    vec![
        list::FORMS.mount(),
        write::BEGIN.mount(),
        page::FORM.mount(),
        page::PAPER.mount(),
        write::WRITE.mount(),
        in_error::IN_ERROR.mount(),
        comment::WRITE.mount(),
        comment::ANSWER.mount(),
    ]
}

/// The address of a child's forms, or of a page below them.
fn at(child: Id<Person>, below: &str) -> String {
    format!("/children/{child}/forms{below}")
}

/// The address of one answered form, or of a page below it.
fn at_form(child: Id<Person>, answer: Id<FormAnswer>, below: &str) -> String {
    at(child, &format!("/{answer}{below}"))
}
