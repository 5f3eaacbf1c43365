//! Joining: an administrator makes a link that works once and never chooses a password; the person chooses it, gives their authenticator app the
//! key, shows that it works, and gets recovery codes to keep on paper. A lost telephone or password is put right the same way (ASVS 6.4.1, 6.4.3).

use domain::access::{Action, Subject};
use domain::id::Id;
use domain::refusal::{Problem, Refusal};
use domain::staff::Staff;
use identity::password::Password;
use identity::recovery::{CODES_AT_ONCE, Code};
use identity::sign_in::{Proof, Strength};
use identity::token::Token;
use identity::totp::Secret;
use jiff::{SignedDuration, Timestamp};
use store::credential::Credential;
use store::{Stop, load};

use super::{ACTIVE, Begun, INVITED, SignedIn, new_totp, noted, opened, row, totp, user_name, who};
use crate::house::House;
use crate::session::Session;

/// How long an invitation may wait to be used: over a weekend.
pub const INVITATION_LASTS: SignedDuration = SignedDuration::from_hours(96);

/// A link for one person, to be handed to them by a safe way. It is shown once and cannot be read again.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Invitation {
    /// What the link ends with.
    pub token: String,
    /// When it stops working.
    pub until: Timestamp,
}

/// What the person who follows the link is shown.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Enrolment {
    /// Their name.
    pub name: String,
    /// The user name they will sign in with.
    pub user_name: String,
    /// The key for an authenticator app as an SVG picture; nothing when it cannot be drawn.
    pub picture: Option<String>,
    /// The same key for typing.
    pub key: String,
}

/// Somebody has joined and is signed in.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Enrolled {
    /// Their session.
    pub signed_in: SignedIn,
    /// Their recovery codes: shown now and never again.
    pub codes: Vec<String>,
}

/// Makes a link for somebody to choose a password and a second factor with. What they had before ends at once, with every sign-in.
///
/// # Errors
/// When the person does not manage people, there is no such colleague, or the user name is somebody else's or none.
pub fn invite(session: &Session<'_>, staff: Id<Staff>, typed_name: &str) -> Result<Invitation, Stop> {
    invite_as(session, Action::ManagePeople, Subject::House, staff, typed_name)
}

/// The same, by whoever may do `action` to `subject`: an agency's administrator invites the people of their own agency.
///
/// # Errors
/// As [`invite`].
pub(crate) fn invite_as(
    session: &Session<'_>,
    action: Action,
    subject: Subject,
    staff: Id<Staff>,
    typed_name: &str,
) -> Result<Invitation, Stop> {
    let house = session.house;
    session.read("invite to sign in", |door| {
        let permit = door.permit(action, subject)?;
        let known = load(&permit, staff)?.ok_or(Refusal::NotFound)?;
        if !known.record.active {
            return Err(Refusal::NotNow("This person may not sign in. Let them sign in first.".into()).into());
        }
        Ok(())
    })?;
    let name = user_name(typed_name).ok_or_else(|| {
        Refusal::field("user_name", "Write a user name without spaces, such as an e-mail address.")
    })?;
    if house.store.credential_of_name(&name)?.is_some_and(|other| other.staff != staff) {
        return Err(Refusal::field("user_name", "Somebody else has this user name. Choose another.").into());
    }
    let (_, totp_sealed) = new_totp(house, staff)?;
    house.store.save_credential(&Credential {
        staff,
        user_name: name,
        password_hash: String::new(),
        totp_sealed: Some(totp_sealed),
        last_step: None,
        state: INVITED.into(),
        changed_at: session.at,
    })?;
    house.store.end_sessions(staff)?;
    house.store.replace_recovery_codes(staff, &[])?;
    let token = Token::from_bytes(house.chance());
    house.store.start_session(&store::session::Session {
        token_digest: *token.digest().as_bytes(),
        staff,
        started_at: session.at,
        seen_at: session.at,
        second_factor_at: None,
        request: None,
    })?;
    let until = session.at.saturating_add(INVITATION_LASTS).unwrap_or(Timestamp::MAX);
    Ok(Invitation { token: token.as_text(), until })
}

