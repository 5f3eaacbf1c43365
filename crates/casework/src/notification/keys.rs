//! The keys of other agencies' systems: made and ended by an administrator, shown once, and what a request with one may be.

use std::collections::BTreeSet;

use domain::access::{Action, Subject};
use domain::id::Id;
use domain::notification::key::AgencyKey;
use domain::refusal::Refusal;
use domain::staff::{Role, Staff};
use identity::throttle::{Answer, Failures, Rule, allow_all};
use identity::token::Token;
use jiff::SignedDuration;
use store::throttle::Tried;
use store::{Stop, Version, Versioned, load, save};

use crate::house::House;
use crate::session::{Sending, Session};
use crate::sign_in::network;
use crate::staff::Names;

/// What a key begins with, so that whoever finds one in a file knows what it is.
const BEGINS: &str = "fdk_";
/// The longest that a key holds: two years. Whoever made it may have left by then.
const LONGEST_DAYS: i64 = 731;
/// Sendings of one key that cost nothing; then it waits, seconds at first. A minute of quiet forgets them.
const SENDINGS: Rule = Rule { free: 600, first_wait: 1, longest_wait: 60, forgotten_after: 60 };
/// Wrong keys from one network address.
const WRONG_KEYS: Rule = Rule { free: 20, first_wait: 1, longest_wait: 300, forgotten_after: 3_600 };

/// A key that was just made.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Made {
    /// The key's record.
    pub key: AgencyKey,
    /// The key itself: nobody can read it a second time.
    pub secret: String,
}

/// Why a request with a key is not answered.
#[derive(Debug)]
pub enum NoKey {
    /// There is no such key, or it has ended.
    Unknown,
    /// Too many came: how many seconds to wait.
    Wait(u32),
    /// A failure of ours.
    Stopped(Stop),
}

impl From<Stop> for NoKey {
    fn from(stop: Stop) -> Self {
        NoKey::Stopped(stop)
    }
}

/// Makes a key for an agency's system.
///
/// # Errors
/// When the agency, the name or the days cannot be taken, or the person does not manage keys.
pub fn make_key(session: &Session<'_>, agency: &str, name: &str, days: &str) -> Result<Made, Stop> {
    let mut problems = Vec::new();
    if session.house.pack.agency(agency).is_none() {
        problems.push(domain::refusal::Problem::new("agency", "Choose the agency whose system it is."));
    }
    if name.trim().is_empty() || name.chars().count() > 200 || name.chars().any(char::is_control) {
        problems.push(domain::refusal::Problem::new(
            "name",
            "Say which system it is, in at most 200 characters.",
        ));
    }
    let days = days.trim().parse::<i64>().ok().filter(|days| (1..=LONGEST_DAYS).contains(days));
    if days.is_none() {
        problems.push(domain::refusal::Problem::new("days", "Write for how many days it holds: 1 to 731."));
    }
    let Some(days) = days.filter(|_| problems.is_empty()) else {
        return Err(Refusal::Invalid(problems).into());
    };
    let token = Token::from_bytes(session.house.chance());
    let key = AgencyKey {
        id: session.house.id(),
        agency: agency.to_owned(),
        name: name.trim().to_owned(),
        digest: token.key_digest().to_string(),
        made_by: session.staff.id,
        made_at: session.at,
        expires_at: session.at + SignedDuration::from_hours(24 * days),
        revoked: None,
    };
    session.house.store.write(&session.actor, session.at, "make_agency_key", |door| {
        let permit = door.permit(Action::ManageKeys, Subject::House)?;
        save(&permit, &key, Version::NONE, "make_agency_key", None)?;
        Ok(())
    })?;
    Ok(Made { key, secret: format!("{BEGINS}{}", token.as_text()) })
}

/// Every key there is or was, the newest first.
///
/// # Errors
/// When the person does not manage keys.
pub fn keys(session: &Session<'_>) -> Result<(Vec<Versioned<AgencyKey>>, Names), Stop> {
    session.read("keys of agencies' systems", |door| {
        let permit = door.permit(Action::ManageKeys, Subject::House)?;
        let mut keys = Vec::new();
        for id in store::agency_key::all(&permit)? {
            keys.extend(load::<AgencyKey>(&permit, id)?);
        }
        let names = Names::of(&permit, keys.iter().map(|key| key.record.made_by))?;
        Ok((keys, names))
    })
}

/// Ends a key: its next request is refused.
///
/// # Errors
/// When it has ended already, or the person does not manage keys.
pub fn revoke_key(session: &Session<'_>, sending: &Sending, key: Id<AgencyKey>) -> Result<(), Stop> {
    session.send(sending, "end_agency_key", |door| {
        let permit = door.permit(Action::ManageKeys, Subject::House)?;
        let known = load::<AgencyKey>(&permit, key)?.ok_or(Refusal::NotFound)?;
        let ended = known.record.revoke(session.staff.id, session.at)?;
        save(&permit, &ended, known.version, "end_agency_key", None)?;
        Ok(())
    })
}

/// The session of a request with a key. It is the agency's, and may do what a partner may and nothing more.
///
/// # Errors
/// When there is no such key, it has ended, or too many requests came.
pub fn authenticate<'h>(house: &'h House, secret: &str, address: &str) -> Result<Session<'h>, NoKey> {
    let at = house.now();
    let wrong = format!("wrong agency keys from {}", network(address));
    may_go_on(house, &wrong, WRONG_KEYS)?;
    let token = secret.strip_prefix(BEGINS).and_then(|text| text.parse::<Token>().ok());
    let key = token.map(|token| house.store.agency_key(&token.key_digest().to_string()));
    let key = key.transpose().map_err(Stop::from)?.flatten().filter(|key| key.holds_at(at));
    let Some(key) = key else {
        count(house, &wrong, WRONG_KEYS)?;
        return Err(NoKey::Unknown);
    };
    let sendings = format!("agency key {}", key.id);
    may_go_on(house, &sendings, SENDINGS)?;
    count(house, &sendings, SENDINGS)?;
    Ok(house.session(Staff {
        id: key.id.of_kind(),
        name: key.name,
        title: "system of an agency".into(),
        roles: BTreeSet::from([Role::Partner]),
        teams: BTreeSet::new(),
        agency: Some(key.agency),
        organisation: String::new(),
        phone: String::new(),
        email: String::new(),
        active: true,
    }))
}

fn failures(tried: Tried) -> Failures {
    Failures { count: u32::try_from(tried.count).unwrap_or(u32::MAX), last: tried.since }
}

fn may_go_on(house: &House, key: &str, rule: Rule) -> Result<(), NoKey> {
    let before = house.store.tried(key).map_err(Stop::from)?.map(failures);
    match allow_all(&[(rule, before)], house.now()) {
        Answer::Allowed => Ok(()),
        Answer::Wait { seconds } => Err(NoKey::Wait(seconds)),
    }
}

fn count(house: &House, key: &str, rule: Rule) -> Result<(), NoKey> {
    let at = house.now();
    let counted = house.store.count_try(key, at, |before| {
        let now = rule.after_failure(before.map(failures), at);
        Tried { count: now.count.into(), since: now.last }
    });
    counted.map(drop).map_err(|failure| NoKey::Stopped(failure.into()))
}
