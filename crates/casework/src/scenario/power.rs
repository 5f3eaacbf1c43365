//! Powers, orders and conditions in a story.

use std::fmt::Write;

use domain::id::Id;
use domain::power::{
    Agreement, AgreementOf, Bound, EndedAsked, ExtensionAsked, HowEnded, MadeBy, More, Power, PowerAsked,
    ToldAsked,
};
use domain::refusal::Refusal;
use jiff::Timestamp;
use store::Stop;

use super::act::{self, Act};
use super::does::unknown;
use super::run::{Run, Show};
use super::story::{Step, moment};
use crate::session::{Sending, Session};
use crate::{power, work};

impl Run<'_> {
    /// Carries out a step about powers; says whether it was one.
    pub(super) fn power_act(
        &mut self,
        session: &Session<'_>,
        sending: &Sending,
        step: &Step,
    ) -> Result<bool, Stop> {
        match &step.act {
            Act::Power(said) => self.record_power(session, sending, said, step.at)?,
            Act::CompletePower(said) => {
                let (id, sending) = self.opened_power(&said.power, sending)?;
                let record = power::view(&self.house.system(), id)?.power.record;
                let keep =
                    |said: &Option<String>, before: &str| said.clone().unwrap_or_else(|| before.to_owned());
                let words = |said: &Option<domain::power::Said>| {
                    said.as_ref().map_or(String::new(), |said| said.words.clone())
                };
                let more = More {
                    grounds: keep(&said.grounds, &record.grounds),
                    whereabouts: keep(&said.whereabouts, &record.whereabouts),
                    conditions: keep(&said.conditions, &record.conditions),
                    wishes: keep(&said.wishes, &words(&record.wishes)),
                    rights: keep(&said.rights, &words(&record.rights)),
                    further: record.further,
                };
                power::complete(session, &sending, id, record.made_by, more)?;
            }
            Act::TellOfPower(said) => {
                let (id, sending) = self.opened_power(&said.power, sending)?;
                let asked = ToldAsked {
                    whom: said.whom.clone(),
                    name: said.name.clone(),
                    when: at(&said.when, step.at)?,
                    words: said.words.clone(),
                };
                power::tell(session, &sending, id, asked)?;
            }
            Act::ExtendPower(said) => {
                let (id, sending) = self.opened_power(&said.power, sending)?;
                let asked = ExtensionAsked {
                    granted: at(&said.granted, step.at)?,
                    until: at(&said.until, step.at)?,
                    made_by: said.by.clone(),
                    reason: said.reason.clone(),
                };
                power::extend(session, &sending, id, &asked, said.together)?;
            }
            Act::EndPower(said) => {
                let (id, sending) = self.opened_power(&said.power, sending)?;
                let asked = EndedAsked {
                    how: HowEnded::from_code(&said.how),
                    when: at(&said.when, step.at)?,
                    next: said.next.clone(),
                };
                power::end(session, &sending, id, &asked, said.together)?;
            }
            Act::Powers(of) => self.shown = self.powers_of(session, &of.child, step.at)?,
            Act::PowersOfMine(_) => self.shown = of_mine(session)?,
            Act::AllPowers(_) => {
                let running = power::running(session)?;
                let words: Vec<String> =
                    running.iter().map(|one| format!("{}: {}", one.name, one.countdown.words)).collect();
                self.shown = Show { words: words.join(". "), found: Some(running.len()), layer: None };
            }
            _ => return Ok(false),
        }
        Ok(true)
    }

    fn power(&self, name: &str) -> Result<Id<Power>, Stop> {
        self.powers.get(name).copied().ok_or_else(|| unknown("power", name).into())
    }

    /// A power with the form as it would have been opened now.
    fn opened_power(&self, name: &str, sending: &Sending) -> Result<(Id<Power>, Sending), Stop> {
        let id = self.power(name)?;
        let version = power::view(&self.house.system(), id)?.power.version.0;
        Ok((id, Sending { opened: version, ..sending.clone() }))
    }

    fn record_power(
        &mut self,
        session: &Session<'_>,
        sending: &Sending,
        said: &act::Power,
        now: Timestamp,
    ) -> Result<(), Stop> {
        let agreement = said.agreement.as_deref().map(|code| {
            let of = AgreementOf::from_code(code).ok_or_else(|| unknown("agreement", code))?;
            Ok::<_, Refusal>(Agreement {
                of,
                name: said.agreement_name.clone(),
                in_writing: said.in_writing,
                informed: said.informed.clone(),
            })
        });
        let asked = PowerAsked {
            kind: said.kind.clone(),
            started: at(&said.started, now)?.or(Some(now)),
            counts_from: at(&said.counts_from, now)?,
            ends: at(&said.ends, now)?,
            made_by: MadeBy {
                name: said.by.clone(),
                rank: said.rank.clone(),
                body: said.body.clone(),
                reference: String::new(),
            },
            adult: said.adult.as_ref().map(|name| Bound { person: None, name: name.clone() }),
            agreement: agreement.transpose()?,
            more: More {
                grounds: said.grounds.clone(),
                whereabouts: said.whereabouts.clone(),
                conditions: said.conditions.clone(),
                wishes: said.wishes.clone(),
                rights: said.rights.clone(),
                further: None,
            },
        };
        let also = said.also.iter().map(|name| self.child(name)).collect::<Result<Vec<_>, _>>()?;
        let recorded = power::record(session, sending, self.child(&said.child)?, &also, &asked)?;
        self.powers.insert(said.power.clone(), recorded.power);
        Ok(())
    }

    /// What runs for a child as this person may know it, and what of the child's powers counts for the watch at the moment.
    fn powers_of(&self, session: &Session<'_>, name: &str, now: Timestamp) -> Result<Show, Stop> {
        let child = self.child(name)?;
        let said = power::countdowns(session, &[child])?;
        let countdowns: Vec<_> = said.into_values().flatten().collect();
        let mut words: Vec<String> = countdowns.iter().map(|one| one.words.clone()).collect();
        for one in power::of_child(&self.house.system(), child)?.0 {
            let facts = one.facts();
            let counts = facts.iter().filter(|fact| fact.counts_from <= now);
            words.extend(counts.map(|fact| format!("counts for the watch: {}", fact.kind)));
        }
        Ok(Show { words: words.join(". "), found: Some(countdowns.len()), layer: None })
    }
}

fn of_mine(session: &Session<'_>) -> Result<Show, Stop> {
    let own = power::own(session)?;
    let mut words = String::new();
    for one in &own {
        let _ = write!(words, "{}: {}. ", one.name, one.countdown.words);
    }
    for notice in work::own_work(session)?.notices {
        let _ = write!(words, "You need to know: {} ", notice.record.words);
    }
    Ok(Show { words, found: Some(own.len()), layer: None })
}

fn at(text: &Option<String>, now: Timestamp) -> Result<Option<Timestamp>, Stop> {
    Ok(text.as_deref().map(|text| moment(text, now)).transpose().map_err(Refusal::NotNow)?)
}
