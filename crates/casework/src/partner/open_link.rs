//! Opening a link. Coming to its page, as a mail scanner does, consumes nothing and says nothing; the code is posted, and opens one session for one
//! request on that device. A link that is unknown, used, taken back or too old is one and the same to whoever holds it.

use domain::access::{Action, Actor, Subject};
use domain::id::Id;
use domain::mash::Request;
use domain::partner::{AnswerLink, LinkState};
use domain::refusal::Refusal;
use identity::link_code::LinkCode;
use identity::token::{Digest, Token};
use jiff::Timestamp;
use store::partner::link::Secret;
use store::{Stop, Versioned, load, save};

use crate::house::House;
use crate::sign_in::Counts;

/// After how many wrong codes a link takes itself back.
const MOST_WRONG: u64 = 10;

/// A link was opened.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct OpenedLink {
    /// The token of the session, for the cookie.
    pub token: String,
    /// The request it is bound to.
    pub request: Id<Request>,
}

/// Whether a link waits for its code. Asking changes nothing.
///
/// # Errors
/// The same words for a link that is unknown, used, taken back or too old.
pub fn link_waits(house: &House, token: &str) -> Result<(), Stop> {
    found(house, token, house.now()).map(drop)
}

/// Opens a link with its code, from an address.
///
/// # Errors
/// When the code is wrong, it is too early for another try, or the link opens nothing.
pub fn open_link(house: &House, token: &str, code: &str, address: &str) -> Result<OpenedLink, Stop> {
    house.gate.pass(|| {
        let at = house.now();
        let (link, secret) = found(house, token, at)?;
        let counts = Counts::of_link(&link.id.to_string(), address);
        counts.may_try(house, at)?;
        if !is_right(code, &secret) {
            counts.failed(house, at)?;
            return Err(wrong(house, &link, at)?);
        }
        counts.succeeded(house)?;
        used(house, &link, at)?;
        let token = Token::from_bytes(house.chance());
        // What the link opens ends with the link's own time, however long a sign-in may last: it counts as begun that much earlier.
        let latest = link.until.checked_sub(house.limits.absolute()).unwrap_or(Timestamp::MIN);
        house.store.start_session(&store::session::Session {
            token_digest: *token.digest().as_bytes(),
            staff: link.staff,
            started_at: at.min(latest),
            seen_at: at,
            second_factor_at: Some(at),
            request: Some(link.request),
        })?;
        Ok(OpenedLink { token: token.as_text(), request: link.request })
    })
}

fn over(house: &House) -> Stop {
    let council = &house.pack.council;
    let words = format!(
        "This link does not open anything. It works once and for a short time. To be sent another, or to answer by telephone, ring {} (nights and weekends: {}).",
        council.duty_phone, council.night_phone
    );
    Refusal::NotNow(words).into()
}

fn found(house: &House, token: &str, at: Timestamp) -> Result<(AnswerLink, Secret), Stop> {
    let Ok(token) = token.parse::<Token>() else { return Err(over(house)) };
    let secret = house.store.link_secret(token.digest().as_bytes())?.ok_or_else(|| over(house))?;
    let link = house.store.link(secret.id)?.ok_or_else(|| over(house))?;
    let live = house.store.own_record(link.staff)?.is_some_and(|staff| staff.active);
    if link.state(at) != LinkState::Waiting || !live {
        return Err(over(house));
    }
    Ok((link, secret))
}

fn is_right(code: &str, secret: &Secret) -> bool {
    let digest: String = secret.code_digest.iter().map(|byte| format!("{byte:02x}")).collect();
    digest.parse::<Digest>().is_ok_and(|digest| LinkCode::is(code, &digest))
}

/// A wrong code: noted, and after too many the link is taken back.
fn wrong(house: &House, link: &AnswerLink, at: Timestamp) -> Result<Stop, Stop> {
    let tried = house.store.tried(&Counts::key_of_link(&link.id.to_string()))?;
    let last = tried.is_some_and(|tried| tried.count >= MOST_WRONG);
    let system = Actor::system();
    house.store.write(&system, at, "a code of a link that was refused", |door| {
        let permit = door.permit(Action::SeeOwnWork, Subject::House)?;
        if last {
            let known: Versioned<AnswerLink> = load(&permit, link.id)?.ok_or(Refusal::NotFound)?;
            let revoked = known.record.revoke(system.staff, at)?;
            save(&permit, &revoked, known.version, "revoke_link", Some("too many wrong codes"))?;
            store::partner::link::forget_secret(door, link.id)?;
        }
        Ok(())
    })?;
    tracing::warn!(link = %link.id, "a code of a link was refused");
    if last {
        return Ok(over(house));
    }
    let words =
        "The code is not right. Type in the eight letters and figures that were sent or read out to you.";
    Ok(Refusal::field("code", words).into())
}

/// Writes down that the link was opened, under the name of whoever it was sent to. Of two who come at once with the right code one opens it.
fn used(house: &House, link: &AnswerLink, at: Timestamp) -> Result<(), Stop> {
    let staff = house.store.own_record(link.staff)?.ok_or_else(|| over(house))?;
    let session = house.session_for(staff, link.request);
    house.store.write(&session.actor, at, "opened a link", |door| {
        let permit = door
            .permit(Action::AnswerRequest, Subject::Request(link.request))
            .map_err(|stop| if matches!(stop, Stop::Refusal(_)) { over(house) } else { stop })?;
        let known: Versioned<AnswerLink> = load(&permit, link.id)?.ok_or_else(|| over(house))?;
        let opened = known.record.open(at).map_err(|_| over(house))?;
        save(&permit, &opened, known.version, "open_link", None)?;
        store::partner::link::forget_secret(door, link.id)?;
        Ok(())
    })
}
