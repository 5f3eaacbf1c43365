//! Recording a power: first what it is, then a short form. For police protection at two in the morning that is when it began and who took it; everything
//! else may be written later, and the record says what is still missing.

use casework::Stop;
use casework::power::{around, record};
use design::govuk::{Button, Details};
use domain::access::Action;
use domain::calendar::london;
use domain::id::Id;
use domain::pack::{PowerAbout, PowerKind};
use domain::person::Person;
use domain::power::EndsBy;
use domain::refusal::Refusal;
use maud::{Markup, html};

use super::form;
use crate::child::identity;
use crate::route::{Act, At, Fields, Filling, Page, Prefilled, Sent, View, Visit};

/// What is it?
pub(super) static CHOOSE: Page<Id<Person>> = Page {
    path: "/children/{child}/powers/new",
    name: "which power or order to record",
    action: Action::RecordPower,
    show: choose,
};

/// Recording it.
pub(super) static NEW: Act<(Id<Person>, String)> = Act {
    path: "/children/{child}/powers/new/{kind}",
    name: "record a power, an order or conditions",
    action: Action::RecordPower,
    prefill,
    show,
    send,
};

/// The section that can wait.
const LATER: &[&str] = &["rest"];

fn choose(visit: &Visit<'_>, child: Id<Person>) -> Result<View, Stop> {
    let kinds = &visit.house().pack.powers.kinds;
    let of = |about: PowerAbout| kinds.iter().filter(move |kind| kind.about == about);
    let body = html! {
        h1 class="govuk-heading-l" { "What is it?" }
        h2 class="govuk-heading-m" { "It protects the child" }
        (links(child, of(PowerAbout::Child)))
        h2 class="govuk-heading-m" { "It binds an adult" }
        (links(child, of(PowerAbout::Adult)))
    };
    identity::about(visit, child, Action::RecordPower, "Record a power or order", body)
}

fn links<'k>(child: Id<Person>, kinds: impl Iterator<Item = &'k PowerKind>) -> Markup {
    html! {
        ul class="govuk-list" {
            @for kind in kinds {
                li {
                    a class="govuk-link" href={ "/children/" (child) "/powers/new/" (kind.code) } { (kind.name) }
                    " " span class="govuk-hint" { (lasts(kind)) }
                }
            }
        }
    }
}

/// "At most 72 hours; never extended. Children Act 1989 s46(6)".
pub(super) fn lasts(kind: &PowerKind) -> String {
    let long = match (kind.ends, kind.limit) {
        (EndsBy::Review, limit) => {
            format!("Until it is withdrawn; looked at again after {limit} at the latest")
        }
        (_, domain::calendar::Limit::Set) => "Until the day the paper says".into(),
        (_, limit) => format!("At most {limit}"),
    };
    let longer = match (&kind.extension, kind.ends) {
        (_, EndsBy::Review) => String::new(),
        (None, _) => "; never extended".into(),
        (Some(rule), _) => match (rule.times, rule.limit) {
            (Some(1), limit) => format!("; extended once, by {limit} at most"),
            (Some(times), limit) => format!("; extended {times} times, by {limit} at most"),
            (None, _) => "; can be extended".into(),
        },
    };
    format!("{long}{longer}. {}", kind.source)
}

fn kind_of<'p>(visit: &'p Visit<'_>, code: &str) -> Result<&'p PowerKind, Stop> {
    visit.house().pack.powers.kind(code).ok_or(Stop::Refusal(Refusal::NotFound))
}

fn prefill(visit: &Visit<'_>, place: &(Id<Person>, String), _: At) -> Result<Prefilled, Stop> {
    let (child, code) = place;
    let kind = kind_of(visit, code)?;
    identity::about(visit, *child, Action::RecordPower, "", Markup::default())?;
    let mut fields = Fields::default();
    if kind.ends == EndsBy::Law {
        fields.set("started-date", london::date_in_digits(london::date_of(visit.session.at)));
    }
    Ok(Prefilled { fields, version: 0 })
}

fn show(visit: &Visit<'_>, (child, code): (Id<Person>, String), filling: &Filling) -> Result<View, Stop> {
    let kind = kind_of(visit, &code)?;
    let around = around(&visit.session, child)?;
    let sheet = form::first(&visit.house().pack, kind, &around)?;
    let questions = html! {
        @if kind.ends == EndsBy::Law {
            p class="govuk-body" { "It ends by itself after " (kind.limit.to_string()) " (" (kind.source) "). Nobody can set it later." }
        }
        (sheet.asked_but(filling, LATER))
        p class="govuk-body" { "You can record it now and write the rest later." }
        (Button::new("Record it"))
        (sheet.asked_only(filling, LATER))
        (Button::new("Record it with the rest").secondary())
    };
    let body = html! {
        (sheet.notices(filling))
        h1 class="govuk-heading-l" { (kind.name) }
        p class="govuk-body" { (kind.words) }
        p class="govuk-body" { (lasts(kind)) ". Who: " (kind.who) "." }
        (Details::new("What must happen before it ends", html! {
            ul class="govuk-list govuk-list--bullet" { @for words in &kind.before { li { (words) } } }
        }))
        (visit.form(filling, questions))
    };
    identity::about(visit, child, Action::RecordPower, "Record a power or order", body)
}

fn send(visit: &Visit<'_>, (child, code): (Id<Person>, String), filling: &Filling) -> Result<Sent, Stop> {
    let kind = kind_of(visit, &code)?;
    let around = around(&visit.session, child)?;
    let sheet = form::first(&visit.house().pack, kind, &around)?;
    let given = sheet.read(&filling.fields)?;
    given.all_right()?;
    let asked = form::read(&given, kind, &around);
    let also: Vec<Id<Person>> = given.all("also").iter().filter_map(|id| id.parse().ok()).collect();
    let recorded = record(&visit.session, &filling.sending(), child, &also, &asked).map_err(on_the_page)?;
    Ok(Sent::to(super::at(recorded.power, "")))
}

/// A problem with what it is stands at the first question: the form itself asks for nothing of that name.
fn on_the_page(stop: Stop) -> Stop {
    let Stop::Refusal(Refusal::Invalid(mut problems)) = stop else { return stop };
    for problem in problems.iter_mut().filter(|problem| problem.field == "kind") {
        problem.field = "started-date".into();
    }
    Stop::Refusal(Refusal::Invalid(problems))
}
