//! The house of the canaries: a family with a hidden home, a restricted half-sister and a restricted father, a neighbour who asked not to be named,
//! a partner's two referrals. Whatever is protected in it holds a word that stands nowhere else.

use std::collections::BTreeSet;

use casework::contact::refer_openly;
use casework::meeting::{About, Planned, Written, arrange, distribute, sign, write};
use casework::notification::{Sent, batch, look_up, make_key, page, take_in, waiting};
use casework::sign_in::{begin, demo_codes, demo_person, second_factor};
use casework::staff::{StaffAsked, add_staff};
use casework::{Sending, Session};
use domain::access::{Action, Guard, Sealed, Subject};
use domain::consent::{Answer, Basis, BasisKind};
use domain::contact::{
    Agreement, Channel, ChildWords, Concern, Contact, Decision, Described, Found, NewContact, NextAction,
    Outcomes, Proposal, Referrer, RulingBasis, SafeContact, Stage, SubjectChild,
};
use domain::feedback::{Feedback, Way};
use domain::form::Answers;
use domain::id::Id;
use domain::involvement::{Involved, Involvement};
use domain::mash::Handling;
use domain::meeting::{ActionAsked, Attended, MinutesAsked, Resolution, SaidAsked};
use domain::notification::Format;
use domain::person::address::{Address, AddressLines};
use domain::person::known::Known;
use domain::person::name::PersonName;
use domain::person::phone::Phone;
use domain::person::possible_match::PossibleMatch;
use domain::person::postcode::Postcode;
use domain::person::relationship::{Kinship, Relationship};
use domain::person::{Hazard, KnownAs, NameKind, NamedCircle, Person, PhoneNumber, Standing};
use domain::referral::{Referral, Request, Ruling};
use domain::second_reading::{Drawn, First, Moderated, Moderation, Read, Second, SecondReading, Talked};
use domain::staff::{Role, Staff};
use jiff::SignedDuration;
use store::{Kept, Version, load, save};

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
    answers.put(domain::form::Place::one("more", "own"), domain::form::Answer::text(words));
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
    restricted.phones = vec![phone("01632 960883")];
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

/// A telephone contact about people on the record, at the front door.
fn contact(of: &Invented, children: &[Id<Person>], facts: &str, words: &str) -> Contact {
    let house = &of.house;
    let (by, at) = (of.staff[&Role::ContactOfficer], house.now());
    let found = |person: &Id<Person>| SubjectChild {
        said: Described::named(PersonName::single("a child")),
        where_now: Known::NotAsked,
        found: Found::Known { person: *person, by, at },
    };
    let words = vec![ChildWords { words: words.into(), child: 0, heard_by: "teacher".into() }];
    let content = |value: &str| Some(Sealed::new(value.to_owned(), Guard::Content));
    let id: Id<Contact> = house.id();
    let new = NewContact {
        id,
        reference: id.to_string()[..10].to_uppercase(),
        received_at: at,
        logged_by: Some(by),
        channel: Channel::Telephone,
        source: "1A".into(),
        referrer: Referrer {
            name: content("Odalys Brandt"),
            agency: None,
            role: "teacher".into(),
            phone: content("01632 960882"),
            email: content("hawthornlee@school.example"),
            anonymous: false,
            preference: String::new(),
        },
        children: children.iter().map(found).collect(),
        others: Vec::new(),
        concern: Concern { facts: facts.into(), words, ..Concern::default() },
        safe_contact: SafeContact::default(),
        forms: Vec::new(),
    };
    Contact::receive(new, at, &house.pack, &house.calendar).unwrap()
}

fn basis(of: &Invented, rationale: &str, what: &str) -> RulingBasis {
    let pack = &of.house.pack;
    let due = of.house.now() + SignedDuration::from_hours(30);
    RulingBasis {
        outcomes: Outcomes { primary: pack.outcomes[0].code.clone(), also: BTreeSet::new() },
        level: 2,
        paragraph: "neglect_2".into(),
        paragraph_words: "as it stood".into(),
        pack_version: pack.version(),
        rationale: rationale.into(),
        considered: "Nothing else".into(),
        no_enquiry: "What was told is clear enough to act on today.".into(),
        also_cited: Vec::new(),
        actions: vec![NextAction {
            what: what.into(),
            owner: of.staff[&Role::TeamManager],
            due,
            done_at: None,
        }],
    }
}

