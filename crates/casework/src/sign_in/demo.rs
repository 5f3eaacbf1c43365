//! The demo's people, whose passwords are printed and whose codes stand on the sign-in page. Nothing here works in a house with real children.

use domain::id::Id;
use domain::refusal::Refusal;
use domain::staff::Staff;
use identity::password::Password;
use identity::totp::STEP_SECONDS;
use jiff::{SignedDuration, Timestamp};
use store::Stop;
use store::credential::Credential;

use super::enrol::hashed;
use super::{ACTIVE, new_totp, totp, user_name};
use crate::house::House;

/// Lets an invented person sign in with a password that everybody may know.
///
/// # Errors
/// When the house is no demo, or the user name or password would not be taken.
pub fn demo_person(house: &House, staff: Id<Staff>, typed_name: &str, password: &str) -> Result<(), Stop> {
    if !house.demo {
        return Err(Refusal::not_allowed("Only a demo has people whose passwords are known.").into());
    }
    let user_name = user_name(typed_name)
        .ok_or_else(|| Refusal::field("user_name", "Write a user name without spaces."))?;
    let password =
        Password::new(password, &[]).map_err(|refused| Refusal::field("password", refused.to_string()))?;
    let password_hash = hashed(house, &password)?;
    let (_, sealed) = new_totp(house, staff)?;
    house.store.save_credential(&Credential {
        staff,
        user_name,
        password_hash,
        totp_sealed: Some(sealed),
        last_step: None,
        state: ACTIVE.into(),
        changed_at: house.now(),
    })?;
    Ok(())
}

/// The code an invented person would read off their telephone now, for the demo's sign-in page; nothing outside a demo, for nobody's name, or when
/// every code of this moment has been used.
///
/// # Errors
/// When the store fails.
pub fn demo_codes(house: &House, typed_name: &str) -> Result<Option<String>, Stop> {
    let Some(name) = user_name(typed_name).filter(|_| house.demo) else { return Ok(None) };
    let Some(credential) = house.store.credential_of_name(&name)? else { return Ok(None) };
    let Some(secret) = totp(house, &credential)? else { return Ok(None) };
    let now = house.now();
    // The code of this half minute or, when it was used, the next one, which is taken early: a demo's visitor need not wait.
    let next =
        now.saturating_add(SignedDuration::from_secs(STEP_SECONDS.cast_signed())).unwrap_or(Timestamp::MAX);
    let codes = [now, next].map(|at| secret.code(at));
    Ok(codes.into_iter().find(|code| secret.verify(code, now, credential.last_step).is_some()))
}
