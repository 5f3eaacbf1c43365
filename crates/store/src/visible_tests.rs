//! Property, on both engines: a list holds a child, a contact, a meeting or a disagreement exactly when `decide` would allow the same viewer the same act on it.

use std::cell::RefCell;
use std::collections::{BTreeMap, BTreeSet, HashMap};

use domain::access::{Action, Actor, Facts, Layer, RecordName, Role, Subject, decide};
use domain::id::{Any, Id};
use jiff::{SignedDuration, Timestamp};
use proptest::collection::vec;
use proptest::option;
use proptest::prelude::{ProptestConfig, any};
use proptest::sample::select;
use proptest::strategy::Strategy;
use proptest::test_runner::TestRunner;

use super::{
    audit_parameters, audit_visible, child_parameters, child_visible, contact_visible, disagreement_visible,
    discussion_visible, meeting_parameters, meeting_visible, notification_visible, parameters,
    record_visible,
};
use crate::access_facts;
use crate::engine::{Change, Mode, Query, Transaction, Value};
use crate::testing::each_engine;
use crate::values;

const CHILDREN: u128 = 4;
const VIEWER: u128 = 500;

/// Children, who works with them, contacts about them, openings with a reason, and somebody who looks.
#[derive(Debug, Clone)]
struct World {
    /// For each child: not restricted, or whether the viewer is inside the circle.
    restrictions: Vec<Option<bool>>,
    /// Child, who (the viewer, the viewer's team, others), when (before, now, to come).
    involvements: Vec<(u128, usize, usize)>,
    /// Whether it is at the door, whether a referral it asked for waits or was answered, and its children: identified, or not yet.
    contacts: Vec<(bool, Option<bool>, Vec<Option<u128>>)>,
    /// The contact it is about (of four, some of which there are), its own children, the viewer's part: none, chair, asked, asked once.
    meetings: Vec<(Option<u128>, Vec<u128>, usize)>,
    /// Child, whether the viewer opened it, whether it has lapsed.
    openings: Vec<(u128, bool, bool)>,
    roles: BTreeSet<Role>,
    /// For each child a name, children of one name are read as one; and whether they were when the openings were made.
    people: Vec<(u128, bool)>,
}

fn worlds() -> impl Strategy<Value = World> {
    let child = || 0..CHILDREN;
    (
        vec(option::of(any::<bool>()), CHILDREN as usize),
        vec((child(), 0..3usize, 0..3usize), 0..5),
        vec((any::<bool>(), option::of(any::<bool>()), vec(option::weighted(0.8, child()), 0..4)), 0..4),
        vec((option::of(0..4u128), vec(child(), 0..3), 0..4usize), 0..4),
        vec((child(), any::<bool>(), any::<bool>()), 0..3),
        vec(select(Role::ALL), 1..4),
        vec((0..2 * CHILDREN, any::<bool>()), CHILDREN as usize),
    )
        .prop_map(|(restrictions, involvements, contacts, meetings, openings, roles, people)| World {
            restrictions,
            involvements,
            contacts,
            meetings,
            openings,
            roles: roles.into_iter().collect(),
            people,
        })
}

fn noon() -> Timestamp {
    "2026-03-31T12:00:00Z".parse().unwrap()
}

fn insert(tx: &Transaction, table: &str, columns: &str, values: &[Value]) {
    let places: Vec<String> = (1..=values.len()).map(|place| format!("${place}")).collect();
    let sql = format!("insert into {table} ({columns}) values ({})", places.join(", "));
    tx.run(&Change::composed("test", sql), values).unwrap();
}

fn id(number: u128) -> Id<Any> {
    Id::from_bits(number)
}

