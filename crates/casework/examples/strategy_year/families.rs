//! Invented families: what is recorded about one child of each in a year. In some the risk rises; in most it does not, though things happen there too.

use std::collections::BTreeMap;

use domain::id::{Any, Id};
use domain::pack::Around;
use domain::person::Person;
use domain::watch::{Fact, FactName, Told};
use jiff::{SignedDuration, Timestamp};

use crate::chance::Chance;

/// One family's year.
pub struct Family {
    pub child: Id<Person>,
    /// Whether the risk rises: known to nobody but the simulation.
    pub rising: bool,
    /// Since when the child is allocated.
    pub open_since: Option<Timestamp>,
    /// What is recorded, in the order in which it is known.
    pub facts: Vec<Told>,
    /// Which team manager answers for it.
    pub manager: u64,
}

/// The kinds of family, with their share in a hundred of those who reach the front door in a year.
const KINDS: [(f64, Kind); 9] = [
    (58.0, Kind::Once),
    (17.0, Kind::NowAndThen),
    (6.0, Kind::Neglect),
    (6.0, Kind::DomesticAbuse),
    (2.0, Kind::Missing),
    (2.0, Kind::Injury),
    (1.0, Kind::Exploitation),
    (1.0, Kind::PlanFails),
    (7.0, Kind::OpenAndSteady),
];

#[derive(Clone, Copy, PartialEq)]
enum Kind {
    Once,
    NowAndThen,
    Neglect,
    DomesticAbuse,
    Missing,
    Injury,
    Exploitation,
    PlanFails,
    OpenAndSteady,
}

pub fn begins() -> Timestamp {
    Timestamp::from_second(1_774_998_000).unwrap_or(Timestamp::UNIX_EPOCH)
}

pub fn hours(count: f64) -> SignedDuration {
    SignedDuration::try_from_secs_f64(count * 3_600.0).unwrap_or(SignedDuration::ZERO)
}

impl Family {
    pub fn invented(number: u64, chance: &mut Chance) -> Family {
        let mut place = chance.between(0.0, 100.0);
        let mut kind = Kind::Once;
        for (share, each) in KINDS {
            kind = each;
            if place < share {
                break;
            }
            place -= share;
        }
        let child = Id::from_bits(u128::from(number) + 1);
        let mut writer = Writer { child, number, parts: 0, facts: Vec::new() };
        let day = chance.between(0.0, 250.0);
        let open_since = writer.lives(kind, day, chance);
        writer.facts.sort_by_key(|told| (told.fact.counts_from, told.name.clone()));
        let rising = !matches!(kind, Kind::Once | Kind::NowAndThen | Kind::OpenAndSteady);
        Family { child, rising, open_since, facts: writer.facts, manager: number % 10 }
    }
}

struct Writer {
    child: Id<Person>,
    number: u64,
    parts: u32,
    facts: Vec<Told>,
}

impl Writer {
    /// Writes what happens; gives since when the child is allocated.
    fn lives(&mut self, kind: Kind, day: f64, chance: &mut Chance) -> Option<Timestamp> {
        let opens = |day: f64| Some(begins() + hours(24.0 * day));
        match kind {
            Kind::Once => self.contact(day, chance.happens(0.3)),
            Kind::NowAndThen => {
                for _ in 0..2 + usize::from(chance.happens(0.3)) {
                    self.contact(chance.between(0.0, 360.0), false);
                }
            }
            Kind::Neglect => return self.neglect(day, chance).and_then(opens),
            Kind::DomesticAbuse => self.domestic_abuse(day, chance),
            Kind::Missing => {
                let mut at = day;
                for count in 0..4 {
                    let marks: &[_] = if count == 3 { &[("risk", "high")] } else { &[("risk", "medium")] };
                    self.fact(at, "missing", marks, &[]);
                    at += chance.between(8.0, 35.0);
                }
            }
            Kind::Injury => {
                self.contact(day, false);
                let explained = if chance.happens(0.5) { "inconsistent" } else { "none" };
                self.fact(day + chance.between(0.0, 30.0), "injury", &[("explanation", explained)], &[]);
            }
            Kind::Exploitation => {
                let later = day + chance.between(20.0, 60.0);
                self.fact(day, "exploitation", &[], &[("level", 1)]);
                self.fact(later, "exploitation", &[("new_adult", "yes")], &[("level", 2)]);
            }
            Kind::PlanFails => {
                self.fact(day + 5.0, "safety_plan", &[("state", "broken")], &[]);
                return opens(day);
            }
            Kind::OpenAndSteady => {
                self.visits(day, chance, 0.08);
                if chance.happens(0.4) {
                    self.contact(day + chance.between(10.0, 90.0), true);
                }
                return opens(day);
            }
        }
        None
    }

    /// Small contacts, closer and closer together; opened in the middle; the tool worse, visits that fail.
    fn neglect(&mut self, day: f64, chance: &mut Chance) -> Option<f64> {
        let (mut at, mut gap) = (day, 45.0);
        for _ in 0..4 {
            self.contact(at, false);
            at += gap * chance.between(0.7, 1.2);
            gap *= 0.8;
        }
        if chance.happens(0.4) {
            return None;
        }
        self.fact(at, "neglect_tool", &[], &[("food", 2), ("home", 3), ("supervision", 3)]);
        self.visits(at, chance, 0.35);
        let worse = at + chance.between(30.0, 60.0);
        self.fact(worse, "neglect_tool", &[], &[("food", 3), ("home", 4), ("supervision", 4)]);
        Some(at)
    }

    fn domestic_abuse(&mut self, day: f64, chance: &mut Chance) {
        let (mut at, mut gap) = (day, 70.0);
        for count in 0..4 {
            let high = count > 1 && chance.happens(0.4);
            let marks: &[_] = if high {
                &[("domestic_abuse", "yes"), ("high_risk", "yes")]
            } else {
                &[("domestic_abuse", "yes")]
            };
            self.fact(at, "police_notification", marks, &[]);
            self.contact(at + 0.2, false);
            at += gap * chance.between(0.6, 1.2);
            gap *= 0.6;
        }
    }

    fn visits(&mut self, from: f64, chance: &mut Chance, fails: f64) {
        let mut at = from + 3.0;
        while at < from + 110.0 {
            let outcome = if chance.happens(fails) { "not_seen" } else { "seen" };
            self.fact(at, "visit", &[("outcome", outcome)], &[]);
            at += chance.between(9.0, 21.0);
        }
    }

    fn contact(&mut self, day: f64, acted_on: bool) {
        self.fact(day, "contact", &[], &[]);
        let (outcome, level) = if acted_on { ("assessment", "4") } else { ("nfa", "1") };
        self.fact(day + 0.7, "contact_decided", &[("outcome", outcome), ("level", level)], &[]);
    }

    fn fact(&mut self, day: f64, kind: &str, marks: &[(&str, &str)], measures: &[(&str, i64)]) {
        let at = begins() + hours(24.0 * day);
        let mut fact = Fact::new("whole", kind, vec![self.child], at, at);
        for (field, code) in marks {
            fact = fact.marked(field, code);
        }
        fact.measures =
            measures.iter().map(|(name, measure)| ((*name).to_owned(), *measure)).collect::<BTreeMap<_, _>>();
        self.parts += 1;
        let record: Id<Any> = Id::from_bits((u128::from(self.number) << 32) + u128::from(self.parts));
        let name = FactName { record_kind: kind.to_owned(), record, part: "whole".into() };
        self.facts.push(Told { name, near: Around::Child, fact });
    }
}
