//! The two steps of signing in with a password: the password, then a code. A real name, an invented one, a colleague who left and a wrong password
//! cost the same work, are counted and noted alike, and give the same words (ASVS 6.3.8).

use domain::access::Actor;
use domain::id::Id;
use domain::refusal::{Problem, Refusal};
use domain::staff::Staff;
use identity::password::Password;
use identity::sign_in::{Proof, SignInStep, Strength};
use identity::token::Digest;
use jiff::{SignedDuration, Timestamp};
use store::Stop;
use store::credential::Credential;

use super::tries::Counts;
use super::{ACTIVE, noted, opened, row, totp, user_name, who};
use crate::house::House;
use crate::{outbox, partner};

/// How long somebody has for the second step.
pub const BEGUN_LASTS: SignedDuration = SignedDuration::from_mins(10);

/// A step of signing in was taken.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Begun {
    /// The token to carry to the next step.
    pub token: String,
    /// What is needed next.
    pub step: SignInStep,
}

/// Somebody is signed in.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SignedIn {
    /// The session's token.
    pub token: String,
    /// How sure the session is of its owner: after a recovery code they are asked to set up their codes anew.
    pub strength: Strength,
}

/// The first step: a user name and a password, from an address.
///
/// # Errors
/// When they do not belong together, when it is too early for another try, or when too many sign in at this moment.
pub fn begin(house: &House, typed_name: &str, password: &str, address: &str) -> Result<Begun, Stop> {
    let mut problems = Vec::new();
    if typed_name.trim().is_empty() {
        problems.push(Problem::new("user_name", "Enter your user name."));
    }
    if password.is_empty() {
        problems.push(Problem::new("password", "Enter your password."));
    }
    if !problems.is_empty() {
        return Err(Refusal::Invalid(problems).into());
    }
    house.gate.pass(|| checked(house, user_name(typed_name).as_deref(), password, address))
}

fn checked(house: &House, name: Option<&str>, password: &str, address: &str) -> Result<Begun, Stop> {
    let at = house.now();
    let counts = Counts::of_password(name, address);
    counts.may_try(house, at)?;
    let (known, staff) = known(house, name)?;
    // Somebody whose account lapsed is told so, once their password is right; anybody else who may not sign in is told nothing.
    let may = match &staff {
        Some(staff) => staff.active || partner::may_be_told(house, staff)?,
        None => false,
    };
    let credential = known.filter(|credential| credential.state == ACTIVE && may);
    let hash = credential.as_ref().map(|credential| credential.password_hash.as_str());
    let right = house.passwords.verify(hash, password);
    let (Some(credential), true) = (credential, right) else {
        counts.failed(house, at)?;
        noted(house, &Actor::system(), at, "a sign-in that was refused")?;
        tracing::warn!(address, "a sign-in was refused");
        return Err(Refusal::field("password", "The user name or the password is not right.").into());
    };
    counts.succeeded(house)?;
    if let Some(staff) = &staff {
        partner::still_theirs(house, staff, at)?;
    }
    renew(house, &credential, password)?;
    opened(house, credential.staff, &[Proof::Password], credential.totp_sealed.is_some(), at)
}

/// The credentials under a name and the record of the person; for a name that is nobody's the same questions are asked.
fn known(house: &House, name: Option<&str>) -> Result<(Option<Credential>, Option<Staff>), Stop> {
    let credential = house.store.credential_of_name(name.unwrap_or_default())?;
    let nobody = Id::from_bits(0);
    let staff = who(house, credential.as_ref().map_or(nobody, |credential| credential.staff))?;
    Ok((credential, staff))
}

/// Hashes the password anew when it was hashed at another cost than today's.
fn renew(house: &House, credential: &Credential, password: &str) -> Result<(), Stop> {
    if !house.passwords.is_outdated(&credential.password_hash) {
        return Ok(());
    }
    // One that would not be taken today stays as it is until its owner chooses another.
    let Ok(password) = Password::new(password, &[]) else { return Ok(()) };
    let Ok(password_hash) = house.passwords.hash(&password, house.chance()) else { return Ok(()) };
    Ok(house.store.save_credential(&Credential { password_hash, ..credential.clone() })?)
}

