//! What the child answered to the questions about the help they get, day beside day, so that change shows. A question that was not asked says so; that is
//! not the same as no answer.

use casework::voice::VoiceView;
use design::govuk::{Cell, Table};
use design::own::scroll_pane;
use domain::calendar::london;
use domain::form::Question;
use domain::pack::{CHILD_VOICE_FORM, Pack};
use domain::voice::{ChildVoice, FORM};
use maud::{Markup, html};

use crate::child::words;

/// More days than this do not stand beside each other; the days themselves hold all.
const DAYS: usize = 4;

/// The table.
pub(super) fn over_time(pack: &Pack, view: &VoiceView) -> Markup {
    let asked: Vec<&ChildVoice> = view
        .voices
        .iter()
        .filter(|voice| voice.taken_back.is_none() && voice.heard.answers.is_some())
        .take(DAYS)
        .collect();
    let Some(form) = pack.form(CHILD_VOICE_FORM).filter(|_| !asked.is_empty()) else {
        return html! { p class="govuk-body" { "The child was not asked yet." } };
    };
    // The oldest first: change is read from left to right.
    let asked: Vec<&ChildVoice> = asked.into_iter().rev().collect();
    let mut rows: Vec<Vec<Cell>> = Vec::new();
    for section in form.sections.iter().filter(|section| section.repeats.is_none()) {
        for question in section.questions.iter().filter(|one| FORM.need(section, &one.id).is_none()) {
            let mut cells: Vec<Cell> = vec![question.label.as_str().into()];
            cells.extend(asked.iter().map(|voice| answer(pack, voice, &section.id, question).into()));
            rows.push(cells);
        }
    }
    let mut head: Vec<Cell> = vec!["Question".into()];
    head.extend(asked.iter().map(|voice| Cell::from(london::date_in_words(voice.heard.on))));
    let title = "The child's answers over time";
    scroll_pane(title, Table { caption: title.into(), head, rows, ..Table::default() })
}

/// An answer in the words of the form's version that was asked.
fn answer(pack: &Pack, voice: &ChildVoice, section: &str, question: &Question) -> Markup {
    let given = voice.heard.answers.as_ref();
    let form = given.and_then(|answers| pack.form_version(&answers.form, answers.version));
    let place = domain::form::Place::one(section, question.id.as_str());
    let asked = form.and_then(|form| form.question(&place)).unwrap_or(question);
    match given.and_then(|answers| answers.one(section, &question.id)) {
        Some(answer) => words::verbatim(&crate::forms::answer_words(asked, answer)),
        None => words::nothing("Not asked"),
    }
}