impl World {
    /// Writes the tables from which both sides read.
    fn write(&self, tx: &Transaction) {
        let hour = SignedDuration::from_hours(1);
        insert(tx, "staff_team", "id, team", &values![id(VIEWER), "north"]);
        for (number, restriction) in self.restrictions.iter().enumerate() {
            let ring = restriction.map(|_| "the duty manager");
            let row = values![id(number as u128), 1, 1, "Sam", "child", ring];
            insert(tx, "person", "id, version, seq, name, standing, ring", &row);
            if let Some(inside) = restriction {
                let member = if *inside { VIEWER } else { 999 };
                insert(tx, "person_circle", "id, staff", &values![id(number as u128), id(member)]);
            }
        }
        for (number, (child, who, when)) in self.involvements.iter().enumerate() {
            let (staff, team) = [(VIEWER, "south"), (999, "north"), (999, "south")][*who];
            let (since, until) = [
                (noon() - hour, Some(noon())),
                (noon(), Some(noon() + hour)),
                (noon() + SignedDuration::from_micros(1), None),
            ][*when];
            let row = values![id(1_000 + number as u128), 1, 1, id(*child), id(staff), team, since, until];
            insert(tx, "involvement", "id, version, seq, child, staff, team, since, until", &row);
        }
        for (number, (at_the_door, referral, children)) in self.contacts.iter().enumerate() {
            let contact = id(2_000 + number as u128);
            let reference = format!("C{number}");
            let row =
                values![contact, 1, 1, reference, noon(), "received", *at_the_door, false, "post", "1A"];
            let columns =
                "id, version, seq, reference, received_at, stage, at_the_door, danger, channel, source";
            insert(tx, "contact", columns, &row);
            if let Some(waits) = referral {
                let referral = id(4_000 + number as u128);
                let stage = if *waits { "waiting" } else { "accepted" };
                let row = values![referral, 1, 1, id(0), stage, noon()];
                insert(tx, "referral", "id, version, seq, child, stage, received_at", &row);
                insert(tx, "referral_request", "id, place, contact", &values![referral, 0, contact]);
            }
            // An open enquiry keeps a contact at the front door; one that was decided does not.
            if number % 2 == 1 {
                let open = children.len() % 2 == 0;
                let row =
                    values![id(5_000 + number as u128), 1, 1, contact, open, "gathering", "amber", noon()];
                insert(tx, "enquiry", "id, version, seq, contact, open, stage, rating, opened_at", &row);
            }
            for (place, child) in children.iter().enumerate() {
                insert(tx, "contact_child", "id, place, child", &values![contact, place, child.map(id)]);
            }
        }
        self.write_people(tx);
        self.write_meetings(tx);
        self.write_discussions(tx);
        self.write_notifications(tx);
        self.write_records(tx);
        self.write_disagreements(tx);
        self.write_audits(tx);
        for (number, (child, by_viewer, lapsed)) in self.openings.iter().enumerate() {
            let staff = if *by_viewer { VIEWER } else { 999 };
            let until = if *lapsed { noon() } else { noon() + hour };
            let row =
                values![id(3_000 + number as u128), 1, 1, id(staff), id(*child), noon() - hour, until, false];
            insert(tx, "break_glass", "id, version, seq, staff, child, at, until, reviewed", &row);
        }
    }

    /// Of children of one name the first stands for all.
    fn write_people(&self, tx: &Transaction) {
        let opened = noon() - SignedDuration::from_hours(1);
        for (child, (name, was_one)) in self.people.iter().enumerate() {
            let since = if *was_one { opened } else { opened + SignedDuration::from_micros(1) };
            let stands = self.people.iter().position(|(other, _)| other == name).unwrap();
            if stands == child {
                continue;
            }
            for person in [stands, child] {
                let row = values![id(8_000 + child as u128), id(person as u128), id(stands as u128), since];
                insert(tx, "read_as_one", "id, person, stands, since", &row);
            }
        }
    }

    /// Who is in a contact is in a notification too, where nobody keeps the door.
    fn write_notifications(&self, tx: &Transaction) {
        for (number, (_, _, children)) in self.contacts.iter().enumerate() {
            let told = id(4_000 + number as u128);
            let row = values![
                told,
                1,
                1,
                "police",
                format!("N{number}"),
                id(1),
                noon(),
                noon(),
                "waiting",
                false,
                false,
                0
            ];
            let columns = "id, version, seq, agency, reference, batch, received_at, happened_at, stage, changed, domestic_abuse, risk";
            insert(tx, "notification", columns, &row);
            for person in children.iter().flatten().collect::<BTreeSet<_>>() {
                insert(tx, "notification_person", "id, person", &values![told, id(*person)]);
            }
        }
    }

