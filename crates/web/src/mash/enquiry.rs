//! An enquiry's page: how urgent, how much time is left, how much information is in hand; what may be done next; what each agency was asked and
//! said; where they differ; what it means; what was decided.

use casework::Stop;
use casework::mash::EnquiryView;
use design::govuk::{Button, Details, SummaryList, SummaryRow, button_group};
use design::own::{InHand, Part, PartState};
use domain::access::Action;
use domain::calendar::london;
use domain::id::Id;
use domain::mash::{Enquiry, Request, Stage, Standing, information_in_hand};
use maud::{Markup, Render, html};

use super::{address, agency_name, board, card, differ, outcome, rounds};
use crate::contact::told;
use crate::forms::page::further_told;
use crate::route::{At, Fields, Fragment, Page, View, Visit, Watch};

/// An enquiry.
pub(super) static ENQUIRY: Page<Id<Enquiry>> =
    Page { path: "/enquiries/{enquiry}", name: "enquiry", action: Action::ReadEnquiry, show };

/// The part of the page that changes while agencies answer: fetched when the board says that something changed.
pub(super) static LIVE: Fragment<Id<Enquiry>> = Fragment {
    path: "/enquiries/{enquiry}/live",
    name: "enquiry, as answers come",
    action: Action::ReadEnquiry,
    show: |visit, enquiry, _: &Fields| Ok(live(visit, &casework::mash::view(&visit.session, enquiry)?)),
};

/// That the enquiry or an answer to it changed, and never what.
pub(super) static CHANGES: Watch<Id<Enquiry>> = Watch {
    path: "/enquiries/{enquiry}/changes",
    name: "whether an enquiry has changed",
    action: Action::ReadEnquiry,
    begin: |visit, enquiry| casework::mash::watched(&visit.session, enquiry),
    moved: casework::mash::moved,
};

fn show(visit: &Visit<'_>, enquiry: Id<Enquiry>) -> Result<View, Stop> {
    let view = casework::mash::view(&visit.session, enquiry)?;
    let known = &view.enquiry.record;
    let body = html! {
        h1 class="govuk-heading-l" { "MASH enquiry " (known.reference) }
        p class="govuk-body" { (board::tone(known.stage()).tag(known.stage().words())) " " (board::rating(visit, &known.rating().rating)) }
        p class="govuk-body" {
            "About "
            @for (place, child) in view.contact.record.children.iter().enumerate() {
                @if place > 0 { ", " }
                @match child.found.person() {
                    Some(person) => a class="govuk-link" href={ "/children/" (person) } { (told::bdi(&told::name(child))) },
                    None => (told::bdi(&told::name(child))),
                }
            }
            ". From " a class="govuk-link" href={ "/contacts/" (known.contact) } { "contact " (known.reference) } "."
        }
        (crate::power::OfChildren::ask(visit, view.contact.record.people())?.in_words(&view.contact.record))
        (outcome::decided(visit, &view))
        (steps(visit, &view))
        div data-live=(address(known.id, "/live")) data-changes=(address(known.id, "/changes")) { (live(visit, &view)) }
        p class="govuk-body app-no-print" {
            a class="govuk-link" href=(address(known.id, "")) { "Look again" } ". "
            span class="govuk-hint" { "Answers appear here by themselves within seconds where scripts run; otherwise look again." }
        }
        (card::answers(visit, &view))
        (card::sharing_sheet(visit, &view))
        (outcome::meaning(visit, &view))
        (crate::meeting::of_contact(visit, known.contact)?)
        (why(visit, &view))
    };
    Ok(View::new("MASH enquiry", body).wide())
}

/// An enquiry as it stands, or as a form was opened at it, with its version.
pub(super) fn at(visit: &Visit<'_>, enquiry: Id<Enquiry>, at: At) -> Result<(Enquiry, u64), Stop> {
    match at {
        At::Now => {
            let known = casework::mash::view(&visit.session, enquiry)?.enquiry;
            Ok((known.record, known.version.0))
        }
        At::Version(version) => Ok((casework::mash::version(&visit.session, enquiry, version)?, version)),
    }
}

/// What changes while agencies answer.
pub(super) fn live(visit: &Visit<'_>, view: &EnquiryView) -> Markup {
    let known = &view.enquiry.record;
    html! {
        @if let Some(clock) = known.clock() {
            p class="govuk-body" { (crate::contact::page::clock(visit, clock)) }
        }
        (in_hand(visit, view))
        (differ::differences(visit, view))
        (rounds::rounds(visit, view))
    }
}

