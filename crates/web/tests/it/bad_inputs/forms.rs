//! The forms that are tried, each with what it needs beside the answer in question, how that answer is read back, and where it is shown.

use std::cell::{Cell, RefCell};
use std::collections::BTreeSet;

use casework::Session;
use casework::contact::view;
use domain::contact::Contact;
use domain::id::Id;
use domain::person::Person;
use domain::person::known::Known;
use domain::person::name::PersonName;
use domain::staff::Role;
use jiff::SignedDuration;

use crate::house::Invented;

/// A form, with everything needed to send it.
#[derive(Clone, Copy)]
pub struct Form {
    /// Its name, for the words of a failure.
    pub name: &'static str,
    /// Who sends it; nobody has signed in for some.
    pub who: Option<Role>,
    /// Its address.
    pub path: fn(&Ready) -> String,
    /// What must have happened before it can be sent once more.
    pub before: fn(&Ready),
    /// What it needs beside the answer in question.
    pub needed: &'static [(&'static str, &'static str)],
    /// Fields that take words.
    pub words: &'static [&'static str],
    /// How many odd words each of them takes at the least.
    pub takes: usize,
    /// Fields that take a date.
    pub dates: &'static [&'static str],
    /// What is held of the answer after the form was taken.
    pub held: fn(&Ready, &str) -> Option<String>,
    /// Where it is then shown, and to whom.
    pub shown: fn(&Ready) -> (Role, String),
    /// Whether it only asks, so that its answer is the page.
    pub is_lookup: bool,
}

/// A house in which every form can be sent.
pub struct Ready {
    /// The house.
    pub of: Invented,
    contact: Id<Contact>,
    child: Id<Person>,
    known: RefCell<BTreeSet<Id<Contact>>>,
    newest: Cell<Option<Id<Contact>>>,
    date: RefCell<String>,
}

const OFFICER: Role = Role::ContactOfficer;

/// What the intake form needs.
const CALL: &[(&str, &str)] =
    &[("source", "school"), ("source-school", "2A"), ("child-0-name", "Ava"), ("facts", "Crying at night.")];
/// What a proposal needs.
const PROPOSED: &[(&str, &str)] = &[
    ("outcome", "early_help"),
    ("level", "2"),
    ("paragraph-2", "neglect_2"),
    ("rationale", "Ava is tired and the family asks for help with mornings."),
    ("considered", "No further action: the pattern would go on."),
    ("no_enquiry", "The school and the family say the same."),
    ("action-0-what", "Ring her mother"),
    ("action-0-date", "25 11 2026"),
];

