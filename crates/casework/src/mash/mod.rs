//! The hub: an enquiry from "it is not clear yet" to a decision, with every agency asked on a lawful ground. What an agency does with a request is in
//! the partner's own area.

mod ask;
mod board;
mod chase;
mod decide;
mod measures;
mod open;
mod share;
mod view;

pub use ask::{AgencyAsked, Asking, Organisation, RoundAsked, ask, asking};
pub(crate) use board::waiting_for;
pub use board::{BoardRow, board, moved, watched};
pub use chase::{ChaseAsked, TelephoneAsked, chase, substitute, take_answer, take_back};
pub(crate) use decide::overtake;
pub use decide::{analyse, decide};
pub use measures::{Timeliness, timeliness};
pub use open::{OpeningAsked, declare_conflict, open, rate};
pub use share::share;
pub use view::{Beside, EnquiryView, version, view};
pub(crate) use view::{answers_before, within};

pub(crate) use crate::standing::standing;
use crate::standing::unchanged;
use domain::id::Id;
use domain::mash::{Enquiry, Request};
use domain::refusal::Refusal;
use store::{Permit, Stop, Versioned, load};

/// A request of the enquiry that the permit is about.
fn request_of(
    permit: &Permit<'_>,
    enquiry: Id<Enquiry>,
    request: Id<Request>,
) -> Result<Versioned<Request>, Stop> {
    let known = load(permit, request)?.filter(|known: &Versioned<Request>| known.record.enquiry == enquiry);
    known.ok_or(Stop::Refusal(Refusal::NotFound))
}

/// Every request of an enquiry, in the order in which they were sent.
pub(crate) fn requests_of(
    permit: &Permit<'_>,
    enquiry: Id<Enquiry>,
) -> Result<Vec<Versioned<Request>>, Stop> {
    let mut requests = Vec::new();
    for id in store::mash::requests(permit, enquiry)? {
        requests.extend(load(permit, id)?);
    }
    Ok(requests)
}
