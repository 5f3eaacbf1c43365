//! How fast the lists of annex A are made, written and checked, and in how much memory: `cargo run --release --example annex_a -p returns`. The children are invented.
//! Other sizes can be given as arguments.

#![expect(clippy::print_stdout, clippy::unwrap_used, reason = "a benchmark for a terminal")]

mod measured;

use std::io::Cursor;
use std::time::Instant;

use domain::episode::{Assessment, Enquiry, Episode, Plan, PlanKind};
use domain::id::Id;
use domain::person::known::Known;
use domain::person::name::PersonName;
use domain::person::partial_date::PartialDate;
use domain::person::{Person, Sex, Standing};
use jiff::ToSpan;
use jiff::civil::{Date, date};
use measured::{peak_memory, processor_time};
use returns::Held;
use returns::annex_a::check::check;
use returns::annex_a::derive::{Asked, lines};
use returns::annex_a::rows::Row;
use returns::annex_a::write::{Notes, write};

const ON: Date = date(2026, 6, 30);

fn main() {
    let asked: Vec<u32> = std::env::args().skip(1).filter_map(|size| size.parse().ok()).collect();
    let sizes = if asked.is_empty() { vec![1_000, 10_000, 50_000] } else { asked };
    println!(
        "{:>9} {:>9} {:>8} {:>12} {:>12} {:>12} {:>9}",
        "children", "rows", "MB", "made", "written", "checked", "peak MB"
    );
    for size in sizes {
        let began = processor_time();
        let mut rows: Vec<Row> = (0..size).flat_map(of_child).collect();
        rows.sort_by_key(Row::list);
        let made = processor_time() - began;
        let (began, wall) = (processor_time(), Instant::now());
        let notes = Notes { council: "Northbridge".into(), on: ON, words: Vec::new() };
        let book = write(Cursor::new(Vec::new()), &notes, &rows).unwrap().into_inner();
        let written = processor_time() - began;
        let began = processor_time();
        let mut found = 0_u64;
        check(Cursor::new(&book), Some(ON), &mut |_| found += 1).unwrap();
        let checked = processor_time() - began;
        println!(
            "{size:>9} {:>9} {:>8.1} {made:>10.2} s {written:>10.2} s {checked:>10.2} s {:>9.1}   {found} findings, {:.2} s on the wall",
            rows.len(),
            book.len() as f64 / 1e6,
            peak_memory(),
            wall.elapsed().as_secs_f64()
        );
    }
}

/// A child's rows: a referral in the last months, an assessment, for one in three an enquiry with a conference and a plan.
fn of_child(number: u32) -> Vec<Row> {
    let bits = u128::from(number) + 1;
    let name = PersonName::new("Kit", format!("Number{number}"));
    let mut person = Person::named(Id::from_bits(bits), Standing::Child, name);
    person.birth = Known::Is(PartialDate::Exact(date(2010, 1, 15) + i64::from(number % 3_000).days()));
    person.sex = Known::Is(if number.is_multiple_of(2) { Sex::Female } else { Sex::Male });
    person.ethnicity = Known::Is("WBRI".into());
    person.disabilities = Known::Is(["NONE".to_owned()].into());
    // Monday and Tuesday of one of twenty weeks.
    let referred = date(2026, 1, 12) + i64::from(number % 20).weeks();
    let plans = number.is_multiple_of(3);
    let plan = Plan {
        kind: PlanKind::ChildProtection,
        started_on: referred + 14.days(),
        ended_on: None,
        category: Some("NEG".into()),
    };
    let enquiry = Enquiry {
        started_on: referred + 1.day(),
        conference_on: Some(referred + 14.days()),
        conference_not_required: false,
        record: None,
    };
    let episode = Episode {
        source: Some("1B".into()),
        primary_need: Some("N1".into()),
        assessments: vec![Assessment {
            started_on: referred + 1.day(),
            authorised_on: Some(referred + 28.days()),
            factors: vec!["4B".into()],
            record: None,
        }],
        enquiries: plans.then_some(enquiry).into_iter().collect(),
        plans: plans.then_some(plan).into_iter().collect(),
        ..Episode::opened(Id::from_bits(bits << 64), person.id, referred)
    };
    let identifier = format!("NB{number:06}");
    let held = Held { episodes: &[episode], ..Held::of(&person, &identifier) };
    let asked = Asked { on: ON, team: &str::to_owned, worker: &|_| "Sam Example".into() };
    lines(held, asked).into_iter().map(|line| line.row).collect()
}
