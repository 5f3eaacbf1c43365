//! One of ours disagrees with a decision about a child, or takes down what somebody of an agency said on the telephone.

use casework::Stop;
use casework::disagreement::{raise, raised_about};
use design::govuk::{Button, Choice, InsetText, SelectItem};
use domain::access::Action;
use domain::conference::Conference;
use domain::disagreement::{DECLINED_CONFERENCE, RaiseAsked};
use domain::id::Id;
use domain::person::Person;
use maud::{Markup, html};

use super::address;
use crate::child::identity;
use crate::contact::filled::Asked;
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

fn show(visit: &Visit<'_>, child: Id<Person>, filling: &Filling) -> Result<View, Stop> {
    let pack = &visit.house().pack;
    let about = raised_about(&visit.session, child, conference(filling.get("conference")))?;
    let asked = Asked::new(filling, &[]);
    let agencies =
        pack.agencies.iter().map(|agency| SelectItem::new(&agency.id, agency.name.as_str())).collect();
    let body = html! {
        (asked.summary())
        h1 class="govuk-heading-l" { "Disagree with a decision" }
        @if let Some(reference) = &about { p class="govuk-body" { "About conference " (reference) "." } }
        (InsetText::new("Anybody may. What keeps the child safe goes on meanwhile: if the child is in danger now, act first."))
        (asked.form(visit, html! {
            @if let Some(conference) = conference(filling.get("conference")) { input type="hidden" name="conference" value=(conference); }
            (questions(visit, &asked))
            h2 class="govuk-heading-m" { "If you take it down for somebody of an agency" }
            (asked.list("agency", "Their agency", agencies).hint("Leave it empty when it is you who disagrees."))
            (asked.line("organisation", "Which school, practice or service?"))
            (asked.line("for_whom", "Who disagrees?"))
            (Button::new("Raise it"))
        }))
    };
    identity::about(visit, child, Action::RaiseDisagreement, "Disagree with a decision", body)
}

/// What is asked of everybody who raises one.
pub(super) fn questions(visit: &Visit<'_>, asked: &Asked<'_>) -> Markup {
    let ladder = &visit.house().pack.disagreements;
    let about = ladder.about.iter().map(|one| Choice::new(&one.code, &one.words)).collect();
    html! {
        (asked.one_of("about", "What is it about?", about))
        (asked.lines("issue", "What do you disagree with, and why?"))
        (asked.lines("wanted", "What should be different for the child?").rows(3))
        (asked.lines("meanwhile", "What keeps the child safe meanwhile?").rows(3))
    }
}

/// What everybody who raises one says.
pub(super) fn said(filling: &Filling) -> RaiseAsked {
    let typed = |name: &str| filling.get(name).to_owned();
    RaiseAsked {
        about: typed("about"),
        issue: typed("issue"),
        wanted: typed("wanted"),
        meanwhile: typed("meanwhile"),
        ..RaiseAsked::default()
    }
}

fn send(visit: &Visit<'_>, child: Id<Person>, filling: &Filling) -> Result<Sent, Stop> {
    let typed = |name: &str| filling.get(name).trim().to_owned();
    let asked = RaiseAsked {
        agency: Some(typed("agency")).filter(|agency| !agency.is_empty()),
        organisation: typed("organisation"),
        for_whom: typed("for_whom"),
        ..said(filling)
    };
    let of = conference(filling.get("conference"));
    let made = raise(&visit.session, &filling.sending(), child, of, asked)?;
    Ok(Sent::to(address(made, "")))
}