    /// Who is in a contact is in a record of their file too.
    fn write_records(&self, tx: &Transaction) {
        for (number, (_, _, children)) in self.contacts.iter().enumerate() {
            let (record, seq) = (id(6_000 + number as u128), 60_000 + number as u64);
            insert(tx, "curation", "id, version, seq, child", &values![record, 1, seq, id(0)]);
            let row =
                values![seq, noon(), id(999), "test", "curation", record, 1, &[0; 32], &[0; 32], &[0; 32]];
            let columns = "seq, known_at, actor, command, kind, record, version, body_digest, previous, hash";
            insert(tx, "ledger", columns, &row);
            for person in children.iter().flatten().collect::<BTreeSet<_>>() {
                insert(tx, "ledger_child", "seq, child", &values![seq, id(*person)]);
            }
        }
    }

    /// Discussions about the children of a meeting, which is theirs or not; the viewer has the part in them that they have in the meeting.
    fn write_discussions(&self, tx: &Transaction) {
        for (number, (_, children, part)) in self.meetings.iter().enumerate() {
            let (discussion, seq) = (id(7_000 + number as u128), 70_000 + number as u64);
            let meeting = (number % 2 == 0).then(|| id(4_000 + number as u128));
            let begun_by = id(if *part == 1 { VIEWER } else { 999 });
            let row =
                values![discussion, 1, seq, "SD", meeting, begun_by, "begun", true, noon(), noon(), false];
            let columns = "id, version, seq, reference, meeting, begun_by, stage, open, begun_at, decided_to_hold, by_telephone";
            insert(tx, "strategy_discussion", columns, &row);
            let kind = "strategy_discussion";
            let row =
                values![seq, noon(), id(999), "test", kind, discussion, 1, &[0; 32], &[0; 32], &[0; 32]];
            let columns = "seq, known_at, actor, command, kind, record, version, body_digest, previous, hash";
            insert(tx, "ledger", columns, &row);
            for person in children.iter().collect::<BTreeSet<_>>() {
                insert(tx, "ledger_child", "seq, child", &values![seq, id(*person)]);
            }
        }
    }

    /// Whose record is in a contact is audited; the viewer takes part in every third audit.
    fn write_audits(&self, tx: &Transaction) {
        for (number, (_, _, children)) in self.contacts.iter().enumerate() {
            let (audit, seq) = (id(8_000 + number as u128), 80_000 + number as u64);
            let row = values![audit, 1, seq, "AU", "contact", id(1), "north", noon(), "to_grade"];
            let columns = "id, version, seq, reference, draw, record, team, drawn_at, stage";
            insert(tx, "audit", columns, &row);
            let row = values![seq, noon(), id(999), "test", "audit", audit, 1, &[0; 32], &[0; 32], &[0; 32]];
            let columns = "seq, known_at, actor, command, kind, record, version, body_digest, previous, hash";
            insert(tx, "ledger", columns, &row);
            for person in children.iter().flatten().collect::<BTreeSet<_>>() {
                insert(tx, "ledger_child", "seq, child", &values![seq, id(*person)]);
            }
            let party = if number % 3 == 0 { VIEWER } else { 999 };
            insert(tx, "audit_party", "id, staff", &values![audit, id(party)]);
        }
    }

    /// Who is in a contact is what a disagreement is about; the viewer takes part in every third.
    fn write_disagreements(&self, tx: &Transaction) {
        for (number, (_, _, children)) in self.contacts.iter().enumerate() {
            let disagreement = id(7_000 + number as u128);
            let children: BTreeSet<_> = children.iter().flatten().collect();
            let row =
                values![disagreement, 1, 1, "DS", noon(), "other", "practitioner", !children.is_empty()];
            insert(tx, "disagreement", "id, version, seq, reference, raised_at, about, stage, placed", &row);
            for child in children {
                insert(tx, "disagreement_child", "id, child", &values![disagreement, id(*child)]);
            }
            let party = if number % 3 == 0 { VIEWER } else { 999 };
            insert(tx, "disagreement_party", "id, staff", &values![disagreement, id(party)]);
        }
    }

    fn write_meetings(&self, tx: &Transaction) {
        for (number, (contact, children, part)) in self.meetings.iter().enumerate() {
            let meeting = id(4_000 + number as u128);
            let there = contact.filter(|contact| *contact < self.contacts.len() as u128);
            let contact = there.map(|contact| id(2_000 + contact));
            let chair = id(if *part == 1 { VIEWER } else { 999 });
            let row = values![meeting, 1, 1, "MT", "taf", contact, chair, id(999), noon(), noon(), "planned"];
            let columns =
                "id, version, seq, reference, kind, contact, chair, arranged_by, starts, ends, stage";
            insert(tx, "meeting", columns, &row);
            for (place, child) in children.iter().enumerate() {
                insert(tx, "meeting_child", "id, place, child", &values![meeting, place, id(*child)]);
            }
            if *part > 1 {
                let row = values![meeting, 0, id(VIEWER), noon(), noon(), false, *part == 3];
                insert(
                    tx,
                    "meeting_invited",
                    "id, place, staff, asked_at, answer_by, had_no_slot, withdrawn",
                    &row,
                );
            }
        }
    }

