//! Filling in a form: kept as a draft while it is typed, saved unfinished as often as anybody likes, finished, and corrected with a reason. Whoever
//! goes on with an answer is asked the questions of the version it was begun with.

use casework::Stop;
use casework::local_form::{begin, blank, kept_version, write};
use design::Problems;
use design::govuk::{Button, NotificationBanner, Textarea, button_group};
use domain::access::Action;
use domain::form::Form;
use domain::id::Id;
use domain::local_form::{FormAnswer, FormSent, offered};
use domain::person::Person;
use domain::refusal::Refusal;
use maud::{Markup, html};

use super::{at_form, page};
use crate::child::identity;
use crate::forms::{self, Asking, Guidance};
use crate::route::{Act, At, Filling, Prefilled, Sent, View, Visit};

/// The field that says the form is finished with what it holds.
const FINISH: &str = "_finish";

/// Beginning a form.
pub(super) static BEGIN: Act<(Id<Person>, String)> = Act {
    path: "/children/{child}/forms/new/{pack_form}",
    name: "begin a local form",
    action: Action::FillLocalForm,
    prefill: |visit, (child, form), _: At| {
        let form = form_of(visit, form)?;
        let answers = blank(&visit.session, *child, &form.id)?;
        Ok(Prefilled { fields: forms::fields(form, "", &answers), version: 0 })
    },
    show: |visit, (child, form), filling| {
        let form = form_of(visit, &form)?;
        let body = asked(visit, form, filling, false);
        identity::about(visit, child, Action::FillLocalForm, &form.title, body)
    },
    send: |visit, (child, form), filling| {
        let sent = read(form_of(visit, &form)?, filling)?;
        let answer = begin(&visit.session, &filling.sending(), child, sent)?;
        Ok(Sent::to(at_form(child, answer, "")))
    },
};

/// Going on with a form, or correcting it.
pub(super) static WRITE: Act<(Id<Person>, Id<FormAnswer>)> = Act {
    path: "/children/{child}/forms/{form_answer}/write",
    name: "write in a local form",
    action: Action::FillLocalForm,
    prefill,
    show,
    send: |visit, (child, id), filling| {
        let view = page::of_child(visit, child, id)?;
        let sent = read(of_answer(visit, &view.answer.record)?, filling)?;
        write(&visit.session, &filling.sending(), id, sent)?;
        Ok(Sent::to(at_form(child, id, "")))
    },
};

fn form_of<'v>(visit: &'v Visit<'_>, form: &str) -> Result<&'v Form, Stop> {
    offered(&visit.house().pack, form).ok_or_else(|| Refusal::NotFound.into())
}

/// The questions an answer goes on with: those of its own version.
fn of_answer<'v>(visit: &'v Visit<'_>, answer: &FormAnswer) -> Result<&'v Form, Stop> {
    answer.form(&visit.house().pack).ok_or_else(|| {
        let words = "The practice pack no longer has this version of the form, so it can be read and not changed. Tell whoever keeps the pack.";
        Refusal::NotNow(words.into()).into()
    })
}

fn prefill(visit: &Visit<'_>, (child, id): &(Id<Person>, Id<FormAnswer>), at: At) -> Result<Prefilled, Stop> {
    let view = page::of_child(visit, *child, *id)?;
    may(&view)?;
    let (record, version) = match at {
        At::Now => (view.answer.record, view.answer.version.0),
        At::Version(version) => (kept_version(&visit.session, *id, version)?, version),
    };
    let form = of_answer(visit, &record)?;
    Ok(Prefilled { fields: forms::fields(form, "", &record.answers), version })
}

fn may(view: &casework::local_form::AnswerView) -> Result<(), Refusal> {
    if view.answer.record.in_error.is_some() {
        return Err(Refusal::NotNow(
            "This form was recorded in error, so it is not changed any more.".into(),
        ));
    }
    if !view.may_write {
        return Err(Refusal::not_allowed(
            "You read this form, and somebody who works with the child writes in it.",
        ));
    }
    Ok(())
}

fn show(
    visit: &Visit<'_>,
    (child, id): (Id<Person>, Id<FormAnswer>),
    filling: &Filling,
) -> Result<View, Stop> {
    let view = page::of_child(visit, child, id)?;
    may(&view)?;
    let answer = &view.answer.record;
    let form = of_answer(visit, answer)?;
    let body = asked(visit, form, filling, answer.finished.is_some());
    let page = identity::about(visit, child, Action::FillLocalForm, &form.title, body)?;
    Ok(page.before(identity::back("Back to the form", at_form(child, id, ""))))
}

/// The form as it stands, with what is wrong and what somebody else wrote.
fn asked(visit: &Visit<'_>, form: &Form, filling: &Filling, finished: bool) -> Markup {
    let guidance = Guidance::asked(&visit.query);
    let asking = Asking::among(form, &filling.fields).problems(&filling.problems).guidance(guidance);
    let reason = filling.problem("reason");
    let summary: Problems = match reason {
        Some(words) => asking.summary().landing("reason", words.to_owned(), "reason".to_owned()),
        None => asking.summary(),
    };
    let more = html! {
        (asking)
        @if finished {
            (Textarea::new("reason", "Why is it corrected?").rows(3).value(filling.get("reason")).error(filling.error("reason")))
            (Button::new("Save the correction"))
        } @else {
            (button_group(html! {
                (Button::new("Save and finish").sends(FINISH, "yes"))
                (Button::new("Save and go on later").secondary())
            }))
        }
    };
    html! {
        (summary.summary())
        @if let Some(conflict) = &filling.conflict {
            (NotificationBanner::important(html! {
                p class="govuk-notification-banner__heading" { "Someone else saved this while you were writing. Nothing you wrote is lost." }
                p class="govuk-body" { "Your answers are still in the form below. Change what should be kept, and save again: what you then save stands." }
            }))
            (forms::compare(form, "", &conflict.base, &filling.fields, &conflict.theirs, "a colleague"))
        }
        h1 class="govuk-heading-l" { (form.title) }
        p class="govuk-hint" { "Version " (form.version) " of the form." }
        (guidance.link(&visit.path))
        @if let Some(words) = form.guidance.as_ref().filter(|_| guidance != Guidance::Hidden) { p class="govuk-body" { (words) } }
        (visit.form(filling, more))
    }
}

fn read(form: &Form, filling: &Filling) -> Result<FormSent, Stop> {
    if forms::wants_one_more("", &filling.fields) {
        return Err(forms::once_more());
    }
    let mut fields = filling.fields.clone();
    let reason = fields.take("reason");
    let read = forms::read(form, "", &fields);
    if !read.problems.is_empty() {
        return Err(Refusal::Invalid(read.problems).into());
    }
    Ok(FormSent { answers: read.answers, finish: filling.fields.has(FINISH), reason })
}
