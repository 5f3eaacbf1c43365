//! Who may already be known: found while a description is incomplete, with what to ask; a restricted record in no number; "different" asked once; the household
//! confirmed together.

use std::collections::BTreeSet;

use casework::child::restrict;
use casework::contact::{
    Answered, Intake, Named, Who, Whom, beside, confirm_household, different_child, find_child, household,
    matches, matches_typed, record, view,
};
use casework::known_people::{Kind, Look, Strength};
use casework::search::{Found as Searched, search};
use domain::access::{Action, Guard, Sealed, Subject};
use domain::contact::{Channel, Contact, Described, Found, OtherPerson, SubjectChild};
use domain::id::Id;
use domain::person::address::AddressLines;
use domain::person::known::Known;
use domain::person::name::PersonName;
use domain::person::nhs_number::NhsNumber;
use domain::person::partial_date::PartialDate;
use domain::person::phone::Phone;
use domain::person::postcode::Postcode;
use domain::person::relationship::{Kinship, Relationship};
use domain::person::upn::Upn;
use domain::person::{Person, Standing};
use domain::staff::{Role, Staff};

use crate::house::{Story, each_house, fields, neighbours_call, refused};

pub fn born(text: &str) -> Known<PartialDate> {
    Known::Is(PartialDate::parse(text).unwrap())
}

pub fn lives(line: &str, postcode: &str) -> Known<Sealed<AddressLines>> {
    let lines = if line.is_empty() { Vec::new() } else { vec![line.to_owned()] };
    let postcode = (!postcode.is_empty()).then(|| Postcode::new(postcode));
    Known::Is(Sealed::new(AddressLines { lines, postcode }, Guard::Content))
}

pub fn named(name: &str) -> Described {
    Described::named(PersonName::single(name))
}

fn other(name: &str, standing: Standing, kinship: Option<Kinship>) -> OtherPerson {
    OtherPerson {
        name: PersonName::single(name),
        standing,
        kinship,
        lives_with: Known::NotAsked,
        parental_responsibility: Known::NotAsked,
        words: String::new(),
        person: None,
    }
}

pub fn mother(name: &str) -> OtherPerson {
    other(name, Standing::Adult, Some(Kinship::Mother))
}

/// William, of whom much is known.
pub fn william() -> Described {
    Described {
        birth: born("12 3 2019"),
        address: lives("12 Mill Lane", "ZZ99 3VZ"),
        nhs_number: Known::Is(NhsNumber::new("9990000018")),
        upn: Known::Is(Upn::new("A850728973744")),
        phone: Known::Is(Sealed::new(Phone::new("07700 900123"), Guard::Content)),
        ..named("William Brambleworth")
    }
}

/// A contact about these children.
fn told(story: &Story, officer: &Staff, children: Vec<Described>, others: Vec<OtherPerson>) -> Id<Contact> {
    let intake = neighbours_call(Channel::Telephone, named("x"), "A bruise was seen");
    let child = |said| SubjectChild { said, where_now: Known::NotAsked, found: Found::NotLooked };
    let children = children.into_iter().map(child).collect();
    record(&story.of(officer), &story.form(0), Intake { children, others, ..intake }).unwrap()
}

/// The same, each of them found to be new.
pub fn made(
    story: &Story,
    officer: &Staff,
    children: Vec<Described>,
    others: Vec<OtherPerson>,
) -> (Id<Contact>, Vec<Id<Person>>) {
    let count = children.len();
    let contact = told(story, officer, children, others);
    for place in 0..count {
        find_child(&story.of(officer), &story.form(1 + place as u64), contact, place, Whom::New).unwrap();
    }
    (contact, held(story, contact).people().collect())
}

fn held(story: &Story, contact: Id<Contact>) -> Contact {
    view(&story.house.system(), contact).unwrap().contact.record
}

fn version(story: &Story, contact: Id<Contact>) -> u64 {
    view(&story.house.system(), contact).unwrap().contact.version.0
}

pub fn people(look: &Look) -> Vec<Id<Person>> {
    look.like.iter().map(|like| like.existence.child).collect()
}

/// Closes a record to all but whoever closes it.
fn close(story: &Story, person: Id<Person>, ring: &str) {
    let (circle, reason) = (BTreeSet::new(), "A colleague's child".to_owned());
    restrict(&story.house.system(), &story.form(0), person, circle, ring.into(), reason).unwrap();
}

