//! Two records of one person: said, read as one everywhere, undone as if it had never been said. The people are invented.

mod apart;
mod handed_on;
mod listed;
mod never;
mod opened;
mod past;
mod returned;
mod rules;
mod same_again;
mod together;
mod untold;
mod waits;

use casework::child::{ChildPage, Moment, Shown, file};
use casework::person::{LinkAsked, Pair, duplicates, link};
use casework::{Session, Stop};
use domain::access::{Guard, Sealed};
use domain::episode::Episode;
use domain::id::Id;
use domain::involvement::{Involved, Involvement};
use domain::person::address::{Address, AddressLines};
use domain::person::known::Known;
use domain::person::link::{PersonLink, Said, Second, Stage};
use domain::person::name::PersonName;
use domain::person::partial_date::PartialDate;
use domain::person::relationship::{Kinship, Relationship, Tie};
use domain::person::{NamedCircle, Person, Standing};
use domain::staff::{Role, Staff};
use jiff::civil::date;

use crate::house::Story;

/// A child on the record with an episode of need.
fn child(story: &Story, number: u128, name: PersonName) -> Id<Person> {
    let mut person = Person::named(Id::from_bits(number), Standing::Child, name);
    person.birth = Known::Is(PartialDate::Exact(date(2016, 2, 29)));
    let lines = AddressLines { lines: vec![format!("{number} Juniper Lane")], postcode: None };
    person.addresses.push(Address {
        place: Id::from_bits(number + 500),
        lines: Sealed::new(lines, Guard::Content),
        from: None,
        until: None,
        source: "school".into(),
    });
    story.keep(&person);
    story.keep(&Episode {
        source: Some("1B".into()),
        primary_need: Some("N1".into()),
        ..Episode::opened(Id::from_bits(number + 1_000_000), person.id, date(2026, 11, 2))
    });
    person.id
}

/// Ava, and Ava again as somebody else wrote her down.
fn twice(story: &Story) -> (Id<Person>, Id<Person>) {
    (child(story, 1, PersonName::new("Ava", "Quillon")), child(story, 2, PersonName::new("Ava", "Quillan")))
}

/// How one stands to another.
fn tie(story: &Story, from: Id<Person>, kind: Kinship, to: Id<Person>) {
    story.keep(&Relationship {
        id: story.house.id(),
        from,
        to,
        kind,
        parental_responsibility: Known::NotAsked,
        since: None,
        until: None,
        source: "court".into(),
        tie: Tie::default(),
    });
}

fn works_with(story: &Story, child: Id<Person>, staff: &Staff) {
    story.keep(&Involvement {
        id: story.house.id(),
        child,
        who: Involved::Worker { staff: staff.id, team: "assessment_1".into() },
        role: "allocated social worker".into(),
        from: story.house.now(),
        until: None,
        reason: None,
    });
}

fn change(story: &Story, child: Id<Person>, with: impl FnOnce(&mut Person)) {
    let system = story.house.system();
    let mut person = page(&system, child, Moment::Now).file.child.record;
    with(&mut person);
    story.keep(&person);
}

fn restrict(story: &Story, child: Id<Person>, circle: &Staff) {
    let restriction = NamedCircle {
        circle: [circle.id].into(),
        ring: "Asha Reis, 01632 960777".into(),
        reason: "A relative works here".into(),
        since: story.house.now(),
    };
    change(story, child, |person| person.restriction = Some(restriction));
}

/// Says that `joined` is `stands`.
fn say_one(
    session: &Session<'_>,
    story: &Story,
    joined: Id<Person>,
    stands: Id<Person>,
) -> Result<Id<PersonLink>, Stop> {
    let asked = LinkAsked { joined, stands, reason: "The school says so".into(), household: Vec::new() };
    link(session, &story.form(0), &asked)
}

/// A link that waits, as it is kept.
fn waits(story: &Story, joined: Id<Person>, to: Id<Person>, by: &Staff) -> Id<PersonLink> {
    let said = Said { by: by.id, at: story.house.now(), reason: "Seen both".into() };
    let link = PersonLink {
        id: story.house.id(),
        joined,
        to,
        stands: to,
        likenesses: Vec::new(),
        said,
        second: Some(Second::Plan),
        stage: Stage::Waiting,
        answered: None,
        undoing: None,
        undone: None,
        sorted: Vec::new(),
        with: None,
    };
    story.keep(&link);
    link.id
}

fn page(session: &Session<'_>, child: Id<Person>, moment: Moment) -> ChildPage {
    match file(session, child, moment).unwrap() {
        Shown::Content(page) => *page,
        other => panic!("the record was expected: {other:?}"),
    }
}

/// Mo manages the hub and works with both records, Se manages as well.
fn managers(story: &Story, children: &[Id<Person>]) -> (Staff, Staff) {
    let (mo, se) = (
        story.colleague("Mo Manager", Role::MashManager),
        story.colleague("Se Second", Role::ServiceManager),
    );
    for child in children {
        works_with(story, *child, &mo);
    }
    (mo, se)
}

/// The pairs of the first page of the list of doubles.
fn doubles(session: &Session<'_>) -> Vec<Pair> {
    duplicates(session, None).unwrap().people.into_iter().flat_map(|together| together.pairs).collect()
}