/// Every form that is tried.
pub static FORMS: &[Form] = &[
    Form {
        name: "intake",
        path: |_| "/contacts/new".into(),
        needed: CALL,
        words: &["facts", "child-0-name", "referrer-name", "child-0-school"],
        takes: 17,
        dates: &["child-0-birth", "happened"],
        held: |ready, field| ready.received(field),
        shown: |ready| (OFFICER, ready.page_of_newest()),
        ..PLAIN
    },
    Form {
        name: "professional referral",
        who: Some(Role::Partner),
        path: |_| "/referrals/new".into(),
        needed: &[
            ("danger.now", "no"),
            ("children.0.name", "Ava"),
            ("children.0.where_now", "At school"),
            ("facts.facts", "A bruise."),
            ("consent.aware", "yes"),
        ],
        words: &["facts.facts", "children.0.name", "you.name"],
        takes: 15,
        dates: &["children.0.birth"],
        held: |ready, field| ready.received(field),
        shown: |_| (Role::Partner, "/referrals".into()),
        ..PLAIN
    },
    Form {
        name: "public referral",
        who: None,
        path: |_| "/tell-us".into(),
        before: |ready| ready.of.later(SignedDuration::from_hours(2)),
        needed: &[("worry.facts", "Shouting every night."), ("children.0.name", "Ava")],
        words: &["worry.facts", "children.0.name", "you.name"],
        takes: 15,
        dates: &["children.0.birth"],
        held: |ready, field| ready.received(field),
        // Two hours have passed, so nobody is signed in any more: the receipt is shown to anybody.
        shown: |_| (OFFICER, "/tell-us/received".into()),
        ..PLAIN
    },
    Form {
        name: "person change",
        who: Some(Role::MashManager),
        path: |ready| format!("/children/{}/change", ready.child),
        needed: &[("name-0-given", "Ava"), ("name-0-single", ""), ("reason", "Her mother said so.")],
        words: &["name-0-given", "school", "religion"],
        takes: 17,
        dates: &["birth", "died"],
        held: |ready, field| ready.person(field),
        shown: |ready| (OFFICER, format!("/children/{}", ready.child)),
        ..PLAIN
    },
    Form {
        name: "proposal",
        path: |ready| format!("/contacts/{}/proposal", ready.contact),
        needed: PROPOSED,
        words: &["rationale", "considered", "action-0-what"],
        takes: 8,
        dates: &["action-0-date"],
        held: |ready, field| ready.proposed(field),
        shown: |ready| (OFFICER, format!("/contacts/{}", ready.contact)),
        ..PLAIN
    },
    Form {
        name: "decision",
        who: Some(Role::MashManager),
        path: |ready| format!("/contacts/{}/decision", ready.contact),
        before: Ready::propose,
        needed: &[("agreement", "send_back")],
        words: &["words"],
        takes: 8,
        held: |ready, _| ready.contact().decisions.last().map(|ruling| ruling.words.clone()),
        shown: |ready| (OFFICER, format!("/contacts/{}", ready.contact)),
        ..PLAIN
    },
    Form {
        name: "night note",
        who: Some(Role::NightWorker),
        path: |ready| format!("/children/{}/night-note", ready.child),
        needed: &[("found", "He rang."), ("why_not", "The aunt is awake.")],
        words: &["found", "done", "why_not"],
        takes: 8,
        held: |ready, field| ready.noted(field),
        shown: |ready| (OFFICER, format!("/children/{}", ready.child)),
        ..PLAIN
    },
    Form { name: "search", path: |_| "/search".into(), words: &["query"], is_lookup: true, ..PLAIN },
    Form {
        name: "sign-in",
        who: None,
        path: |_| "/sign-in".into(),
        before: |ready| ready.of.later(SignedDuration::from_hours(2)),
        needed: &[("password", "a guess of no use at all")],
        words: &["user_name"],
        ..PLAIN
    },
];

const PLAIN: Form = Form {
    name: "",
    who: Some(OFFICER),
    path: |_| String::new(),
    before: |_| {},
    needed: &[],
    words: &[],
    takes: 0,
    dates: &[],
    held: |_, _| None,
    shown: |_| (OFFICER, "/".into()),
    is_lookup: false,
};

impl Ready {
    /// A house with a contact about a child who is on the record.
    pub fn new() -> Self {
        let of = Invented::new();
        let ready = Ready {
            contact: of.house.id(),
            child: of.house.id(),
            of,
            known: RefCell::default(),
            newest: Cell::default(),
            date: RefCell::default(),
        };
        let call: Vec<(&str, &str)> = CALL.iter().copied().chain([("channel", "telephone")]).collect();
        assert_eq!(ready.of.post(OFFICER, "/contacts/new", &call).status, 303);
        let contact = ready.newest();
        let found = ready.of.post(
            OFFICER,
            &format!("/contacts/{contact}/children/0"),
            &[("whom", "new"), ("version", "1")],
        );
        assert_eq!(found.status, 303, "{}", found.words());
        let child = view(&ready.of.house.system(), contact).unwrap().contact.record.people().next().unwrap();
        Ready { contact, child, ..ready }
    }

