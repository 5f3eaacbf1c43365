//! Families of the size that many years make: three children, two carers, a long chronology of the eldest, all of it looked at by a person and a fifth of it
//! marked as significant, and an assessment with an answer to every question. Everybody in it is invented.

use std::error::Error;
use std::sync::Arc;

use casework::assessment::{BeginAsked, begin, link, name_carer, save as save_section, view};
use casework::simulation::{SeededChance, SimulatedClock};
use casework::{House, Sending, Session};
use domain::access::{Action, Actor, Subject};
use domain::assessment::{Assessment, CarerNamed, LinkAsked, Now, ReviewAsked, SectionSaved, Stands};
use domain::calendar::london;
use domain::chronology::{Curation, Source, Verdict};
use domain::episode::Episode;
use domain::event::{Event, Told};
use domain::form::{Answer, Answers, Choice, DateParts, Form, Kind, Per, Place};
use domain::id::Id;
use domain::involvement::{Involved, Involvement};
use domain::pack::england;
use domain::person::name::PersonName;
use domain::person::partial_date::PartialDate;
use domain::person::{Person, Standing};
use domain::record::Record;
use domain::staff::{Role, Staff};
use jiff::{SignedDuration, Timestamp, ToSpan};
use store::{Store, Version, save};

pub type Outcome<T> = Result<T, Box<dyn Error>>;

/// How many events go into one transaction.
const TOGETHER: usize = 500;
/// How many events the assessment links to now.
const LINKED: usize = 40;
/// Words of a longer answer, and of an event.
const WORDS: [usize; 2] = [110, 16];
const NAMES: [&str; 3] = ["Ava", "Leo", "Noor"];
const KINDS: [&str; 6] =
    ["other", "school_exclusion", "professional_concern", "hospital_attendance", "visit", "missing"];
const SAID: &str = "on most mornings the school nurse wrote that this child came without breakfast and nobody answered when she rang while an aunt \
    who lives near by takes both after football and has made up a bed there but father works nights and only sees them at weekends in his flat above \
    that shop where he stayed since summer mother says it got quieter though neighbours still hear doors and voices late teacher notices tired eyes \
    less reading fewer friends grandmother would help if asked health visitor never saw kitchen police came twice in march after shouting";

/// A council in which families are made.
pub struct Council {
    pub house: House,
    pub worker: Staff,
    pub manager: Staff,
    now: Timestamp,
}

/// A family with its assessment.
pub struct Family {
    pub children: Vec<Id<Person>>,
    pub assessment: Id<Assessment>,
}

impl Council {
    /// A social worker and their manager, on a Monday.
    pub fn new(store: Store) -> Outcome<Self> {
        let now: Timestamp = "2026-11-23T10:00:00Z".parse()?;
        let pack = Arc::new(england().clone());
        let calendar = Arc::new(pack.calendar());
        let clock = Arc::new(SimulatedClock::at(now));
        let house = House::new(store, pack, calendar, clock, Arc::new(SeededChance::from_seed(9)));
        let (worker, manager) = (
            colleague(&house, "Wendy Worker", Role::SocialWorker),
            colleague(&house, "Mo Manager", Role::TeamManager),
        );
        house.store.write(&Actor::system(), now, "measure", |door| {
            let permit = door.permit(Action::ImportRecords, Subject::House)?;
            save(&permit, &worker, Version::NONE, "measure", None)?;
            save(&permit, &manager, Version::NONE, "measure", None)?;
            Ok(())
        })?;
        Ok(Council { house, worker, manager, now })
    }

    pub fn sending(&self, opened: u64) -> Sending {
        Sending { form: self.house.id(), opened, content: Vec::new() }
    }

    /// A family with so many events, and its assessment with every question answered. Families of other numbers say the same in other words.
    pub fn family(&self, number: usize, events: usize) -> Outcome<Family> {
        let children = self.children(number)?;
        self.chronology(children[0], events, number)?;
        let worker = self.house.session(self.worker.clone());
        let assessment = self.begun(&worker, &children)?;
        self.answer_all(&worker, assessment, number)?;
        self.link_some(&worker, assessment)?;
        Ok(Family { children, assessment })
    }

