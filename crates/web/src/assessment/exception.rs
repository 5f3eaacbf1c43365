//! More time than the limit gives: asked for with the reason and with what keeps the children safe meanwhile, decided by a manager who does not work on it.
//! The limit stays where it is, and what is late stays late.

use casework::Stop;
use casework::assessment::{self, AssessmentView};
use design::govuk::{Button, InsetText, button_group};
use domain::access::Action;
use domain::assessment::{Assessment, ExceptionAsked};
use domain::calendar::london;
use domain::id::Id;
use domain::refusal::{Problem, Refusal};
use maud::html;

use super::{address, below, blank, heading, is_open, lines, name, open, strip, typed, works};
use crate::contact::filled::Asked;
use crate::route::{Act, Filling, Sent, View, Visit};

/// Whether the viewer may decide on the time that is asked for.
pub(super) fn decides(visit: &Visit<'_>, view: &AssessmentView) -> bool {
    let known = &view.assessment.record;
    visit.may(Action::AuthoriseAssessment)
        && works(view)
        && !known.wrote(visit.session.staff.id)
        && known.exception_asked().is_some_and(|asked| asked.by != visit.session.staff.id)
}

/// Asking for it.
pub(super) static ASK: Act<Id<Assessment>> = Act {
    path: "/assessments/{assessment}/exception",
    name: "ask for more time for an assessment",
    action: Action::WriteAssessment,
    prefill: blank,
    show: show_ask,
    send: send_ask,
};

/// Deciding on it.
pub(super) static DECIDE: Act<Id<Assessment>> = Act {
    path: "/assessments/{assessment}/exception/decide",
    name: "decide on more time for an assessment",
    action: Action::AuthoriseAssessment,
    prefill: blank,
    show: show_decide,
    send: send_decide,
};

fn show_ask(visit: &Visit<'_>, id: Id<Assessment>, filling: &Filling) -> Result<View, Stop> {
    let view = open(visit, id, is_open)?;
    let asked = Asked::new(filling, &[]);
    let body = html! {
        (asked.summary())
        (heading(&view, "Ask for more time"))
        (asked.conflict(&[], &|_, words| words.to_owned()))
        (strip::strip(visit, &view))
        (asked.form(visit, html! {
            (asked.lines("reason", "Why does it take longer?").rows(3))
            (asked.lines("meanwhile", "What keeps the children safe meanwhile?").rows(3))
            (typed::day_line(&asked, "until", "Until which day?"))
            (Button::new("Ask a manager"))
        }))
    };
    below(visit, &view, "Ask for more time", body)
}

fn send_ask(visit: &Visit<'_>, id: Id<Assessment>, filling: &Filling) -> Result<Sent, Stop> {
    let mut problems: Vec<Problem> = Vec::new();
    let asked = ExceptionAsked {
        reason: filling.get("reason").into(),
        meanwhile: filling.get("meanwhile").into(),
        until: typed::day(&filling.fields, "until", &mut problems),
    };
    if !problems.is_empty() {
        return Err(Refusal::Invalid(problems).into());
    }
    assessment::ask_exception(&visit.session, &filling.sending(), id, &asked)?;
    Ok(Sent::to(address(id, "#clocks")))
}

fn show_decide(visit: &Visit<'_>, id: Id<Assessment>, filling: &Filling) -> Result<View, Stop> {
    let view = assessment::view(&visit.session, id)?;
    if !decides(visit, &view) {
        return Err(
            Refusal::NotNow("Nobody asks for more time, or another manager decides on it.".into()).into()
        );
    }
    let asked = Asked::new(filling, &[]);
    let body = html! {
        (asked.summary())
        (heading(&view, "Decide on more time"))
        (asked.conflict(&[("words", "Why")], &|_, words| words.to_owned()))
        @if let Some(exception) = view.assessment.record.exception_asked() {
            (InsetText::new(html! {
                p class="govuk-body" { (view.names.name(exception.by)) " asks for time until " (london::date_in_words(exception.until)) "." }
                (lines(&exception.reason))
                p class="govuk-body" { "Meanwhile: " (name(&exception.meanwhile)) }
            }))
        }
        (asked.form(visit, html! {
            (asked.lines("words", "Why, and what do you expect meanwhile?").rows(3))
            (button_group(html! {
                (Button::new("Approve").sends("act", "approve"))
                (Button::new("Do not approve").secondary().sends("act", "refuse"))
            }))
        }))
    };
    below(visit, &view, "Decide on more time", body)
}

fn send_decide(visit: &Visit<'_>, id: Id<Assessment>, filling: &Filling) -> Result<Sent, Stop> {
    let approved = filling.get("act") == "approve";
    assessment::decide_exception(&visit.session, &filling.sending(), id, approved, filling.get("words"))?;
    Ok(Sent::to(address(id, "#clocks")))
}
