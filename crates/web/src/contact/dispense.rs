//! Going on without agreement, which only a manager may decide; and a withdrawal, which closes nothing by itself.

use casework::Stop;
use casework::consent::DispensationAsked;
use design::govuk::{Button, InsetText};
use domain::access::Action;
use domain::calendar::london;
use domain::consent::{Basis, DISPENSE_FORM};
use domain::contact::Contact;
use domain::form::{Answers, Choice};
use domain::id::Id;
use domain::refusal::{Problem, Refusal};
use maud::{Markup, html};

use super::filled::Asked;
use super::{address, back, page};
use crate::forms::page::Sheet;
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
        if let Some(review) = dispensed.review {
            fields.set("review", london::date_in_words(review));
        }
        sheet(visit, dispensed.further.as_ref())?.fill_further(&mut fields, dispensed.further.as_ref());
    }
    if let Some(withdrawn) = &known.record.withdrawn {
        fields = fields.with("words", &*withdrawn.words);
    }
    Ok(Prefilled { fields, version: known.version.0 })
}

/// The page round a form about one basis: what was recorded stands above the questions.
fn around(
    visit: &Visit<'_>,
    place: Place,
    heading: &str,
    notices: &Markup,
    form: &Markup,
) -> Result<View, Stop> {
    let view = casework::contact::view(&visit.session, place.0)?;
    let basis = view.bases.iter().find(|known| known.record.id == place.1).ok_or(Refusal::NotFound)?;
    let body = html! {
        (notices)
        h1 class="govuk-heading-l" { (heading) }
        (page::basis(visit, &view, &basis.record))
        (form)
    };
    Ok(View::new(heading, body).before(back(place.0)))
}

/// The form, with the grounds of the pack.
fn sheet(visit: &Visit<'_>, before: Option<&Answers>) -> Result<Sheet, Stop> {
    let pack = &visit.house().pack;
    let grounds = pack.consent.dispensing.iter().map(|ground| Choice {
        hint: Some(ground.source.clone()),
        ..Choice::new(&*ground.id, &*ground.words)
    });
    let sheet = Sheet::new(pack, &DISPENSE_FORM, before)?;
    Ok(sheet.offering_choices("ground", &grounds.collect::<Vec<_>>()))
}

fn show_dispense(visit: &Visit<'_>, place: Place, filling: &Filling) -> Result<View, Stop> {
    let sheet = sheet(visit, None)?;
    let form = visit.form(filling, html! { (sheet.asked(filling)) (Button::new("Go on without agreement")) });
    around(visit, place, "Go on without agreement", &sheet.notices(filling), &html! { (form) })
}

fn dispense(visit: &Visit<'_>, (contact, basis): Place, filling: &Filling) -> Result<Sent, Stop> {
    let sheet = sheet(visit, None)?;
    let mut given = sheet.read(&filling.fields)?;
    let review = given.day("review");
    if review.is_some_and(|day| day < london::date_of(visit.session.at)) {
        let words = "The day on which it is looked at again must lie ahead.";
        given.problems.push(Problem::new("review", words));
    }
    given.all_right()?;
    let asked = DispensationAsked {
        ground: given.words("ground"),
        reason: given.words("reason"),
        risk_if_asked: given.words("risk_if_asked"),
        review,
        further: given.further(),
    };
    casework::consent::dispense(&visit.session, &filling.sending(), contact, basis, asked)?;
    Ok(Sent::to(address(contact, "")))
}

/// The one question of a withdrawal, for two people who answered at once.
const LABELS: &[(&str, &str)] = &[("words", "Who withdrew, and what they said")];

fn show_withdrawal(visit: &Visit<'_>, place: Place, filling: &Filling) -> Result<View, Stop> {
    let asked = Asked::new(filling, &[]);
    let notices = html! { (asked.summary()) (asked.conflict(LABELS, &|_, words| words.to_owned())) };
    let questions = html! {
        (InsetText::new("A withdrawal closes nothing by itself: a manager weighs what it means for the child first."))
        (asked.lines("words", "Who withdrew, and what did they say?").rows(4))
        (Button::new("Record the withdrawal"))
    };
    around(visit, place, "Agreement withdrawn", &notices, &html! { (asked.form(visit, questions)) })
}

fn withdraw(visit: &Visit<'_>, (contact, basis): Place, filling: &Filling) -> Result<Sent, Stop> {
    let words = filling.get("words").to_owned();
    casework::consent::withdraw(&visit.session, &filling.sending(), contact, basis, words)?;
    Ok(Sent::to(address(contact, "")))
}