    fn children(&self, number: usize) -> Outcome<Vec<Id<Person>>> {
        Ok(self.house.store.write(&Actor::system(), self.now, "measure", |door| {
            let permit = door.permit(Action::ImportRecords, Subject::House)?;
            let mut children = Vec::new();
            for name in NAMES {
                let surname = format!("Sampleford the {number}th");
                let child = Person::named(self.house.id(), Standing::Child, PersonName::new(name, surname));
                save(&permit, &child, Version::NONE, "measure", None)?;
                save(&permit, &self.episode(child.id), Version::NONE, "measure", None)?;
                let held = Involvement {
                    id: self.house.id(),
                    child: child.id,
                    who: Involved::Worker { staff: self.worker.id, team: "assessment_1".into() },
                    role: "allocated".into(),
                    from: self.now,
                    until: None,
                    reason: None,
                };
                save(&permit, &held, Version::NONE, "measure", None)?;
                children.push(child.id);
            }
            Ok(children)
        })?)
    }

    /// Every event is looked at by a person; every fifth is significant.
    fn chronology(&self, child: Id<Person>, events: usize, family: usize) -> Outcome<()> {
        for first in (0..events).step_by(TOGETHER) {
            self.house.store.write(&Actor::system(), self.now, "measure", |door| {
                let permit = door.permit(Action::ImportRecords, Subject::House)?;
                for number in first..events.min(first + TOGETHER) {
                    let event = self.event(child, number, family);
                    save(&permit, &event, Version::NONE, "measure", None)?;
                    let said = self.curation(child, &event, number.is_multiple_of(5));
                    save(&permit, &said, Version::NONE, "measure", None)?;
                }
                Ok(())
            })?;
        }
        Ok(())
    }

    fn episode(&self, child: Id<Person>) -> Episode {
        let referred = london::date_of(self.now - SignedDuration::from_hours(24 * 7));
        Episode { primary_need: Some("N1".into()), ..Episode::opened(self.house.id(), child, referred) }
    }

    fn event(&self, child: Id<Person>, number: usize, family: usize) -> Event {
        let at = self.now - SignedDuration::from_hours(24 * (number as i64 * 7 % 3_650) + number as i64 % 24);
        let kind = KINDS[number % KINDS.len()];
        let form = self.house.pack.form(&format!("event_{kind}"));
        let answers = form.map_or_else(
            || Answers::to("event_other", 1),
            |form| answered(form, |place| prose(seed(place, family * 7 + number), WORDS[1])),
        );
        Event {
            id: self.house.id(),
            kind: kind.into(),
            children: vec![child],
            adults: Vec::new(),
            happened: PartialDate::Exact(london::date_of(at)),
            moment: Some(at),
            until: None,
            known_at: at + SignedDuration::from_hours(24 * (number as i64 % 9)),
            told: Told { from: ["police", "school", "gp"][number % 3].into(), who: None, unnamed: false },
            answers,
            counts: None,
            by: self.worker.id,
            at,
            corrected: None,
            in_error: None,
            further: None,
        }
    }

    fn curation(&self, child: Id<Person>, event: &Event, significant: bool) -> Curation {
        let kind = Event::KIND.into();
        Curation {
            id: self.house.id(),
            child,
            source: Source { kind, record: event.id.any(), event: "happened".into() },
            verdict: Verdict::Accepted,
            significant,
            reason: if significant { "It repeats.".into() } else { String::new() },
            by: self.worker.id,
            at: self.now,
        }
    }

    fn begun(&self, worker: &Session<'_>, children: &[Id<Person>]) -> Outcome<Id<Assessment>> {
        let on = london::date_of(self.now).checked_add(10.days()).ok();
        let asked = BeginAsked {
            others: children[1..].to_vec(),
            purpose: "Whether the nights are safe.".into(),
            worker: None,
            review: ReviewAsked {
                on,
                why: "The test period ends then.".into(),
                shared_on: Some(london::date_of(self.now)),
                shared_with: "Their mother".into(),
            },
        };
        let id = begin(worker, &self.sending(0), children[0], asked)?;
        for (name, stands) in [("Kim Sampleford", Stands::Household), ("Sam Otherford", Stands::Absent)] {
            let named = CarerNamed {
                person: None,
                name: name.into(),
                relation: "parent".into(),
                stands: Some(stands),
            };
            name_carer(worker, &self.sending(0), id, named)?;
        }
        Ok(id)
    }

