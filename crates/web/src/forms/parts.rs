//! A long form part by part: the list of its parts with how far each is, every part a page of its own. A person leaves off where they like; what
//! they wrote in the other parts stands.

use design::govuk::{Task, TaskList, TaskStatus};
use design::own::Tone;
use domain::form::{Answers, Form, Progress, Stage};
use maud::{Markup, Render, html};

use super::sections::block_words;

/// The parts of a form that are asked, given the answers so far, each with how far it is towards a step. `href` says where a part is written: it is
/// given the part's name, `danger` or `day.1`, as [`super::Asking::only`] takes it.
pub fn task_list(form: &Form, answers: &Answers, stage: Stage, href: &dyn Fn(&str) -> String) -> Markup {
    let items = form.progress(answers, stage).iter().map(|part| task(form, part, href)).collect();
    TaskList { items, id_prefix: "part".to_owned(), ..TaskList::default() }.render()
}

fn task(form: &Form, part: &Progress, href: &dyn Fn(&str) -> String) -> Task {
    let section = form.section(&part.section);
    let title = section.map_or(part.section.as_str(), |section| section.title.as_str());
    let named = section.filter(|_| part.index.is_some());
    // A repeat without people is written with its section: which child it is, only the answers say.
    let name = named.and_then(|section| {
        let repeats = section.repeats.as_ref()?;
        Some(block_words(section, repeats, usize::from(part.index?)))
    });
    let alone = form.has_people(&part.section);
    let href = href(if alone { part.part() } else { part.section.clone() }.as_str());
    Task {
        title: html! { (title) @if let Some(name) = &name { ": " (name) } }.into(),
        href,
        status: status(part),
        ..Task::default()
    }
}

fn status(part: &Progress) -> TaskStatus {
    let tag = |tone: Tone, words: String| TaskStatus { tag: Some(tone.tag(words)), ..TaskStatus::default() };
    let left = |count: usize, words: &str| format!("{count} {words}");
    match (part.missing, part.answered) {
        (_, 0) => tag(Tone::Quiet, "Not started".to_owned()),
        (0, answered) if answered == part.asked => {
            TaskStatus { content: "Completed".into(), ..TaskStatus::default() }
        }
        (0, _) => TaskStatus {
            content: left(part.asked - part.answered, "may still be answered").into(),
            ..TaskStatus::default()
        },
        (missing, _) => tag(Tone::Waiting, left(missing, "still to answer")),
    }
}
