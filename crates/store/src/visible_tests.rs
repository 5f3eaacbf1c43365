//! Property, on both engines: a list holds a child, a contact, a meeting or a disagreement exactly when `decide` would allow the same viewer the same act on it.

use std::collections::{BTreeMap, BTreeSet};

use domain::access::{Action, Actor, Layer, RecordName, Role, Subject, decide};
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
    )
        .prop_map(|(restrictions, involvements, contacts, meetings, openings, roles)| World {
            restrictions,
            involvements,
            contacts,
            meetings,
            openings,
            roles: roles.into_iter().collect(),
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

/// The subjects that a decision allows.
fn decided(
    tx: &Transaction,
    viewer: &Actor,
    action: Action,
    subjects: &[(Id<Any>, Subject)],
) -> BTreeSet<Id<Any>> {
    let allowed = subjects.iter().filter(|(_, subject)| {
        let facts = access_facts::load(tx, viewer, *subject, noon()).unwrap();
        decide(viewer, action, &facts).is_ok()
    });
    allowed.map(|(id, _)| *id).collect()
}

fn listed(tx: &Transaction, sql: String, values: &[Value]) -> BTreeSet<Id<Any>> {
    tx.all(&Query::<(Id<Any>,)>::composed("test", sql), values).unwrap().into_iter().map(|(id,)| id).collect()
}

/// How many meetings the list holds: exactly those that a decision allows.
fn meetings_listed(tx: &Transaction, world: &World, viewer: &Actor, roles: &[Role], engine: &str) -> usize {
    let meetings: Vec<_> = (0..world.meetings.len() as u128)
        .map(|number| (id(4_000 + number), Subject::Meeting(Id::from_bits(4_000 + number))))
        .collect();
    let sql = format!("select meeting.id as value from meeting where {}", meeting_visible("meeting", 1));
    let in_list = listed(tx, sql, &meeting_parameters(viewer, roles, noon(), Layer::Content));
    assert_eq!(in_list, decided(tx, viewer, Action::ReadMeeting, &meetings), "meetings, {engine}");
    in_list.len()
}

/// How many discussions the list holds: exactly those that a decision allows.
fn discussions_listed(
    tx: &Transaction,
    world: &World,
    viewer: &Actor,
    roles: &[Role],
    engine: &str,
) -> usize {
    let discussions: Vec<_> = (0..world.meetings.len() as u128)
        .map(|number| (id(7_000 + number), Subject::Discussion(Id::from_bits(7_000 + number))))
        .collect();
    let visible = discussion_visible("strategy_discussion", 1);
    let sql = format!("select strategy_discussion.id as value from strategy_discussion where {visible}");
    let in_list = listed(tx, sql, &child_parameters(viewer, roles, noon(), Layer::Content));
    assert_eq!(in_list, decided(tx, viewer, Action::ReadDiscussion, &discussions), "discussions, {engine}");
    in_list.len()
}

/// How many contacts the list holds: exactly those that a decision allows.
fn contacts_listed(
    tx: &Transaction,
    world: &World,
    viewer: &Actor,
    roles: &[Role],
    action: Action,
    engine: &str,
) -> usize {
    let contacts: Vec<_> = (0..world.contacts.len() as u128)
        .map(|number| (id(2_000 + number), Subject::Contact(Id::from_bits(2_000 + number))))
        .collect();
    let sql = format!("select contact.id as value from contact where {}", contact_visible("contact", 1));
    let in_list = listed(tx, sql, &parameters(viewer, roles, noon(), action.needs()));
    assert_eq!(in_list, decided(tx, viewer, action, &contacts), "contacts, {action:?}, {engine}");
    in_list.len()
}

/// How many records the list holds: exactly those that a decision allows.
fn records_listed(
    tx: &Transaction,
    world: &World,
    viewer: &Actor,
    roles: &[Role],
    action: Action,
    engine: &str,
) -> usize {
    let record = |number| RecordName { kind: "curation", id: id(6_000 + number) };
    let records: Vec<_> = (0..world.contacts.len() as u128)
        .map(|number| (record(number).id, Subject::Record(record(number))))
        .collect();
    let sql = format!("select curation.id as value from curation where {}", record_visible("curation", 1));
    let in_list = listed(tx, sql, &child_parameters(viewer, roles, noon(), action.needs()));
    assert_eq!(in_list, decided(tx, viewer, action, &records), "records, {action:?}, {engine}");
    in_list.len()
}

/// How many audits the list holds: exactly those that a decision allows.
fn audits_listed(tx: &Transaction, world: &World, viewer: &Actor, roles: &[Role], engine: &str) -> usize {
    let audits: Vec<_> = (0..world.contacts.len() as u128)
        .map(|number| (id(8_000 + number), Subject::Audit(Id::from_bits(8_000 + number))))
        .collect();
    let sql = format!("select audit.id as value from audit where {}", audit_visible("audit", 1));
    let in_list = listed(tx, sql, &audit_parameters(viewer, roles, noon()));
    assert_eq!(in_list, decided(tx, viewer, Action::ReadAudit, &audits), "audits, {engine}");
    in_list.len()
}

/// How many disagreements the list holds: exactly those that a decision allows. Somebody of an agency has those they take part in.
fn disagreements_listed(
    tx: &Transaction,
    world: &World,
    viewer: &Actor,
    roles: &[Role],
    action: Action,
    engine: &str,
) -> usize {
    let disagreements: Vec<_> = (0..world.contacts.len() as u128)
        .map(|number| (id(7_000 + number), Subject::Disagreement(Id::from_bits(7_000 + number))))
        .collect();
    let in_list = if action == Action::ReadOwnDisagreement {
        let sql = "select part.id as value from disagreement_party part where part.staff = $1".to_owned();
        listed(tx, sql, &values![viewer.staff])
    } else {
        let visible = disagreement_visible("disagreement", 1);
        let sql = format!("select disagreement.id as value from disagreement where {visible}");
        listed(tx, sql, &meeting_parameters(viewer, roles, noon(), action.needs()))
    };
    assert_eq!(in_list, decided(tx, viewer, action, &disagreements), "disagreements, {action:?}, {engine}");
    in_list.len()
}

/// How many notifications the list holds: exactly those that a decision allows.
fn notifications_listed(
    tx: &Transaction,
    world: &World,
    viewer: &Actor,
    roles: &[Role],
    action: Action,
    engine: &str,
) -> usize {
    let notifications: Vec<_> = (0..world.contacts.len() as u128)
        .map(|number| (id(4_000 + number), Subject::Notification(Id::from_bits(4_000 + number))))
        .collect();
    let visible = notification_visible("notification_person", "notification", 1);
    let sql = format!("select notification.id as value from notification where {visible}");
    let in_list = listed(tx, sql, &child_parameters(viewer, roles, noon(), Layer::Content));
    assert_eq!(in_list, decided(tx, viewer, action, &notifications), "notifications, {action:?}, {engine}");
    in_list.len()
}

/// Acts about which a decision asks more than the layer: who proposed, drafted or sent.
const PERSONAL: [Action; 3] = [Action::ReadOwnReferral, Action::DecideContact, Action::ApproveFeedback];

#[test]
#[expect(clippy::too_many_lines, reason = "one line for each list")]
fn a_list_holds_what_a_decision_allows() {
    let children: Vec<_> =
        (0..CHILDREN).map(|number| (id(number), Subject::Child(Id::from_bits(number)))).collect();
    each_engine(|engine, store| {
        let mut runner = TestRunner::new(ProptestConfig {
            cases: 80,
            failure_persistence: None,
            ..ProptestConfig::default()
        });
        let mut held = BTreeMap::<&str, usize>::new();
        let held_by = std::cell::RefCell::new(&mut held);
        let outcome = runner.run(&worlds(), |world| {
            let tx = Transaction::begin(store.writing(), Mode::Write).unwrap();
            world.write(&tx);
            let viewer = world.viewer();
            for action in Action::ALL.iter().copied().filter(|action| !PERSONAL.contains(action)) {
                let roles: Vec<Role> =
                    world.roles.iter().copied().filter(|role| action.is_for(*role)).collect();
                if roles.is_empty() {
                    continue;
                }
                let sql =
                    format!("select person.id as value from person where {}", child_visible("person.id", 1));
                let in_list = listed(&tx, sql, &child_parameters(&viewer, &roles, noon(), action.needs()));
                assert_eq!(
                    in_list,
                    decided(&tx, &viewer, action, &children),
                    "children, {action:?}, {engine}"
                );
                *held_by.borrow_mut().entry("children").or_default() += in_list.len();
                if action.needs() == Layer::Content {
                    let contacts = contacts_listed(&tx, &world, &viewer, &roles, action, engine);
                    *held_by.borrow_mut().entry("contacts").or_default() += contacts;
                    let notifications = notifications_listed(&tx, &world, &viewer, &roles, action, engine);
                    *held_by.borrow_mut().entry("notifications").or_default() += notifications;
                    let records = records_listed(&tx, &world, &viewer, &roles, action, engine);
                    *held_by.borrow_mut().entry("records").or_default() += records;
                }
                if [Action::ReadDisagreement, Action::ReadOwnDisagreement].contains(&action) {
                    let listed = disagreements_listed(&tx, &world, &viewer, &roles, action, engine);
                    *held_by.borrow_mut().entry("disagreements").or_default() += listed;
                }
                if action == Action::ReadAudit {
                    let listed = audits_listed(&tx, &world, &viewer, &roles, engine);
                    *held_by.borrow_mut().entry("audits").or_default() += listed;
                }
                if action == Action::ReadMeeting {
                    let meetings = meetings_listed(&tx, &world, &viewer, &roles, engine);
                    *held_by.borrow_mut().entry("meetings").or_default() += meetings;
                }
                if action == Action::ReadDiscussion {
                    let discussions = discussions_listed(&tx, &world, &viewer, &roles, engine);
                    *held_by.borrow_mut().entry("discussions").or_default() += discussions;
                }
            }
            // Dropped without a commit: the next world begins empty.
            Ok(())
        });
        outcome.unwrap();
        println!("{engine}: listed {held:?}");
        let few = ["meetings", "discussions", "disagreements", "audits"];
        let least = |what: &str| if few.contains(&what) { 20 } else { 100 };
        assert!(held.len() == 8 && held.iter().all(|(what, count)| *count > least(what)), "{held:?}");
    });
}