#[test]
fn a_child_is_found_while_the_form_is_incomplete() {
    each_house(|story| {
        let officer = story.colleague("Olu Officer", Role::ContactOfficer);
        let (_, children) = made(story, &officer, vec![william()], vec![mother("Ngozi Brambleworth")]);
        made(story, &officer, vec![Described { birth: born("1 1 2012"), ..named("Zebedee Quill") }], vec![]);
        let check = |what: &str, said: Described, others: &[OtherPerson], asks: &str| {
            let look = matches_typed(&story.of(&officer), &said, others).unwrap();
            let like = look.like.iter().find(|like| like.existence.child == children[0]);
            let like = like.unwrap_or_else(|| panic!("{what}: not found"));
            assert!(
                like.ask.iter().any(|ask| ask.contains(asks)) != asks.is_empty(),
                "{what}: {:?}",
                like.ask
            );
            assert_eq!(like.with, ["Ngozi Brambleworth, mother"], "{what}: his contact is at the front door");
        };
        let about = Known::Is(PartialDate::About(2019));
        check("name and age", Described { birth: about, ..named("William Brambleworth") }, &[], "exact date");
        check(
            "nickname and year",
            Described { birth: about, ..named("Billy Brambleworth") },
            &[],
            "NHS number",
        );
        check(
            "name and street",
            Described { address: lives("Mill Lane", ""), ..named("William Bramblewort") },
            &[],
            "date of birth",
        );
        check(
            "initial, birth and postcode",
            Described { birth: born("12 3 2019"), address: lives("", "ZZ99 3VZ"), ..named("W") },
            &[],
            "NHS number",
        );
        check(
            "a number with a slip",
            Described {
                nhs_number: Known::Is(NhsNumber::new("9990000016")),
                ..named("William Brambleworth")
            },
            &[],
            // Nothing is left to ask: nobody else has so nearly the number, and the name.
            "",
        );
        check(
            "a telephone",
            Described { phone: william().phone, ..named("Not known") },
            &[],
            "date of birth",
        );
        check("a pupil number", Described { upn: william().upn, ..named("Not known") }, &[], "date of birth");
        check(
            "day and month swapped",
            Described { birth: born("3 12 2019"), ..named("Will") },
            &[],
            "NHS number",
        );
    });
}

#[test]
fn who_is_named_beside_the_child_is_a_reason_and_what_is_missing_is_said() {
    each_house(|story| {
        let officer = story.colleague("Olu Officer", Role::ContactOfficer);
        let (_, children) = made(story, &officer, vec![william()], vec![mother("Ngozi Brambleworth")]);
        let look = matches_typed(
            &story.of(&officer),
            &Described { birth: born("2 3 2019"), ..named("William Brambleworth") },
            &[mother("Ngozi Brambleworth")],
        );
        let look = look.unwrap();
        let like = look.like.iter().find(|like| like.existence.child == children[0]).unwrap();
        assert!(
            like.reasons.iter().any(|reason| reason.kind == Kind::Relative),
            "the mother's name is a reason"
        );
        assert!(like.gaps.iter().any(|gap| gap.kind == Kind::NhsNumber && gap.held && !gap.said));
    });
}

#[test]
fn a_restricted_record_is_said_once_and_counted_nowhere() {
    each_house(|story| {
        let officer = story.colleague("Olu Officer", Role::ContactOfficer);
        let twin = |name: &str| Described { birth: born("12 3 2019"), ..named(name) };
        let (_, open) = made(story, &officer, vec![twin("Isla Brambleworth")], vec![]);
        let (_, closed) = made(
            story,
            &officer,
            vec![twin("Isla Brambleworth"), twin("Islay Brambleworth")],
            vec![mother("Perpetua Hollow")],
        );
        let ask = |name: &str, birth: &str, others: &[OtherPerson]| {
            let birth = if birth.is_empty() { Known::NotAsked } else { born(birth) };
            matches_typed(&story.of(&officer), &Described { birth, ..named(name) }, others).unwrap()
        };
        assert_eq!(ask("Isla Brambleworth", "12 3 2019", &[]).like.len(), 3);
        for person in &closed {
            close(story, *person, "the duty manager, 01632 960001");
        }
        let look = ask("Isla Brambleworth", "12 3 2019", &[]);
        assert_eq!(people(&look), open, "the others are there for nobody outside the circle");
        assert_eq!(look.rings.len(), 1, "two records with one ring say it once: {:?}", look.rings);
        let searched = search(&story.of(&officer), "Isla Brambleworth 12/3/2019").unwrap();
        let rings = searched.iter().filter(|found| matches!(found, Searched::Restricted(_))).count();
        assert_eq!((rings, searched.len()), (1, 2), "search says what the form says");
        // A loose match says nothing, and who is around the record makes it no stronger.
        for others in [vec![], vec![mother("Perpetua Hollow")]] {
            let look = ask("Isla", "", &others);
            assert!(look.rings.is_empty(), "{others:?}");
        }
        // To whoever closed it, it is there.
        let own = matches_typed(&story.house.system(), &twin("Isla Brambleworth"), &[]).unwrap();
        assert!(own.rings.is_empty() && own.like.len() == 3);
    });
}