/// The contact proposed by an officer and decided by a manager, its referrer's message drafted; sent when there is no more to tell.
fn decided(of: &Invented, contact: Contact, basis: RulingBasis, words: &str, stage: Stage, told: &str) {
    let at = of.house.now();
    let (officer, manager) = (of.staff[&Role::ContactOfficer], of.staff[&Role::MashManager]);
    let proposal = Some(Proposal { by: officer, at, basis: basis.clone() });
    let ruling =
        Decision { by: manager, at, agreement: Agreement::Agree, outcomes: Some(basis), words: words.into() };
    let email = contact.referrer.email.clone();
    let feedback = Feedback {
        id: of.house.id(),
        contact: contact.id,
        children: contact.people().collect(),
        way: email.filter(|_| contact.channel != Channel::ReferralForm).map_or(Way::OwnReferrals, Way::Email),
        words: told.into(),
        drafted_by: officer,
        drafted_at: at,
        approved: (stage == Stage::Closed).then_some((manager, at)),
        sent_at: (stage == Stage::Closed).then_some(at),
    };
    keep(of, &Contact { proposal, decisions: vec![ruling], stage, ..contact });
    keep(of, &feedback);
}

/// Contacts about the family, and a neighbour's who asked not to be named.
fn contacts(of: &Invented, people: &People) -> Vec<(&'static str, &'static str, String)> {
    let call = contact(of, &[people.ava], "Brackenhaugh at night", "I hide in the wardrobe");
    keep(of, &call);
    let sisters = contact(of, &[people.sister], "Gorsemantle by day", "Hollowbright");
    let id = sisters.id;
    decided(of, sisters, basis(of, "Marrowdene", "Petrelgate"), "Ospringe", Stage::Decided, "Saltlarch");
    let both = contact(of, &[people.ava, people.sister], "Cinderhythe twice", "Wyvernsop");
    let both_id = both.id;
    decided(of, both, basis(of, "Tarnhollow", "Moorgrasp"), "Gullhaven", Stage::Closed, "Skerrivale");
    let agreement = consent(of, id, people.sister);
    let question = PossibleMatch {
        id: of.house.id(),
        contact: call.id,
        made: people.bram,
        held: people.sister,
        reasons: vec!["Finchampstede".into()],
        by: of.staff[&Role::ContactOfficer],
        at: of.house.now(),
        resolved: None,
    };
    keep(of, &question);
    vec![
        ("contact", "call", call.id.to_string()),
        ("contact", "sisters", id.to_string()),
        ("contact", "both", both_id.to_string()),
        ("contact", "whisper", whisper(of).to_string()),
        ("basis", "agreement", agreement.to_string()),
        ("question", "question", question.id.to_string()),
    ]
}

fn consent(of: &Invented, contact: Id<Contact>, child: Id<Person>) -> Id<Basis> {
    let agreement = Basis {
        id: of.house.id(),
        children: vec![child],
        contact: Some(contact),
        kind: BasisKind::Share,
        purpose: "agency_checks".into(),
        asked_of: "her mother".into(),
        parental_responsibility: Known::NotKnown,
        capacity: String::new(),
        asked_how: String::new(),
        answer: Answer::Refused,
        conditions: "Heronsgarth".into(),
        legal_basis: "public_task".into(),
        dispensed: None,
        by: of.staff[&Role::ContactOfficer],
        at: of.house.now(),
        withdrawn: None,
    };
    keep(of, &agreement);
    agreement.id
}

/// A neighbour tells us by the public form and asks not to be named; a message to them is drafted.
fn whisper(of: &Invented) -> Id<Contact> {
    let house = &of.house;
    let form = house.pack.form(casework::contact::PUBLIC).unwrap();
    let answered = [
        ("worry.facts", "Shouting through the wall"),
        ("children.0.name", "The boy at number six"),
        ("you.anonymous", "yes"),
        ("you.name", "Perpetua Hollo"),
        ("you.phone", "01632 960881"),
        ("you.email", "perp.hollo@neighbour.example"),
    ];
    let posted: Vec<(String, String)> =
        answered.iter().map(|(name, value)| ((*name).to_owned(), (*value).to_owned())).collect();
    let read = form.read(&posted);
    assert!(read.problems.is_empty() && read.unknown.is_empty());
    let answers: Answers = read.answers;
    let receipt = refer_openly(house, &sending(of), answers).unwrap();
    let contact = by_reference(of, &receipt.reference);
    let id = contact.id;
    assert!(contact.referrer.anonymous);
    decided(
        of,
        contact,
        basis(of, "Whinfell", "Ring the school"),
        "Enough is known.",
        Stage::Decided,
        "Thank you",
    );
    id
}

