//! The same words name the same person, whoever brings them: typed beside a contact, in another system's file, in an agency's notification.

use std::collections::BTreeSet;
use std::io::Cursor;

use casework::contact::matches_typed;
use casework::import::decide::accept_all;
use casework::import::{Brought, Bytes, Given, Open, bring};
use casework::known_people::Strength;
use casework::notification::{Sent, look_up, preview, take_in};
use domain::access::{Action, Guard, Sealed, Subject};
use domain::contact::Described;
use domain::id::Id;
use domain::import::{Found, Kind, Source};
use domain::notification::{Format, Notification, Way};
use domain::person::address::{Address, AddressLines};
use domain::person::known::Known;
use domain::person::name::PersonName;
use domain::person::partial_date::PartialDate;
use domain::person::postcode::Postcode;
use domain::person::{Person, Sex, Standing};
use domain::staff::Role;
use jiff::civil::Date;
use store::load;

use crate::house::{Story, each_house};

/// Words about somebody: given name, family name, birth, sex, home, postcode.
#[derive(Clone, Copy)]
struct Words(&'static str, &'static str, &'static str, &'static str, &'static str, &'static str);

impl Words {
    fn born(self) -> Known<PartialDate> {
        self.2.parse::<Date>().map_or(Known::NotAsked, |day| Known::Is(PartialDate::Exact(day)))
    }

    fn sex(self) -> Known<Sex> {
        match self.3 {
            "F" => Known::Is(Sex::Female),
            "M" => Known::Is(Sex::Male),
            _ => Known::NotAsked,
        }
    }

    fn home(self) -> Option<Sealed<AddressLines>> {
        let lines = AddressLines { lines: vec![self.4.into()], postcode: Some(Postcode::new(self.5)) };
        (!self.4.is_empty()).then(|| Sealed::new(lines, Guard::Content))
    }

    /// Somebody on the record of whom just this is known.
    fn on_record(self, story: &Story, number: u128) -> Id<Person> {
        let mut person =
            Person::named(Id::from_bits(number), Standing::Child, PersonName::new(self.0, self.1));
        (person.birth, person.sex) = (self.born(), self.sex());
        person.addresses.extend(self.home().map(|lines| Address {
            place: Id::from_bits(number + 500),
            lines,
            from: None,
            until: None,
            source: "school".into(),
        }));
        story.keep(&person);
        person.id
    }

    /// Whom the live panel says they probably are.
    fn typed(self, story: &Story) -> BTreeSet<Id<Person>> {
        let officer = story.house.system();
        let said = Described {
            birth: self.born(),
            sex: self.sex(),
            address: self.home().map_or(Known::NotAsked, Known::Is),
            ..Described::named(PersonName::new(self.0, self.1))
        };
        let look = matches_typed(&officer, &said, &[]).unwrap();
        let likely = look.like.into_iter().filter(|like| like.strength >= Strength::Likely);
        likely.map(|like| like.existence.child).collect()
    }

    /// Whom a file of another system is found to mean.
    fn in_a_file(self, story: &Story) -> BTreeSet<Id<Person>> {
        match found_in_a_file(story, self) {
            Found::Nobody => BTreeSet::new(),
            Found::Identifier(person) | Found::Nearly(person) => [person].into(),
            Found::Perhaps(people) => people.into_iter().collect(),
        }
    }

    /// Whom a notification is found to be about.
    fn notified(self, story: &Story, reference: usize) -> BTreeSet<Id<Person>> {
        let Words(given, family, born, sex, home, postcode) = self;
        let text = format!(
            "reference,incident_at,kinds,what_happened,role,given_name,family_name,born,sex,person_address,person_postcode\n\
             N{reference},2026-11-21 23:10,concern,Shouting heard,child,{given},{family},{born},{sex},{home},{postcode}\n"
        );
        let sent = Sent {
            agency: "police",
            way: Way::Folder,
            name: "monday.csv",
            format: Format::Csv,
            bytes: text.as_bytes(),
        };
        let system = story.house.system();
        let known = preview(&system, &sent).unwrap().known;
        take_in(&system, &sent, None).unwrap();
        look_up(&story.house).unwrap();
        let likely = system.read("a story", |door| {
            let permit = door.permit(Action::SeeNotifications, Subject::House)?;
            let id = store::notification::by_reference(&permit, "police", &format!("N{reference}"))?.unwrap();
            Ok(load::<Notification>(&permit, id)?.unwrap().record.likely())
        });
        let likely = likely.unwrap();
        assert_eq!(known == 1, !likely.is_empty(), "the preview says as much");
        likely
    }
}

