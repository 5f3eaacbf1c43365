//! The invented council's own stories of children: a family of three generations and two fathers with its households, a summary that holds, one that a
//! later event made stale, what a child said on two days, and a described drawing.

use domain::access::{Action, Guard, Sealed};
use domain::calendar::london;
use domain::form::{Answer, Answers, Place};
use domain::id::Id;
use domain::pack::CHILD_VOICE_FORM;
use domain::person::address::{Address, AddressLines};
use domain::person::known::Known;
use domain::person::name::PersonName;
use domain::person::partial_date::PartialDate;
use domain::person::relationship::{Kinship, Relationship, TieAsked};
use domain::person::{Person, Sex, Standing};
use domain::section47::NewDirectWork;
use domain::voice::{HeardAsked, Quote};
use jiff::ToSpan;
use jiff::civil::Date;
use store::Stop;

use super::make::{Making, kept};
use super::months::minutes;
use super::step::What;
use crate::case_summary::{self, SummaryAsked};
use crate::child::{self, PersonAsked};
use crate::network::{self, NewTie};
use crate::session::Session;
use crate::voice;

/// What happens.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Part {
    /// The family is written down, and the first summary.
    Family,
    /// A child is listened to.
    Listened,
    /// The same child again, some days later, with a drawing.
    Again,
}

