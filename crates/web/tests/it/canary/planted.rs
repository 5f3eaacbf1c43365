//! The house of the canaries: a family with a hidden home, a restricted half-sister and a restricted father, a neighbour who asked not to be named,
//! a partner's two referrals. Whatever is protected in it holds a word that stands nowhere else.

mod front_door;
mod meetings;

use std::collections::BTreeSet;

use casework::sign_in::{begin, demo_codes, demo_person, second_factor};
use casework::staff::{StaffAsked, add_staff};
use casework::{Sending, Session};
use domain::access::{Action, Guard, Sealed, Subject};
use domain::form::{Answer, Answers, Place};
use domain::id::Id;
use domain::involvement::{Involved, Involvement};
use domain::person::address::{Address, AddressLines};
use domain::person::known::Known;
use domain::person::name::PersonName;
use domain::person::phone::Phone;
use domain::person::postcode::Postcode;
use domain::person::relationship::{Kinship, Relationship};
use domain::person::{Hazard, KnownAs, NameKind, NamedCircle, Person, PhoneNumber, Standing};
use domain::staff::{Role, Staff};
use jiff::SignedDuration;
use store::{Kept, Version, load, save};

use self::front_door::{both, contacts, notified, partners, read_again};
use self::meetings::meetings;
use crate::house::{Invented, PASSWORD};

/// The house with its canaries.
pub struct Planted {
    /// The house.
    pub of: Invented,
    /// Another partner of the same agency, signed in.
    pub second_partner: String,
    /// The records by what stands for them in a path, with the names the policy has for them: `("child", "ava", id)`.
    pub named: Vec<(&'static str, &'static str, String)>,
}

/// Those the canaries are about.
pub struct People {
    pub ava: Id<Person>,
    kim: Id<Person>,
    pub father: Id<Person>,
    pub sister: Id<Person>,
    bram: Id<Person>,
}

impl Planted {
    /// Plants every canary.
    pub fn new() -> Self {
        let of = Invented::new();
        let second_partner = second_partner(&of);
        let people = family(&of);
        of.later(SignedDuration::from_mins(10));
        let mut named = vec![
            ("child", "ava", people.ava.to_string()),
            ("child", "kim", people.kim.to_string()),
            ("child", "father", people.father.to_string()),
            ("child", "sister", people.sister.to_string()),
            ("child", "bram", people.bram.to_string()),
            ("staff", "colleague", of.staff[&Role::SocialWorker].to_string()),
            ("place", "0", "0".into()),
            ("place", "1", "1".into()),
        ];
        named.extend(contacts(&of, &people));
        named.extend(partners(&of));
        let again = read_again(&of, &named, &people);
        named.extend(again);
        named.extend(super::hub::asked(&of, &people, &named));
        named.extend(meetings(&of, &named));
        named.extend(super::strategy::talks(&of, &people));
        broken_glass(&of, &people);
        named.extend(notified(&of));
        for opening in casework::child::openings(&session(&of, Role::MashManager)).unwrap() {
            named.push(("opening", "opening", opening.opening.record.id.to_string()));
        }
        for notice in casework::work::own_work(&session(&of, Role::ShieldCoordinator)).unwrap().notices {
            named.push(("notice", "notice", notice.record.id.to_string()));
        }
        named.extend(super::night::night(&of, &people, both(&named)));
        named.extend(super::event::events(&of, &people));
        named.extend(super::section47::enquiries(&of, &people, people.father));
        named.extend(super::conferences::conferences(&of, &people));
        named.extend(super::power::powers(&of, &people));
        named.extend(super::safety_plan::plans(&of, &people));
        named.extend(super::document::documents(&of, &people));
        named.extend(super::audit::audits(&of, &people));
        named.extend(super::chronology::entries(&of, &people));
        named.extend(super::assessment::assessments(&of, &people));
        named.extend(super::local_form::forms(&of, &people));
        named.extend(super::childs_story::stories(&of, &people));
        named.extend(super::child_in_need::plans(&of, &people));
        named.extend(super::daily_feed::refusals(&of, &people));
        named.extend(super::import::proposals(&of, &people));
        named.extend(super::person::twice(&of, &people));
        named.extend(super::moved::moves(&of, &people));
        draft(&of);
        for draft in casework::draft::list(&session(&of, Role::ContactOfficer)).unwrap() {
            named.push(("form", "draft", draft.form.to_string()));
        }
        Planted { of, second_partner, named }
    }