    /// The session of somebody.
    pub fn session(&self, role: Role) -> Session<'_> {
        let everybody = casework::staff::everybody(&self.of.house.system()).unwrap();
        let mut everybody = everybody.into_iter().map(|known| known.record);
        self.of.house.session(everybody.find(|staff| staff.id == self.of.staff[&role]).unwrap())
    }

    /// Nobody has begun a form.
    pub fn throws_drafts_away(&self) {
        for role in [OFFICER, Role::MashManager, Role::Partner, Role::NightWorker] {
            let session = self.session(role);
            for draft in casework::draft::list(&session).unwrap() {
                casework::draft::throw_away(&session, draft.form).unwrap();
            }
        }
    }

    /// The date that is typed now.
    pub fn types_date(&self, typed: &str) {
        typed.clone_into(&mut self.date.borrow_mut());
    }

    /// The same again.
    pub fn typed_date(&self) -> Option<String> {
        Some(self.date.borrow().clone())
    }

    /// The contact that is new since this was asked last.
    fn newest(&self) -> Id<Contact> {
        let (rows, _) = casework::work::queue(&self.of.house.system()).unwrap();
        let newest =
            rows.iter().map(|row| row.listed.id).find(|id| self.known.borrow_mut().insert(*id)).unwrap();
        self.newest.set(Some(newest));
        newest
    }

    fn page_of_newest(&self) -> String {
        format!("/contacts/{}", self.newest.get().unwrap())
    }

    fn received(&self, field: &str) -> Option<String> {
        let contact = view(&self.of.house.system(), self.newest()).unwrap().contact.record;
        match field {
            "facts" | "facts.facts" | "worry.facts" => Some(contact.concern.facts),
            "referrer-name" | "you.name" => {
                let name = contact.referrer.name.map(|name| name.unshown().clone()).unwrap_or_default();
                // A partner who leaves their name out is named by their account.
                Some(if name == self.session(Role::Partner).staff.name { String::new() } else { name })
            }
            "child-0-school" => said(&contact.children[0].said.school),
            _ => match contact.children[0].said.name.clone() {
                PersonName::Single(name) if name == casework::contact::NO_NAME => Some(String::new()),
                PersonName::Single(name) => Some(name),
                PersonName::Parts { .. } => None,
            },
        }
    }

    fn person(&self, field: &str) -> Option<String> {
        let system = self.of.house.system();
        let person = casework::child::person_to_change(&system, self.child, None).unwrap().record;
        match field {
            "school" => said(&person.school),
            "religion" => said(&person.religion),
            _ => Some(person.names[0].name.given().to_owned()),
        }
    }

    fn noted(&self, field: &str) -> Option<String> {
        let system = self.of.house.system();
        let shown = casework::child::file(&system, self.child, casework::child::Moment::Now).unwrap();
        let casework::child::Shown::Content(page) = shown else { return None };
        let note = page.file.night_notes.last()?.record.clone();
        match field {
            "found" => Some(note.found),
            "done" => Some(note.done),
            _ => Some(note.why_not),
        }
    }

    fn contact(&self) -> Contact {
        view(&self.of.house.system(), self.contact).unwrap().contact.record
    }

    fn proposed(&self, field: &str) -> Option<String> {
        let basis = self.contact().proposal?.basis;
        match field {
            "rationale" => Some(basis.rationale),
            "considered" => Some(basis.considered),
            _ => basis.actions.first().map(|action| action.what.clone()),
        }
    }

    fn propose(&self) {
        let version = view(&self.of.house.system(), self.contact).unwrap().contact.version.0.to_string();
        let owner = self.of.staff[&OFFICER].to_string();
        let beside = [("action-0-owner", owner.as_str()), ("version", version.as_str())];
        let fields: Vec<(&str, &str)> = PROPOSED.iter().copied().chain(beside).collect();
        let answer = self.of.post(OFFICER, &format!("/contacts/{}/proposal", self.contact), &fields);
        assert_eq!(answer.status, 303, "{}", answer.words());
    }
}

/// What was said; nothing when nobody was asked.
fn said(answer: &Known<String>) -> Option<String> {
    answer.answer().cloned().or_else(|| Some(String::new()))
}
