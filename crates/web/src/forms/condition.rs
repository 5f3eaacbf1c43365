//! When a question is asked. Where one choice of an earlier question opens it, it stands under that choice and a script hides it until then.
//! Anywhere else it always stands on the page, with the condition in words. The server decides what counts.

use domain::form::{Choice, Condition, Form, Kind, NOT_KNOWN, Question, Reference, Section};

/// The most codes that are drawn as buttons; a longer list folds.
const MOST_BUTTONS: usize = 8;

/// The earlier question of the same section, and the one choice of it, under which this question stands.
pub(super) fn opened_by<'a>(section: &'a Section, question: &'a Question) -> Option<(&'a Question, &'a str)> {
    let Some(Condition::Is { question: Reference { section: at, question: id }, values }) = &question.when
    else {
        return None;
    };
    let [value] = values.as_slice() else { return None };
    let earlier = section.question(id).filter(|_| *at == section.id)?;
    let offered = earlier.kind.offers(value) || (earlier.not_known && value == NOT_KNOWN);
    (offered && has_buttons(earlier)).then_some((earlier, value.as_str()))
}

/// Whether the choices of a question all stand on the page.
pub(super) fn has_buttons(question: &Question) -> bool {
    if question.folded && !question.kind.takes_several() {
        return false;
    }
    match &question.kind {
        // A list that opens has no room for the words under a choice, and folds none away.
        Kind::Code { choices, .. } => {
            let said = |choice: &Choice| choice.hint.is_some() || choice.folded.is_some();
            choices.len() <= MOST_BUTTONS || choices.iter().any(said)
        }
        kind => kind.is_choice(),
    }
}

/// The condition as a sentence for whoever reads the page.
pub(super) fn only_if(form: &Form, condition: &Condition) -> String {
    format!("Only if {}.", clause(form, condition))
}

fn clause(form: &Form, condition: &Condition) -> String {
    let all = |conditions: &[Condition], word: &str| {
        conditions.iter().map(|each| clause(form, each)).collect::<Vec<_>>().join(word)
    };
    match condition {
        Condition::Is { question, values } => {
            let values: Vec<String> = values.iter().map(|value| value_words(form, question, value)).collect();
            format!("“{}” is {}", label(form, question), values.join(" or "))
        }
        Condition::Answered(question) => format!("“{}” is answered", label(form, question)),
        Condition::All(conditions) => all(conditions, ", and "),
        Condition::Any(conditions) => all(conditions, ", or "),
        Condition::Not(condition) => format!("it is not so that {}", clause(form, condition)),
    }
}

fn question<'f>(form: &'f Form, reference: &Reference) -> Option<&'f Question> {
    form.section(&reference.section)?.question(&reference.question)
}

fn label<'f>(form: &'f Form, reference: &'f Reference) -> &'f str {
    question(form, reference).map_or(reference.question.as_str(), |question| question.label.as_str())
}

fn value_words(form: &Form, reference: &Reference, value: &str) -> String {
    let words =
        question(form, reference).map(|question| super::read_only::choice_words(&question.kind, value));
    format!("“{}”", words.unwrap_or_else(|| value.to_owned()))
}