    /// The address of a page of the policy: `/children/{ava}`.
    pub fn real(&self, page: &str) -> String {
        self.named
            .iter()
            .fold(page.to_owned(), |page, (_, name, id)| page.replace(&format!("{{{name}}}"), id))
    }

    /// Every page there is about every record there is: as the policy names it.
    pub fn pages(&self) -> Vec<String> {
        let mounts = web::mounts();
        let paths = mounts.iter().filter(|mount| mount.kind().is_page()).map(web::route::Mount::path);
        let pasts = ["?event=1", "?event=2", "?known=2026-11-23"];
        let mut pages: Vec<String> = paths.flat_map(|path| self.about_each(path)).collect();
        for of_child in ["/children/{child}", "/children/{child}/chronology"] {
            let pages_of = self.about_each(of_child).into_iter();
            pages.extend(pages_of.flat_map(|page| pasts.map(|past| format!("{page}{past}"))));
        }
        for (path, query) in [
            ("/children/{child}/chronology/print", "?format=court&significance=yes&unlooked=yes"),
            ("/children/{child}/chronology", "?significant=yes&rejected=shown"),
            ("/children/{child}/chronology/for", "?agency=police"),
            ("/children/{child}/chronology/for", "?family=yes"),
        ] {
            pages.extend(self.about_each(path).into_iter().map(|page| format!("{page}{query}")));
        }
        pages.push("/nothing/here".into());
        pages
    }

    /// A mounted path about each record it can be about, as the policy names it.
    pub fn about_each(&self, path: &str) -> Vec<String> {
        let mut pages = vec![String::new()];
        for part in path.split('/').skip(1) {
            let here: Vec<String> = match part.strip_prefix('{').and_then(|part| part.strip_suffix('}')) {
                None => vec![part.to_owned()],
                Some(kind) => {
                    let of_kind = self.named.iter().filter(|(of, ..)| *of == kind);
                    let known: Vec<String> = of_kind.map(|(_, name, _)| format!("{{{name}}}")).collect();
                    if known.is_empty() { vec!["f".repeat(32)] } else { known }
                }
            };
            pages =
                pages.iter().flat_map(|page| here.iter().map(move |part| format!("{page}/{part}"))).collect();
        }
        pages
    }
}

fn second_partner(of: &Invented) -> String {
    let house = &of.house;
    let asked = StaffAsked {
        name: "Invented second partner".into(),
        title: "Teacher".into(),
        roles: vec![Role::Partner.code().into()],
        teams: Vec::new(),
        agency: Some(house.pack.agencies[0].id.clone()),
        organisation: String::new(),
        phone: "01632 960102".into(),
        email: "second@northbridge.example".into(),
    };
    let staff = add_staff(&house.system(), &sending(of), asked).unwrap();
    demo_person(house, staff, "second.partner", PASSWORD).unwrap();
    let begun = begin(house, "second.partner", PASSWORD, "192.0.2.2").unwrap();
    let code = demo_codes(house, "second.partner").unwrap().unwrap();
    second_factor(house, &begun.token, &code, "192.0.2.2").unwrap().token
}

/// An answer to a council's own question in a form with a page of its own.
pub fn own_answer(form: &str, words: &str) -> Option<Answers> {
    let mut answers = Answers::to(form, 1);
    answers.put(Place::one("more", "own"), Answer::text(words));
    Some(answers)
}

pub fn sending(of: &Invented) -> Sending {
    Sending { form: of.house.id(), opened: 0, content: Vec::new() }
}

/// The session of somebody.
pub fn session(of: &Invented, role: Role) -> Session<'_> {
    let everybody = casework::staff::everybody(&of.house.system()).unwrap();
    let staff = everybody.into_iter().map(|known| known.record).find(|staff| staff.id == of.staff[&role]);
    of.house.session(staff.unwrap())
}

/// Has a social worker work with a child.
pub fn works_with(of: &Invented, child: Id<Person>) {
    let who = Involved::Worker { staff: of.staff[&Role::SocialWorker], team: "assessment_1".into() };
    let (id, role, from) = (of.house.id(), "social worker".into(), of.house.now());
    keep(of, &Involvement { id, child, who, role, from, until: None, reason: None });
}

/// Saves a record as Frontdoor itself.
pub fn keep<R: Kept>(of: &Invented, record: &R) {
    let session = of.house.system();
    let kept = session.send(&sending(of), "make", |door| {
        let permit = door.permit(Action::RecordContact, Subject::House)?;
        let version = load(&permit, record.id())?.map_or(Version::NONE, |known| known.version);
        save(&permit, record, version, "make", None)?;
        Ok(())
    });
    kept.unwrap();
}

