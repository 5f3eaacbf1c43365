//! Referrals accepted or not, and second readings: what the council's managers do with each other's decisions.

use domain::id::Id;
use domain::person::Person;
use domain::refusal::Refusal;
use domain::second_reading::{AnswerAsked, Moderated, ModerationAsked, Talked};
use domain::staff::Staff;
use store::Stop;

use super::make::{APPROVE, Making};
use crate::contact;
use crate::referral::{self, Answer};
use crate::second_reading;
use crate::session::Sending;

/// The managers who read, by the names they sign in with.
const READERS: [&str; 3] = ["mash-manager", "manager2", "service-manager"];

/// Why a referral is not accepted, and why one is.
const ONLY_ADVICE: &str = "Looked at within the day: the parents know whom to ring, the school sees the child daily, and nothing more is needed now.";
const ACCEPTED: &str =
    "What was offered before has not lasted; how the children live must be found out with them.";

/// What two managers learnt from each other.
const LEARNT: &[(&str, &str)] = &[
    (
        "One of us read “at times” as once a week and the other as once a month.",
        "Say how often in the paragraphs on neglect.",
    ),
    ("The history weighed more for one of us; the paragraph does not say that it counts.", ""),
    ("We agree on the worry and not on whether the parents will take help: nobody had asked them.", ""),
];

impl Making<'_> {
    /// The assessment team's manager answers a child's referral. Says whether one waited.
    pub(super) fn answers(&mut self, child: Id<Person>, worker: Id<Staff>, team: &str) -> Result<bool, Stop> {
        let session = self.session("team-manager")?;
        let waiting = referral::waiting(&session)?;
        let Some(found) = waiting.into_iter().find(|waiting| waiting.referral.child == child) else {
            return Ok(false);
        };
        let id = found.referral.id;
        let opened = match referral::view(&session, id) {
            Ok(view) => view.referral.version.0,
            Err(Stop::Refusal(_)) => return Ok(false),
            Err(stop) => return Err(stop),
        };
        let (answer, why) = if !found.referral.protection && self.dice.in_hundred(12) {
            (Answer::NoFurtherAction { only_advice: true }, ONLY_ADVICE)
        } else {
            let need =
                if self.dice.in_hundred(70) { "N1" } else { *self.dice.pick(&["N2", "N3", "N4", "N5"]) };
            (Answer::Accept { need: need.into(), team: team.into(), worker, transfer: None }, ACCEPTED)
        };
        match referral::answer(&session, &self.sending(opened), id, answer, why.into()) {
            Ok(()) | Err(Stop::Refusal(_)) => Ok(true),
            Err(stop) => Err(stop),
        }
    }

    /// Whichever manager has readings answers the first: four in five alike, the rest a level apart.
    pub(super) fn reads(&mut self, lately: bool) -> Result<(), Stop> {
        for reader in READERS.into_iter().filter(|reader| !lately || *reader == "manager2") {
            let session = self.session(reader)?;
            let Some(known) = second_reading::mine(&session)?.into_iter().next() else { continue };
            let reading = match second_reading::reading(&session, known.record.id) {
                Ok(reading) => reading,
                Err(Stop::Refusal(_)) => continue,
                Err(stop) => return Err(stop),
            };
            let (level, outcome) = self.second_opinion(known.record.first.level, &known.record.first.outcome);
            let first = known.record.first.paragraphs.first().map_or("", String::as_str);
            let concern = first.rsplit_once('_').map_or(first, |(concern, _)| concern);
            let asked = AnswerAsked {
                level,
                paragraph: format!("{concern}_{level}"),
                also: Vec::new(),
                outcome,
                reasons: "I weighed what was seen against the history, and this is where the paragraph fits for this child.".into(),
                safe: Some(true),
                not_safe: String::new(),
                further: None,
            };
            match second_reading::answer(&session, &self.sending(reading.version), reading.id, asked) {
                Ok(()) | Err(Stop::Refusal(_)) => {}
                Err(stop) => return Err(stop),
            }
        }
        Ok(())
    }

    fn second_opinion(&mut self, level: u8, outcome: &str) -> (u8, String) {
        if self.dice.in_hundred(80) {
            return (level, outcome.to_owned());
        }
        let apart = if level == 1 || (level < 4 && self.dice.in_hundred(50)) { level + 1 } else { level - 1 };
        let fits = match apart {
            1 => "nfa",
            2 | 3 => "early_help",
            _ => "new_referral",
        };
        (apart, fits.to_owned())
    }

    /// The oldest disagreement is talked through by the two with each other.
    pub(super) fn talks(&mut self) -> Result<(), Stop> {
        let report = second_reading::report(&self.session("service-manager")?)?;
        let Some(oldest) = report.to_moderate.into_iter().find(|row| row.reference.is_some()) else {
            return Ok(());
        };
        let (learnt, document) = *self.dice.pick(LEARNT);
        let found = *self.dice.pick(&Moderated::ALL);
        for manager in READERS {
            let session = self.session(manager)?;
            let both = match second_reading::both(&session, oldest.answered.id) {
                Ok(both) => both,
                Err(Stop::Refusal(_)) => continue,
                Err(stop) => return Err(stop),
            };
            let asked = ModerationAsked {
                talked: Talked::Both,
                found,
                learnt: learnt.into(),
                document: document.into(),
            };
            let sending: Sending = self.sending(both.reading.version.0);
            match second_reading::moderate(&session, &sending, oldest.answered.id, asked) {
                Ok(()) => return Ok(()),
                Err(Stop::Refusal(_)) => {}
                Err(stop) => return Err(stop),
            }
        }
        Ok(())
    }

    /// A contact as one of the managers may read it: the one who is to read its decision a second time may not.
    pub(super) fn read_by_a_manager(
        &self,
        contact: Id<domain::contact::Contact>,
    ) -> Result<Option<(&'static str, contact::ContactView)>, Stop> {
        for manager in APPROVE {
            match contact::view(&self.session(manager)?, contact) {
                Ok(view) => return Ok(Some((manager, view))),
                Err(Stop::Refusal(Refusal::NotNow(_))) => {}
                Err(Stop::Refusal(_)) => return Ok(None),
                Err(stop) => return Err(stop),
            }
        }
        Ok(None)
    }
}
