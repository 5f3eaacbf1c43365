//! Going on without agreement, which only a manager may decide; and a withdrawal, which closes nothing by itself.

use casework::Stop;
use casework::consent::DispensationAsked;
use design::govuk::{Button, Choice, InsetText};
use domain::access::Action;
use domain::calendar::london;
use domain::calendar::typed::parse_date;
use domain::consent::Basis;
use domain::contact::Contact;
use domain::id::Id;
use domain::refusal::Refusal;
use maud::{Markup, html};

use super::filled::Asked;
use super::{address, back, page};
use crate::route::{Act, At, Fields, Filling, Prefilled, Sent, View, Visit};

/// A contact, and a basis recorded in it.
type Place = (Id<Contact>, Id<Basis>);

/// Going on without agreement.
pub(super) static DISPENSE: Act<Place> = Act {
    path: "/contacts/{contact}/consent/{basis}/dispense",
    name: "go on without agreement",
    action: Action::DispenseConsent,
    prefill,
    show: show_dispense,
    send: dispense,
};

/// A withdrawal of agreement.
pub(super) static WITHDRAW: Act<Place> = Act {
    path: "/contacts/{contact}/consent/{basis}/withdraw",
    name: "record a withdrawal of agreement",
    action: Action::RecordBasis,
    prefill,
    show: show_withdrawal,
    send: withdraw,
};

fn prefill(visit: &Visit<'_>, place: &Place, at: At) -> Result<Prefilled, Stop> {
    let known = match at {
        At::Version(version) => return Ok(Prefilled { fields: Fields::default(), version }),
        At::Now => {
            let view = casework::contact::view(&visit.session, place.0)?;
            view.bases.into_iter().find(|known| known.record.id == place.1).ok_or(Refusal::NotFound)?
        }
    };
    let mut fields = Fields::default();
    if let Some(dispensed) = &known.record.dispensed {
        fields = fields.with("ground", &*dispensed.ground).with("reason", &*dispensed.reason);
        fields = fields.with("risk_if_asked", &*dispensed.risk_if_asked);
    }
    if let Some(withdrawn) = &known.record.withdrawn {
        fields = fields.with("words", &*withdrawn.words);
    }
    Ok(Prefilled { fields, version: known.version.0 })
}

/// The questions, for two people who answered at once.
const LABELS: &[(&str, &str)] = &[
    ("ground", "Ground"),
    ("reason", "Why it holds here"),
    ("risk_if_asked", "The risk of asking"),
    ("words", "Who withdrew, and what they said"),
];

/// The page round a form about one basis: what was recorded stands above the questions.
fn around(
    visit: &Visit<'_>,
    place: Place,
    heading: &str,
    asked: &Asked<'_>,
    questions: Markup,
) -> Result<View, Stop> {
    let view = casework::contact::view(&visit.session, place.0)?;
    let basis = view.bases.iter().find(|known| known.record.id == place.1).ok_or(Refusal::NotFound)?;
    let body = html! {
        (asked.summary())
        h1 class="govuk-heading-l" { (heading) }
        (asked.conflict(LABELS, &|_, words| words.to_owned()))
        (page::basis(&view, &basis.record))
        (asked.form(visit, questions))
    };
    Ok(View::new(heading, body).before(back(place.0)))
}

fn show_dispense(visit: &Visit<'_>, place: Place, filling: &Filling) -> Result<View, Stop> {
    let asked = Asked::new(filling, &[]);
    let grounds = &visit.house().pack.consent.dispensing;
    let grounds =
        grounds.iter().map(|ground| Choice::new(&ground.id, &ground.words).hint(&*ground.source)).collect();
    let questions = html! {
        (asked.one_of("ground", "On which ground do we go on without agreement?", grounds))
        (asked.lines("reason", "Why does it hold here, and why is going on proportionate?").rows(4))
        (asked.lines("risk_if_asked", "What could happen if they were asked?").rows(3))
        (asked.line("review", "When is this looked at again?").hint("Like 4 9 2026; leave it out if never").classes("govuk-input--width-10"))
        (Button::new("Go on without agreement"))
    };
    around(visit, place, "Go on without agreement", &asked, questions)
}

fn dispense(visit: &Visit<'_>, (contact, basis): Place, filling: &Filling) -> Result<Sent, Stop> {
    let review = match filling.get("review").trim() {
        "" => None,
        typed => Some(parse_date(typed).map_err(|wrong| Refusal::field("review", wrong.to_string()))?),
    };
    if review.is_some_and(|day| day < london::date_of(visit.session.at)) {
        return Err(Refusal::field("review", "The day on which it is looked at again must lie ahead.").into());
    }
    let get = |name: &str| filling.get(name).to_owned();
    let asked = DispensationAsked {
        ground: get("ground"),
        reason: get("reason"),
        risk_if_asked: get("risk_if_asked"),
        review,
    };
    casework::consent::dispense(&visit.session, &filling.sending(), contact, basis, asked)?;
    Ok(Sent::to(address(contact, "")))
}

fn show_withdrawal(visit: &Visit<'_>, place: Place, filling: &Filling) -> Result<View, Stop> {
    let asked = Asked::new(filling, &[]);
    let questions = html! {
        (InsetText::new("A withdrawal closes nothing by itself: a manager weighs what it means for the child first."))
        (asked.lines("words", "Who withdrew, and what did they say?").rows(4))
        (Button::new("Record the withdrawal"))
    };
    around(visit, place, "Agreement withdrawn", &asked, questions)
}

fn withdraw(visit: &Visit<'_>, (contact, basis): Place, filling: &Filling) -> Result<Sent, Stop> {
    let words = filling.get("words").to_owned();
    casework::consent::withdraw(&visit.session, &filling.sending(), contact, basis, words)?;
    Ok(Sent::to(address(contact, "")))
}