/// Somebody of the family: name, sex, years old, child, lives with: 1 the child, 2 the grandparents, 0 elsewhere.
type Relative = (&'static str, Sex, i16, bool, u8);

const MOTHER: Relative = ("Leanne Ashby", Sex::Female, 31, false, 1);
const FATHER: Relative = ("Craig Ashby", Sex::Male, 35, false, 0);
const SECOND_FATHER: Relative = ("Marcus Bell", Sex::Male, 29, false, 1);
const SISTER: Relative = ("Lily Ashby", Sex::Female, 9, true, 1);
const BROTHER: Relative = ("Jonah Bell", Sex::Male, 3, true, 1);
const BABY: Relative = ("Poppy Bell", Sex::Female, 1, true, 1);
const GRANDMOTHER: Relative = ("Rose Tanner", Sex::Female, 58, false, 2);
const GRANDFATHER: Relative = ("Harold Tanner", Sex::Male, 61, false, 2);
const AUNT: Relative = ("Tess Tanner", Sex::Female, 27, false, 2);
const COUSIN: Relative = ("Milo Tanner", Sex::Male, 5, true, 2);
const NANA: Relative = ("Jean Ashby", Sex::Female, 66, false, 0);
const UNCLE: Relative = ("Steve Ashby", Sex::Male, 33, false, 0);
const TEACHER: Relative = ("Ms Ferris", Sex::Female, 44, false, 0);
const FRIEND: Relative = ("Amina Yusuf", Sex::Female, 10, true, 0);
const NEIGHBOUR: Relative = ("Mrs Okonjo", Sex::Female, 70, false, 0);

/// Who is what to the child.
const PEOPLE: &[(Relative, Kinship)] = &[
    (MOTHER, Kinship::Mother),
    (FATHER, Kinship::Father),
    (SISTER, Kinship::Sibling),
    (BROTHER, Kinship::HalfSibling),
    (BABY, Kinship::HalfSibling),
    (SECOND_FATHER, Kinship::StepParent),
    (GRANDMOTHER, Kinship::Grandparent),
    (GRANDFATHER, Kinship::Grandparent),
    (AUNT, Kinship::AuntOrUncle),
    (UNCLE, Kinship::AuntOrUncle),
    (NANA, Kinship::Grandparent),
    (TEACHER, Kinship::Professional),
    (FRIEND, Kinship::Friend),
    (NEIGHBOUR, Kinship::Significant),
];

/// How close somebody is to the child, and what is said of it: by name, for those of whom anybody said it.
const CLOSE: &[(Relative, &str, &str)] = &[
    (MOTHER, "very_close", "“She does my hair even when she is tired.”"),
    (FATHER, "difficult", "“I don’t know which Dad comes.”"),
    (SISTER, "very_close", "They sleep in one room, and go down together when it is loud."),
    (BROTHER, "close", ""),
    (BABY, "close", ""),
    (SECOND_FATHER, "difficult", "“He is all right on Tuesdays.”"),
    (GRANDMOTHER, "very_close", "Rings every evening; they have a word that means: come."),
    (GRANDFATHER, "close", ""),
    (AUNT, "some", ""),
    (NANA, "some", "Sees the children every second Saturday, with their father."),
    (TEACHER, "close", "“She doesn’t tell everybody.”"),
    (FRIEND, "close", "They walk to school together."),
];

/// Who is what to whom: the last is the kinship of the first.
const JOINED: &[(Relative, Kinship, Relative)] = &[
    (SISTER, Kinship::Mother, MOTHER),
    (SISTER, Kinship::Father, FATHER),
    (BROTHER, Kinship::Mother, MOTHER),
    (BROTHER, Kinship::Father, SECOND_FATHER),
    (BABY, Kinship::Mother, MOTHER),
    (BABY, Kinship::Father, SECOND_FATHER),
    (MOTHER, Kinship::Mother, GRANDMOTHER),
    (MOTHER, Kinship::Father, GRANDFATHER),
    (AUNT, Kinship::Mother, GRANDMOTHER),
    (AUNT, Kinship::Father, GRANDFATHER),
    (FATHER, Kinship::Mother, NANA),
    (UNCLE, Kinship::Mother, NANA),
    (MOTHER, Kinship::Divorced, FATHER),
    (MOTHER, Kinship::Partner, SECOND_FATHER),
    (GRANDMOTHER, Kinship::Partner, GRANDFATHER),
];

impl Making<'_> {
    /// Plans it before the council's own moment.
    pub(super) fn plan_childs_story(&mut self) {
        let days = |days: i64| minutes(days * 24 * 60);
        self.then(self.until - days(9), What::ChildsStory(Part::Listened));
        self.then(self.until - days(3), What::ChildsStory(Part::Family));
        self.then(self.until - days(2), What::ChildsStory(Part::Again));
    }

    pub(super) fn in_childs_story(&mut self, part: Part) -> Result<(), Stop> {
        let Some((child, worker)) = self.child_whose_story_is_told()? else { return Ok(()) };
        let session = self.session(worker)?;
        match part {
            Part::Family => {
                self.family(&session, child)?;
                self.summarised(&session, child)
            }
            Part::Listened => self.listened(&session, child, false),
            Part::Again => self.listened(&session, child, true),
        }
    }

    /// The first child of the social worker whom a visitor of the demo can be; where they have none, of anybody. A child may have gone to another worker
    /// meanwhile, or nobody took the referral: then it is the next.
    pub(super) fn child_whose_story_is_told(&self) -> Result<Option<(Id<Person>, &'static str)>, Stop> {
        let mut known = self.allocated.clone();
        known.sort_by_key(|(_, worker)| *worker != "social-worker");
        for (child, worker) in known {
            if child::may(&self.session(worker)?, child)?.contains(&Action::WriteCaseSummary) {
                return Ok(Some((child, worker)));
            }
        }
        Ok(None)
    }

    fn family(&self, session: &Session<'_>, child: Id<Person>) -> Result<(), Stop> {
        let mut people: Vec<(Relative, Id<Person>)> = Vec::new();
        for (relative, kinship) in PEOPLE {
            let person = match parent_on_record(session, child, *kinship)? {
                Some(tie) => {
                    self.said_of(session, child, &tie, relative)?;
                    Some(tie.from)
                }
                None => self.related(session, child, (child, *kinship, false), Err(*relative))?,
            };
            let Some(person) = person else { return Ok(()) };
            people.push((*relative, person));
        }
        let id = |relative: &Relative| {
            people.iter().find(|(one, _)| one.0 == relative.0).map_or(child, |(_, id)| *id)
        };
        let cousin = self.related(session, child, (id(&AUNT), Kinship::Mother, true), Err(COUSIN))?;
        for (of, kinship, who) in JOINED {
            self.related(session, child, (id(of), *kinship, false), Ok(id(who)))?;
        }
        people.extend(cousin.map(|cousin| (COUSIN, cousin)));
        self.at_home(child, people)
    }

    /// Who lives with the child, and who with the grandparents.
    fn at_home(&self, child: Id<Person>, people: Vec<(Relative, Id<Person>)>) -> Result<(), Stop> {
        let on = london::date_of(self.house.now());
        let childs = child::person_to_change(&self.house.system(), child, None)?.record;
        let lines =
            AddressLines { lines: vec!["4 Lantern Row".into(), "Northbridge".into()], postcode: None };
        let grandparents = Address {
            place: self.house.id(),
            lines: Sealed::new(lines, Guard::Content),
            from: None,
            until: None,
            source: "The mother".into(),
        };
        for (relative, person) in people {
            let home = match relative.4 {
                1 => childs.address_on(on).cloned(),
                2 => Some(grandparents.clone()),
                _ => None,
            };
            self.known_better(person, relative, home, on)?;
        }
        Ok(())
    }

    /// Joins two, or one with somebody new; nothing where the record has it already or the worker may not.
    fn related(
        &self,
        session: &Session<'_>,
        child: Id<Person>,
        (of, kinship, turned): (Id<Person>, Kinship, bool),
        who: Result<Id<Person>, Relative>,
    ) -> Result<Option<Id<Person>>, Stop> {
        let (closeness, says) = match &who {
            Err(relative) if of == child => close(relative),
            _ => ("", ""),
        };
        let asked = TieAsked {
            since: None,
            parental_responsibility: Known::NotAsked,
            closeness: closeness.into(),
            says: says.into(),
            source: "The mother, at the first visit".into(),
            further: None,
        };
        let standing =
            if who.as_ref().is_err_and(|relative| relative.3) { Standing::Child } else { Standing::Adult };
        let who = who.map_err(|relative| {
            let (given, family) = relative.0.split_once(' ').unwrap_or((relative.0, ""));
            PersonName::new(given, family)
        });
        let new = NewTie { of, kinship, turned, who, standing, asked, until: None };
        let Some(tie) = kept(network::add_tie(session, &self.sending(0), child, new))? else {
            return Ok(None);
        };
        let (known, ..) = network::tie_version(&self.house.system(), child, tie, None)?;
        Ok(Some(if turned { known.record.to } else { known.record.from }))
    }

    /// What the visit told of a parent who was on the record before.
    fn said_of(
        &self,
        session: &Session<'_>,
        child: Id<Person>,
        tie: &Relationship,
        relative: &Relative,
    ) -> Result<(), Stop> {
        let (closeness, says) = close(relative);
        let asked = TieAsked {
            since: tie.since,
            parental_responsibility: tie.parental_responsibility,
            closeness: closeness.into(),
            says: says.into(),
            source: tie.source.clone(),
            further: None,
        };
        let Some((known, ..)) = kept(network::tie_version(session, child, tie.id, None))? else {
            return Ok(());
        };
        kept(network::change_tie(session, &self.sending(known.version.0), child, tie.id, asked)).map(drop)
    }

    /// What the visit told beside the name: sex, age, where they live.
    fn known_better(
        &self,
        person: Id<Person>,
        relative: Relative,
        home: Option<Address>,
        on: Date,
    ) -> Result<(), Stop> {
        let system = self.house.system();
        let known = child::person_to_change(&system, person, None)?;
        let mut record = known.record;
        record.sex = Known::Is(relative.1);
        let born = on.checked_sub((i64::from(relative.2) * 365 + 40).days()).unwrap_or(on);
        record.birth =
            Known::Is(if relative.3 { PartialDate::Exact(born) } else { PartialDate::About(born.year()) });
        record.addresses.extend(home);
        let asked = PersonAsked { person: record, reason: "What the family told at the first visit.".into() };
        kept(child::change_person(&system, &self.sending(known.version.0), person, asked)).map(drop)
    }

    fn summarised(&self, session: &Session<'_>, child: Id<Person>) -> Result<(), Stop> {
        let words = domain::case_summary::SummaryWords {
            who: "Bright and quick to laugh; goes quiet when voices are raised. Loves swimming and Gran’s dog. Tells most while drawing.".into(),
            why: "Shouting and things thrown at home, most weeks since the spring; the children hear it and twice were in the room.".into(),
            plan: "Weekly visits; the mother goes to the support group on Tuesdays; Marcus has agreed to see the change programme by the end of the month.".into(),
            contingency: "If Marcus has been drinking or voices are raised, the children go to Rose and Harold at once: they have agreed, day and night. Then ring 999 or the night team.".into(),
            contact: "The father sees the children every second Saturday at Jean’s, with Jean there.".into(),
            staff_safety: "Two workers in the evening. A large dog in the yard.".into(),
        };
        let asked = SummaryAsked { words, address_meant: false, long_why: String::new(), further: None };
        kept(case_summary::write(session, &self.sending(0), child, asked)).map(drop)
    }

    fn listened(&self, session: &Session<'_>, child: Id<Person>, again: bool) -> Result<(), Stop> {
        let today = london::date_of(self.house.now());
        let mut answers = Answers::to(CHILD_VOICE_FORM, 1);
        let first = if again { "yes" } else { "no" };
        for (question, answer) in
            [("explained_worries", first), ("agree_worker", if again { "partly" } else { "no" })]
        {
            answers.put(Place::one("voice", question), Answer::text(answer));
        }
        let (asked, words) = if again {
            ("What is different now?", "It is quiet on Tuesdays. Gran comes and we make soup.")
        } else {
            ("What happens when it gets loud?", "I turn the telly up so Lily can’t hear.")
        };
        let heard = HeardAsked {
            on: Some(today),
            occasion: "visit".into(),
            heard_by: format!("{}, social worker", session.staff.name),
            setting: "In the kitchen, alone with the worker".into(),
            quotes: vec![Quote { asked: asked.into(), words: words.into(), way: "spoken".into() }],
            wishes: if again {
                "That Tuesdays stay like that.".into()
            } else {
                "That nobody throws things.".into()
            },
            feelings: if again {
                "Better than before, but not on Fridays.".into()
            } else {
                "Frightened at night.".into()
            },
            answers: Some(answers),
        };
        kept(voice::hear(session, &self.sending(0), child, heard))?;
        if !again {
            return Ok(());
        }
        let drawn = NewDirectWork {
            kind: "three_houses".into(),
            on: Some(today),
            description: "House of worries: a plate in pieces, “Friday”. House of good things: soup, Gran, the dog. House of dreams: a door that locks.".into(),
            agreed: "Keeps the drawing, and wants Gran to see it.".into(),
            further: None,
        };
        kept(voice::add_direct_work(session, &self.sending(0), child, drawn, Vec::new())).map(drop)
    }
}

/// How close somebody is to the child, and what is said of it.
fn close(relative: &Relative) -> (&'static str, &'static str) {
    let said = CLOSE.iter().find(|(one, ..)| one.0 == relative.0);
    said.map_or(("", ""), |(_, closeness, says)| (*closeness, *says))
}

/// How the child is joined to the mother or father whom the first contact named already.
fn parent_on_record(
    session: &Session<'_>,
    child: Id<Person>,
    kinship: Kinship,
) -> Result<Option<Relationship>, Stop> {
    if !kinship.is_birth_parent() {
        return Ok(None);
    }
    let Some(child::Shown::Content(page)) = kept(child::file(session, child, child::Moment::Now))? else {
        return Ok(None);
    };
    let mut known = page.file.relationships.iter().map(|filed| &filed.record);
    Ok(known.find(|tie| tie.kind == kinship && tie.to == child).cloned())
}
