//! What people do in a story about a council's own forms.

use std::collections::BTreeMap;

use serde::Deserialize;

acts! {
    /// Answers by their places, as in `care.whom`; begun where there is none, else gone on with.
    FillForm {
        child: String,
        form: String,
        answers: BTreeMap<String, String>,
        /// Whether it is finished with them.
        finish: bool,
        /// Why a finished one is changed.
        reason: String,
        /// Whether another answer is begun beside those there are.
        anew: bool,
    }
    FormInError { child: String, form: String, reason: String, }
    /// A comment at a place, or about the whole.
    CommentForm { child: String, form: String, place: Option<String>, words: String, }
    AnswerFormComment { child: String, form: String, number: u32, words: String, }
    ReadForm { child: String, form: String, }
}