    fn viewer(&self) -> Actor {
        Actor {
            staff: Id::from_bits(VIEWER),
            roles: self.roles.clone(),
            teams: BTreeSet::from(["north".to_owned()]),
            agency: None,
            scope: None,
        }
    }
}

type Ids = BTreeSet<Id<Any>>;

/// One world, looked at through its lists and through decisions. Both are asked once: what a list holds depends on its roles and layer, and
/// what is known of a subject on the subject alone, while many acts need the same.
struct Look<'a> {
    tx: &'a Transaction,
    world: &'a World,
    viewer: Actor,
    engine: &'a str,
    lists: RefCell<BTreeMap<(String, Vec<Value>), Ids>>,
    facts: RefCell<HashMap<Subject, Facts>>,
}

impl<'a> Look<'a> {
    fn new(tx: &'a Transaction, world: &'a World, engine: &'a str) -> Self {
        let (lists, facts) = (RefCell::default(), RefCell::default());
        Self { tx, world, viewer: world.viewer(), engine, lists, facts }
    }

    fn listed(&self, sql: String, values: Vec<Value>) -> Ids {
        let asked = (sql, values);
        if let Some(known) = self.lists.borrow().get(&asked) {
            return known.clone();
        }
        let query = Query::<(Id<Any>,)>::composed("test", asked.0.clone());
        let listed: BTreeSet<_> =
            self.tx.all(&query, &asked.1).unwrap().into_iter().map(|(id,)| id).collect();
        self.lists.borrow_mut().insert(asked, listed.clone());
        listed
    }

    /// The subjects that a decision allows.
    fn decided(&self, action: Action, subjects: &[(Id<Any>, Subject)]) -> Ids {
        let mut known = self.facts.borrow_mut();
        let allowed = subjects.iter().filter(|(_, subject)| {
            let facts = known
                .entry(*subject)
                .or_insert_with(|| access_facts::load(self.tx, &self.viewer, *subject, noon()).unwrap());
            decide(&self.viewer, action, facts).is_ok()
        });
        allowed.map(|(id, _)| *id).collect()
    }

    /// How many the list of this table holds: exactly those that a decision allows.
    fn held(&self, action: Action, list: (&str, &str, Vec<Value>), subjects: &[(Id<Any>, Subject)]) -> usize {
        let (table, visible, values) = list;
        let in_list = self.listed(format!("select {table}.id as value from {table} where {visible}"), values);
        assert_eq!(in_list, self.decided(action, subjects), "{table}, {action:?}, {}", self.engine);
        in_list.len()
    }

    /// A subject for each contact (or meeting) of the world, numbered from here.
    fn subjects(count: usize, from: u128, subject: impl Fn(Id<Any>) -> Subject) -> Vec<(Id<Any>, Subject)> {
        (from..from + count as u128).map(|number| (id(number), subject(id(number)))).collect()
    }

    /// Every list that this act looks through, and how many it holds.
    fn lists(&self, action: Action, roles: &[Role]) -> Vec<(&'static str, usize)> {
        let (contacts, meetings) = (self.world.contacts.len(), self.world.meetings.len());
        let (viewer, needs) = (&self.viewer, action.needs());
        let child = |layer| child_parameters(viewer, roles, noon(), layer);
        let children = Self::subjects(CHILDREN as usize, 0, |id| Subject::Child(id.of_kind()));
        let visible = child_visible("person.id", 1);
        let mut held = vec![("children", self.held(action, ("person", &visible, child(needs)), &children))];
        if needs == Layer::Content {
            let subjects = Self::subjects(contacts, 2_000, |id| Subject::Contact(id.of_kind()));
            let values = parameters(viewer, roles, noon(), needs);
            let list = ("contact", &*contact_visible("contact", 1), values);
            held.push(("contacts", self.held(action, list, &subjects)));
            let subjects = Self::subjects(contacts, 4_000, |id| Subject::Notification(id.of_kind()));
            let visible = notification_visible("notification_person", "notification", 1);
            held.push((
                "notifications",
                self.held(action, ("notification", &visible, child(needs)), &subjects),
            ));
            let record = |id| Subject::Record(RecordName { kind: "curation", id });
            let subjects = Self::subjects(contacts, 6_000, record);
            let list = ("curation", &*record_visible("curation", 1), child(needs));
            held.push(("records", self.held(action, list, &subjects)));
        }
        held.extend(self.list_of_its_own(action, roles, contacts, meetings));
        held
    }

