//! The tables of the Standard Safeguarding Dataset: all of them, their fields in order, and rows that name each other.

use std::cell::RefCell;
use std::collections::{BTreeMap, BTreeSet};
use std::io::Write;
use std::rc::Rc;

use domain::episode::{Assessment, Enquiry, Episode, Plan, PlanKind};
use domain::id::Id;
use domain::pack::england;
use domain::person::name::PersonName;
use domain::person::{Person, Standing};
use jiff::civil::date;
use returns::Held;
use returns::ssd::{Asked, Row, Tables, rows, table, tables};

#[derive(Clone, Default)]
struct Kept(Rc<RefCell<Vec<u8>>>);

impl Write for Kept {
    fn write(&mut self, bytes: &[u8]) -> std::io::Result<usize> {
        self.0.borrow_mut().extend_from_slice(bytes);
        Ok(bytes.len())
    }

    fn flush(&mut self) -> std::io::Result<()> {
        Ok(())
    }
}

fn written(rows: &[Row]) -> std::io::Result<BTreeMap<&'static str, String>> {
    let mut files: BTreeMap<&'static str, Kept> = BTreeMap::new();
    let mut all = Tables::open(&mut |table| {
        let kept = Kept::default();
        files.insert(table.name, kept.clone());
        Ok(kept)
    })?;
    rows.iter().try_for_each(|row| all.row(row))?;
    all.finish()?;
    Ok(files.into_iter().map(|(name, kept)| (name, String::from_utf8(kept.0.take()).unwrap())).collect())
}

#[test]
fn every_table_is_there_with_its_fields() {
    assert_eq!((tables().len(), tables().iter().map(|table| table.fields.len()).sum::<usize>()), (47, 347));
    let contacts = table("ssd_contacts").unwrap();
    assert_eq!(contacts.fields.first(), Some(&"cont_contact_id"));
    let files = written(&[]).unwrap();
    assert_eq!(files.len(), 47);
    assert_eq!(files["ssd_family"], "fami_table_id,fami_family_id,fami_person_id\n");
    // The specification itself, where it is present: no table and no field of it is missing.
    let folder = concat!(env!("CARGO_MANIFEST_DIR"), "/../../../shared/specs/ssd");
    let Ok(folder) = std::fs::read_dir(folder) else { return };
    for path in folder
        .map(|entry| entry.unwrap().path())
        .filter(|path| path.extension().is_some_and(|ending| ending == "yml"))
    {
        let text = std::fs::read_to_string(&path).unwrap();
        let Some(name) = text.lines().find_map(|line| line.strip_prefix("- name: ssd_")) else { continue };
        let fields: Vec<&str> = text.lines().filter_map(|line| line.strip_prefix("  - name: ")).collect();
        assert_eq!(table(&format!("ssd_{name}")).unwrap().fields, fields, "{name}");
    }
}

#[test]
fn a_row_that_does_not_fit_is_refused() {
    let row = |table, field| Row { table, values: vec![(field, "x".into())] };
    assert!(written(&[row("ssd_family", "fami_table_id")]).is_ok());
    assert!(written(&[row("ssd_family", "cont_contact_id")]).is_err());
    assert!(written(&[row("ssd_nothing", "fami_table_id")]).is_err());
}

#[test]
fn nothing_in_a_table_is_run_by_a_spreadsheet() {
    for (given, kept) in
        [("=1+1", "'=1+1"), ("@cmd", "'@cmd"), ("-3", "'-3"), ("a=b", "a=b"), ("2026-05-04", "2026-05-04")]
    {
        let files =
            written(&[Row { table: "ssd_family", values: vec![("fami_family_id", given.into())] }]).unwrap();
        assert_eq!(files["ssd_family"].lines().nth(1), Some(format!(",{kept},").as_str()), "{given}");
    }
}

fn episode(child: Id<Person>) -> Episode {
    Episode {
        id: Id::from_bits(99),
        child,
        referral_date: date(2026, 5, 4),
        source: Some("6".into()),
        primary_need: Some("N1".into()),
        no_further_action: false,
        closed_on: None,
        closure_reason: None,
        assessments: vec![Assessment {
            started_on: date(2026, 5, 5),
            authorised_on: Some(date(2026, 6, 1)),
            factors: vec!["1C".into(), "4B".into()],
            record: None,
        }],
        enquiries: vec![Enquiry {
            started_on: date(2026, 5, 6),
            conference_on: Some(date(2026, 5, 20)),
            conference_not_required: false,
            record: None,
        }],
        plans: vec![Plan {
            kind: PlanKind::ChildProtection,
            started_on: date(2026, 5, 20),
            ended_on: None,
            category: Some("NEG".into()),
        }],
        provenance: None,
        referral: None,
        transfer_in: None,
        brought: None,
        clocks: Vec::new(),
        sources: Default::default(),
        taken_back: false,
    }
}