#[test]
fn whoever_is_not_the_child_is_not_asked_about_again() {
    each_house(|story| {
        let officer = story.colleague("Olu Officer", Role::ContactOfficer);
        let (_, known) = made(story, &officer, vec![william()], vec![]);
        let bo = Described { phone: william().phone, ..named("Bo Brambleworth") };
        let contact = told(story, &officer, vec![william(), bo], vec![]);
        let session = story.of(&officer);
        let found = matches(&session, contact, 0).unwrap();
        assert_eq!(people(&found.look), known);
        assert_eq!(found.look.like[0].strength, Strength::Strong);
        let form = story.form(1);
        for _ in 0..2 {
            different_child(&session, &form, contact, 0, known[0], true).unwrap();
        }
        assert_eq!(version(story, contact), 2, "sent twice it is one act");
        let found = matches(&session, contact, 0).unwrap();
        assert!(found.look.like.is_empty());
        assert_eq!(found.different.len(), 1);
        assert_eq!(
            people(&matches(&session, contact, 1).unwrap().look),
            known,
            "of the other child nobody said so"
        );
        assert!(
            refused(different_child(&session, &story.form(1), contact, 0, known[0], true))
                .contains("Someone else")
        );
        different_child(&session, &story.form(2), contact, 0, known[0], false).unwrap();
        assert_eq!(people(&matches(&session, contact, 0).unwrap().look), known);
        // Said to be the same after all, the child is no different one; and the other way round the child is looked for again.
        different_child(&session, &story.form(3), contact, 0, known[0], true).unwrap();
        find_child(&session, &story.form(4), contact, 0, Whom::Same(known[0])).unwrap();
        assert!(held(story, contact).different.is_empty());
        different_child(&session, &story.form(5), contact, 0, known[0], true).unwrap();
        assert_eq!(held(story, contact).children[0].found, Found::NotLooked);
    });
}

/// A family on the record: William with his mother and his brother Ben.
fn family(story: &Story, officer: &Staff) -> (Id<Person>, Id<Person>, Id<Person>) {
    let ben = Described { birth: born("4 5 2021"), ..named("Benjamin Brambleworth") };
    let (contact, children) = made(story, officer, vec![william(), ben], vec![mother("Ngozi Brambleworth")]);
    let ngozi = held(story, contact).others[0].person.unwrap();
    (children[0], children[1], ngozi)
}

fn relationships(story: &Story, person: Id<Person>) -> Vec<Relationship> {
    let known = story.house.system().read("story", |door| {
        let permit = door.permit(Action::ReadFile, Subject::Child(person))?;
        Ok(store::relationship::of_person(&permit, person)?)
    });
    known.unwrap().into_iter().map(|known| known.record).collect()
}