/// The second step: a one-time code, or a recovery code, with the token of the first.
///
/// # Errors
/// When the code is wrong or was used before, when it is too early for another try, or when the first step is too long ago.
pub fn second_factor(house: &House, begun: &str, code: &str, address: &str) -> Result<SignedIn, Stop> {
    house.gate.pass(|| {
        let at = house.now();
        let too_late = || Refusal::NotNow("Signing in took too long. Nothing is wrong: start again.".into());
        let row = row(house, begun)?.filter(|row| row.second_factor_at.is_none()).ok_or_else(too_late)?;
        let credential = house
            .store
            .credential_of(row.staff)?
            .filter(|credential| credential.state == ACTIVE)
            .ok_or_else(too_late)?;
        let staff = who(house, row.staff)?.filter(|staff| staff.active).ok_or_else(too_late)?;
        if at.duration_since(row.started_at) >= BEGUN_LASTS {
            house.store.end_session(&row.token_digest)?;
            return Err(too_late().into());
        }
        let counts = Counts::of_code(staff.id);
        counts.may_try(house, at)?;
        let Some(proof) = proof(house, &credential, code, at)? else {
            counts.failed(house, at)?;
            noted(house, &Actor::system(), at, "a code that was refused")?;
            tracing::warn!(address, staff = %staff.id, "a code was refused");
            let words = "The code is not right, or was used before. Wait for the next one and type it in.";
            return Err(Refusal::field("code", words).into());
        };
        counts.succeeded(house)?;
        house.store.end_session(&row.token_digest)?;
        let Begun { token, step } = opened(house, staff.id, &[Proof::Password, proof], true, at)?;
        let SignInStep::SignedIn(strength) = step else { return Err(too_late().into()) };
        tell_of(house, staff, strength)?;
        Ok(SignedIn { token, strength })
    })
}

/// Which proof a code is, if any. Whatever it is, it is used up.
pub(super) fn proof(
    house: &House,
    credential: &Credential,
    code: &str,
    at: Timestamp,
) -> Result<Option<Proof>, Stop> {
    let staff = credential.staff;
    let step = totp(house, credential)?.and_then(|secret| secret.verify(code, at, credential.last_step));
    if let Some(step) = step {
        return Ok(house.store.use_step(staff, step)?.then_some(Proof::OneTimeCode));
    }
    let kept: Vec<[u8; 32]> = house.store.recovery_codes(staff)?;
    let digests: Vec<Digest> = kept.iter().filter_map(digest).collect();
    let Some(found) = identity::recovery::find(code, &digests).and_then(|place| kept.get(place)) else {
        return Ok(None);
    };
    Ok(house.store.use_recovery_code(staff, found)?.then_some(Proof::RecoveryCode))
}

/// A digest as `identity` compares it: every 32 bytes are one.
fn digest(bytes: &[u8; 32]) -> Option<Digest> {
    bytes.iter().map(|byte| format!("{byte:02x}")).collect::<String>().parse().ok()
}

/// Notes the sign-in under the person's own name; of one with a recovery code they are told by e-mail too, in case it was not them.
fn tell_of(house: &House, staff: Staff, strength: Strength) -> Result<(), Stop> {
    let id = staff.id;
    let session = house.session(staff);
    if strength != Strength::TwoFactorsByRecovery {
        return noted(house, &session.actor, session.at, "signed in");
    }
    let words = "Somebody signed in to Frontdoor as you with one of your recovery codes. If it was you, set up your codes anew. \
                 If it was not, ring your administrator now.";
    house.store.write(&session.actor, session.at, "signed in with a recovery code", |door| {
        outbox::tell_colleague(&session, door, id, words)
    })
}
