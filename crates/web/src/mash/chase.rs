//! Chasing an agency: a call or a reminder written down, on the partnership's own ladder; and somebody else there asked instead.

use casework::mash::{ChaseAsked, EnquiryView};
use casework::{Stop, mash};
use design::govuk::{Button, Choice, SelectItem};
use domain::access::Action;
use domain::id::Id;
use domain::mash::{ChaseOutcome, Request};
use domain::refusal::Refusal;
use maud::{Markup, html};

use super::{OfRequest, address, agency_name, back};
use crate::contact::filled::Asked;
use crate::route::{Act, At, Fields, Filling, Prefilled, Sent, View, Visit};

/// Chasing.
pub(super) static CHASE: Act<OfRequest> = Act {
    path: "/enquiries/{enquiry}/requests/{request}/chase",
    name: "chase an agency",
    action: Action::ChaseAgency,
    prefill,
    show,
    send,
};

/// Somebody else asked.
pub(super) static SUBSTITUTE: Act<OfRequest> = Act {
    path: "/enquiries/{enquiry}/requests/{request}/substitute",
    name: "ask somebody else of an agency",
    action: Action::ChaseAgency,
    prefill: |_, _, _| Ok(Prefilled::default()),
    show: show_substitute,
    send: substitute,
};

/// The request of a page, and what its agency is called.
pub(super) fn request_of<'v>(
    visit: &Visit<'_>,
    view: &'v EnquiryView,
    request: Id<Request>,
) -> Result<(&'v Request, String), Stop> {
    let found = view.requests.iter().map(|known| &known.record).find(|known| known.id == request);
    let found = found.ok_or(Refusal::NotFound)?;
    Ok((found, agency_name(&visit.house().pack, &found.agency, &found.organisation)))
}

/// The page round a short form about one request.
pub(super) fn around(
    visit: &Visit<'_>,
    (enquiry, request): OfRequest,
    title: &str,
    asked: &Asked<'_>,
    questions: impl FnOnce(&EnquiryView, &Request) -> Result<Markup, Stop>,
) -> Result<View, Stop> {
    let view = mash::view(&visit.session, enquiry)?;
    let (found, agency) = request_of(visit, &view, request)?;
    let questions = questions(&view, found)?;
    let body = html! {
        (asked.summary())
        h1 class="govuk-heading-l" { (title) ": " (agency) }
        p class="govuk-body" { "Enquiry " (view.enquiry.record.reference) ", round " (found.round) "." }
        (asked.form(visit, questions))
    };
    Ok(View::new(title, body).before(back(enquiry)))
}

/// The rung that is reached stands chosen.
fn prefill(visit: &Visit<'_>, (enquiry, request): &OfRequest, _: At) -> Result<Prefilled, Stop> {
    let view = mash::view(&visit.session, *enquiry)?;
    let (found, _) = request_of(visit, &view, *request)?;
    let late = found.clock.due.map_or(0, |due| due.instant().duration_until(visit.session.at).as_mins());
    let rung = visit.house().pack.hub.reached(late.max(0)).last().map_or("", |rung| rung.code.as_str());
    Ok(Prefilled { fields: Fields::default().with("rung", rung), version: 0 })
}

fn show(visit: &Visit<'_>, place: OfRequest, filling: &Filling) -> Result<View, Stop> {
    let asked = Asked::new(filling, &[]);
    around(visit, place, "Chase", &asked, |_, _| {
        let hub = &visit.house().pack.hub;
        let rungs =
            hub.ladder.iter().map(|rung| Choice::new(&rung.code, &rung.name).hint(&*rung.words)).collect();
        let outcomes = ChaseOutcome::ALL
            .into_iter()
            .map(|outcome| Choice::new(outcome.code(), outcome.words()))
            .collect();
        Ok(html! {
            (asked.one_of("outcome", "What did you do, and what came of it?", outcomes))
            (asked.lines("words", "Whom did you speak with, and what did they say?").rows(3))
            (asked.one_of("rung", "Which step of the partnership’s ladder is it?", rungs).classes("govuk-radios--small"))
            (Button::new("Write it down"))
        })
    })
}

fn send(visit: &Visit<'_>, (enquiry, request): OfRequest, filling: &Filling) -> Result<Sent, Stop> {
    let outcome = ChaseOutcome::from_code(filling.get("outcome"))
        .ok_or_else(|| Refusal::field("outcome", "Choose what came of it."))?;
    let asked =
        ChaseAsked { rung: filling.get("rung").to_owned(), outcome, words: filling.get("words").to_owned() };
    mash::chase(&visit.session, &filling.sending(), enquiry, request, asked)?;
    Ok(Sent::to(address(enquiry, "")))
}

fn show_substitute(visit: &Visit<'_>, place: OfRequest, filling: &Filling) -> Result<View, Stop> {
    let asked = Asked::new(filling, &[]);
    let asking = mash::asking(&visit.session, place.0)?;
    around(visit, place, "Ask somebody else", &asked, |_, request| {
        let organisations = asking.organisations.get(&request.agency).into_iter().flatten();
        let people = organisations
            .filter(|organisation| organisation.name == request.organisation)
            .flat_map(|o| &o.people);
        let people: Vec<SelectItem> =
            people.map(|(id, name)| SelectItem::new(id.to_string(), name.clone())).collect();
        Ok(html! {
            @if people.is_empty() {
                p class="govuk-body" { "Nobody of this organisation signs in here. Ring them, and write their answer down." }
            } @else {
                (asked.list("staff", "Who can answer now?", people))
                (Button::new("Ask them"))
            }
        })
    })
}

fn substitute(visit: &Visit<'_>, (enquiry, request): OfRequest, filling: &Filling) -> Result<Sent, Stop> {
    let staff =
        filling.get("staff").parse().map_err(|_| Refusal::field("staff", "Choose who can answer now."))?;
    mash::substitute(&visit.session, &filling.sending(), enquiry, request, staff)?;
    Ok(Sent::to(address(enquiry, "")))
}