/// What the link shows. Following it changes nothing.
///
/// # Errors
/// When the link was used or is too old.
pub fn enrolment(house: &House, token: &str) -> Result<Enrolment, Stop> {
    let Invited { staff, credential, secret, .. } = invited(house, token, house.now())?;
    let issuer = format!("{} Frontdoor", house.pack.council.name);
    let picture = secret.qr_svg(&issuer, &credential.user_name).ok();
    Ok(Enrolment { name: staff.name, user_name: credential.user_name, picture, key: secret.as_text() })
}

/// Takes the password the person chose and the first code of their app. The link is used up; they are signed in.
///
/// # Errors
/// When the password is not taken, the code is wrong, or the link was used or is too old.
pub fn enrol(house: &House, token: &str, password: &str, code: &str) -> Result<Enrolled, Stop> {
    house.gate.pass(|| {
        let at = house.now();
        let Invited { staff, credential, secret } = invited(house, token, at)?;
        let password = taken(house, &staff, &credential.user_name, password);
        let step = secret.verify(code, at, None);
        let (Ok(password), Some(step)) = (&password, step) else {
            let mut problems: Vec<Problem> = password.err().into_iter().collect();
            if step.is_none() {
                problems.push(Problem::new(
                    "code",
                    "The code is not right. Type in the six figures that your app shows now.",
                ));
            }
            return Err(Refusal::Invalid(problems).into());
        };
        let password_hash = hashed(house, password)?;
        let state = ACTIVE.into();
        house.store.save_credential(&Credential {
            password_hash,
            last_step: Some(step),
            state,
            changed_at: at,
            ..credential
        })?;
        house.store.end_sessions(staff.id)?;
        let codes = fresh_codes(house, staff.id)?;
        let Begun { token, .. } = opened(house, staff.id, &[Proof::Password, Proof::OneTimeCode], true, at)?;
        noted(house, &house.session(staff).actor, at, "chose a password and a second factor")?;
        Ok(Enrolled { signed_in: SignedIn { token, strength: Strength::TwoFactors }, codes })
    })
}

struct Invited {
    staff: Staff,
    credential: Credential,
    secret: Secret,
}

fn invited(house: &House, token: &str, at: Timestamp) -> Result<Invited, Stop> {
    let over = || {
        Refusal::NotNow("This link has been used or is too old. Ask your administrator for a new one.".into())
    };
    let row = row(house, token)?
        .filter(|row| at.duration_since(row.started_at) < INVITATION_LASTS)
        .ok_or_else(over)?;
    let credential = house
        .store
        .credential_of(row.staff)?
        .filter(|credential| credential.state == INVITED)
        .ok_or_else(over)?;
    let staff = who(house, row.staff)?.filter(|staff| staff.active).ok_or_else(over)?;
    let secret = totp(house, &credential)?.ok_or_else(over)?;
    Ok(Invited { staff, credential, secret })
}

/// The password, if it may be chosen: not one that attackers try first, nor made of what they know about the person.
pub(super) fn taken(house: &House, staff: &Staff, user_name: &str, text: &str) -> Result<Password, Problem> {
    let about = [user_name, &staff.name, &staff.email, &house.pack.council.name, "Frontdoor"];
    Password::new(text, &about).map_err(|refused| Problem::new("password", refused.to_string()))
}

/// The password's hash. There being no memory for it now is a full house.
pub(super) fn hashed(house: &House, password: &Password) -> Result<String, Stop> {
    house.passwords.hash(password, house.chance()).map_err(|error| {
        tracing::error!(%error, "a password could not be hashed");
        Refusal::Busy.into()
    })
}

/// New recovery codes in place of those before.
pub(super) fn fresh_codes(house: &House, staff: Id<Staff>) -> Result<Vec<String>, Stop> {
    let codes: [Code; CODES_AT_ONCE] = std::array::from_fn(|_| Code::from_bytes(house.chance()));
    let digests: Vec<[u8; 32]> = codes.iter().map(|code| *code.digest().as_bytes()).collect();
    house.store.replace_recovery_codes(staff, &digests)?;
    Ok(codes.iter().map(Code::as_text).collect())
}