    /// The list that this act alone looks through. Somebody of an agency has the disagreements they take part in.
    fn list_of_its_own(
        &self,
        action: Action,
        roles: &[Role],
        contacts: usize,
        meetings: usize,
    ) -> Option<(&'static str, usize)> {
        let viewer = &self.viewer;
        let meeting = |layer| meeting_parameters(viewer, roles, noon(), layer);
        let disagreements = || Self::subjects(contacts, 7_000, |id| Subject::Disagreement(id.of_kind()));
        let (what, list, subjects) = match action {
            Action::ReadDisagreement => {
                let visible = disagreement_visible("disagreement", 1);
                ("disagreements", ("disagreement", visible, meeting(action.needs())), disagreements())
            }
            Action::ReadOwnDisagreement => {
                let own =
                    "disagreement.id in (select part.id from disagreement_party part where part.staff = $1)";
                ("disagreements", ("disagreement", own.to_owned(), values![viewer.staff]), disagreements())
            }
            Action::ReadAudit => {
                let values = audit_parameters(viewer, roles, noon());
                let subjects = Self::subjects(contacts, 8_000, |id| Subject::Audit(id.of_kind()));
                ("audits", ("audit", audit_visible("audit", 1), values), subjects)
            }
            Action::ReadMeeting => {
                let subjects = Self::subjects(meetings, 4_000, |id| Subject::Meeting(id.of_kind()));
                ("meetings", ("meeting", meeting_visible("meeting", 1), meeting(Layer::Content)), subjects)
            }
            Action::ReadDiscussion => {
                let values = child_parameters(viewer, roles, noon(), Layer::Content);
                let subjects = Self::subjects(meetings, 7_000, |id| Subject::Discussion(id.of_kind()));
                let visible = discussion_visible("strategy_discussion", 1);
                ("discussions", ("strategy_discussion", visible, values), subjects)
            }
            _ => return None,
        };
        let (table, visible, values) = list;
        Some((what, self.held(action, (table, &visible, values), &subjects)))
    }
}

/// Acts about which a decision asks more than the layer: who proposed, drafted or sent, who is of the circle.
const PERSONAL: [Action; 5] = [
    Action::ReadOwnReferral,
    Action::DecideContact,
    Action::ApproveFeedback,
    Action::MoveRecords,
    Action::ConfirmMove,
];

#[test]
fn a_list_holds_what_a_decision_allows() {
    each_engine(|engine, store| {
        let mut runner = TestRunner::new(ProptestConfig {
            cases: 80,
            failure_persistence: None,
            ..ProptestConfig::default()
        });
        let held = RefCell::new(BTreeMap::<&str, usize>::new());
        let outcome = runner.run(&worlds(), |world| {
            let tx = Transaction::begin(store.writing(), Mode::Write).unwrap();
            world.write(&tx);
            let look = Look::new(&tx, &world, engine);
            for action in Action::ALL.iter().copied().filter(|action| !PERSONAL.contains(action)) {
                let roles: Vec<Role> =
                    world.roles.iter().copied().filter(|role| action.is_for(*role)).collect();
                if roles.is_empty() {
                    continue;
                }
                for (what, count) in look.lists(action, &roles) {
                    *held.borrow_mut().entry(what).or_default() += count;
                }
            }
            // Dropped without a commit: the next world begins empty.
            Ok(())
        });
        outcome.unwrap();
        let held = held.into_inner();
        println!("{engine}: listed {held:?}");
        let few = ["meetings", "discussions", "disagreements", "audits"];
        let least = |what: &str| if few.contains(&what) { 20 } else { 100 };
        assert!(held.len() == 8 && held.iter().all(|(what, count)| *count > least(what)), "{held:?}");
    });
}
