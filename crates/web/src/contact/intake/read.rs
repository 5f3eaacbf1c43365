//! From what was typed to a contact: everything that can be read is; what cannot is said beside its question. A wrong check digit, an odd
//! postcode and a number nobody could ring are kept and flagged, and never refused.

use casework::Stop;
use casework::contact::Intake;
use domain::access::{Guard, Sealed};
use domain::calendar::london;
use domain::contact::{Channel, Concern, Referrer, SafeContact};
use domain::form::NOT_KNOWN;
use domain::pack::Pack;
use domain::refusal::{Problem, Refusal};
use jiff::Timestamp;
use jiff::civil::Date;

use super::super::told::{text, yes_no};
use super::sheet::sheet;
use super::sources::SOURCES;
use crate::forms::page::Given;
use crate::route::{Fields, Visit};

/// The whole contact.
pub(super) fn intake(visit: &Visit<'_>, fields: &Fields) -> Result<Intake, Stop> {
    let pack = &visit.house().pack;
    let sheet = sheet(pack)?;
    let given = sheet.read(fields)?.of_what_is_asked();
    let mut read = Reading::of(&given, london::date_of(visit.session.at));
    let received_at = read.received_at();
    let channel = read.channel();
    let source = read.source(pack);
    let children = read.children();
    let intake = Intake {
        received_at,
        channel,
        source,
        referrer: read.referrer(),
        others: read.others(),
        concern: read.concern(),
        safe_contact: read.safe_contact(),
        forms: given.further().filter(|further| !further.is_empty()).into_iter().collect(),
        children,
    };
    match read.problems.is_empty() {
        true => Ok(intake),
        false => Err(Refusal::Invalid(read.problems).into()),
    }
}

/// A form while it is read: what cannot be taken is gathered on the way.
pub(super) struct Reading<'a> {
    pub(super) given: &'a Given<'a>,
    pub(super) today: Date,
    pub(super) problems: Vec<Problem>,
}

impl<'a> Reading<'a> {
    /// Nothing is read yet.
    pub(super) fn of(given: &'a Given<'a>, today: Date) -> Self {
        Reading { given, today, problems: given.problems.clone() }
    }

    /// What was said; "not known" in words, where a council offers that as a box.
    pub(super) fn get(&self, question: &str) -> String {
        said(self.given.words(question))
    }

    /// The same of one child or one other person.
    pub(super) fn nth(&self, section: &str, index: u16, question: &str) -> String {
        said(self.given.nth(section, index, question))
    }

    /// What is wrong with a field, in the words of this page.
    pub(super) fn wrong(&mut self, field: impl Into<String>, words: impl Into<String>) {
        let field = field.into();
        self.problems.retain(|problem| problem.field != field);
        self.problems.push(Problem::new(field, words));
    }

    /// When it reached us: nothing for now.
    fn received_at(&mut self) -> Option<Timestamp> {
        if self.given.words("received") != "earlier" {
            return None;
        }
        let at = self.given.moment("received_at");
        let is_told = ["received-date", "received-time"]
            .iter()
            .any(|field| self.problems.iter().any(|problem| problem.field == *field));
        if at.is_none() && !is_told {
            self.wrong("received-date", "Enter a date like 4 9 2026, and a time.");
        }
        at
    }

    fn channel(&mut self) -> Channel {
        Channel::from_code(&self.given.words("channel"))
            .filter(|channel| domain::contact::TYPED_IN.contains(&channel.code()))
            .unwrap_or_else(|| {
                self.wrong("channel", "Choose how it reached us.");
                Channel::Telephone
            })
    }

    /// The code of the national returns, from the group and which of it.
    fn source(&mut self, pack: &Pack) -> String {
        let chosen = self.given.words("source");
        let Some(group) = SOURCES.iter().find(|group| group.code == chosen) else {
            self.wrong("source", "Choose who is contacting us.");
            return String::new();
        };
        let codes = group.codes(pack);
        if let [only] = codes.as_slice() {
            return only.code.clone();
        }
        let which = self.given.words(&group.question());
        match codes.iter().find(|code| code.code == which) {
            Some(code) => code.code.clone(),
            None => {
                self.wrong(group.field(), "Choose which of these is contacting us.");
                String::new()
            }
        }
    }

    fn referrer(&self) -> Referrer {
        let anonymous = !self.given.all("referrer_anonymous").is_empty();
        let guard = if anonymous { Guard::Protected } else { Guard::Content };
        let sealed = |name: &str| {
            let typed = self.get(name);
            (!typed.is_empty()).then(|| Sealed::new(typed, guard))
        };
        let agency = self.given.words("referrer_agency");
        Referrer {
            name: sealed("referrer_name"),
            agency: (!agency.is_empty() && agency != NOT_KNOWN).then_some(agency),
            role: self.get("referrer_role"),
            phone: sealed("referrer_phone"),
            email: sealed("referrer_email"),
            anonymous,
            preference: self.get("referrer_preference"),
        }
    }

    fn concern(&mut self) -> Concern {
        Concern {
            danger_now: yes_no(&self.given.words("danger_now")),
            danger_words: self.get("danger_words"),
            injury: text(&self.get("injury")),
            happened: self.date("happened", &self.get("happened")),
            facts: self.get("facts"),
            opinion: self.get("opinion"),
            words: self.words(),
            impact: self.get("impact"),
            working_well: self.get("working_well"),
            who_else: self.get("who_else"),
            family_aware: yes_no(&self.given.words("family_aware")),
            family_agrees: yes_no(&self.given.words("family_agrees")),
            family_words: self.get("family_words"),
        }
    }

    fn safe_contact(&self) -> SafeContact {
        SafeContact {
            how: self.get("safe_contact"),
            never: self.get("never"),
            staff_risk: self.get("staff_risk"),
        }
    }
}

fn said(words: String) -> String {
    if words == NOT_KNOWN { "Not known".to_owned() } else { words }
}