/// Who is meant by the one row of a file that says this.
fn found_in_a_file(story: &Story, words: Words) -> Found {
    let brought = bring_in(story, &[words]);
    let found = story.house.system().read("a story", |door| {
        let permit = door.permit(Action::ImportRecords, Subject::House)?;
        let bundle = store::import::bundles(&permit, brought.import.id)?[0];
        Ok(load(&permit, bundle)?.unwrap().record.proposals[0].found.clone())
    });
    found.unwrap()
}

/// Brings in a file that says this.
fn bring_in(story: &Story, rows: &[Words]) -> Brought {
    let line = |Words(given, family, born, sex, home, postcode): &Words| {
        // A row that says nothing new is no proposal.
        format!("{given},{family},{born},{sex},{home},{postcode},WBRI\n")
    };
    let head = "given name,family name,date of birth,sex,address,postcode,ethnicity\n".to_owned();
    let text: String = std::iter::once(head).chain(rows.iter().map(line)).collect();
    let open: Open<'_> =
        Box::new(move || Ok(Box::new(Cursor::new(text.clone().into_bytes())) as Box<dyn Bytes>));
    let files = vec![("people.csv".to_owned(), open)];
    let given = Given { source: Source::People, name: "came".into(), files, as_of: None };
    bring(&story.house.system(), &given, &mut |_| ()).unwrap()
}

#[test]
fn a_row_of_another_sex_is_for_a_person_to_say() {
    each_house(|story| {
        let kit = Words("Kit", "Ferryman", "2016-01-20", "M", "9 Weir Close", "ZZ99 3AD");
        let held = kit.on_record(story, 1);
        assert_eq!(found_in_a_file(story, kit), Found::Nearly(held));
        assert_eq!(found_in_a_file(story, Words { 3: "F", ..kit }), Found::Perhaps(vec![held]));
    });
}

#[test]
fn a_files_own_doubles_meet_when_they_are_taken_in() {
    each_house(|story| {
        let mara = Words("Mara", "Larchwood", "2015-05-04", "F", "12 Mill Lane", "ZZ99 3AA");
        let again = Words("MARA", "LARCHWOOD", "2015-05-04", "F", "12 Mill Ln", "ZZ99 3AA");
        let ivo = Words("Ivo", "Larchwood", "2017-02-01", "M", "12 Mill Lane", "ZZ99 3AA");
        let brought = bring_in(story, &[mara, again, ivo]);
        let system = story.house.system();
        accept_all(&system, brought.import.id, &[Kind::NewPerson, Kind::Changes], &mut |_| ()).unwrap();
        assert_eq!(
            (mara.typed(story).len(), again.typed(story), ivo.typed(story).len()),
            (1, mara.typed(story), 1)
        );
    });
}

#[test]
fn a_file_a_notification_and_the_live_panel_name_the_same_person_for_the_same_words() {
    each_house(|story| {
        story.colleague("Olu Officer", Role::ContactOfficer);
        let on_record = [
            Words("Mara", "Larchwood", "2015-05-04", "F", "12 Mill Lane", "ZZ99 3AA"),
            Words("Ivo", "Larchwood", "2015-05-04", "M", "12 Mill Lane", "ZZ99 3AA"),
            Words("Thomas", "Reed", "2014-03-12", "M", "4 Quay Street", "ZZ99 3AB"),
            Words("Olivia", "Jones", "2012-08-30", "F", "", ""),
            Words("Kit", "Ferryman", "2016-01-20", "M", "9 Weir Close", "ZZ99 3AD"),
        ];
        let people: Vec<Id<Person>> =
            (1..).zip(on_record).map(|(number, words)| words.on_record(story, number)).collect();
        let check = |reference: usize, what: &str, words: Words, expected: &[usize]| {
            let expected: BTreeSet<_> = expected.iter().map(|place| people[*place]).collect();
            assert_eq!(words.typed(story), expected, "{what}: typed");
            assert_eq!(words.in_a_file(story), expected, "{what}: in a file");
            assert_eq!(words.notified(story, reference), expected, "{what}: notified");
        };
        check(1, "word for word", on_record[0], &[0]);
        check(2, "misheard", Words("Mara", "Larchwod", "2015-05-04", "F", "12 Mill Ln", "ZZ99 3AA"), &[0]);
        check(3, "a short form", Words("Tom", "Reed", "2014-03-12", "M", "4 Quay Street", "ZZ99 3AB"), &[2]);
        check(4, "moved", Words("Thomas", "Reed", "2014-03-12", "M", "81 Fell Road", "ZZ99 3AE"), &[2]);
        check(5, "a namesake", Words("Olivia", "Jones", "2009-02-11", "F", "", ""), &[]);
        check(
            6,
            "the other sex",
            Words("Kit", "Ferryman", "2016-01-20", "F", "9 Weir Close", "ZZ99 3AD"),
            &[4],
        );
        check(7, "nobody", Words("Zebedee", "Quill", "2011-11-11", "M", "1 Tarn Road", "ZZ99 3AF"), &[]);
    });
}