/// A child who came on another council's plan, and whose open enquiry is not settled.
#[test]
fn a_plan_names_the_conference_that_has_a_row_and_an_open_enquiry_has_none() {
    let person = Person::named(Id::from_bits(7), Standing::Child, PersonName::new("Ava", "Quillon"));
    let mut episode = episode(person.id);
    episode.transfer_in = Some(domain::episode::TransferIn {
        authority: "Southmoor".into(),
        notified_on: date(2026, 5, 11),
        conference_on: Some(date(2026, 5, 20)),
    });
    episode.enquiries[0].conference_on = None;
    let block = domain::episode::PreProceedings {
        started_on: Some(date(2026, 6, 2)),
        review_meetings: Some(2),
        outcome: Some("PP1".into()),
        ..Default::default()
    };
    episode.brought =
        Some(Box::new(domain::episode::Brought { pre_proceedings: vec![block], ..Default::default() }));
    let rows = told(Held { episodes: std::slice::from_ref(&episode), ..Held::of(&person, "NB7") });
    written(&rows).unwrap();
    let of = |table: &str| rows.iter().filter(move |row| row.table == table).collect::<Vec<_>>();
    let value = |row: &Row, field: &str| {
        row.values.iter().find(|(name, _)| *name == field).map(|(_, value)| value.clone()).unwrap_or_default()
    };
    let conferences = of("ssd_initial_cp_conference");
    assert_eq!(conferences.len(), 1);
    let plan = of("ssd_cp_plans")[0];
    assert_eq!(value(conferences[0], "icpc_icpc_id"), value(plan, "cppl_icpc_id"));
    assert_eq!(value(conferences[0], "icpc_cp_plan_id"), value(plan, "cppl_cp_plan_id"));
    let brought = of("ssd_pre_proceedings")[0];
    assert_eq!(value(brought, "prep_pre_pro_decision_date"), "2026-06-02");
    assert_eq!(value(brought, "prep_pre_pro_meetings_num"), "2");
}

fn told(held: Held<'_>) -> Vec<Row> {
    rows(held, Asked { addresses: &[], on: date(2026, 6, 30), pack: england() })
}

#[test]
fn rows_of_a_child_name_each_other() {
    let mut person = Person::named(Id::from_bits(7), Standing::Child, PersonName::new("Ava", "Quillon"));
    person.disabilities = domain::person::known::Known::Is(["HEAR".to_owned(), "LD".to_owned()].into());
    let episode = episode(person.id);
    let held = Held { episodes: std::slice::from_ref(&episode), ..Held::of(&person, "NB7") };
    let rows = told(held);
    written(&rows).unwrap();
    let of = |table: &str| rows.iter().filter(move |row| row.table == table).collect::<Vec<_>>();
    let value = |row: &Row, field: &str| {
        row.values.iter().find(|(name, _)| *name == field).map(|(_, value)| value.clone()).unwrap_or_default()
    };
    assert_eq!(of("ssd_disability").len(), 2);
    let (enquiry, conference, plan) =
        (of("ssd_s47_enquiry")[0], of("ssd_initial_cp_conference")[0], of("ssd_cp_plans")[0]);
    assert_eq!(value(conference, "icpc_s47_enquiry_id"), value(enquiry, "s47e_s47_enquiry_id"));
    assert_eq!(value(conference, "icpc_cp_plan_id"), value(plan, "cppl_cp_plan_id"));
    // Fifteen working days from Wednesday 6 May, with a bank holiday on Monday 25 May.
    assert_eq!(value(conference, "icpc_icpc_target_date"), "2026-05-28");
    assert_eq!(value(conference, "icpc_icpc_outcome_cp_flag"), "Y");
    assert_eq!(value(of("ssd_assessment_factors")[0], "cinf_assessment_factors_json"), "[\"1C\", \"4B\"]");
    let people: BTreeSet<String> = rows
        .iter()
        .flat_map(|row| &row.values)
        .filter(|(field, _)| field.ends_with("_person_id"))
        .map(|(_, value)| value.clone())
        .collect();
    assert_eq!(people, BTreeSet::from(["NB7".to_owned()]));
}
