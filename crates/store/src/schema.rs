//! What the database is made of: its migrations, the kinds of record it keeps, and the register of every statement.

use domain::access::break_glass::BreakGlass;
use domain::chronology::Curation;
use domain::consent::Basis;
use domain::contact::Contact;
use domain::episode::Episode;
use domain::feedback::Feedback;
use domain::handover::{Card, NightItem, NightNote};
use domain::involvement::Involvement;
use domain::mash::{Enquiry, Request};
use domain::meeting::{Meeting, Slot};
use domain::notice::Notice;
use domain::notification::key::AgencyKey;
use domain::notification::{Batch, BatchFile, Notification, RefusedRow};
use domain::partner::{AgencyContact, AnswerLink, Document};
use domain::person::Person;
use domain::person::different::DifferentPeople;
use domain::person::link::PersonLink;
use domain::person::possible_match::PossibleMatch;
use domain::person::relationship::Relationship;
use domain::referral::Referral;
use domain::second_reading::{SecondReading, Seed};
use domain::section47::{DirectWork, Section47};
use domain::staff::Staff;
use domain::strategy::Discussion;
use domain::threshold::KeptThresholds;
use domain::watch::Prompt;

use domain::event::Event;

use domain::power::Power;

use domain::safety_plan::{ChildPlan, SafetyPlan};

use crate::Store;
use crate::engine::{APPLIED, Connection, Found, Migration, Statement};
use crate::failure::Failure;
use crate::ledger::{KeptKind, TableRows};
use crate::power;
use crate::{
    access_facts, access_log, agency_key, break_glass, consent, contact, credential, draft, engine, episode,
    feedback, handover, involvement, job, ledger, mash, meeting, notice, notification, notification_batch,
    partner, person, possible_match, referral, relationship, ruling, second_reading, section47, session,
    staff, strategy, submission, threshold, throttle, watch,
};

use crate::safety_plan;

use crate::assessment;
use domain::assessment::Assessment;

/// A database's migrations and kinds of record.
#[derive(Debug, Clone)]
pub struct Schema {
    /// The steps, in order.
    pub migrations: Vec<Migration>,
    /// The kinds of record.
    pub kinds: Vec<KeptKind>,
}

/// Frontdoor's migrations. Once a council has data a file is never changed: add another.
pub const MIGRATIONS: &[Migration] = &[
    Migration { number: 1, name: "evidence", text: include_str!("../migrations/0001_evidence.sql") },
    Migration { number: 2, name: "service", text: include_str!("../migrations/0002_service.sql") },
    Migration { number: 3, name: "records", text: include_str!("../migrations/0003_records.sql") },
    Migration { number: 4, name: "hub", text: include_str!("../migrations/0004_hub.sql") },
    Migration { number: 5, name: "night", text: include_str!("../migrations/0005_night.sql") },
    Migration {
        number: 6,
        name: "notifications",
        text: include_str!("../migrations/0006_notifications.sql"),
    },
    Migration { number: 7, name: "consistency", text: include_str!("../migrations/0007_consistency.sql") },
    Migration { number: 8, name: "partner", text: include_str!("../migrations/0008_partner.sql") },
    Migration { number: 9, name: "meetings", text: include_str!("../migrations/0009_meetings.sql") },
    Migration { number: 10, name: "facts", text: include_str!("../migrations/0010_facts.sql") },
    Migration { number: 11, name: "watch", text: include_str!("../migrations/0011_watch.sql") },
    Migration { number: 12, name: "event", text: include_str!("../migrations/0012_event.sql") },
    Migration { number: 13, name: "strategy", text: include_str!("../migrations/0013_strategy.sql") },
    Migration { number: 14, name: "section47", text: include_str!("../migrations/0014_section47.sql") },
    Migration { number: 15, name: "conference", text: include_str!("../migrations/0015_conference.sql") },
    Migration { number: 16, name: "power", text: include_str!("../migrations/0016_power.sql") },
    Migration { number: 17, name: "safety_plan", text: include_str!("../migrations/0017_safety_plan.sql") },
    Migration { number: 18, name: "chronology", text: include_str!("../migrations/0018_chronology.sql") },
    Migration { number: 19, name: "assessment", text: include_str!("../migrations/0019_assessment.sql") },
    Migration { number: 20, name: "story", text: include_str!("../migrations/0020_story.sql") },
    Migration { number: 21, name: "local_form", text: include_str!("../migrations/0021_local_form.sql") },
    Migration {
        number: 22,
        name: "child_in_need",
        text: include_str!("../migrations/0022_child_in_need.sql"),
    },
    Migration { number: 23, name: "document", text: include_str!("../migrations/0023_document.sql") },
    Migration { number: 24, name: "audit", text: include_str!("../migrations/0024_audit.sql") },
    Migration { number: 25, name: "daily_feed", text: include_str!("../migrations/0025_daily_feed.sql") },
    Migration { number: 26, name: "import", text: include_str!("../migrations/0026_import.sql") },
    Migration { number: 27, name: "department", text: include_str!("../migrations/0027_department.sql") },
    Migration {
        number: 28,
        name: "import_person",
        text: include_str!("../migrations/0028_import_person.sql"),
    },
    Migration { number: 29, name: "person_link", text: include_str!("../migrations/0029_person_link.sql") },
    Migration { number: 30, name: "moved", text: include_str!("../migrations/0030_moved.sql") },
    Migration { number: 31, name: "search_text", text: include_str!("../migrations/0031_search_text.sql") },
    Migration {
        number: 32,
        name: "no_person_key",
        text: include_str!("../migrations/0032_no_person_key.sql"),
    },
    Migration {
        number: 33,
        name: "read_as_one_since",
        text: include_str!("../migrations/0033_read_as_one_since.sql"),
    },
];

