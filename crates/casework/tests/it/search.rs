//! One box for everything: what is found, by whom, and what is found by nobody.

use std::collections::BTreeSet;

use casework::child::{AllocationAsked, RelativeAsked, add_relative, allocate, restrict, who_looked};
use casework::contact::{Intake, Whom, find_child, record};
use casework::search::{Found as Like, LookedFor, NumberOf, look_for};
use domain::access::{Action, Guard, Sealed, Subject};
use domain::chronology::Written;
use domain::contact::{Channel, Contact, Described, Referrer};
use domain::event::Said;
use domain::id::Id;
use domain::involvement::{Involved, Involvement};
use domain::person::address::{Address, AddressLines};
use domain::person::known::Known;
use domain::person::name::PersonName;
use domain::person::partial_date::PartialDate;
use domain::person::relationship::Kinship;
use domain::person::{Person, Standing};
use domain::staff::{Role, Staff};
use jiff::civil::date;
use store::load;

use crate::house::{Story, each_house, neighbours_call};

/// A contact about one new child, with what was told.
fn told(story: &Story, officer: &Staff, name: &str, facts: &str) -> (Id<Contact>, Id<Person>) {
    let call = neighbours_call(Channel::Telephone, Described::named(PersonName::single(name)), facts);
    told_by(story, officer, call)
}

fn told_by(story: &Story, officer: &Staff, call: Intake) -> (Id<Contact>, Id<Person>) {
    let session = story.of(officer);
    let contact = record(&session, &story.form(0), call).unwrap();
    find_child(&session, &story.form(1), contact, 0, Whom::New).unwrap();
    let child = kept(story, contact).people().next().unwrap();
    (contact, child)
}

fn kept<R: store::Kept>(story: &Story, id: Id<R>) -> R {
    let known = story.house.system().read("story", |door| {
        let permit = door.permit(Action::RecordContact, Subject::House)?;
        Ok(load(&permit, id)?.unwrap().record)
    });
    known.unwrap()
}

fn look(story: &Story, staff: &Staff, typed: &str) -> LookedFor {
    look_for(&story.of(staff), typed).unwrap()
}

/// The pieces of the records found, the marked words in brackets.
fn says(found: &LookedFor) -> Vec<String> {
    let said = found.records.iter().map(|record| {
        let pieces = record.pieces.iter();
        pieces
            .map(|piece| if piece.marked { format!("[{}]", piece.text) } else { piece.text.clone() })
            .collect()
    });
    said.collect()
}

#[track_caller]
fn sound(story: &Story) {
    let report = story.house.store.verify(&[], &mut |_| {}).unwrap();
    assert!(report.is_sound(), "{:?}", report.findings);
}

#[test]
fn nobody_is_found_of_whom_nothing_agrees_and_quotation_marks_are_in_no_name() {
    each_house(|story| {
        let officer = story.colleague("Olu Officer", Role::ContactOfficer);
        let (_, child) = told(story, &officer, "Olu Scriven", "There was shouting through the wall");
        let is_found =
            |typed: &str| look(story, &officer, typed).people.iter().any(|one| one.person() == Some(child));
        assert!(is_found("olu scriven"));
        assert!(is_found("\"olu scriven\""));
        assert!(is_found("“scriven”"));
        let found = look(story, &officer, "\"shouting through the wall\"");
        assert_eq!(found.people, [], "words of a record are no name");
        assert_eq!(found.records.len(), 1);
    });
}

