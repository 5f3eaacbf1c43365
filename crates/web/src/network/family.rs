//! The family as its picture needs it, from what the record says: everything in the picture comes from here, and nothing that this viewer may not learn of
//! comes in.

use std::collections::BTreeMap;

use casework::network::NetworkView;
use design::govuk::{Cell, Table};
use design::picture::{Bond, Family, Genogram, Kin, Pair, Parentage, Shape, Together};
use domain::calendar::london;
use domain::id::Id;
use domain::network::{Line, line};
use domain::pack::NetworkRules;
use domain::person::name::shown_in_line;
use domain::person::partial_date::PartialDate;
use domain::person::relationship::Relationship;
use domain::person::{Person, Sex, Standing};
use jiff::civil::Date;

/// The picture of a family on a day.
pub(crate) fn picture(view: &NetworkView, rules: &NetworkRules) -> Genogram {
    let people: Vec<&Person> = view.people.iter().filter(|person| stands(view, person, rules)).collect();
    let place: BTreeMap<Id<Person>, usize> =
        people.iter().enumerate().map(|(at, person)| (person.id, at)).collect();
    let mut family = Family {
        people: people.iter().enumerate().map(|(at, person)| kin(view, person, at == 0)).collect(),
        ..Family::default()
    };
    for tied in &view.ties {
        let (Some(from), Some(to)) = (place.get(&tied.tie.from), place.get(&tied.tie.to)) else { continue };
        joined(&mut family, view, &tied.tie, (*from, *to), rules);
    }
    for home in &view.homes {
        let members = home.members.iter().filter_map(|member| place.get(member).copied()).collect();
        family.homes.push(Together { label: home.label.clone(), members });
    }
    let title = format!("Family on {}", london::date_in_words(view.day));
    Genogram {
        prefix: "family".into(),
        title,
        sentence: sentence(view, &family),
        table: table(view, &people, rules),
        family,
    }
}

/// Whether somebody belongs to the family's picture: joined by something that is drawn, or living in one of its households.
fn stands(view: &NetworkView, person: &Person, rules: &NetworkRules) -> bool {
    let first = view.people.first().is_some_and(|child| child.id == person.id);
    let born_later =
        person.birth.answer().is_some_and(|birth| birth.expected().is_none() && birth.is_after(view.day));
    let drawn = |tie: &Relationship| {
        (tie.from == person.id || tie.to == person.id) && line(tie, view.day, rules).is_some()
    };
    first
        || !born_later
            && (view.ties.iter().any(|tied| drawn(&tied.tie))
                || view.homes.iter().any(|home| home.members.contains(&person.id)))
}

fn kin(view: &NetworkView, person: &Person, subject: bool) -> Kin {
    let birth = person.birth.answer();
    let dead = person.died.as_ref().is_some_and(|died| died.earliest().is_none_or(|died| died <= view.day));
    let badges = view.badges.get(&person.id).into_iter().flatten();
    Kin {
        name: shown_in_line(&person.name()),
        about: about(person, dead, view.day),
        shape: match (person.sex.answer(), birth.and_then(PartialDate::expected)) {
            (Some(Sex::Male), None) => Shape::Square,
            (Some(Sex::Female), None) => Shape::Circle,
            _ => Shape::Diamond,
        },
        subject,
        dead,
        badges: badges.map(|badge| (badge.letter().to_owned(), badge.words().to_owned())).collect(),
        href: format!("/children/{}", person.id),
        born: born(birth),
        adult: person.standing == Standing::Adult,
    }
}

/// The age on the day, or that they died and when.
fn about(person: &Person, dead: bool, day: Date) -> String {
    match (&person.died, person.birth.answer()) {
        (Some(died), _) if dead => format!("died {died}"),
        (_, Some(birth)) => birth.age_in_words(day),
        (_, None) => String::new(),
    }
}

/// Days since the beginning of the calendar, for the order of brothers and sisters.
fn born(birth: Option<&PartialDate>) -> i64 {
    let day = birth.and_then(PartialDate::earliest);
    day.map_or(i64::MAX, |day| {
        i64::from(day.year()) * 372 + i64::from(day.month()) * 31 + i64::from(day.day())
    })
}

fn joined(
    family: &mut Family,
    view: &NetworkView,
    tie: &Relationship,
    (from, to): (usize, usize),
    rules: &NetworkRules,
) {
    let Some(drawn) = line(tie, view.day, rules) else { return };
    let bond = |bond: Bond, above: u8| Parentage { parent: from, child: to, bond, above };
    match drawn {
        Line::Birth => family.parents.push(bond(Bond::Birth, 1)),
        Line::Adopted => family.parents.push(bond(Bond::Adopted, 1)),
        Line::Placed => family.parents.push(bond(Bond::Placed, 1)),
        Line::Step => family.parents.push(bond(Bond::Step, 1)),
        Line::Couple { strokes } => family.pairs.push(Pair { one: from, other: to, strokes }),
        Line::Siblings => family.siblings.push((from, to)),
        Line::Through { above } if !is_shown_already(view, tie, above) => {
            family.parents.push(bond(Bond::Through, above));
        }
        Line::Through { .. } => {}
    }
}