/// Frontdoor's kinds of record: one line a record.
pub const KINDS: &[KeptKind] = &[
    KeptKind::of::<Basis>(),
    KeptKind::of::<BreakGlass>(),
    KeptKind::of::<Contact>(),
    KeptKind::of::<Curation>(),
    KeptKind::of::<Enquiry>(),
    KeptKind::of::<Episode>(),
    KeptKind::of::<Feedback>(),
    KeptKind::of::<Involvement>(),
    KeptKind::of::<Meeting>(),
    KeptKind::of::<Notice>(),
    KeptKind::of::<Person>(),
    KeptKind::of::<PossibleMatch>(),
    KeptKind::of::<PersonLink>(),
    KeptKind::of::<DifferentPeople>(),
    KeptKind::of::<Relationship>(),
    KeptKind::of::<Request>(),
    KeptKind::of::<Slot>(),
    KeptKind::of::<Staff>(),
    KeptKind::of::<Card>(),
    KeptKind::of::<NightItem>(),
    KeptKind::of::<NightNote>(),
    KeptKind::of::<AgencyKey>(),
    KeptKind::of::<Batch>(),
    KeptKind::of::<BatchFile>(),
    KeptKind::of::<Notification>(),
    KeptKind::of::<RefusedRow>(),
    KeptKind::of::<KeptThresholds>(),
    KeptKind::of::<Referral>(),
    KeptKind::of::<SecondReading>(),
    KeptKind::of::<Seed>(),
    KeptKind::of::<AgencyContact>(),
    KeptKind::of::<AnswerLink>(),
    KeptKind::of::<Document>(),
    KeptKind::of::<Event>(),
    KeptKind::of::<Discussion>(),
    KeptKind::of::<Section47>(),
    KeptKind::of::<DirectWork>(),
    KeptKind::of::<Prompt>(),
    KeptKind::of::<domain::conference::Conference>(),
    KeptKind::of::<domain::disagreement::Disagreement>(),
    KeptKind::of::<Power>(),
    KeptKind::of::<SafetyPlan>(),
    KeptKind::of::<ChildPlan>(),
    KeptKind::of::<domain::child_in_need::ChildInNeedPlan>(),
    KeptKind::of::<domain::closure::Closure>(),
    KeptKind::of::<domain::document::Issued>(),
    KeptKind::of::<domain::audit::Audit>(),
    KeptKind::of::<domain::audit::Sample>(),
    KeptKind::of::<domain::calibration::Calibration>(),
    KeptKind::of::<domain::calibration::CalibrationGrading>(),
    KeptKind::of::<domain::practice_development::PracticeSession>(),
    KeptKind::of::<domain::chronology::Written>(),
    KeptKind::of::<domain::chronology::Selection>(),
    KeptKind::of::<Assessment>(),
    // The child's story.
    KeptKind::of::<domain::case_summary::CaseSummary>(),
    KeptKind::of::<domain::voice::ChildVoice>(),
    KeptKind::of::<domain::local_form::FormAnswer>(),
    // What is sent to the Department.
    KeptKind::of::<domain::daily_feed::FeedRequest>(),
    KeptKind::of::<domain::import::Import>(),
    KeptKind::of::<domain::import::Piece>(),
    KeptKind::of::<domain::import::Bundle>(),
    KeptKind::of::<domain::person::moved::Moved>(),
];