#[test]
fn words_are_found_in_what_the_viewer_reads_and_marked_where_they_stand() {
    each_house(|story| {
        let officer = story.colleague("Olu Officer", Role::ContactOfficer);
        let manager = story.colleague("Mia Manager", Role::MashManager);
        let worker = story.colleague("Wes Worker", Role::SocialWorker);
        let facts = "She hid behind the blue door.\nUncle Ray was shouting; he had bruised her arm.";
        let (contact, ava) = told(story, &officer, "Ava Example", facts);
        let (_, _) =
            told(story, &officer, "Ben Example", "The door was left open and a blue car stood there.");

        let found = look(story, &officer, "bruises ");
        assert_eq!(says(&found), ["… the blue door. Uncle Ray was shouting; he had [bruised] her arm."]);
        let hit = &found.records[0];
        assert_eq!(
            (hit.kind, hit.id, hit.part.as_str()),
            ("contact", contact.any(), "What was seen or told")
        );
        let names: Vec<&str> = hit.children.iter().map(|child| child.name.trim()).collect();
        assert_eq!(names, ["Ava Example"]);
        // Side by side before far apart, a phrase only as it stands, the last word as a beginning.
        assert_eq!(look(story, &officer, "blue door ").records.len(), 2);
        assert_eq!(look(story, &officer, "blue door ").records[0].id, contact.any());
        assert_eq!(look(story, &officer, "\"blue door\"").records.len(), 1);
        assert_eq!(look(story, &officer, "\"door blue\"").records.len(), 0);
        assert_eq!(look(story, &officer, "uncle ray shou").records.len(), 1);
        assert_eq!(look(story, &officer, "uncle zebra").records.len(), 0);
        // A social worker reads the child's record once they work with the child.
        assert_eq!(look(story, &worker, "bruised").records, []);
        let asked = AllocationAsked {
            staff: worker.id,
            team: "assessment_1".into(),
            role: "allocated social worker".into(),
        };
        allocate(&story.of(&manager), &story.form(0), ava, asked).unwrap();
        assert_eq!(look(story, &worker, "bruised").records.len(), 1);
        for role in [Role::EarlyHelpWorker, Role::BusinessSupport] {
            let helper = story.colleague(role.words(), role);
            assert_eq!(look(story, &helper, "bruised").records, [], "{role:?}");
        }
        // That words were searched stands in the log as such, with the record of which a place was shown.
        let acts: BTreeSet<String> = who_looked(&story.of(&manager), ava)
            .unwrap()
            .into_iter()
            .filter(|look| look.who == "Wes Worker")
            .map(|look| look.act)
            .collect();
        assert!(acts.contains("search_text"), "{acts:?}");
        sound(story);
    });
}

/// The canary: a word that stands in the record of a restricted child is found by those in the circle and by nobody else, in no group.
#[test]
fn what_a_restricted_child_s_record_says_is_found_by_nobody_outside_the_circle() {
    each_house(|story| {
        let officer = story.colleague("Olu Officer", Role::ContactOfficer);
        let manager = story.colleague("Mia Manager", Role::MashManager);
        let inside = story.colleague("Ines Inside", Role::SocialWorker);
        let mut said = Described::named(PersonName::single("Ava Quillfeather"));
        said.school = Known::Is("Zanzibar Primary".into());
        let call = neighbours_call(Channel::Telephone, said, "The neighbour heard a xylophone at night.");
        let (contact, ava) = told_by(story, &officer, call);
        lives(story, ava, "77 Yarrow Street", Guard::Content);
        works(story, ava, "Quincy Quill");
        let number = kept(story, contact).reference;
        let typed =
            ["xylophone", "\"heard a xylophone\"", "zanzibar", "yarrow street", "quincy quill", &number];
        for typed in typed {
            assert!(!nothing_of(&look(story, &officer, typed), ava), "{typed} is found before");
        }
        let circle = BTreeSet::from([inside.id]);
        restrict(
            &story.of(&manager),
            &story.form(0),
            ava,
            circle,
            "Margaret Osei".into(),
            "A parent works here.".into(),
        )
        .unwrap();
        let everybody = Role::ALL.iter().copied().filter(|role| *role != Role::System);
        for role in everybody.filter(|role| Action::SearchPeople.is_for(*role)) {
            let outside = story.colleague(&format!("Outside {}", role.code()), role);
            for typed in typed {
                let found = look(story, &outside, typed);
                assert!(nothing_of(&found, ava), "{role:?} finds {typed}: {found:?}");
            }
        }
        assert_eq!(says(&look(story, &inside, "xylophone")), ["The neighbour heard a [xylophone] at night."]);
        sound(story);
    });
}

/// Whether nothing was found but, at most, whom to ring.
fn nothing_of(found: &LookedFor, child: Id<Person>) -> bool {
    found.records.is_empty()
        && found.houses.is_empty()
        && found.numbers.is_empty()
        && found.professionals.iter().all(|one| one.children.is_empty() && one.staff.is_some())
        && found.people.iter().all(|one| one.person() != Some(child))
}

fn lives(story: &Story, person: Id<Person>, line: &str, guard: Guard) -> Id<domain::person::address::Place> {
    let mut held = kept(story, person);
    let place = story.house.id();
    let lines = AddressLines { lines: vec![line.into()], postcode: None };
    let from = Some(PartialDate::Exact(date(2025, 3, 1)));
    let address =
        Address { place, lines: Sealed::new(lines, guard), from, until: None, source: "mother".into() };
    held.addresses.push(address);
    story.keep(&held);
    place
}

