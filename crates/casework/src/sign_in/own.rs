//! What people change about their own sign-in: the password, and their recovery codes. Either is asked for again first, so that an unattended
//! screen gives nobody a lasting way in (ASVS 6.2.2, 6.2.3, 7.5.1).

use domain::refusal::Refusal;
use store::Stop;
use store::credential::Credential;

use super::enrol::{fresh_codes, hashed, taken};
use super::tries::Counts;
use super::{ACTIVE, noted, steps};
use crate::session::Session;

/// Changes the person's password. Their other browsers are signed out, and this one too: they sign in with the new one.
///
/// # Errors
/// When the password of now is not right, the new one is not taken, or it is too early for another try.
pub fn change_password(session: &Session<'_>, current: &str, new: &str) -> Result<(), Stop> {
    let house = session.house;
    house.gate.pass(|| {
        let credential = credential(session)?;
        let counts = Counts::of_code(session.staff.id).about("current");
        counts.may_try(house, session.at)?;
        if !house.passwords.verify(Some(&credential.password_hash), current) {
            counts.failed(house, session.at)?;
            return Err(Refusal::field("current", "This is not your password of now.").into());
        }
        let password = taken(house, &session.staff, &credential.user_name, new)
            .map_err(|problem| Refusal::Invalid(vec![problem]))?;
        counts.succeeded(house)?;
        noted(house, &session.actor, session.at, "changed their password")?;
        let password_hash = hashed(house, &password)?;
        house.store.save_credential(&Credential { password_hash, changed_at: session.at, ..credential })?;
        house.store.end_sessions(session.staff.id)?;
        Ok(())
    })
}

/// New recovery codes for the person, in place of those left, after a one-time code. They are shown now and never again.
///
/// # Errors
/// When the code is not right or was used before, or it is too early for another try.
pub fn new_recovery_codes(session: &Session<'_>, code: &str) -> Result<Vec<String>, Stop> {
    let house = session.house;
    house.gate.pass(|| {
        let credential = credential(session)?;
        let counts = Counts::of_code(session.staff.id);
        counts.may_try(house, session.at)?;
        if steps::proof(house, &credential, code, session.at)?.is_none() {
            counts.failed(house, session.at)?;
            return Err(Refusal::field(
                "code",
                "The code is not right, or was used before. Wait for the next one and type it in.",
            )
            .into());
        }
        counts.succeeded(house)?;
        noted(house, &session.actor, session.at, "made new recovery codes")?;
        fresh_codes(house, session.staff.id)
    })
}

/// How many recovery codes the person has left.
///
/// # Errors
/// When the store fails.
pub fn recovery_codes_left(session: &Session<'_>) -> Result<usize, Stop> {
    Ok(session.house.store.recovery_codes(session.staff.id)?.len())
}

fn credential(session: &Session<'_>) -> Result<Credential, Stop> {
    let credential =
        session.house.store.credential_of(session.staff.id)?.filter(|credential| credential.state == ACTIVE);
    Ok(credential.ok_or_else(|| Refusal::NotNow("You do not sign in with a password here.".into()))?)
}