/// Every statement, file by file.
pub(crate) static STATEMENTS: &[&[&[&dyn Statement]]] = &[
    ledger::STATEMENTS,
    ledger::verify::ALL_STATEMENTS,
    crate::search::ALL_STATEMENTS,
    watch::ALL_STATEMENTS,
    crate::everybody::ALL_STATEMENTS,
    &[
        access_facts::STATEMENTS,
        access_log::STATEMENTS,
        break_glass::STATEMENTS,
        consent::STATEMENTS,
        contact::STATEMENTS,
        credential::STATEMENTS,
        draft::STATEMENTS,
        engine::STATEMENTS,
        episode::STATEMENTS,
        feedback::STATEMENTS,
        involvement::STATEMENTS,
        job::STATEMENTS,
        mash::STATEMENTS,
        meeting::STATEMENTS,
        notice::STATEMENTS,
        person::STATEMENTS,
        possible_match::STATEMENTS,
        crate::person_link::STATEMENTS,
        crate::different_people::STATEMENTS,
        crate::doubles::STATEMENTS,
        crate::read_as_one::STATEMENTS,
        relationship::STATEMENTS,
        session::STATEMENTS,
        staff::STATEMENTS,
        submission::STATEMENTS,
        throttle::STATEMENTS,
        handover::STATEMENTS,
        agency_key::STATEMENTS,
        notification::STATEMENTS,
        notification_batch::STATEMENTS,
        referral::STATEMENTS,
        second_reading::STATEMENTS,
        threshold::STATEMENTS,
        partner::account::STATEMENTS,
        partner::contact::STATEMENTS,
        partner::document::STATEMENTS,
        partner::link::STATEMENTS,
        partner::request::STATEMENTS,
        strategy::STATEMENTS,
        section47::STATEMENTS,
        crate::conference::STATEMENTS,
        crate::disagreement::STATEMENTS,
        power::STATEMENTS,
        safety_plan::STATEMENTS,
        crate::child_in_need::STATEMENTS,
        crate::closure::STATEMENTS,
        crate::document::STATEMENTS,
        crate::audit::STATEMENTS,
        crate::calibration::STATEMENTS,
        crate::practice_development::STATEMENTS,
        assessment::STATEMENTS,
        crate::case_summary::STATEMENTS,
        crate::census::STATEMENTS,
        crate::inspection::STATEMENTS,
        crate::daily_feed::STATEMENTS,
        crate::import::STATEMENTS,
    ],
];

impl Schema {
    /// A council's database.
    pub fn frontdoor() -> Self {
        Schema { migrations: MIGRATIONS.to_vec(), kinds: KINDS.to_vec() }
    }

    /// Whether records of this kind are kept, in this table.
    pub(crate) fn keeps(&self, kind: &str, table: &str) -> bool {
        self.kinds.iter().any(|kept| kept.name == kind && kept.main.name == table)
    }
}

/// A statement or table that does not fit the database.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("{name}: {what}")]
pub struct Misfit {
    /// The statement's name or the table's.
    pub name: String,
    /// What does not fit.
    pub what: String,
}

impl Store {
    /// Prepares every statement of the register and of every kind of record against the database and compares the columns. Nothing is carried
    /// out. A test does this on both engines; `verify` does it on a council's own database.
    ///
    /// # Errors
    /// When the database cannot be reached.
    pub fn misfits(&self) -> Result<Vec<Misfit>, Failure> {
        let schema = self.schema();
        let mut lease = self.reading().lease()?;
        let connection = lease.connection().map_err(|fault| Failure::engine("misfits", fault))?;
        // SQLite prepares against the tables as it last saw them: reading makes it look again.
        let looked = connection.each(&APPLIED, &[], &mut |_| false);
        looked.map_err(|fault| Failure::engine("misfits", fault))?;
        let mut misfits = Vec::new();
        for statement in STATEMENTS.iter().copied().flatten().copied().flatten() {
            misfits.extend(misfit(connection, *statement));
        }
        for statement in filtered() {
            misfits.extend(misfit(connection, statement));
        }
        for kind in &schema.kinds {
            for change in kind.changes() {
                misfits.extend(misfit(connection, &change));
            }
            for (table, main) in kind.tables() {
                misfits.extend(misfit(connection, &TableRows::within(&table, main)));
            }
        }
        Ok(misfits)
    }
}

