//! Two people wrote in one form: for every answer that the other changed, yours, theirs and what both began from. Nothing is lost (domain.md 2.2).

use design::own::{Compare, ComparedField};
use domain::form::{Answer, Answers, Difference, Form, Whose};
use domain::person::name::shown_in_line;
use maud::{Markup, Render};

use super::{answer_words, read};
use crate::route::Fields;

/// The answers that the other person changed; nothing when there are none. `theirs_by` says who saved, and when. Yours stand in the form below it,
/// where the person mends them.
pub fn compare(
    form: &Form,
    prefix: &str,
    base: &Fields,
    yours: &Fields,
    theirs: &Fields,
    theirs_by: &str,
) -> Markup {
    let [base, yours, theirs] = [base, yours, theirs].map(|fields| read(form, prefix, fields).answers);
    differing(form, [&base, &yours, &theirs], theirs_by)
}

/// The same of answers that were read: what both began from, yours, theirs. What both changed alike stands there too: it is what the record says now.
pub(super) fn differing(form: &Form, [base, yours, theirs]: [&Answers; 3], theirs_by: &str) -> Markup {
    let fields: Vec<ComparedField> = form
        .compare(base, yours, theirs)
        .into_iter()
        .filter(|difference| difference.whose != Whose::Yours)
        .map(|difference| compared(form, &difference))
        .collect();
    if fields.is_empty() {
        return Markup::default();
    }
    Compare { theirs_by: theirs_by.to_owned(), heading_level: 3, fields }.render()
}

fn compared(form: &Form, difference: &Difference) -> ComparedField {
    let question = form.question(&difference.place);
    let label = question.map_or_else(|| difference.place.to_string(), |question| question.label.clone());
    let words = |answer: &Option<Answer>| match (question, answer) {
        (Some(question), Some(answer)) => answer_words(question, answer),
        (None, Some(answer)) => answer.words(),
        (_, None) => String::new(),
    };
    ComparedField {
        question: match (form.whose(&difference.place), difference.place.index) {
            (Some(name), _) => format!("{}: {label}", shown_in_line(name)),
            (None, Some(index)) => format!("{label} ({})", index + 1),
            (None, None) => label,
        },
        yours: words(&difference.yours),
        theirs: words(&difference.theirs),
        base: words(&difference.base),
        control: Markup::default(),
    }
}
