//! From what was typed to a contact: everything that can be read is; what cannot is said beside its question. A wrong check digit, an odd
//! postcode and a number nobody could ring are kept and flagged, and never refused.

use casework::contact::Intake;
use domain::access::{Guard, Sealed};
use domain::calendar::london;
use domain::contact::{Channel, Concern, Referrer, SafeContact};
use domain::form::Answers;
use domain::pack::Pack;
use domain::refusal::{Problem, Refusal};
use jiff::Timestamp;
use jiff::civil::Date;

use super::super::repeat::all_right;
use super::super::told::{text, yes_no};
use super::questions::SOURCES;
use super::{CHILDREN, OTHERS};
use crate::forms::moment;
use crate::route::{Fields, Visit};

/// The whole contact.
pub(super) fn intake(visit: &Visit<'_>, fields: &Fields) -> Result<Intake, Refusal> {
    let mut read = Reading { fields, today: london::date_of(visit.session.at), problems: Vec::new() };
    let pack = &visit.house().pack;
    let received_at = read.received_at();
    let channel = read.channel();
    let source = read.source(pack);
    let children = read.children();
    let (forms, extra) = super::super::extra::answers(pack, fields);
    let intake = Intake {
        received_at,
        channel,
        source,
        referrer: read.referrer(),
        others: read.others(),
        concern: read.concern(),
        safe_contact: read.safe_contact(),
        forms: forms.into_iter().collect::<Vec<Answers>>(),
        children,
    };
    let mut problems = read.problems;
    problems.extend(extra);
    problems.extend(CHILDREN.too_many(fields));
    problems.extend(OTHERS.too_many(fields));
    all_right(problems)?;
    Ok(intake)
}

/// A form while it is read: what cannot be taken is gathered on the way.
pub(super) struct Reading<'a> {
    pub(super) fields: &'a Fields,
    pub(super) today: Date,
    pub(super) problems: Vec<Problem>,
}

impl Reading<'_> {
    pub(super) fn get(&self, name: &str) -> String {
        self.fields.get(name).to_owned()
    }

    pub(super) fn wrong(&mut self, field: impl Into<String>, words: impl Into<String>) {
        self.problems.push(Problem::new(field, words));
    }

    /// When it reached us: nothing for now.
    fn received_at(&mut self) -> Option<Timestamp> {
        if self.fields.get("received") != "earlier" {
            return None;
        }
        moment::needed(self.fields, "received-date", "received-time", &mut self.problems)
    }

    fn channel(&mut self) -> Channel {
        let code = self.fields.get("channel");
        let offered = super::questions::CHANNELS.iter().find(|channel| channel.code() == code);
        offered.copied().unwrap_or_else(|| {
            self.wrong("channel", "Choose how it reached us.");
            Channel::Telephone
        })
    }

    /// The code of the national returns, from the group and which of it.
    fn source(&mut self, pack: &Pack) -> String {
        let chosen = self.fields.get("source");
        let Some(group) = SOURCES.iter().find(|group| group.code == chosen) else {
            self.wrong("source", "Choose who is contacting us.");
            return String::new();
        };
        let codes = group.codes(pack);
        let which = self.fields.get(&group.field());
        match (codes.as_slice(), codes.iter().find(|code| code.code == which)) {
            ([only], _) => only.code.clone(),
            (_, Some(code)) => code.code.clone(),
            (_, None) => {
                self.wrong(group.field(), "Choose which of these is contacting us.");
                String::new()
            }
        }
    }

    fn referrer(&self) -> Referrer {
        let anonymous = self.fields.has("referrer-anonymous");
        let guard = if anonymous { Guard::Protected } else { Guard::Content };
        let sealed = |name: &str| {
            let typed = self.fields.get(name);
            (!typed.trim().is_empty()).then(|| Sealed::new(typed.to_owned(), guard))
        };
        let agency = self.fields.get("referrer-agency");
        Referrer {
            name: sealed("referrer-name"),
            agency: (!agency.is_empty()).then(|| agency.to_owned()),
            role: self.get("referrer-role"),
            phone: sealed("referrer-phone"),
            email: sealed("referrer-email"),
            anonymous,
            preference: self.get("referrer-preference"),
        }
    }

    fn concern(&mut self) -> Concern {
        Concern {
            danger_now: yes_no(self.fields.get("danger_now")),
            danger_words: self.get("danger_words"),
            injury: text(self.fields.get("injury")),
            happened: self.date("happened"),
            facts: self.get("facts"),
            opinion: self.get("opinion"),
            words: self.words(),
            impact: self.get("impact"),
            working_well: self.get("working_well"),
            who_else: self.get("who_else"),
            family_aware: yes_no(self.fields.get("family_aware")),
            family_agrees: yes_no(self.fields.get("family_agrees")),
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