fn works(story: &Story, child: Id<Person>, name: &str) {
    story.keep(&Involvement {
        id: story.house.id(),
        child,
        who: Involved::Agency { agency: "health".into(), name: name.into(), phone: "01632 960 222".into() },
        role: "health visitor".into(),
        from: story.house.now(),
        until: None,
        reason: None,
    });
}

#[test]
fn what_is_protected_withdrawn_or_sealed_is_found_by_nobody() {
    each_house(|story| {
        let officer = story.colleague("Olu Officer", Role::ContactOfficer);
        let mut call = neighbours_call(
            Channel::Telephone,
            Described::named(PersonName::single("Ava Example")),
            "There was shouting.",
        );
        call.referrer = Referrer {
            name: Some(Sealed::new("Peregrine Informer".into(), Guard::Protected)),
            phone: Some(Sealed::new("01632 960777".into(), Guard::Protected)),
            ..call.referrer
        };
        call.safe_contact.how = "Only at the allotment".into();
        let (_, ava) = told_by(story, &officer, call);
        lives(story, ava, "5 Sanctuary Close", Guard::Protected);
        for typed in ["peregrine", "01632 960777", "allotment", "sanctuary close", "5 sanctuary"] {
            let found = look(story, &officer, typed);
            assert!(nothing_of(&found, ava), "{typed}: {found:?}");
        }
        let entry = Written {
            id: story.house.id(),
            child: ava,
            happened: PartialDate::Exact(date(2021, 5, 4)),
            words: "Found alone with a kerosene lamp".into(),
            known_from: "Paper file".into(),
            known_at: story.house.now(),
            lane: "harm".into(),
            themes: Vec::new(),
            agency: None,
            people: Vec::new(),
            further: None,
            by: officer.id,
            at: story.house.now(),
            withdrawn: None,
        };
        story.keep(&entry);
        assert_eq!(look(story, &officer, "kerosene").records.len(), 1);
        let withdrawn = Some(Said { by: officer.id, at: story.house.now(), reason: "Another family".into() });
        story.keep(&Written { withdrawn, ..entry });
        assert_eq!(look(story, &officer, "kerosene").records, []);
        sound(story);
    });
}

#[test]
fn a_house_is_one_result_by_its_address_or_by_who_lives_there() {
    each_house(|story| {
        let officer = story.colleague("Olu Officer", Role::ContactOfficer);
        let (_, ava) = told(story, &officer, "Ava Example", "A bruise.");
        let (_, ben) = told(story, &officer, "Ben Example", "A bruise.");
        let place = lives(story, ava, "12 Elm Street", Guard::Content);
        let mut held = kept(story, ben);
        held.addresses = kept(story, ava).addresses;
        held.addresses[0].until = Some(PartialDate::Exact(date(2026, 1, 31)));
        story.keep(&held);
        for typed in ["elm street", "12 elm str", "Ava Example"] {
            let found = look(story, &officer, typed);
            assert_eq!(found.houses.len(), 1, "{typed}: {found:?}");
            let who: Vec<(&str, bool)> =
                found.houses[0].residents.iter().map(|one| (one.existence.name.trim(), one.now)).collect();
            assert_eq!(who, [("Ava Example", true), ("Ben Example", false)], "{typed}");
            assert!(found.houses[0].address.is_some(), "{typed}");
        }
        // One protected stay protects the house.
        let (_, cat) = told(story, &officer, "Cat Example", "A bruise.");
        let mut held = kept(story, cat);
        held.addresses = kept(story, ava).addresses;
        held.addresses[0].lines = held.addresses[0].lines.clone().guarded(Guard::Protected);
        assert_eq!(held.addresses[0].place, place);
        story.keep(&held);
        assert_eq!(look(story, &officer, "elm street").houses, []);
        sound(story);
    });
}

