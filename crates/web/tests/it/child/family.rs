//! An invented family, put straight into the record: Ava with her mother at a refuge, her father elsewhere, and a half-sister whose record is
//! restricted because her aunt works for the council. Each secret is a word that stands nowhere else.

use std::collections::BTreeSet;

use casework::{Sending, Session};
use domain::access::{Action, Guard, Sealed, Subject};
use domain::contact::{
    Agreement, Channel, ChildWords, Concern, Contact, Decision, Described, Found, NewContact, Outcomes,
    Referrer, RulingBasis, SafeContact, Stage, SubjectChild,
};
use domain::id::Id;
use domain::involvement::{Involved, Involvement};
use domain::person::address::{Address, AddressLines};
use domain::person::known::Known;
use domain::person::name::PersonName;
use domain::person::partial_date::PartialDate;
use domain::person::phone::Phone;
use domain::person::relationship::{Kinship, Relationship};
use domain::person::{Hazard, NamedCircle, Person, PhoneNumber, Standing};
use domain::staff::Role;
use jiff::Timestamp;
use store::{Kept, Version, load, save};

use crate::house::{Answer, Invented, field};

/// The refuge's street.
pub const REFUGE: &str = "Juniperlane";
/// The first word of the restricted half-sister's name.
pub const RESTRICTED: &str = "Zenobia";
/// Whom others ring about her.
pub const RING: &str = "Priya Shah, 01632 960177";
/// A word from the content of Ava's record.
pub const CONTENT: &str = "Makaton";

/// The family's ids.
pub struct Family {
    /// Ava, with a social worker of her own.
    pub ava: Id<Person>,
    /// Her half-sister, restricted to a service manager's circle.
    pub restricted: Id<Person>,
}

/// Saves a record as Frontdoor itself.
pub fn keep<R: Kept>(of: &Invented, record: &R) {
    let session = of.house.system();
    session
        .send(&sending(of), "make", |door| {
            let permit = door.permit(Action::RecordContact, Subject::House)?;
            let version = load(&permit, record.id())?.map_or(Version::NONE, |known| known.version);
            save(&permit, record, version, "make", None)?;
            Ok(())
        })
        .unwrap();
}

/// The person as they stand.
pub fn held(of: &Invented, person: Id<Person>) -> Person {
    let read = of.house.system().read("test", |door| {
        let permit = door.permit(Action::ReadFile, Subject::Child(person))?;
        Ok(load(&permit, person)?.unwrap().record)
    });
    read.unwrap()
}

fn sending(of: &Invented) -> Sending {
    Sending { form: of.house.id(), opened: 0, content: Vec::new() }
}

/// A form of a page, with the fields it is sent with.
pub fn send(of: &Invented, role: Role, path: &str, fields: &[(&str, &str)]) -> Answer {
    send_from(of, role, &of.get(role, path), fields)
}

/// The same from a page that is open already.
pub fn send_from(of: &Invented, role: Role, page: &Answer, fields: &[(&str, &str)]) -> Answer {
    assert!([200, 409, 422].contains(&page.status.as_u16()), "{}", page.words());
    let (form, version) = (field(page, design::FORM_FIELD), field(page, design::VERSION_FIELD));
    let html = scraper::Html::parse_document(&page.body);
    let selector = scraper::Selector::parse("main form[method=post]").unwrap();
    let action = html.select(&selector).next().unwrap().value().attr("action").unwrap().to_owned();
    let mut all = vec![(design::FORM_FIELD, form.as_str()), (design::VERSION_FIELD, version.as_str())];
    all.extend(fields);
    of.post(role, &action, &all)
}

pub fn session(of: &Invented, role: Role) -> Session<'_> {
    let id = of.staff[&role];
    let everybody = casework::staff::everybody(&of.house.system()).unwrap();
    of.house.session(everybody.into_iter().map(|known| known.record).find(|staff| staff.id == id).unwrap())
}

