//! What reaches the front door of the house of the canaries: contacts and what was decided on them, partners' referrals, notifications, decisions read a
//! second time, referrals that wait and that were taken.

use std::collections::BTreeSet;

use casework::contact::refer_openly;
use casework::notification::{Sent, batch, look_up, make_key, page, take_in, waiting};
use domain::access::{Guard, Sealed};
use domain::consent::{Answer, Basis, BasisKind, Dispensation};
use domain::contact::{
    Agreement, Channel, ChildWords, Concern, Contact, Decision, Described, Found, NewContact, NextAction,
    Outcomes, Proposal, Referrer, RulingBasis, SafeContact, Stage, SubjectChild,
};
use domain::feedback::{Feedback, Way};
use domain::form::Answers;
use domain::id::Id;
use domain::notification::Format;
use domain::person::Person;
use domain::person::known::Known;
use domain::person::name::PersonName;
use domain::person::possible_match::PossibleMatch;
use domain::referral::{Referral, Request, Ruling};
use domain::second_reading::{Drawn, First, Moderated, Moderation, Read, Second, SecondReading, Talked};
use domain::staff::Role;
use jiff::SignedDuration;

use super::{People, keep, own_answer, sending};
use crate::house::Invented;

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
            phone: content("01632 960772"),
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
        further: None,
    }
}

/// The contact proposed by an officer and decided by a manager, its referrer's message drafted; sent when there is no more to tell.
fn decided(of: &Invented, contact: Contact, basis: RulingBasis, words: &str, stage: Stage, told: &str) {
    let at = of.house.now();
    let (officer, manager) = (of.staff[&Role::ContactOfficer], of.staff[&Role::MashManager]);
    // A council's own question to who proposed and who decided about the sister.
    let own = |form: &str, own: &str| own_answer(form, own).filter(|_| words == "Ospringe");
    let basis = RulingBasis { further: own("ruling_basis", "Dunnockley"), ..basis };
    let further = own("contact_decision", "Knotgrassby");
    let proposal = Some(Proposal { by: officer, at, basis: basis.clone() });
    let ruling = Decision {
        by: manager,
        at,
        agreement: Agreement::Agree,
        outcomes: Some(basis),
        words: words.into(),
        further,
    };
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
pub(super) fn contacts(of: &Invented, people: &People) -> Vec<(&'static str, &'static str, String)> {
    let call = contact(of, &[people.ava], "Brackenhaugh at night", "I hide in the wardrobe");
    let call = Contact { forms: own_answer("contact", "Twitefield").into_iter().collect(), ..call };
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
        further: own_answer("consent", "Sanderlinham"),
    };
    keep(of, &agreement);
    let dispensed = Dispensation {
        by: of.staff[&Role::MashManager],
        at: of.house.now(),
        ground: "harm_child".into(),
        reason: "Asking again would warn him".into(),
        risk_if_asked: "He may take her away".into(),
        review: None,
        further: own_answer("consent_dispense", "Smewcombe"),
    };
    keep(of, &Basis { id: of.house.id(), dispensed: Some(dispensed), further: None, ..agreement.clone() });
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
pub(super) fn partners(of: &Invented) -> Vec<(&'static str, &'static str, String)> {
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
pub(super) fn both(named: &[(&'static str, &'static str, String)]) -> Id<Contact> {
    named.iter().find(|(_, name, _)| *name == "both").unwrap().2.parse().unwrap()
}

/// The police notify of a family nobody knows, and of the restricted sister; a row of each cannot be taken.
pub(super) fn notified(of: &Invented) -> Vec<(&'static str, &'static str, String)> {
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
pub(super) fn read_again(
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
    let taken = taken.with_further(own_answer("referral_answer", "Pipitstowe"));
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
        further: None,
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
        further: own_answer("second_reading", "Gadwallis").filter(|_| why == "Curlewmoss"),
    });
    reading
}
