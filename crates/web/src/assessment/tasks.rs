//! The parts of an assessment and how each stands: not begun, begun, complete. Never a share in percent: nobody's thinking is half done.

use casework::assessment::AssessmentView;
use design::govuk::{Task, TaskList, TaskStatus};
use design::own::Tone;
use domain::form::{Answers, Form, Place, Progress, Stage};
use domain::person::name::shown_in_line;
use maud::{Markup, Render, html};

use super::address;

/// The parts, each a page. Of people, a page for each of them.
pub(super) fn parts(form: &Form, answers: &Answers) -> Vec<Progress> {
    let mut found: Vec<Progress> = Vec::new();
    for mut part in form.progress(answers, Stage::Submit) {
        if form.has_people(&part.section) {
            found.push(part);
            continue;
        }
        // What repeats freely is one page.
        part.index = None;
        match found.iter_mut().find(|known| known.section == part.section) {
            Some(known) => {
                known.asked += part.asked;
                known.answered += part.answered;
                known.missing += part.missing;
            }
            None => found.push(part),
        }
    }
    found
}

/// The part that follows another.
pub(super) fn after(form: &Form, answers: &Answers, part: &str) -> Option<String> {
    let mut parts = parts(form, answers).into_iter().map(|progress| progress.part());
    parts.by_ref().find(|known| known == part)?;
    parts.next()
}

/// What a part is called: "The child’s life: Ava".
pub(super) fn part_title(form: &Form, part: &str) -> String {
    let (section, index) = match part.split_once('.') {
        Some((section, index)) => (section, index.parse().ok()),
        None => (part, None),
    };
    let title = form.section(section).map_or(section, |section| section.title.as_str());
    let place = Place { section: section.to_owned(), index, question: String::new() };
    match form.whose(&place) {
        Some(whose) => format!("{title}: {}", shown_in_line(whose)),
        None => title.to_owned(),
    }
}

/// Where a part begins on the page of the whole.
fn first_place(form: &Form, part: &Progress) -> Place {
    let section = form.section(&part.section);
    let first =
        section.and_then(|section| section.questions.first()).map_or("", |question| question.id.as_str());
    let index = section.and_then(|section| section.repeats.as_ref()).and(part.index.or(Some(0)));
    Place { section: part.section.clone(), index, question: first.to_owned() }
}

/// The list of the parts, with how each stands.
pub(super) fn list(view: &AssessmentView, form: &Form, written: bool) -> Markup {
    let known = &view.assessment.record;
    let commented = |part: &Progress| {
        let name = part.part();
        known.open_comments().filter(|one| one.place.as_ref().is_some_and(|place| place.is_in(&name))).count()
    };
    let task = |part: &Progress| {
        let comments = commented(part);
        let below = if written {
            format!("/sections/{}", part.part())
        } else {
            format!("/read#{}", first_place(form, part))
        };
        Task {
            title: html! { (part_title(form, &part.part())) }.into(),
            hint: (comments > 0).then(|| comments_in_words(comments).into()),
            href: address(known.id, &below),
            status: status(part),
            ..Task::default()
        }
    };
    let items: Vec<Task> = parts(form, &known.answers).iter().map(task).collect();
    TaskList { items, id_prefix: "part".into(), ..TaskList::default() }.render()
}

fn comments_in_words(comments: usize) -> String {
    match comments {
        1 => "1 comment to answer".to_owned(),
        many => format!("{many} comments to answer"),
    }
}

fn status(part: &Progress) -> TaskStatus {
    match (part.answered, part.missing) {
        (0, _) => TaskStatus { tag: Some(Tone::Quiet.tag("Not begun")), ..TaskStatus::default() },
        (_, 0) => TaskStatus { content: "Complete".into(), ..TaskStatus::default() },
        (_, _) => TaskStatus { tag: Some(Tone::Active.tag("Begun")), ..TaskStatus::default() },
    }
}

/// The part in which a place stands.
pub(super) fn part_of(form: &Form, place: &Place) -> String {
    match place.index {
        Some(index) if form.has_people(&place.section) => format!("{}.{index}", place.section),
        _ => place.section.clone(),
    }
}
