//! Signing in, and going on being signed in: a password and a one-time code, a token that is new at each step, limits that hold, tries that wait
//! and never lock (OWASP ASVS 5.0.0 chapters V6 and V7). The rules stand in `identity`; here they meet the store.
//!
//! A person's name, roles and teams are read anew at every request, so that whoever is disabled or loses a role is stopped at the next click.
//! Another way of signing in (a passkey, the council's own identity provider) adds a file that checks its proof and calls [`opened`]: which
//! proofs are enough is said by [`identity::sign_in::next`] alone.

mod accounts;
mod demo;
mod enrol;
mod gate;
mod own;
mod resume;
mod steps;
mod tries;

pub use accounts::{Account, Standing, account, accounts, is_user_name};
pub use demo::{demo_codes, demo_person};
pub(crate) use enrol::invite_as;
pub use enrol::{Enrolled, Enrolment, INVITATION_LASTS, Invitation, enrol, enrolment, invite};
pub(crate) use gate::Gate;
pub use identity::session::{BadLimits, Limits};
pub use identity::sign_in::{SignInStep, Strength};
pub use own::{change_password, new_recovery_codes, recovery_codes_left};
pub use resume::{Resumed, extend, resume, sign_out, sign_out_everywhere};
pub use steps::{BEGUN_LASTS, Begun, SignedIn, begin, second_factor};
pub(crate) use tries::{Counts, in_words, network};

use domain::access::{Action, Actor, Subject};
use domain::id::Id;
use domain::staff::Staff;
use identity::sign_in::{Proof, next};
use identity::token::Token;
use identity::totp::Secret;
use jiff::Timestamp;
use store::Stop;
use store::credential::Credential;

use crate::house::House;

/// The state of credentials whose owner has chosen a password and a second factor.
const ACTIVE: &str = "active";
/// The state of credentials whose owner has been sent a link and has not used it.
const INVITED: &str = "invited";

/// The longest user name: more is nobody's.
const LONGEST_NAME: usize = 100;

/// A user name as it is kept: without spaces around it, in lower case. Nothing when it can be nobody's.
fn user_name(typed: &str) -> Option<String> {
    let name = typed.trim().to_lowercase();
    let fits = !name.is_empty()
        && name.len() <= LONGEST_NAME
        && !name.chars().any(|letter| letter.is_control() || letter.is_whitespace());
    fits.then_some(name)
}

/// The person behind credentials, as their record stands now.
fn who(house: &House, staff: Id<Staff>) -> Result<Option<Staff>, Stop> {
    Ok(house.store.own_record(staff)?)
}

/// Notes in the access log what somebody did with their sign-in.
fn noted(house: &House, actor: &Actor, at: Timestamp, what: &str) -> Result<(), Stop> {
    house.store.read(actor, at, what, |door| door.permit(Action::SeeOwnWork, Subject::House).map(drop))
}

/// Opens what the proofs shown are enough for: a session, or the next step of signing in. The token is new each time.
fn opened(
    house: &House,
    staff: Id<Staff>,
    shown: &[Proof],
    enrolled: bool,
    at: Timestamp,
) -> Result<Begun, Stop> {
    let step = next(shown, enrolled);
    let token = Token::from_bytes(house.chance());
    let second_factor_at = matches!(step, SignInStep::SignedIn(_)).then_some(at);
    house.store.start_session(&store::session::Session {
        token_digest: *token.digest().as_bytes(),
        staff,
        started_at: at,
        seen_at: at,
        second_factor_at,
        request: None,
    })?;
    Ok(Begun { token: token.as_text(), step })
}

/// A session's row, when the text is a token of one.
fn row(house: &House, token: &str) -> Result<Option<store::session::Session>, Stop> {
    let Ok(token) = token.parse::<Token>() else { return Ok(None) };
    Ok(house.store.session(token.digest().as_bytes())?)
}

/// The secret behind somebody's one-time codes.
fn totp(house: &House, credential: &Credential) -> Result<Option<Secret>, Stop> {
    let Some(sealed) = &credential.totp_sealed else { return Ok(None) };
    let bytes = house.store.unseal(&totp_place(credential.staff), sealed)?;
    Ok(bytes.try_into().ok().map(Secret::from_bytes))
}

/// A new secret, and the same sealed for keeping.
fn new_totp(house: &House, staff: Id<Staff>) -> Result<(Secret, Vec<u8>), Stop> {
    let secret = Secret::from_bytes(house.chance());
    let sealed = house.store.seal(&totp_place(staff), secret.as_bytes(), house.chance())?;
    Ok((secret, sealed))
}

fn totp_place(staff: Id<Staff>) -> String {
    format!("totp {staff}")
}