fn by_reference(of: &Invented, reference: &str) -> Contact {
    let (rows, _) = casework::work::queue(&of.house.system()).unwrap();
    let id = rows.into_iter().find(|row| row.listed.reference == reference).unwrap().listed.id;
    casework::contact::view(&of.house.system(), id).unwrap().contact.record
}

/// Two referrals of one partner: of the first they are not told yet, of the second they are.
fn partners(of: &Invented) -> Vec<(&'static str, &'static str, String)> {
    let mut named = Vec::new();
    let sent = [("asked", "Nadiyah", "Oakenshaw"), ("answered", "Orlaith", "Willowbrae")];
    for (name, child, facts) in sent {
        let fields = [
            ("danger.now", "no"),
            ("children.0.name", child),
            ("children.0.where_now", "At school"),
            ("facts.facts", facts),
            ("consent.aware", "yes"),
        ];
        let answer = of.post(Role::Partner, "/referrals/new", &fields);
        assert_eq!(answer.status, 303, "{}", answer.words());
        let reference = answer.to().rsplit('/').next().unwrap().to_owned();
        let contact = by_reference(of, &reference);
        named.extend([("contact", name, contact.id.to_string()), ("reference", name, reference)]);
        let (stage, told) =
            if name == "asked" { (Stage::Decided, "Dunlinmere") } else { (Stage::Closed, "Ploverwick") };
        decided(of, contact, basis(of, "Yarrowvale", "Swallowcote"), "Kestrelford", stage, told);
    }
    named
}

/// The contact about both sisters.
fn both(named: &[(&'static str, &'static str, String)]) -> Id<Contact> {
    named.iter().find(|(_, name, _)| *name == "both").unwrap().2.parse().unwrap()
}

/// The police notify of a family nobody knows, and of the restricted sister; a row of each cannot be taken.
fn notified(of: &Invented) -> Vec<(&'static str, &'static str, String)> {
    let text = "reference,kinds,what_happened,officer,address,postcode,role,name,phone\n\
        N1,concern,Fernhollow at dusk,PC Tansleydale,11 Wrexmoor Rise,ZZ99 7QP,child,Quillon Averdale,\n\
        N2,concern,Glasswort in the yard,PC 2,3 Thistlebeck Close,ZZ99 7QM,child,Zenobiah Tarnquill,01632 960883\n\
        N3,cheese,Vexholm by the gate,PC 3,1 Elm Way,ZZ99 7QR,child,Una Plain,\n\
        N4,cheese,Mirkbeck on the stairs,PC 4,3 Thistlebeck Close,ZZ99 7QM,child,Zenobiah Tarnquill,01632 960883\n";
    let sent = Sent {
        agency: "police",
        way: domain::notification::Way::Folder,
        name: "monday.csv",
        format: Format::Csv,
        bytes: text.as_bytes(),
    };
    let receipt = take_in(&of.house.system(), &sent, None).unwrap();
    look_up(&of.house).unwrap();
    let key = make_key(&of.house.system(), "police", "Their system", "30").unwrap().key;
    let seen = waiting(&of.house.system()).unwrap().households;
    assert_eq!(seen.len(), 2);
    let mut named =
        vec![("batch", "monday", receipt.batch.id.to_string()), ("key", "system", key.id.to_string())];
    for home in page(&of.house.system(), &seen).unwrap() {
        let told = &home.notifications[0].record;
        let name = if told.reference == "N1" { "unknown_home" } else { "sisters_home" };
        named.push(("notification", name, told.id.to_string()));
    }
    for row in batch(&of.house.system(), receipt.batch.id).unwrap().refused {
        named.push((
            "row",
            if row.row.get("reference") == "N3" { "plain_row" } else { "sisters_row" },
            row.id.to_string(),
        ));
    }
    named
}

