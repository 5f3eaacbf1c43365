//! One of ours disagrees with a decision about a child, or takes down what somebody of an agency said on the telephone.

use casework::Stop;
use casework::disagreement::{raise, raised_about};
use design::govuk::{Button, InsetText};
use domain::access::Action;
use domain::conference::Conference;
use domain::disagreement::{DECLINED_CONFERENCE, FORM, RaiseAsked};
use domain::form::PageForm;
use domain::id::Id;
use domain::person::Person;
use maud::html;

use super::address;
use crate::child::identity;
use crate::forms::page::{Given, Sheet};
use crate::route::{Act, At, Fields, Filling, Prefilled, Sent, View, Visit};

/// Raising one.
pub(super) static RAISE: Act<Id<Person>> = Act {
    path: "/children/{child}/disagreement",
    name: "raise a disagreement",
    action: Action::RaiseDisagreement,
    prefill,
    show,
    send,
};

/// The conference that it was raised from.
fn conference(typed: &str) -> Option<Id<Conference>> {
    typed.parse().ok()
}

fn prefill(visit: &Visit<'_>, _: &Id<Person>, _: At) -> Result<Prefilled, Stop> {
    let mut fields = Fields::default();
    if let Some(conference) = conference(visit.query.get("conference")) {
        fields = fields.with("conference", conference.to_string()).with("about", DECLINED_CONFERENCE);
    }
    Ok(Prefilled { fields, version: 0 })
}

/// What somebody disagrees about, offered where a form asks it.
pub(super) fn sheet(visit: &Visit<'_>, form: &'static PageForm) -> Result<Sheet, Stop> {
    let pack = &visit.house().pack;
    let about = pack.disagreements.about.iter().map(|one| (&*one.code, &*one.words));
    let agencies = pack.agencies.iter().map(|agency| (&*agency.id, &*agency.name));
    Ok(Sheet::new(pack, form, None)?.offering("about", about).offering("agency", agencies))
}

fn show(visit: &Visit<'_>, child: Id<Person>, filling: &Filling) -> Result<View, Stop> {
    let about = raised_about(&visit.session, child, conference(filling.get("conference")))?;
    let sheet = sheet(visit, &FORM)?;
    let questions = html! {
        @if let Some(conference) = conference(filling.get("conference")) { input type="hidden" name="conference" value=(conference); }
        (sheet.asked(filling))
        (Button::new("Raise it"))
    };
    let body = html! {
        (sheet.notices(filling))
        h1 class="govuk-heading-l" { "Disagree with a decision" }
        @if let Some(reference) = &about { p class="govuk-body" { "About conference " (reference) "." } }
        (InsetText::new("Anybody may. What keeps the child safe goes on meanwhile: if the child is in danger now, act first."))
        (visit.form(filling, questions))
    };
    identity::about(visit, child, Action::RaiseDisagreement, "Disagree with a decision", body)
}

/// What everybody who raises one says.
pub(super) fn said(given: &Given<'_>) -> RaiseAsked {
    RaiseAsked {
        about: given.words("about"),
        issue: given.words("issue"),
        wanted: given.words("wanted"),
        meanwhile: given.words("meanwhile"),
        further: given.further(),
        ..RaiseAsked::default()
    }
}

fn send(visit: &Visit<'_>, child: Id<Person>, filling: &Filling) -> Result<Sent, Stop> {
    let sheet = sheet(visit, &FORM)?;
    let given = sheet.read(&filling.fields)?;
    given.all_right()?;
    let typed = |name: &str| given.words(name).trim().to_owned();
    let asked = RaiseAsked {
        agency: Some(typed("agency")).filter(|agency| !agency.is_empty()),
        organisation: typed("organisation"),
        for_whom: typed("for_whom"),
        ..said(&given)
    };
    let of = conference(filling.get("conference"));
    let made = raise(&visit.session, &filling.sending(), child, of, asked)?;
    Ok(Sent::to(address(made, "")))
}