#[test]
fn a_household_follows_with_one_confirmation() {
    each_house(|story| {
        let officer = story.colleague("Olu Officer", Role::ContactOfficer);
        let session = story.of(&officer);
        let (william_held, ben, ngozi) = family(story, &officer);
        let before = relationships(story, william_held).len();
        let said_ben = Described { birth: Known::Is(PartialDate::About(2021)), ..named("Ben Brambleworth") };
        let others = vec![
            mother("Ngozi Brambleworth"),
            other("Edna Marigold", Standing::Adult, Some(Kinship::Grandparent)),
            other("A man called Jim", Standing::Adult, None),
        ];
        let contact = told(story, &officer, vec![william(), said_ben], others);
        assert!(refused(household(&session, contact, 0)).contains("was not found to be somebody already"));
        find_child(&session, &story.form(1), contact, 0, Whom::Same(william_held)).unwrap();

        let beside = household(&session, contact, 0).unwrap();
        let likely: Vec<Answered> = beside.lines.iter().map(|line| (line.named, line.likely)).collect();
        assert_eq!(
            likely,
            [
                (Named::Child(1), Who::Held(ben)),
                (Named::Other(0), Who::Held(ngozi)),
                (Named::Other(1), Who::New),
                (Named::Other(2), Who::Later),
            ]
        );
        assert!(beside.rings.is_empty());

        // Nobody stands for two, and nobody from elsewhere is chosen.
        let twice = [(Named::Child(1), Who::Held(ngozi)), (Named::Other(0), Who::Held(ngozi))];
        assert_eq!(fields(confirm_household(&session, &story.form(2), contact, 0, &twice)), ["who-other-0"]);
        let (_, stranger) = made(story, &officer, vec![named("Zebedee Quill")], vec![]);
        let strange = [(Named::Other(0), Who::Held(stranger[0]))];
        refused(confirm_household(&session, &story.form(2), contact, 0, &strange));
        assert_eq!(version(story, contact), 2, "nothing of it was kept");

        let form = story.form(2);
        for _ in 0..2 {
            confirm_household(&session, &form, contact, 0, &likely).unwrap();
        }
        let after = held(story, contact);
        assert!(matches!(after.children[1].found, Found::Known { person, .. } if person == ben));
        assert_eq!(after.others[0].person, Some(ngozi));
        assert!(after.others[1].person.is_some() && after.others[2].person.is_none());
        let ties = relationships(story, william_held);
        assert_eq!(
            ties.len(),
            before + 1,
            "the mother stands there once, and the grandmother is new: {ties:?}"
        );
        assert!(ties.iter().any(|tie| tie.kind == Kinship::Grandparent && tie.to == william_held));
        let left = household(&session, contact, 0).unwrap();
        assert_eq!(left.lines.iter().map(|line| line.named).collect::<Vec<_>>(), [Named::Other(2)]);
        assert!(
            refused(confirm_household(&session, &story.form(2), contact, 0, &likely))
                .contains("Someone else")
        );
    });
}

#[test]
fn a_restricted_brother_is_neither_offered_nor_chosen() {
    each_house(|story| {
        let officer = story.colleague("Olu Officer", Role::ContactOfficer);
        let session = story.of(&officer);
        let (william_held, ben, _) = family(story, &officer);
        close(story, ben, "the duty manager, 01632 960001");
        let others = vec![other("Benjamin Brambleworth", Standing::Child, Some(Kinship::Sibling))];
        let contact = told(story, &officer, vec![william()], others);
        find_child(&session, &story.form(1), contact, 0, Whom::Same(william_held)).unwrap();
        let beside = household(&session, contact, 0).unwrap();
        assert_eq!(beside.rings.len(), 1);
        assert!(beside.lines[0].may_be.iter().all(|may_be| may_be.existence.child != ben));
        let chosen = [(Named::Other(0), Who::Held(ben))];
        refused(confirm_household(&session, &story.form(2), contact, 0, &chosen));
    });
}

#[test]
fn somebody_of_another_name_in_the_same_place_is_offered_and_not_filled_in() {
    each_house(|story| {
        let officer = story.colleague("Olu Officer", Role::ContactOfficer);
        let session = story.of(&officer);
        let (william_held, _, ngozi) = family(story, &officer);
        let contact = told(story, &officer, vec![william()], vec![mother("Cordelia Vane")]);
        find_child(&session, &story.form(1), contact, 0, Whom::Same(william_held)).unwrap();
        let family = household(&session, contact, 0).unwrap();
        let line = &family.lines[0];
        assert_eq!(line.likely, Who::Later, "a person says");
        assert_eq!(line.may_be.iter().map(|may_be| may_be.existence.child).collect::<Vec<_>>(), [ngozi]);
        assert!(!line.may_be[0].is_strong);
        let unlike = beside(&session, contact, 0, ngozi);
        assert!(refused(unlike).contains("nothing here"), "nobody is laid beside whom they are not like");
    });
}