/// How much information is in hand, agency by agency, with its sentence.
fn in_hand(visit: &Visit<'_>, view: &EnquiryView) -> Markup {
    let asked = view.asked();
    let (answered, all) = information_in_hand(&asked);
    let now = visit.session.at;
    let part = |request: &Request| {
        let state = match request.standing(now) {
            Standing::Answered => PartState::InHand,
            Standing::Overdue => PartState::Overdue,
            Standing::NotOpened | Standing::Viewed | Standing::Withdrawn => PartState::Awaited,
        };
        Part { name: agency_name(&visit.house().pack, &request.agency, &request.organisation), state }
    };
    let parts: Vec<Part> = asked.iter().filter(|request| request.withdrawn.is_none()).map(part).collect();
    let waits: Vec<&str> =
        parts.iter().filter(|part| part.state != PartState::InHand).map(|part| part.name.as_str()).collect();
    let sentence = match (all, waits.as_slice()) {
        (0, _) => "No agency has been asked yet.".to_owned(),
        (_, []) => {
            format!("{answered} of {all} agencies have answered: everything that was asked for is in hand.")
        }
        (_, waits) => {
            format!("{answered} of {all} agencies have answered. Still to come: {}.", waits.join(", "))
        }
    };
    InHand { parts, sentence }.render()
}

/// What may be done next, as verbs: only what this viewer may do, in the state the enquiry is in.
fn steps(visit: &Visit<'_>, view: &EnquiryView) -> Markup {
    let known = &view.enquiry.record;
    let stage = known.stage();
    if stage == Stage::Decided {
        return Markup::default();
    }
    let mut links: Vec<(&str, &str)> = Vec::new();
    if stage == Stage::Recommended && view.may(Action::DecideEnquiry) {
        links.push(("Decide", "/decision"));
    }
    if view.may(Action::AskAgencies) {
        links.push((if view.requests.is_empty() { "Ask agencies" } else { "Ask more agencies" }, "/ask"));
    }
    if view.may(Action::AnalyseEnquiry) {
        let words = match stage {
            Stage::SentBack => "Answer and recommend again",
            Stage::Recommended => "Change the recommendation",
            Stage::Gathering | Stage::Decided => "Analyse and recommend",
        };
        links.push((words, "/analysis"));
    }
    // Once everything that was asked for is in hand, the next thing is to think.
    let (answered, all) = information_in_hand(&view.asked());
    if all > 0 && answered == all {
        links.sort_by_key(|(_, below)| *below == "/ask");
    }
    if view.may(Action::RateEnquiry) {
        links.push(("Rate again", "/rating"));
    }
    if visit.may(Action::ArrangeMeeting) {
        links.push(("Arrange a meeting", "/meeting"));
    }
    if view.may(Action::DeclareConflict) {
        links.push(("I must not decide this", "/conflict"));
    }
    html! {
        @if !links.is_empty() {
            h2 class="govuk-heading-m" { "What can be done next" }
            (button_group(html! {
                @for (place, (words, below)) in links.iter().enumerate() {
                    @let button = Button::link(*words, address(known.id, below));
                    (if place == 0 { button } else { button.secondary() })
                }
            }))
        }
    }
}

/// Why it was opened, every rating with its reason, and who must not decide it.
fn why(visit: &Visit<'_>, view: &EnquiryView) -> Markup {
    let known = &view.enquiry.record;
    let hub = &visit.house().pack.hub;
    let mut rows = vec![
        SummaryRow::new(
            "Opened",
            format!("{} by {}", london::moment_in_words(known.opened_at), view.names.name(known.opened_by)),
        ),
        SummaryRow::new("Why it is not clear yet", told::verbatim(&known.why)),
    ];
    rows.extend(known.ratings.iter().map(|rated| {
        let name = hub.rating(&rated.rating).map_or(rated.rating.as_str(), |rating| &rating.name);
        SummaryRow::new(
            format!("Rated {}", name.to_lowercase()),
            html! {
                (told::verbatim(&rated.reason))
                span class="govuk-hint" { (view.names.name(rated.by)) ", " (london::moment_in_words(rated.at)) }
            },
        )
    }));
    rows.extend(known.conflicts.iter().map(|conflict| {
        SummaryRow::new(
            "Must not decide",
            format!("{}, {}", view.names.name(conflict.by), london::moment_in_words(conflict.at)),
        )
    }));
    let told = html! {
        (SummaryList::new(rows))
        (further_told(&visit.house().pack, known.further.as_ref()))
    };
    Details::new("Why it was opened, and how it was rated", told).render()
}