fn stay(of: &Invented, line: &str, postcode: &str, guard: Guard) -> Address {
    let lines = AddressLines { lines: vec![line.into()], postcode: Some(Postcode::new(postcode)) };
    Address {
        place: of.house.id(),
        lines: Sealed::new(lines, guard),
        from: None,
        until: None,
        source: "mother".into(),
    }
}

fn phone(number: &str) -> PhoneNumber {
    PhoneNumber {
        number: Sealed::new(Phone::new(number), Guard::Content),
        whose: "home".into(),
        do_not_use: None,
    }
}

/// The family. What is protected or restricted today was open when it was first written down.
fn family(of: &Invented) -> People {
    let [ava, kim, father, sister, bram]: [Id<Person>; 5] = std::array::from_fn(|_| of.house.id());
    let refuge = stay(of, "9 Quincebury Row", "ZZ99 7QK", Guard::Protected);
    let mut child = Person::named(ava, Standing::Child, PersonName::new("Avelinda", "Example"));
    child.communication = Known::Is("Makatonique".into());
    child.hazards = vec![Hazard { words: "Dog".into(), for_staff: true, review: None }];
    child.addresses = vec![stay(of, "4 Larkmoor Yard", "ZZ99 7QL", Guard::Content)];
    keep(of, &child);
    let opened = child.addresses[0].lines.clone();
    child.addresses[0].lines = opened.guarded(Guard::Protected);
    child.addresses.push(refuge.clone());
    keep(of, &child);
    let mut mother = Person::named(kim, Standing::Adult, PersonName::new("Kim", "Example"));
    mother.addresses = vec![refuge.clone()];
    keep(of, &mother);
    let reason = "Wrenlockian: a colleague's niece";
    let circle = NamedCircle {
        circle: BTreeSet::from([of.staff[&Role::ServiceManager]]),
        ring: "Priya Shah, 01632 960177".into(),
        reason: reason.into(),
        since: of.house.now(),
    };
    let mut restricted = Person::named(sister, Standing::Child, PersonName::new("Zenobiah", "Tarnquill"));
    restricted.names.push(KnownAs { name: PersonName::single("Tansyanne"), kind: NameKind::Alias });
    restricted.school = Known::Is("Umberlow School".into());
    restricted.communication = Known::Is("Fenwickian signs".into());
    restricted.addresses = vec![stay(of, "3 Thistlebeck Close", "ZZ99 7QM", Guard::Content), refuge];
    restricted.phones = vec![phone("01632 960653")];
    restricted.further = own_answer("person", "Tealbourne");
    restricted.hazards = vec![Hazard { words: "Nettlewraith".into(), for_staff: true, review: None }];
    let mut lee = Person::named(father, Standing::Adult, PersonName::new("Ignatio", "Bramblethorn"));
    for person in [&mut restricted, &mut lee] {
        keep(of, person);
        person.restriction = Some(circle.clone());
        keep(of, person);
    }
    keep(of, &Person::named(bram, Standing::Child, PersonName::new("Bram", "Example")));
    for (from, kind) in [(kim, Kinship::Mother), (father, Kinship::Father), (sister, Kinship::HalfSibling)] {
        let (id, source) = (of.house.id(), "school".into());
        let parental_responsibility = Known::NotKnown;
        keep(
            of,
            &Relationship {
                id,
                from,
                to: ava,
                kind,
                parental_responsibility,
                since: None,
                until: None,
                source,
                tie: domain::person::relationship::Tie::default(),
            },
        );
    }
    for (child, role) in [(ava, Role::SocialWorker), (sister, Role::ShieldCoordinator)] {
        let who = Involved::Worker { staff: of.staff[&role], team: "assessment_1".into() };
        let (id, role, from) = (of.house.id(), "allocated social worker".into(), of.house.now());
        keep(of, &Involvement { id, child, who, role, from, until: None, reason: None });
    }
    People { ava, kim, father, sister, bram }
}

/// The night team opens the restricted sister's record with a reason.
fn broken_glass(of: &Invented, people: &People) {
    let night = session(of, Role::NightWorker);
    let reason = "Juniperholt: the police are at her door";
    casework::child::break_glass(&night, &sending(of), people.sister, reason).unwrap();
}

/// An officer is still writing.
fn draft(of: &Invented) {
    let owner: Id<Staff> = of.staff[&Role::ContactOfficer];
    let fields = [("facts".to_owned(), "Larchenfell".to_owned())];
    casework::draft::keep(&of.house, owner, of.house.id(), "/contacts/new", 0, &fields).unwrap();
}
