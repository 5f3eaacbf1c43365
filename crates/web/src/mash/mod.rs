//! The hub, page by page (ux 3.4, 3.5): the board, an enquiry with what every agency was asked and said, a round of requests, chasing, the sharing
//! sheet, the analysis and the decision. What an agency said stands apart from what it means.

mod analysis;
mod answer;
mod ask;
mod board;
mod card;
mod chase;
mod conflict;
mod decision;
mod differ;
mod enquiry;
mod measures;
mod open;
mod outcome;
mod rating;
mod recommendation;
mod rounds;
mod share;
mod withdraw;

pub(crate) use answer::{boxes as answer_boxes, given as answer_given, sheet as answer_sheet};
pub(crate) use board::{about, in_hand};
pub(crate) use card::answers_told;

use domain::id::Id;
use domain::mash::{Enquiry, Request};
use domain::pack::{Agency, Pack};
use maud::{Markup, Render};

use crate::route::Mount;

/// Every page of the hub.
pub fn mounts() -> Vec<Mount> {
    vec![
        board::BOARD.mount(),
        measures::MEASURES.mount(),
        open::OPEN.mount(),
        enquiry::ENQUIRY.mount(),
        enquiry::LIVE.mount(),
        enquiry::CHANGES.mount(),
        rating::RATING.mount(),
        conflict::CONFLICT.mount(),
        ask::ASK.mount(),
        chase::CHASE.mount(),
        chase::SUBSTITUTE.mount(),
        withdraw::WITHDRAW.mount(),
        answer::ANSWER.mount(),
        share::SHARE.mount(),
        analysis::ANALYSIS.mount(),
        decision::DECISION.mount(),
    ]
}

/// One request of an enquiry, in a path.
type OfRequest = (Id<Enquiry>, Id<Request>);

/// The address of an enquiry's page, or of one below it.
pub(crate) fn address(enquiry: Id<Enquiry>, below: &str) -> String {
    format!("/enquiries/{enquiry}{below}")
}

/// The way back to the enquiry.
fn back(enquiry: Id<Enquiry>) -> Markup {
    let link = design::govuk::BackLink::to(address(enquiry, ""));
    design::govuk::BackLink { content: "Back to the enquiry".into(), ..link }.render()
}

/// What an agency is called: the organisation where it is one of many.
pub(crate) fn agency_name(pack: &Pack, agency: &str, organisation: &str) -> String {
    let name = pack.agency(agency).map_or(agency, |agency: &Agency| &agency.name);
    if organisation.is_empty() { name.to_owned() } else { organisation.to_owned() }
}

/// The words of a handling code.
fn handling_words(pack: &Pack, handling: domain::mash::Handling) -> &str {
    let words = pack.hub.handling.iter().find(|each| each.code == handling.code());
    words.map_or(handling.code(), |each| &each.words)
}