    fn answer_all(&self, worker: &Session<'_>, id: Id<Assessment>, number: usize) -> Outcome<()> {
        let form = view(worker, id)?.form;
        let answers = answered(&form, |place| prose(seed(place, number), WORDS[0]));
        for section in &form.sections {
            let opened = view(worker, id)?.assessment.version.0;
            let saved = of_section(&answers, &section.id);
            save_section(worker, &self.sending(opened), id, saved)?;
        }
        Ok(())
    }

    /// The newest significant events are linked to now.
    fn link_some(&self, worker: &Session<'_>, id: Id<Assessment>) -> Outcome<()> {
        let known = view(worker, id)?;
        let child = known.assessment.record.children[0].child;
        let significant = known.entries[0].iter().rev().filter(|entry| entry.is_significant());
        for entry in significant.take(LINKED) {
            let asked = LinkAsked { now: Some(Now::Repeats), so_what: prose(3, 20), set_aside: None };
            link(worker, &self.sending(0), id, child, entry.source.clone(), asked)?;
        }
        Ok(())
    }
}

fn colleague(house: &House, name: &str, role: Role) -> Staff {
    Staff {
        id: house.id(),
        name: name.into(),
        title: role.words().into(),
        roles: [role].into(),
        teams: ["assessment_1".to_owned()].into(),
        agency: None,
        organisation: String::new(),
        phone: String::new(),
        email: format!("{}@northbridge.example", name.replace(' ', ".").to_lowercase()),
        active: true,
    }
}

/// The answers of one section as they are sent.
pub fn of_section(answers: &Answers, section: &str) -> SectionSaved {
    let mut answers = answers.clone();
    answers.given.retain(|place, _| place.section == section);
    SectionSaved { sections: vec![section.to_owned()], answers }
}

/// An answer to every question: of each child, of each carer, and four times where a section repeats freely.
fn answered(form: &Form, words: impl Fn(&Place) -> String) -> Answers {
    let mut answers = form.blank();
    for section in &form.sections {
        let repeats: Vec<Option<u16>> = match section.repeats.as_ref().map(|repeats| repeats.per) {
            None => vec![None],
            Some(Per::Child) => (0..3).map(Some).collect(),
            Some(Per::Carer) => (0..2).map(Some).collect(),
            Some(Per::Free | Per::Page) => (0..4).map(Some).collect(),
        };
        for index in repeats {
            for question in &section.questions {
                let place = Place { section: section.id.clone(), index, question: question.id.clone() };
                let answer = answer(&question.kind, &place, &words);
                answers.put(place, answer);
            }
        }
    }
    answers
}

fn answer(kind: &Kind, place: &Place, words: &impl Fn(&Place) -> String) -> Answer {
    let first = |choices: &[Choice]| choices.first().map_or_else(String::new, |choice| choice.value.clone());
    match kind {
        Kind::YesNo => Answer::text("yes"),
        Kind::One(choices) | Kind::Code { choices, .. } => Answer::Text(first(choices)),
        Kind::Several(choices) | Kind::Codes { choices, .. } => Answer::Several(vec![first(choices)]),
        Kind::Number { min, .. } => Answer::text(min.unwrap_or(1).to_string()),
        Kind::PartialDate => Answer::Date(DateParts {
            day: "1".into(),
            month: "2".into(),
            year: "2027".into(),
            ..DateParts::default()
        }),
        Kind::LongText => Answer::text(words(place)),
        _ => Answer::text("As it was said"),
    }
}

/// Another number for each place and family, so that no two say the same.
fn seed(place: &Place, family: usize) -> usize {
    place.to_string().bytes().fold(family + 1, |seed, byte| {
        seed.wrapping_mul(1_099_511_628_211).wrapping_add(usize::from(byte)) % 4_294_967_291
    })
}

/// So many words of nobody's.
fn prose(seed: usize, words: usize) -> String {
    let all: Vec<&str> = SAID.split_whitespace().collect();
    let mut at = seed;
    let mut next = || {
        at = at.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        all[(at >> 33) % all.len()]
    };
    (0..words).map(|_| next()).collect::<Vec<_>>().join(" ")
}