/// The statements that are put together with the filter of what a viewer may see, file by file.
fn filtered() -> Vec<&'static dyn Statement> {
    let mut statements: Vec<&'static dyn Statement> = Vec::new();
    statements.extend(contact::filtered());
    statements.extend(mash::filtered());
    statements.extend(meeting::filtered());
    statements.extend(notification::filtered());
    statements.extend(notification_batch::filtered());
    statements.extend(crate::everybody::filtered());
    statements.extend(referral::filtered());
    statements.extend(ruling::filtered());
    statements.extend(second_reading::filtered());
    statements.extend(strategy::filtered());
    statements.extend(section47::filtered());
    statements.extend(watch::filtered());
    statements.extend(crate::conference::filtered());
    statements.extend(crate::disagreement::filtered());
    statements.extend(power::filtered());
    statements.extend(crate::person_link::filtered());
    statements.extend(possible_match::filtered());
    statements.extend(safety_plan::filtered());
    statements.extend(crate::child_in_need::filtered());
    statements.extend(crate::closure::filtered());
    statements.extend(crate::document::filtered());
    statements.extend(crate::audit::filtered());
    statements.extend(assessment::filtered());
    statements.extend(crate::case_summary::filtered());
    statements.extend(crate::census::filtered());
    statements.extend(crate::moved::filtered());
    statements.extend(crate::search::filtered());
    statements
}

fn misfit(connection: &mut Connection, statement: &dyn Statement) -> Option<Misfit> {
    let says = |what: String| Some(Misfit { name: statement.name().to_owned(), what });
    let described = match connection.describe(statement.sql()) {
        Ok(described) => described,
        Err(fault) => return says(fault.to_string()),
    };
    // A change answers with nothing on either engine.
    let expected = statement.columns();
    if described.len() != expected.len() {
        return says(format!("{} columns instead of {}", described.len(), expected.len()));
    }
    for (found, column) in described.iter().zip(expected) {
        if found.name != column.name {
            return says(format!("a column {} instead of {}", found.name, column.name));
        }
        match found.kind {
            Found::Kind(kind) if kind != column.kind => {
                return says(format!("column {} is {kind:?} instead of {:?}", column.name, column.kind));
            }
            Found::Foreign => {
                return says(format!("column {} is of a type the store does not keep", column.name));
            }
            Found::Kind(_) | Found::Unknown => {}
        }
    }
    None
}

#[cfg(test)]
mod tests {
    use super::{MIGRATIONS, STATEMENTS};
    use std::collections::BTreeSet;
    use std::path::{Path, PathBuf};

    fn sources(folder: &Path, found: &mut Vec<PathBuf>) {
        for entry in std::fs::read_dir(folder).unwrap() {
            let path = entry.unwrap().path();
            if path.is_dir() {
                sources(&path, found);
            } else if path.extension().is_some_and(|end| end == "rs") {
                found.push(path);
            }
        }
    }

    #[test]
    fn every_file_with_statements_is_in_the_register() {
        let registered: BTreeSet<&str> = STATEMENTS
            .iter()
            .copied()
            .flatten()
            .copied()
            .flatten()
            .filter_map(|statement| statement.name().rsplit_once("::").map(|(module, _)| module))
            .collect();
        let source = Path::new(env!("CARGO_MANIFEST_DIR")).join("src");
        let mut files = Vec::new();
        sources(&source, &mut files);
        for file in files {
            let text = std::fs::read_to_string(&file).unwrap();
            if !text.lines().any(|line| line.starts_with("crate::statements! {")) {
                continue;
            }
            let within = file.strip_prefix(&source).unwrap().with_extension("");
            let module = format!("store::{}", within.display()).replace('/', "::");
            let module = module.trim_end_matches("::mod");
            assert!(registered.contains(module), "{module} has statements that are not in the register");
        }
    }

    #[test]
    fn migrations_are_numbered_in_order() {
        let numbers: Vec<u32> = MIGRATIONS.iter().map(|step| step.number).collect();
        let expected: Vec<u32> = (1..).take(MIGRATIONS.len()).collect();
        assert_eq!(numbers, expected);
        let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("migrations");
        let files = std::fs::read_dir(folder).unwrap().count();
        assert_eq!(files, MIGRATIONS.len(), "a file in migrations/ is not in the list");
    }
}
