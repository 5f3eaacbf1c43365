//! One section of an assessment, about one child or carer where it is asked of each: its questions on the left, what the record holds beside each of them.
//! Every button of the page saves first. Where somebody else changed other sections meanwhile, nothing is in the way; where they changed this one, their
//! answers, yours and what both began from stand above the form, and the form holds every answer that only one of the two changed.

use casework::assessment::{self, AssessmentView};
use casework::{Sending, Stop};
use design::govuk::{Button, NotificationBanner, button_group};
use domain::access::Action;
use domain::assessment::Assessment;
use domain::assessment::SectionSaved;
use domain::form::{Answers, Form, People, Place, Question, merge};
use domain::id::Id;
use domain::refusal::{Problem, Refusal};
use maud::{Markup, Render, html};

use super::around_family::around_family;
use super::evidence::{Beside, CITE, THEN, UNCITE, decoded};
use super::{address, below, form_of, heading, open, record, tasks, writes};
use crate::forms::{self, Asking, Guidance};
use crate::route::{Act, At, Fields, Filling, Prefilled, Sent, View, Visit};

/// Writing a section.
pub(super) static SECTION: Act<(Id<Assessment>, String)> = Act {
    path: "/assessments/{assessment}/sections/{part}",
    name: "section of an assessment",
    action: Action::WriteAssessment,
    prefill,
    show,
    send,
};

/// Goes on to the part that follows.
const NEXT: &str = "next";

/// The answers of one part.
fn of_part(answers: &Answers, part: &str) -> Answers {
    let given = answers.given.iter().filter(|(place, _)| place.is_in(part));
    let given = given.map(|(place, answer)| (place.clone(), answer.clone())).collect();
    Answers { form: answers.form.clone(), version: answers.version, given }
}

fn prefill(visit: &Visit<'_>, (id, part): &(Id<Assessment>, String), at: At) -> Result<Prefilled, Stop> {
    let now = assessment::sheet(&visit.session, *id)?;
    let form = now.form.with_people(&People { children: &now.children, carers: &now.carers });
    exists(&form, part)?;
    let (assessment, version) = match at {
        At::Now => (now.assessment.record, now.assessment.version.0),
        At::Version(_) => record(visit, *id, at)?,
    };
    Ok(Prefilled { fields: forms::fields(&form, "", &of_part(&assessment.answers, part)), version })
}

/// Whether the form has such a part: a section, or one of its people.
fn exists(form: &Form, part: &str) -> Result<(), Refusal> {
    let (section, index) = match part.split_once('.') {
        Some((section, index)) => (section, Some(index.parse::<u16>().map_err(|_| Refusal::NotFound)?)),
        None => (part, None),
    };
    let section = form.section(section).ok_or(Refusal::NotFound)?;
    let first = section.questions.first().ok_or(Refusal::NotFound)?;
    let whose = |index| form.whose(&Place { section: section.id.clone(), index, question: first.id.clone() });
    match (form.has_people(&section.id), index) {
        (true, Some(index)) if whose(Some(index)).is_some() => Ok(()),
        (false, None) => Ok(()),
        _ => Err(Refusal::NotFound),
    }
}

fn show(visit: &Visit<'_>, (id, part): (Id<Assessment>, String), filling: &Filling) -> Result<View, Stop> {
    let view = open(visit, id, writes)?;
    let form = form_of(&view);
    exists(&form, &part)?;
    let merged = merged(&form, filling);
    let fields = merged.as_ref().unwrap_or(&filling.fields);
    let around = around_family(visit, &view)?;
    let beside = Beside { visit, view: &view, form: &form, written: true, around: &around };
    let draw = |place: &Place, question: &Question| beside.of(place, question);
    let guidance = Guidance::asked(&visit.query);
    let asking = Asking::among(&form, fields)
        .only(&[&part])
        .problems(&filling.problems)
        .beside(&draw)
        .guidance(guidance);
    let title = tasks::part_title(&form, &part);
    let body = html! {
        (asking.summary().summary())
        (heading(&view, &title))
        (conflicting(&form, filling))
        (guidance.link(&visit.path))
        (visit.form(filling, html! {
            (asking.render())
            (buttons(&form, &view, &part))
        }))
    };
    Ok(below(visit, &view, "Section of an assessment", body)?.wide())
}

fn buttons(form: &Form, view: &AssessmentView, part: &str) -> Markup {
    let next = tasks::after(form, &view.assessment.record.answers, part);
    html! {
        (button_group(html! {
            @if next.is_some() { (Button::new("Save and go on").sends(THEN, NEXT)) }
            (Button::new("Save and go to the list of sections").secondary().sends(THEN, "list"))
        }))
        @if let Some(next) = &next { p class="govuk-hint" { "Next: " (tasks::part_title(form, next)) } }
    }
}