/// Whether somebody in the picture stands between: then the line would say the same twice.
fn is_shown_already(view: &NetworkView, tie: &Relationship, above: u8) -> bool {
    let is_parent = |parent: Id<Person>, child: Id<Person>| {
        view.ties
            .iter()
            .any(|tied| tied.tie.kind.is_birth_parent() && tied.tie.from == parent && tied.tie.to == child)
    };
    let parents = view
        .ties
        .iter()
        .filter(|tied| tied.tie.kind.is_birth_parent() && tied.tie.to == tie.to)
        .map(|tied| tied.tie.from);
    let parents: Vec<Id<Person>> = parents.collect();
    if above == 2 {
        return parents.iter().any(|parent| is_parent(tie.from, *parent));
    }
    // An aunt shares a parent with a parent; a parent's partner is their partner.
    let grandparents = |person: Id<Person>| -> Vec<Id<Person>> {
        view.ties
            .iter()
            .filter(|tied| tied.tie.kind.is_birth_parent() && tied.tie.to == person)
            .map(|tied| tied.tie.from)
            .collect()
    };
    let theirs = grandparents(tie.from);
    parents.iter().any(|parent| {
        grandparents(*parent).iter().any(|one| theirs.contains(one))
            || view.ties.iter().any(|tied| {
                let (one, other) = (tied.tie.from, tied.tie.to);
                let joins = (one, other) == (*parent, tie.from) || (one, other) == (tie.from, *parent);
                joins && (tied.tie.kind.is_couple() || is_sibling(&tied.tie))
            })
    })
}

fn is_sibling(tie: &Relationship) -> bool {
    use domain::person::relationship::Kinship;
    matches!(tie.kind, Kinship::Sibling | Kinship::HalfSibling)
}

/// What is to be seen: how many, and with whom the child lives.
fn sentence(view: &NetworkView, family: &Family) -> String {
    let Some(child) = view.people.first() else { return String::new() };
    let name = shown_in_line(&child.name());
    let with = view.homes.iter().find(|home| home.members.contains(&child.id));
    let lives = match with {
        Some(home) => {
            let others: Vec<String> = view
                .people
                .iter()
                .filter(|person| person.id != child.id && home.members.contains(&person.id))
                .map(|person| shown_in_line(&person.name()))
                .collect();
            format!("{name} lives with {}", others.join(", "))
        }
        None => format!("With whom {name} lives is not recorded"),
    };
    format!("{lives}, on {}. {} people are drawn.", london::date_in_words(view.day), family.people.len())
}

/// The same facts: who, age, how joined, with whom they live, marks.
fn table(view: &NetworkView, people: &[&Person], rules: &NetworkRules) -> Table {
    let name_of = |id: Id<Person>| {
        people.iter().find(|person| person.id == id).map(|person| shown_in_line(&person.name()))
    };
    let row = |person: &&Person| -> Vec<Cell> {
        let ties: Vec<String> = view
            .ties
            .iter()
            .filter(|tied| line(&tied.tie, view.day, rules).is_some())
            .filter_map(|tied| said(&tied.tie, person.id, &name_of))
            .collect();
        let home = view.homes.iter().find(|home| home.members.contains(&person.id));
        let marks: Vec<&str> =
            view.badges.get(&person.id).into_iter().flatten().map(|badge| badge.words()).collect();
        let dead = person.died.is_some();
        vec![
            shown_in_line(&person.name()).into(),
            about(person, dead, view.day).into(),
            ties.join("; ").into(),
            home.map_or_else(String::new, |home| home.label.clone()).into(),
            marks.join(", ").into(),
        ]
    };
    Table::new(
        "Family",
        ["Name", "Age", "Relationships", "Household", "Marks"],
        people.iter().map(row).collect(),
    )
}

/// A relationship from one person's side: "mother of Ava".
pub(super) fn said(
    tie: &Relationship,
    person: Id<Person>,
    name_of: &dyn Fn(Id<Person>) -> Option<String>,
) -> Option<String> {
    if tie.from == person {
        name_of(tie.to).map(|other| format!("{} of {other}", tie.kind.words()))
    } else if tie.to == person {
        name_of(tie.from).map(|other| format!("{} of {other}", tie.kind.seen_from_the_other()))
    } else {
        None
    }
}