impl Family {
    /// Makes the family.
    #[expect(clippy::too_many_lines, reason = "one family, person by person")]
    pub fn new(of: &Invented) -> Self {
        let house = &of.house;
        let [ava, kim, lee, restricted]: [Id<Person>; 4] = std::array::from_fn(|_| house.id());
        let (flat, refuge, elsewhere) = (house.id(), house.id(), house.id());
        let mut child = Person::named(ava, Standing::Child, PersonName::new("Ava", "Example"));
        child.birth = Known::Is(PartialDate::About(2019));
        child.communication = Known::Is(CONTENT.into());
        child.religion = Known::NotKnown;
        child.addresses = vec![
            stay(flat, "1 Old Road", Guard::Content),
            stay(refuge, &format!("9 {REFUGE}"), Guard::Protected),
        ];
        child.addresses[0].until = Some(PartialDate::Exact(day("2026-06-01")));
        child.addresses[1].from = Some(PartialDate::Exact(day("2026-06-01")));
        child.phones =
            vec![phone("01632 960001", "mother", None), phone("01632 960002", "home", Some("he answers it"))];
        child.hazards = ["Dog", "Stairs", "Parking", "Two-person visit"]
            .map(|words| Hazard { words: words.into(), for_staff: words.starts_with("Two"), review: None })
            .into();
        keep(of, &child);
        let mut mother = Person::named(kim, Standing::Adult, PersonName::new("Kim", "Example"));
        mother.addresses = vec![stay(refuge, &format!("9 {REFUGE}"), Guard::Protected)];
        keep(of, &mother);
        let mut father = Person::named(lee, Standing::Adult, PersonName::new("Lee", "Fatherly"));
        father.addresses = vec![stay(elsewhere, "77 Elsewhere Street", Guard::Content)];
        keep(of, &father);
        let mut sister = Person::named(restricted, Standing::Child, PersonName::new(RESTRICTED, "Example"));
        sister.communication = Known::Is(format!("{RESTRICTED} signs"));
        sister.addresses = vec![stay(refuge, &format!("9 {REFUGE}"), Guard::Protected)];
        sister.restriction = Some(NamedCircle {
            circle: BTreeSet::from([of.staff[&Role::ServiceManager]]),
            ring: RING.into(),
            reason: format!("{RESTRICTED} is the niece of a colleague"),
            since: house.now(),
        });
        keep(of, &sister);
        for (from, to, kind) in [
            (kim, ava, Kinship::Mother),
            (lee, ava, Kinship::Father),
            (restricted, ava, Kinship::HalfSibling),
        ] {
            let parental_responsibility = Known::Is(kind == Kinship::Mother);
            let source = "school".into();
            keep(
                of,
                &Relationship {
                    id: house.id(),
                    from,
                    to,
                    kind,
                    parental_responsibility,
                    since: None,
                    until: None,
                    source,
                    tie: domain::person::relationship::Tie::default(),
                },
            );
        }
        let who = Involved::Worker { staff: of.staff[&Role::SocialWorker], team: "assessment_1".into() };
        let (role, from) = ("allocated social worker".into(), house.now());
        keep(of, &Involvement { id: house.id(), child: ava, who, role, from, until: None, reason: None });
        Family { ava, restricted }
    }

    /// One of Ava's pages.
    pub fn page(&self, page: &str) -> String {
        format!("/children/{}{page}", self.ava)
    }
}

/// A contact about a child, received now and not decided.
pub fn contact(of: &Invented, children: &[Id<Person>], facts: &str) -> Contact {
    let house = &of.house;
    let (by, at) = (of.staff[&Role::ContactOfficer], house.now());
    let found = |person: &Id<Person>| SubjectChild {
        said: Described::named(PersonName::single("a child")),
        where_now: Known::NotAsked,
        found: Found::Known { person: *person, by, at },
    };
    let words =
        vec![ChildWords { words: "I hide in the wardrobe".into(), child: 0, heard_by: "teacher".into() }];
    let new = NewContact {
        id: house.id(),
        reference: "TEST1-TEST1".into(),
        received_at: at,
        logged_by: Some(by),
        channel: Channel::Telephone,
        source: "1A".into(),
        referrer: Referrer {
            name: None,
            agency: None,
            role: "teacher".into(),
            phone: None,
            email: None,
            anonymous: false,
            preference: String::new(),
        },
        children: children.iter().map(found).collect(),
        others: Vec::new(),
        concern: Concern { facts: facts.into(), words, ..Concern::default() },
        safe_contact: SafeContact { never: "Ring after six".into(), ..SafeContact::default() },
        forms: Vec::new(),
    };
    Contact::receive(new, at, &house.pack, &house.calendar).unwrap()
}

/// The same contact, decided now and closed.
pub fn decided(of: &Invented, contact: &Contact) -> Contact {
    let pack = &of.house.pack;
    let basis = RulingBasis {
        outcomes: Outcomes { primary: pack.outcomes[0].code.clone(), also: BTreeSet::new() },
        level: 2,
        paragraph: "test".into(),
        paragraph_words: "test".into(),
        pack_version: pack.version(),
        rationale: "Because of the history".into(),
        considered: "Nothing else".into(),
        no_enquiry: "What was told is clear enough to act on today.".into(),
        also_cited: Vec::new(),
        actions: Vec::new(),
        further: None,
    };
    let by = of.staff[&Role::MashManager];
    let ruling = Decision {
        by,
        at: of.house.now(),
        agreement: Agreement::Agree,
        outcomes: Some(basis),
        words: String::new(),
        further: None,
    };
    Contact { stage: Stage::Closed, decisions: vec![ruling], ..contact.clone() }
}

fn stay(place: Id<domain::person::address::Place>, line: &str, guard: Guard) -> Address {
    let lines = AddressLines { lines: vec![line.into()], postcode: None };
    Address { place, lines: Sealed::new(lines, guard), from: None, until: None, source: "mother".into() }
}

pub fn phone(number: &str, whose: &str, never: Option<&str>) -> PhoneNumber {
    let number = Sealed::new(Phone::new(number), Guard::Content);
    PhoneNumber { number, whose: whose.into(), do_not_use: never.map(str::to_owned) }
}

pub fn day(text: &str) -> jiff::civil::Date {
    text.parse().unwrap()
}

/// Nothing known may have two moments at once in these tests.
pub fn later(of: &Invented, hours: i64) -> Timestamp {
    of.later(jiff::SignedDuration::from_hours(hours));
    of.house.now()
}