/// Where two people wrote: every answer that only one of them changed, and yours where both did.
fn merged(form: &Form, filling: &Filling) -> Option<Fields> {
    let conflict = filling.conflict.as_ref()?;
    let read = |fields: &Fields| forms::read(form, "", &of_form(form, fields)).answers;
    let merged = merge(&read(&conflict.base), &read(&filling.fields), &read(&conflict.theirs));
    Some(forms::fields(form, "", &merged.answers))
}

fn conflicting(form: &Form, filling: &Filling) -> Markup {
    let Some(conflict) = &filling.conflict else { return Markup::default() };
    html! {
        (NotificationBanner::important(html! {
            p class="govuk-notification-banner__heading" { "Someone else saved this section while you were writing. Nothing is lost." }
            p class="govuk-body" {
                "The form below holds your answers, and theirs where you changed nothing. Where both of you changed an answer, yours stands in the form and theirs here: take from it what should stay, and save again."
            }
        }))
        (forms::compare(form, "", &of_form(form, &conflict.base), &of_form(form, &filling.fields), &of_form(form, &conflict.theirs), "a colleague"))
    }
}

/// The fields that are the form's own.
fn of_form(form: &Form, fields: &Fields) -> Fields {
    let mine = |name: &str| name.split_once('.').is_some_and(|(section, _)| form.section(section).is_some());
    let pairs: Vec<_> = fields.pairs().iter().filter(|(name, _)| mine(name)).cloned().collect();
    Fields::from(pairs)
}

fn send(visit: &Visit<'_>, (id, part): (Id<Assessment>, String), filling: &Filling) -> Result<Sent, Stop> {
    if forms::wants_one_more("", &filling.fields) {
        return Err(forms::once_more());
    }
    let view = open(visit, id, writes)?;
    let form = form_of(&view);
    exists(&form, &part)?;
    let read = forms::read(&form, "", &of_form(&form, &filling.fields));
    let problems: Vec<Problem> = read.problems;
    if !problems.is_empty() {
        return Err(Refusal::Invalid(problems).into());
    }
    save(visit, &view, &part, filling, &read.answers)?;
    let here = address(id, &format!("/sections/{part}"));
    let fields = &filling.fields;
    for (field, cites) in [(CITE, true), (UNCITE, false)] {
        let Some((place, child, source)) = event(fields.get(field)) else { continue };
        match cites {
            true => {
                assessment::cite(
                    &visit.session,
                    &next_sending(visit, id)?,
                    id,
                    place.clone(),
                    child,
                    source,
                )?;
            }
            false => {
                uncited(assessment::uncite(&visit.session, &next_sending(visit, id)?, id, &place, &source))?;
            }
        }
        return Ok(Sent::to(format!("{here}#{place}")));
    }
    let to = match fields.get(THEN) {
        NEXT => {
            let (known, _) = record(visit, id, At::Now)?;
            match tasks::after(&form, &known.answers, &part) {
                Some(next) => address(id, &format!("/sections/{next}")),
                None => address(id, ""),
            }
        }
        // A page below this assessment, and no other.
        below if below.starts_with("comments/") || below == "contradictions" => {
            address(id, &format!("/{below}"))
        }
        _ => address(id, "#sections"),
    };
    Ok(Sent::to(to))
}

/// Saves the part. Where somebody saved other parts meanwhile, theirs stay: they are no conflict.
fn save(
    visit: &Visit<'_>,
    view: &AssessmentView,
    part: &str,
    filling: &Filling,
    sent: &Answers,
) -> Result<(), Stop> {
    let known = &view.assessment.record;
    let mut sending = filling.sending();
    if sending.opened != view.assessment.version.0 {
        let (base, _) = record(visit, known.id, At::Version(sending.opened))?;
        if of_part(&base.answers, part) == of_part(&known.answers, part) {
            sending.opened = view.assessment.version.0;
        }
    }
    let section = part.split('.').next().unwrap_or(part);
    let answers = known.answers.with_parts(&[part], sent);
    let saved = SectionSaved { sections: vec![section.to_owned()], answers: of_part(&answers, section) };
    assessment::save(&visit.session, &sending, known.id, saved)
}

/// A second act of the same button, on what was just saved. Sent twice, it changes nothing the second time.
fn next_sending(visit: &Visit<'_>, id: Id<Assessment>) -> Result<Sending, Stop> {
    let (_, opened) = record(visit, id, At::Now)?;
    Ok(Sending { form: visit.house().id(), opened, content: Vec::new() })
}

/// Taken back twice is taken back.
fn uncited(outcome: Result<(), Stop>) -> Result<(), Stop> {
    match outcome {
        Err(Stop::Refusal(Refusal::NotFound)) => Ok(()),
        outcome => outcome,
    }
}

/// What a button beside a question names: the answer's place, the child, the event.
fn event(value: &str) -> Option<(Place, Id<domain::person::Person>, domain::chronology::Source)> {
    let (place, code) = value.split_once(' ')?;
    let (child, source) = decoded(code)?;
    Some((place.parse().ok()?, child, source))
}
