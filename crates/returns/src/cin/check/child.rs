//! Rules on who a child is, and on a child's episodes beside each other.

use jiff::civil::Date;

use super::super::{CinChild, CinEpisode, Given};
use super::codes::{DISABILITY, ETHNICITY, GENDER, NO_UPN_AT_SCHOOL_AGE, SEX};
use super::period::years_after;
use super::{Judged, not_of};

/// The longest pregnancy that the rules allow for, in days.
const PREGNANCY: i32 = 280;
/// The age after which nobody is a child in need.
const LAST_AGE: i16 = 25;
/// The most characters of an `LAchildID`.
const LONGEST_ID: usize = 20;

/// The line at which something is wrong with who a child is: of the identifiers, or of the child where there are none.
pub(super) fn place_of(child: &CinChild) -> u64 {
    match child.identifiers.line {
        0 => child.line,
        line => line,
    }
}

/// Whether a referral was taken forward: the flag says so. One that is missing or cannot be read says nothing.
pub(super) fn taken_forward(episode: &CinEpisode) -> bool {
    episode.referral_no_further_action.is(&false)
}

/// Whether an episode that was taken forward has not closed.
fn is_open(episode: &CinEpisode) -> bool {
    episode.closed.is_missing() && taken_forward(episode)
}

impl Judged<'_> {
    /// Every rule on one child.
    pub(super) fn child(&mut self) {
        self.identifier();
        self.upn();
        self.birth();
        self.death();
        self.sex();
        self.characteristics();
        self.numbers();
        self.episodes_together();
        for episode in &self.child.episodes {
            self.episode(episode);
            self.assessments(episode);
            self.plans(episode);
            self.section47s(episode);
            self.protection_plans(episode);
            self.pre_proceedings(episode);
        }
        self.plans_together();
        self.protection_plans_together();
    }

    fn identifier(&mut self) {
        let (id, line) = (&self.child.identifiers.la_child_id, place_of(self.child));
        self.rule(id.is_empty(), "8500", line, &["LAchildID"]);
        self.rule(id.chars().count() > LONGEST_ID, "1570", line, &["LAchildID"]);
        self.rule(
            !id.chars().all(|character| character.is_ascii_alphanumeric()),
            "1580",
            line,
            &["LAchildID"],
        );
        self.rule(self.child.episodes.is_empty(), "8590", self.child.line, &["LAchildID"]);
    }

    fn birth(&mut self) {
        let (who, line, period) = (&self.child.identifiers, place_of(self.child), self.period);
        self.rule(who.birth.is_after(period.reference), "8520", line, &["PersonBirthDate"]);
        let one = who.birth.is_given() != who.expected_birth.is_given();
        self.rule(!one, "8525Q", line, &["PersonBirthDate", "ExpectedPersonBirthDate"]);
        let expected = who.expected_birth.read();
        self.rule(
            expected.is_some_and(|day| !period.expects(day)),
            "8530Q",
            line,
            &["ExpectedPersonBirthDate"],
        );
        let Some(birth) = who.birth.read().filter(|birth| *birth < period.years_before(LAST_AGE)) else {
            return;
        };
        let grown = years_after(birth, LAST_AGE);
        for episode in &self.child.episodes {
            let on = episode.closed.is_missing() || episode.closed.is_after(grown);
            self.rule(on, "8775Q", episode.line, &["PersonBirthDate", "CINclosureDate"]);
        }
    }

    fn death(&mut self) {
        let (who, line) = (&self.child.identifiers, place_of(self.child));
        let unborn = who.death.is_given() && who.birth.is_missing();
        self.rule(
            unborn || who.death.before(who.birth),
            "8535Q",
            line,
            &["PersonDeathDate", "PersonBirthDate"],
        );
        self.rule(self.period.outside(who.death), "8545Q", line, &["PersonDeathDate"]);
        for episode in &self.child.episodes {
            let at = episode.line;
            self.rule(
                who.death.before(episode.referral),
                "8555Q",
                at,
                &["PersonDeathDate", "CINreferralDate"],
            );
            let died = episode.closure_reason.as_deref() == Some("RC2");
            self.rule(
                died && who.death.read().is_none(),
                "8585Q",
                at,
                &["ReasonForClosure", "PersonDeathDate"],
            );
        }
    }

    fn sex(&mut self) {
        let (who, line) = (&self.child.identifiers, place_of(self.child));
        let (code, codes, unknown): (_, _, &[&str]) = match self.period.asks_sex() {
            true => (&who.sex_code, SEX, &["U"]),
            false => (&who.gender_code, GENDER, &["0"]),
        };
        self.rule(not_of(code, codes), "4180", line, &["Sex"]);
        let unborn = who.expected_birth.is_given() && who.birth.is_missing();
        self.rule(
            unborn && not_of(code, unknown),
            "8750",
            line,
            &["Sex", "PersonBirthDate", "ExpectedPersonBirthDate"],
        );
    }

    fn characteristics(&mut self) {
        let what = &self.child.characteristics;
        let line = if what.line > 0 { what.line } else { self.child.line };
        self.rule(not_of(&what.ethnicity, ETHNICITY), "4220", line, &["Ethnicity"]);
        let codes = &what.disabilities;
        let known = !codes.is_empty() && codes.iter().all(|code| DISABILITY.contains(&code.as_str()));
        let born = self.child.identifiers.birth.is_given();
        let forward = self.child.episodes.iter().any(taken_forward);
        self.rule(born && forward && !known, "8540", line, &["Disability", "PersonBirthDate", "ReferralNFA"]);
        let none = codes.iter().any(|code| code == "NONE");
        self.rule(none && codes.iter().any(|code| code != "NONE"), "8790", line, &["Disability"]);
        self.rule(any_twice(codes), "8794", line, &["Disability"]);
    }

    /// Pupil numbers that are missing where one is expected, or excused where it is not.
    fn numbers(&mut self) {
        let (who, line) = (&self.child.identifiers, place_of(self.child));
        let forward = self.child.episodes.iter().any(taken_forward);
        let of_age = who.birth.read().is_some_and(|birth| birth <= self.period.last_birth_at_school());
        // Until 2023-24 every reason was taken, "not of school age" among them.
        let young = !self.period.asks_sex() && who.upn_unknown.as_deref() == Some("UN1");
        let excused = young || !not_of(&who.upn_unknown, NO_UPN_AT_SCHOOL_AGE);
        self.rule(forward && of_age && who.upn.is_none() && !excused, "8770Q", line, &["UPN", "UPNunknown"]);
        let not_forward = who.upn_unknown.as_deref() == Some("UN7");
        self.rule(not_forward && forward, "8772", line, &["UPNunknown", "ReferralNFA"]);
    }

    fn episodes_together(&mut self) {
        let episodes = &self.child.episodes;
        let latest = episodes.iter().filter_map(|episode| episode.referral.read()).max();
        let open = episodes.iter().filter(|episode| is_open(episode)).count();
        for (place, episode) in episodes.iter().enumerate() {
            let line = episode.line;
            self.rule(open > 1 && is_open(episode), "8815", line, &["CINclosureDate", "ReferralNFA"]);
            let not_last =
                is_open(episode) && latest.is_some_and(|latest| episode.referral.is_before(latest));
            self.rule(not_last, "8816", line, &["CINreferralDate", "CINclosureDate"]);
            let others = episodes.iter().enumerate().filter(|(other, _)| *other != place);
            let within = others.map(|(_, other)| other).any(|other| self.runs(other, episode.referral));
            self.rule(within, "8820", line, &["CINreferralDate", "CINclosureDate"]);
        }
    }

    /// Whether an episode was running on the day: a child may be referred again on the day it closes.
    fn runs(&self, episode: &CinEpisode, day: Given<Date>) -> bool {
        let (Some(day), Some(referral)) = (day.read(), episode.referral.read()) else { return false };
        day >= referral
            && match episode.closed {
                Given::Read(closed) => day < closed,
                Given::Unreadable => false,
                Given::Missing => taken_forward(episode) && day <= self.period.reference,
            }
    }

    /// Whether a referral lies longer before birth, or before the birth that was expected, than a pregnancy lasts.
    pub(super) fn before_pregnancy(&self, referral: Given<Date>) -> bool {
        let who = &self.child.identifiers;
        let Some(referral) = referral.read() else { return false };
        let births = [who.birth.read(), who.expected_birth.read()];
        births.into_iter().flatten().any(|birth| (birth - referral).get_days() > PREGNANCY)
    }
}

/// Whether any value stands twice.
pub(super) fn any_twice(values: &[String]) -> bool {
    values.iter().enumerate().any(|(place, value)| values[..place].contains(value))
}
