//! Two records that somebody names themselves, in an address or a form. Whoever may know of each only that it is there is told nothing by naming them together
//! that they could not read anyway: not that one was closed, not that a child was adopted, not that there is a plan.

use domain::access::Layer;
use domain::id::Id;
use domain::person::Person;
use domain::person::link::never_one;
use domain::refusal::Refusal;
use matching::{Strength, compare};
use store::{Permit, Stop};

use super::alike::described;
use super::around::Around;

/// One of the two: the permit it is named under, what is around it, and the record itself.
#[derive(Clone, Copy)]
pub(super) struct Named<'n> {
    pub(super) permit: &'n Permit<'n>,
    pub(super) around: &'n Around,
    pub(super) person: Id<Person>,
}

/// Whether somebody may read a summary of both records.
pub(super) fn reads_both(one: &Permit<'_>, other: &Permit<'_>) -> bool {
    one.layer().min(other.layer()) >= Layer::Summary
}

/// Two records may be named together by whoever reads a summary of both; by anybody else where the list of doubles would show them, or the front door asked
/// about them. Every other pair is to them as if one of the two were not there: were only what is closed refused, each refusal would tell of it.
///
/// # Errors
/// [`Refusal::NotFound`] for such a pair.
pub(super) fn together(one: Named<'_>, other: Named<'_>) -> Result<(), Stop> {
    if reads_both(one.permit, other.permit) || is_shown(one, other)? {
        return Ok(());
    }
    Err(Refusal::NotFound.into())
}

fn is_shown(one: Named<'_>, other: Named<'_>) -> Result<bool, Stop> {
    let is_parted = store::read_as_one::is_parted(one.permit, one.person, other.person)?;
    if is_parted || never_one(&one.around.side, &other.around.side) {
        return Ok(false);
    }
    if store::possible_match::was_asked(one.permit, one.person, other.person)? {
        return Ok(true);
    }
    let Some((this, that)) = one.around.own(one.person).zip(other.around.own(other.person)) else {
        return Ok(false);
    };
    let matched = compare(&described(one.permit, &this)?, &described(other.permit, &that)?);
    Ok(this.standing == that.standing && matched.strength >= Strength::Possible)
}
