//! What stands in the picture beside the relationships: who lives together on a day, and which marks a person has.

use std::collections::BTreeMap;

use jiff::civil::Date;

use crate::child_file::ChildFile;
use crate::id::Id;
use crate::person::Person;
use crate::person::address::Place;

/// People who live at one place on a day.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Household {
    /// The place. It is never shown: two people at one place are a household, wherever it is.
    pub place: Id<Place>,
    /// Who, in the order given.
    pub members: Vec<Id<Person>>,
    /// Whether the place is protected for anybody in it.
    pub protected: bool,
}

/// The households of people on a day, that of the first person first. Somebody who lives alone is none.
pub fn households<'a>(people: impl IntoIterator<Item = &'a Person>, day: Date) -> Vec<Household> {
    let mut order: Vec<Id<Place>> = Vec::new();
    let mut found: BTreeMap<Id<Place>, Household> = BTreeMap::new();
    for person in people {
        let Some(stay) = person.address_on(day) else { continue };
        let household = found.entry(stay.place).or_insert_with(|| {
            order.push(stay.place);
            Household { place: stay.place, members: Vec::new(), protected: false }
        });
        household.members.push(person.id);
        // A stay that is over can protect the place too.
        household.protected |=
            person.addresses.iter().any(|other| other.place == stay.place && other.is_protected());
    }
    let all = order.into_iter().filter_map(|place| found.remove(&place));
    all.filter(|household| household.members.len() > 1).collect()
}

/// A mark beside a person: a letter, never a colour alone.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Badge {
    /// Somebody said to have harmed a child of the family.
    AllegedPerpetrator,
    /// Staff must know something before they meet this person.
    StaffWarning,
}

impl Badge {
    /// The letter.
    pub const fn letter(self) -> &'static str {
        match self {
            Badge::AllegedPerpetrator => "P",
            Badge::StaffWarning => "S",
        }
    }

    /// In words.
    pub const fn words(self) -> &'static str {
        match self {
            Badge::AllegedPerpetrator => "alleged perpetrator",
            Badge::StaffWarning => "staff warning",
        }
    }
}

/// The marks of people.
pub type Badges = BTreeMap<Id<Person>, Vec<Badge>>;

/// The part of a safety plan that marks somebody.
const PERPETRATOR: &str = "alleged_perpetrator";

/// The marks that the child's file gives: whoever a safety plan names as the person who may have caused the harm, whoever is bound by conditions that
/// run, and whoever has a warning for staff.
pub fn badges<'a>(file: &ChildFile, people: impl IntoIterator<Item = &'a Person>) -> Badges {
    let mut marks: Badges = BTreeMap::new();
    let mut mark = |person: Id<Person>, badge: Badge| {
        let marks = marks.entry(person).or_default();
        if !marks.contains(&badge) {
            marks.push(badge);
            marks.sort();
        }
    };
    for words in file.safety_plans.iter().map(|filed| &filed.record.now.words) {
        let acting = words
            .actions
            .iter()
            .filter(|action| action.part == PERPETRATOR)
            .filter_map(|action| action.person);
        acting.for_each(|person| mark(person, Badge::AllegedPerpetrator));
    }
    for power in file.powers.iter().map(|filed| &filed.record).filter(|power| power.ended.is_none()) {
        power
            .adult
            .iter()
            .filter_map(|adult| adult.person)
            .for_each(|person| mark(person, Badge::AllegedPerpetrator));
    }
    for person in people.into_iter().filter(|person| person.hazards.iter().any(|hazard| hazard.for_staff)) {
        mark(person.id, Badge::StaffWarning);
    }
    marks
}