/// Referrals of Ava and of the restricted sister; decisions read a second time: one about the sister with all its words, one of a partner's referral, and
/// one that the service manager is still to read, whose first answer must not reach them anywhere.
fn read_again(
    of: &Invented,
    named: &[(&'static str, &'static str, String)],
    people: &People,
) -> Vec<(&'static str, &'static str, String)> {
    let id_of = |what: &str| -> Id<Contact> {
        named.iter().find(|(kind, name, _)| *kind == "contact" && *name == what).unwrap().2.parse().unwrap()
    };
    let (call, sisters, asked) = (id_of("call"), id_of("sisters"), id_of("asked"));
    let mut twice = contact(of, &[people.bram], "Jacksnipe by the canal", "Knotweave");
    twice.children[0].found = Found::NotLooked;
    let twice_id = twice.id;
    decided(of, twice, basis(of, "Harrierwick", "Lapwingate"), "Ibisholm", Stage::Decided, "Merlinbeck");
    let taken = referral(of, people.ava, call, Some("Tormentilk"));
    let waits = referral(of, people.ava, call, None);
    let sister_waits = referral(of, people.sister, sisters, None);
    let sister_taken = referral(of, people.sister, sisters, Some("Sedgemirk"));
    for referral in [&taken, &waits, &sister_waits, &sister_taken] {
        keep(of, referral);
    }
    let sister_read = reading(of, sisters, vec![people.sister], Some("Curlewmoss"));
    let asked_read = reading(of, asked, Vec::new(), Some("Godwitlow"));
    let open_read = reading(of, twice_id, Vec::new(), None);
    let talked = Moderation {
        by: of.staff[&Role::MashManager],
        at: of.house.now(),
        talked: Talked::Both,
        found: Moderated::Either,
        learnt: "Dottermoss".into(),
        document: Some("Fulmarsh".into()),
    };
    keep(of, &SecondReading { moderation: Some(talked), ..sister_read.clone() });
    keep(of, &asked_read);
    keep(of, &open_read);
    vec![
        ("contact", "twice", twice_id.to_string()),
        ("referral", "taken", taken.id.to_string()),
        ("referral", "waits", waits.id.to_string()),
        ("referral", "sister_waits", sister_waits.id.to_string()),
        ("referral", "sister_taken", sister_taken.id.to_string()),
        ("reading", "sister_read", sister_read.id.to_string()),
        ("reading", "asked_read", asked_read.id.to_string()),
        ("reading", "open_read", open_read.id.to_string()),
        ("paragraph", "neglect_2", "neglect_2".into()),
    ]
}

/// A referral that waits, or that was accepted with these reasons.
fn referral(of: &Invented, child: Id<Person>, contact: Id<Contact>, why: Option<&str>) -> Referral {
    let at = of.house.now();
    let ruling = why.map(|why| Ruling {
        by: of.staff[&Role::TeamManager],
        at,
        rationale: why.into(),
        need: Some("N1".into()),
        allocated: None,
        referral_date: domain::calendar::london::date_of(at),
        source: "1A".into(),
        re_referral: None,
        episode: None,
    });
    Referral {
        id: of.house.id(),
        child,
        contact,
        reference: "R".into(),
        kind: domain::referral::Kind::Request,
        requests: vec![Request { contact, received_at: at, source: "1A".into() }],
        asked_by: of.staff[&Role::MashSocialWorker],
        asked_at: at,
        protection: false,
        stage: if ruling.is_some() {
            domain::referral::Stage::Accepted
        } else {
            domain::referral::Stage::Waiting
        },
        clocks: Vec::new(),
        ruling,
    }
}

/// A reading by the service manager: answered with these reasons, or still to be answered.
fn reading(
    of: &Invented,
    contact: Id<Contact>,
    children: Vec<Id<Person>>,
    why: Option<&str>,
) -> SecondReading {
    let (house, at) = (&of.house, of.house.now());
    let reader = of.staff[&Role::ServiceManager];
    let first = First {
        by: of.staff[&Role::MashManager],
        team: "front_door".into(),
        proposed_by: Some(of.staff[&Role::ContactOfficer]),
        at,
        level: 2,
        paragraphs: vec!["neglect_2".into()],
        outcome: house.pack.outcomes[0].code.clone(),
    };
    let drawn = Drawn {
        id: house.id(),
        of: Read::Contact(contact),
        reference: "READING".into(),
        children,
        first,
        decided_in: house.store.heads().unwrap()[0].seq.0,
        seed: Id::from_bits(202_611),
        reader: Some(reader),
    };
    let mut reading = SecondReading::draw(drawn, at, &house.pack, &house.calendar);
    reading.second = why.map(|why| Second {
        by: reader,
        at,
        level: 4,
        paragraph: "neglect_4".into(),
        paragraph_words: "as it stood".into(),
        also_cited: Vec::new(),
        outcome: house.pack.outcomes[0].code.clone(),
        reasons: why.into(),
        not_safe: Some(format!("{why} Dabchickle")).filter(|_| why == "Curlewmoss"),
    });
    reading
}

