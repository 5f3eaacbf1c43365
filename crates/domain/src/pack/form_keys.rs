//! The keys that a form's file may have, table by table: what each holds, and what is said when one that must be there is not. `docs/forms.md` tells
//! whoever writes a form what each means.

use super::shape::{Holds, Key, may, must};

/// The keys of `forms/NAME.toml`.
pub(super) const FORM: &[Key] = &[
    must("id", Holds::Text, "the form's name, as in the name of its file."),
    must("version", Holds::From(1), "begin with 1, and raise it whenever a question changes."),
    must("title", Holds::Text, "the heading of the form's page."),
    may("guidance", Holds::Text),
    may("offered", Holds::OneOf(&["child"])),
    must(
        "section",
        Holds::Tables(SECTION, "[[section]], with two brackets"),
        "a form has at least one [[section]].",
    ),
];

const SECTION: &[Key] = &[
    must("id", Holds::Text, "the section's name inside the form."),
    must("title", Holds::Text, "the section's heading."),
    may("guidance", Holds::Text),
    may("when", Holds::Condition),
    may("repeats", Holds::Table(REPEATS)),
    may("block", Holds::Text),
    may("bands", Holds::Tables(BAND, "a list, like [{ from = 0, words = \"low\" }]")),
    must(
        "question",
        Holds::Tables(QUESTION, "[[section.question]], with two brackets"),
        "a section has at least one [[section.question]].",
    ),
];

const REPEATS: &[Key] = &[
    must("per", Holds::OneOf(&["child", "carer", "free", "page"]), "whom each repeat is about."),
    must("min", Holds::From(0), "how many repeats are shown at first."),
    must("max", Holds::From(1), "how many repeats there can be."),
    must("another", Holds::Text, "the words of the button that adds one."),
    may("one", Holds::Text),
];

const BAND: &[Key] = &[
    must("from", Holds::Whole, "the least sum of the band."),
    must("words", Holds::Text, "what the band is called."),
];

const QUESTION: &[Key] = &[
    must("id", Holds::Text, "the question's name inside its section."),
    must("kind", Holds::Text, "what sort of answer it takes."),
    must("label", Holds::Text, "the question itself."),
    may("hint", Holds::Text),
    may("guidance", Holds::Text),
    may("needed", Holds::OneOf(&["save", "submit", "authorise"])),
    may("missing", Holds::Text),
    may("when", Holds::Condition),
    may("prefill", Holds::Text),
    may("fills", Holds::Text),
    may("plays", Holds::Text),
    may("evidence", Holds::Texts),
    may("not_known", Holds::TrueFalse),
    may("folded", Holds::TrueFalse),
    must("owner", Holds::Text, "who in the council answers for this question being asked."),
    must("why", Holds::Text, "the legal reason for asking, or what the answer is used for."),
    may("choices", Holds::Tables(CHOICE, "a list, like [{ value = \"a\", words = \"A\" }]")),
    may("list", Holds::Text),
    may("min", Holds::Whole),
    may("max", Holds::Whole),
    may("hour", Holds::Text),
];

const CHOICE: &[Key] = &[
    must("value", Holds::Text, "what is kept."),
    must("words", Holds::Text, "what is read."),
    may("hint", Holds::Text),
    may("weight", Holds::Whole),
];

pub(super) const CONDITION: &[Key] = &[
    may("question", Holds::Text),
    may("is", Holds::TextOrTexts),
    may("answered", Holds::TrueFalse),
    may("all", Holds::Tables(CONDITION_IN, "a list of conditions")),
    may("any", Holds::Tables(CONDITION_IN, "a list of conditions")),
    may("not", Holds::Condition),
];

/// A condition inside `all` or `any`. Deeper ones are read by the condition's own words.
const CONDITION_IN: &[Key] = &[
    may("question", Holds::Text),
    may("is", Holds::TextOrTexts),
    may("answered", Holds::TrueFalse),
    may("all", Holds::Anything),
    may("any", Holds::Anything),
    may("not", Holds::Condition),
];

/// The kinds of question, as [`Kind::name`] gives them.
pub(super) const KINDS: [&str; 18] = [
    "short_text",
    "long_text",
    "one",
    "several",
    "yes_no",
    "partial_date",
    "day",
    "moment",
    "person_name",
    "address",
    "phone",
    "email",
    "nhs_number",
    "upn",
    "postcode",
    "number",
    "code",
    "codes",
];

/// Every key of every table of a form's file, for whoever checks that the documentation names them all.
#[cfg(test)]
pub(super) fn every_key() -> impl Iterator<Item = &'static str> {
    [FORM, SECTION, REPEATS, BAND, QUESTION, CHOICE, CONDITION].into_iter().flatten().map(|key| key.name)
}

/// Every kind of question.
#[cfg(test)]
pub(super) fn every_kind() -> impl Iterator<Item = &'static str> {
    KINDS.into_iter()
}