#[test]
fn a_parent_s_name_finds_the_children() {
    each_house(|story| {
        let officer = story.colleague("Olu Officer", Role::ContactOfficer);
        let (_, ava) = told(story, &officer, "Ava Example", "A bruise.");
        let mother = RelativeAsked {
            who: Err(PersonName::single("Kimberley Underwood")),
            standing: Standing::Adult,
            kinship: Kinship::Mother,
            parental_responsibility: Known::Is(true),
            source: "school".into(),
        };
        add_relative(&story.house.system(), &story.form(0), ava, mother).unwrap();
        let found = look(story, &officer, "Kimberley Underwood");
        let reasons = found.people.iter().find_map(|one| match one {
            Like::Person { existence, reasons, .. } if existence.child == ava => Some(reasons),
            Like::Person { .. } | Like::Restricted(_) => None,
        });
        let words: Vec<&str> = reasons.unwrap().iter().map(|reason| reason.words.as_str()).collect();
        assert_eq!(words, ["mother: Kimberley Underwood"]);
    });
}

#[test]
fn a_professional_is_found_with_the_children_whose_record_the_viewer_reads() {
    each_house(|story| {
        let officer = story.colleague("Olu Officer", Role::ContactOfficer);
        let manager = story.colleague("Mia Manager", Role::MashManager);
        let worker = story.colleague("Wes Worker", Role::SocialWorker);
        let stranger = story.colleague("Sam Stranger", Role::SocialWorker);
        let (_, ava) = told(story, &officer, "Ava Example", "A bruise.");
        let asked = AllocationAsked {
            staff: worker.id,
            team: "assessment_1".into(),
            role: "allocated social worker".into(),
        };
        allocate(&story.of(&manager), &story.form(0), ava, asked).unwrap();
        works(story, ava, "Harriet Visitor");
        for typed in [
            "wes worker",
            "wes.worker@northbridge.example",
            "Harriet Visitor",
            "01632 960 222",
            "01632960222",
        ] {
            let found = look(story, &officer, typed);
            let with: Vec<&str> =
                found.professionals.iter().flat_map(|one| &one.children).map(|c| c.name.trim()).collect();
            assert_eq!(with, ["Ava Example"], "{typed}: {:?}", found.professionals);
            let strange = look(story, &stranger, typed);
            assert!(strange.professionals.iter().all(|one| one.children.is_empty()), "{typed}");
        }
        sound(story);
    });
}

#[test]
fn a_number_is_found_exactly_and_with_one_slip() {
    each_house(|story| {
        let officer = story.colleague("Olu Officer", Role::ContactOfficer);
        let (contact, ava) = told(story, &officer, "Ava Example", "A bruise.");
        let number = kept(story, contact).reference;
        let (one, other) = number.split_at(1);
        let wrong = if one == "Z" { "Y" } else { "Z" };
        for (typed, exact) in [
            (number.clone(), true),
            (number.replace('-', "").to_lowercase() + "-", true),
            (format!("{wrong}{other}"), false),
        ] {
            let found = look(story, &officer, &typed).numbers;
            assert_eq!(found.len(), 1, "{typed}");
            assert_eq!(found[0].exact, exact, "{typed}");
            assert!(
                matches!(found[0].of, NumberOf::Record { kind: "contact", id, .. } if id == contact.any())
            );
        }
        let identifier = kept(story, ava).returned_identifier();
        let found = look(story, &officer, &identifier).numbers;
        assert_eq!((found.len(), found[0].exact, &found[0].of), (1, true, &NumberOf::Person));
        assert_eq!(found[0].children[0].id, ava);
        assert_eq!(look(story, &officer, "ZZZZZ-99999").numbers, []);
    });
}

#[test]
fn whatever_is_typed_a_search_answers() {
    each_house(|story| {
        let officer = story.colleague("Olu Officer", Role::ContactOfficer);
        told(story, &officer, "Ava Example", "A bruise behind the blue door.");
        let long = "a\"b ".repeat(250_000);
        let typed = [
            "",
            "\"",
            "\"\"\"",
            "the of and",
            "\0",
            "' or 1=1 --",
            "blue NEAR/2 door",
            "blue* AND (",
            "tokens:blue",
            "^blue",
            "blue <-> door | !x & y:*",
            "%_%",
            "\\",
            "-",
            "\u{202e}eulb",
            "ﬀ ẞ ı İ",
            "🙂 👩‍👧",
            "1-1-1-1-1-1",
            long.as_str(),
        ];
        for typed in typed {
            let _ = look(story, &officer, typed);
        }
        assert_eq!(look(story, &officer, "\"blue door\" OR ").records.len(), 1);
        assert_eq!(look(story, &officer, "% _").records, []);
    });
}
