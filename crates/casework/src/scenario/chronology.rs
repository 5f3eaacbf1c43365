//! What people of a story write into a chronology by hand, and what they make of it for others.

use std::fmt::Write;

use domain::calendar::typed::parse_date;
use domain::chronology::{Composed, Recipient, Selection, Written, WrittenAsked, version};
use domain::id::Id;
use domain::person::partial_date::PartialDate;
use domain::refusal::Refusal;
use store::Stop;

use super::act::{self, Act};
use super::does::unknown;
use super::run::{Run, Show};
use super::story::Step;
use crate::child::{self, Moment, Shown};
use crate::chronology::{self, Choice};
use crate::session::{Sending, Session};

impl Run<'_> {
    /// Carries out an act about a chronology; `false` when it is another's.
    pub(super) fn chronology_act(
        &mut self,
        session: &Session<'_>,
        sending: &Sending,
        step: &Step,
    ) -> Result<bool, Stop> {
        match &step.act {
            Act::WriteEntry(said) => {
                let child = self.child(&said.child)?;
                let id = chronology::write(session, sending, child, written(said)?)?;
                self.entries.insert(said.entry.clone(), id);
            }
            Act::WithdrawEntry(said) => {
                let id = self.entry(&said.entry)?;
                let sending = Sending { opened: 1, ..sending.clone() };
                chronology::withdraw(session, &sending, id, &said.reason)?;
            }
            Act::ChooseVersion(said) => {
                let id = self.choose(session, sending, said)?;
                self.versions.insert(said.version.clone(), id);
            }
            Act::MakeVersion(said) => {
                let id = self.version(&said.version)?;
                let (known, _) = chronology::version(session, id)?;
                let standing = known.record.chosen.iter().map(|line| line.words.clone());
                let words: Vec<String> = standing
                    .enumerate()
                    .map(|(place, words)| said.words.get(place).cloned().unwrap_or(words))
                    .collect();
                let sending = Sending { opened: known.version.0, ..sending.clone() };
                chronology::make(session, &sending, id, &words, !said.not_looked)?;
            }
            Act::ReadVersion(said) => {
                let (_, composed) = chronology::version(session, self.version(&said.version)?)?;
                self.shown = Show { words: words_of(&composed), ..Show::default() };
            }
            Act::ReadChronology(said) => {
                let Shown::Content(page) = child::file(session, self.child(&said.child)?, Moment::Now)?
                else {
                    return Err(Refusal::NotFound.into());
                };
                let pack = &self.house.pack;
                let entries = page.file.chronology(pack);
                let about = page.file.child.record.name();
                let composed = match said.format.as_str() {
                    "one_page" => version::one_page(&entries, &about, pack),
                    "court" => version::court(&entries, &about, false, false),
                    "court_significance" => version::court(&entries, &about, true, false),
                    other => return Err(unknown("format", other).into()),
                };
                self.shown = Show { words: words_of(&composed), ..Show::default() };
            }
            _ => return Ok(false),
        }
        Ok(true)
    }

    fn choose(
        &self,
        session: &Session<'_>,
        sending: &Sending,
        said: &act::ChooseVersion,
    ) -> Result<Id<Selection>, Stop> {
        let child = self.child(&said.child)?;
        let recipient = if said.family.is_empty() {
            Recipient::Agency { agency: said.agency.clone(), organisation: String::new() }
        } else {
            Recipient::Family { who: said.family.clone() }
        };
        let Shown::Content(page) = child::file(session, child, Moment::Now)? else {
            return Err(Refusal::NotFound.into());
        };
        let entries = page.file.chronology(&self.house.pack);
        let lines =
            chronology::candidates(session, child, &recipient)?.into_iter().filter(|(_, candidate)| {
                if said.lines.is_empty() {
                    return candidate.offered;
                }
                let entry =
                    entries.iter().find(|entry| Some(&entry.source) == candidate.line.source.as_ref());
                said.lines.iter().any(|words| {
                    candidate.line.words.contains(words)
                        || entry.is_some_and(|entry| entry.words_that_stand().contains(words))
                })
            });
        let lines = lines.map(|(key, _)| key).collect();
        let choice = Choice { recipient, purpose: said.purpose.clone(), lines };
        chronology::choose(session, sending, child, &choice)
    }

    fn entry(&self, name: &str) -> Result<Id<Written>, Stop> {
        self.entries.get(name).copied().ok_or_else(|| unknown("entry", name).into())
    }

    fn version(&self, name: &str) -> Result<Id<Selection>, Stop> {
        self.versions.get(name).copied().ok_or_else(|| unknown("version", name).into())
    }
}

fn written(said: &act::WriteEntry) -> Result<WrittenAsked, Refusal> {
    let happened = PartialDate::parse(&said.happened).map_err(|wrong| Refusal::NotNow(wrong.to_string()))?;
    let known_on = said.known_on.as_deref().map(parse_date).transpose();
    Ok(WrittenAsked {
        happened: Some(happened),
        words: said.words.clone(),
        known_from: said.known_from.clone(),
        known_on: known_on.map_err(|wrong| Refusal::NotNow(wrong.to_string()))?,
        lane: said.lane.clone(),
        agency: said.agency.clone(),
        ..WrittenAsked::default()
    })
}

fn words_of(composed: &Composed) -> String {
    let mut words = format!("{} {} ", composed.title, composed.for_whom);
    for line in &composed.lines {
        let _ = write!(
            words,
            "{}. {}: {} ({}) {} ",
            line.number, line.happened, line.words, line.known_from, line.why
        );
    }
    words.push_str(&composed.notes.join(" "));
    words
}