/// A meeting about Ava's contact with somebody of health, signed and distributed; and one about the sister.
fn meetings(of: &Invented, named: &[(&str, &str, String)]) -> Vec<(&'static str, &'static str, String)> {
    let contact = |name: &str| {
        let (.., id) = named.iter().find(|(kind, of, _)| *kind == "contact" && *of == name).unwrap();
        About::Contact(id.parse().unwrap())
    };
    let nurse = StaffAsked {
        name: "Invented nurse".into(),
        title: "Nurse".into(),
        roles: vec![Role::Partner.code().into()],
        teams: Vec::new(),
        agency: Some("health".into()),
        organisation: "Community Health".into(),
        phone: "01632 960103".into(),
        email: "nurse@northbridge.example".into(),
    };
    let nurse = add_staff(&of.house.system(), &sending(of), nurse).unwrap();
    let planned = |chair: Role, purpose: &str, people: Vec<Id<Staff>>| Planned {
        kind: "professionals".into(),
        purpose: purpose.into(),
        chair: Some(of.staff[&chair]),
        minute_taker: (chair == Role::TeamManager).then(|| of.staff[&Role::BusinessSupport]),
        starts: of.house.now() + SignedDuration::from_mins(20),
        lasts_minutes: 30,
        place: "Room 4".into(),
        dial_in: String::new(),
        agenda: vec![format!("{purpose} first")],
        people,
        needed: Vec::new(),
        guests: Vec::new(),
        withdrawn: Vec::new(),
    };
    let plan = planned(Role::TeamManager, "Ivelmarsh", vec![nurse]);
    let panel = arrange(&session(of, Role::MashManager), &sending(of), contact("call"), plan).unwrap();
    let invited = vec![nurse, of.staff[&Role::MashManager]];
    let plan = planned(Role::ServiceManager, "Wolfsdenne", invited);
    let closed = arrange(&session(of, Role::ServiceManager), &sending(of), contact("sisters"), plan).unwrap();
    let chair = session(of, Role::TeamManager);
    let opened = |version| Sending { opened: version, ..sending(of) };
    let minutes = minutes(of);
    write(&chair, &opened(1), panel, Written { minutes, told: Vec::new() }).unwrap();
    sign(&chair, &opened(2), panel).unwrap();
    distribute(&chair, &opened(3), panel, &[2]).unwrap();
    vec![("meeting", "panel", panel.to_string()), ("meeting", "closed", closed.to_string())]
}

/// The minutes of the meeting about Ava's contact.
fn minutes(of: &Invented) -> MinutesAsked {
    let told = |agency: Option<&str>, words: &str, handling| SaidAsked {
        agency: agency.map(String::from),
        organisation: agency.map(|_| "Community Health".to_owned()).unwrap_or_default(),
        by: "Somebody, lead".into(),
        words: words.into(),
        handling: Some(handling),
        origin: None,
    };
    MinutesAsked {
        attendance: (0..3).map(|place| (place, (Attended::InPerson, String::new()))).collect(),
        said: vec![
            told(Some("health"), "Tollgatherne", Handling::Meeting),
            told(None, "Ruddlescombe", Handling::Council),
        ],
        decision: Some(Resolution {
            words: "Hexenfordian".into(),
            considered: "Nothing else".into(),
            handling: Handling::Agencies,
            dissent: Vec::new(),
        }),
        actions: vec![ActionAsked {
            what: "Quarrelbyre".into(),
            owners: vec![of.staff[&Role::SocialWorker]],
            due: Some(of.house.now() + SignedDuration::from_hours(30)),
            handling: Handling::Council,
        }],
        end: true,
        ..MinutesAsked::default()
    }
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
