//! Sharing one fact of one agency with another that was asked: who is to know it, and why. The page shows it as that agency will see it.

use casework::{Stop, mash};
use design::govuk::{Button, Choice, InsetText};
use domain::access::Action;
use domain::id::Id;
use domain::mash::{Enquiry, Request};
use domain::refusal::Refusal;
use maud::html;

use super::{address, agency_name, back, chase, handling_words};
use crate::contact::filled::Asked;
use crate::contact::told;
use crate::route::{Act, At, Fields, Filling, Prefilled, Sent, View, Visit};

/// A fact of a request of an enquiry.
type OfFact = (Id<Enquiry>, Id<Request>, usize);

/// Sharing.
pub(super) static SHARE: Act<OfFact> = Act {
    path: "/enquiries/{enquiry}/requests/{request}/share/{place}",
    name: "share a fact with an agency",
    action: Action::ShareWithAgency,
    prefill,
    show,
    send,
};

fn prefill(visit: &Visit<'_>, (enquiry, ..): &OfFact, at: At) -> Result<Prefilled, Stop> {
    let (_, version) = super::enquiry::at(visit, *enquiry, at)?;
    Ok(Prefilled { fields: Fields::default(), version })
}

fn show(visit: &Visit<'_>, (enquiry, request, place): OfFact, filling: &Filling) -> Result<View, Stop> {
    let view = mash::view(&visit.session, enquiry)?;
    let pack = &visit.house().pack;
    let (source, agency) = chase::request_of(visit, &view, request)?;
    let fact = source.answer.as_ref().and_then(|answer| answer.facts.get(place)).ok_or(Refusal::NotFound)?;
    let asked = Asked::new(filling, &[]);
    let others = view.requests.iter().map(|known| &known.record);
    let others = others.filter(|other| other.id != source.id && other.withdrawn.is_none());
    let others: Vec<Choice> = others
        .map(|other| Choice::new(other.id.to_string(), agency_name(pack, &other.agency, &other.organisation)))
        .collect();
    let body = html! {
        (asked.summary())
        h1 class="govuk-heading-l" { "Share with another agency" }
        (asked.conflict(&[("with", "With whom"), ("why", "Why")], &|_, words| words.to_owned()))
        (InsetText::new(html! {
            p { strong { (agency) ": " } (fact.asked) }
            @if let Some(choice) = &fact.choice { p { (choice) } }
            (told::verbatim(&fact.words))
            p class="govuk-hint" { (handling_words(pack, fact.handling)) "." }
        }))
        @if others.is_empty() { p class="govuk-body" { "No other agency has been asked." } }
        (asked.form(visit, html! {
            (asked.one_of("with", "Who is to know it?", others))
            (asked.lines("why", "Why do they need to know it?").hint("It stands on the sharing sheet").rows(2))
            (Button::new("Share it"))
        }))
    };
    Ok(View::new("Share with another agency", body).before(back(enquiry)))
}

fn send(visit: &Visit<'_>, (enquiry, request, place): OfFact, filling: &Filling) -> Result<Sent, Stop> {
    let with =
        filling.get("with").parse().map_err(|_| Refusal::field("with", "Choose who is to know it."))?;
    mash::share(&visit.session, &filling.sending(), enquiry, (request, place), with, filling.get("why"))?;
    Ok(Sent::to(address(enquiry, "")))
}
