//! Going on: from the token in a browser to the person, their roles of this moment, and when their sign-in ends. And stopping.

use domain::id::Id;
use domain::staff::Staff;
use identity::session::State;
use jiff::{SignedDuration, Timestamp};
use store::Stop;

use super::{noted, row, who};
use crate::house::House;
use crate::session::Session;

/// How far what is noted of somebody's last request may lag behind, so that a request is not a write.
const SEEN_TO: SignedDuration = SignedDuration::from_mins(1);

/// Who a browser's token belongs to.
#[expect(
    clippy::large_enum_variant,
    reason = "there is one a request, and it is nearly always the large one"
)]
pub enum Resumed<'h> {
    /// Somebody who is signed in.
    Live {
        /// Their session.
        session: Session<'h>,
        /// When the sign-in ends unless they go on.
        ends_at: Timestamp,
    },
    /// Somebody whose sign-in ran out. What they were writing is kept for them.
    Ended {
        /// Who.
        staff: Id<Staff>,
    },
    /// Nobody: never signed in, signed out, disabled, or half-way through signing in.
    Unknown,
}

/// The person behind a token, as their record stands now. Notes that they are there.
///
/// # Errors
/// When the store fails.
pub fn resume<'h>(house: &'h House, token: &str) -> Result<Resumed<'h>, Stop> {
    let Some(row) = row(house, token)?.filter(|row| row.second_factor_at.is_some()) else {
        return Ok(Resumed::Unknown);
    };
    let at = house.now();
    let known = who(house, row.staff)?;
    let Some(staff) = known.clone().filter(|staff| staff.active) else {
        // Let in again later, they sign in again.
        house.store.end_sessions(row.staff)?;
        // Somebody of an agency who is stopped in the middle of an answer: their words are kept for their agency's administrator to hand on.
        let theirs = known.is_some_and(|staff| staff.agency.is_some());
        let today = at.duration_since(row.started_at) < house.limits.absolute();
        return Ok(if theirs && today { Resumed::Ended { staff: row.staff } } else { Resumed::Unknown });
    };
    if house.limits.state(row.started_at, row.seen_at, at) == State::Expired {
        return Ok(Resumed::Ended { staff: staff.id });
    }
    let seen_at = if at.duration_since(row.seen_at) < SEEN_TO {
        row.seen_at
    } else {
        house.store.session_seen(&row, at)?;
        at
    };
    let session = match row.request {
        Some(request) => house.session_for(staff, request),
        None => house.session(staff),
    };
    Ok(Resumed::Live { session, ends_at: house.limits.ends(row.started_at, seen_at) })
}

/// Asks for more time: when the sign-in now ends, or nothing when it is over.
///
/// # Errors
/// When the store fails.
pub fn extend(house: &House, token: &str) -> Result<Option<Timestamp>, Stop> {
    match resume(house, token)? {
        Resumed::Live { ends_at, .. } => Ok(Some(ends_at)),
        Resumed::Ended { .. } | Resumed::Unknown => Ok(None),
    }
}

/// Signs this browser out. What is no token signs nobody out.
///
/// # Errors
/// When the store fails.
pub fn sign_out(house: &House, token: &str) -> Result<(), Stop> {
    if let Some(row) = row(house, token)? {
        house.store.end_session(&row.token_digest)?;
    }
    Ok(())
}

/// Signs the person out of every browser, this one too; says of how many.
///
/// # Errors
/// When the store fails.
pub fn sign_out_everywhere(session: &Session<'_>) -> Result<u64, Stop> {
    noted(session.house, &session.actor, session.at, "signed out everywhere")?;
    Ok(session.house.store.end_sessions(session.staff.id)?)
}
