//! Measures an assessment of the size that families of many years have: `cargo run --release -p casework --example assessment -- [events] [families]
//! [postgres://…]`. In each family every question of the form is answered and the eldest child has a long chronology; opening the assessment, saving one answer,
//! putting it forward and authorising it are timed. What it prints goes into `docs/evidence/`; no test depends on it.

#![expect(clippy::print_stdout, reason = "printing is what it is for")]

mod family;

use std::collections::BTreeMap;
use std::time::{Duration, Instant};

use casework::Session;
use casework::assessment::{authorise, explain_copy, save, send_back, submit, view};
use domain::assessment::{Assessment, AuthoriseAsked, SubmitAsked};
use domain::form::{Answer, Form, Kind, Section};
use domain::id::Id;
use store::{Database, Key, Settings, Store};

use family::{Council, Outcome, of_section};

/// How often each thing is done with one family.
const TIMES: usize = 20;

/// What was timed, by what was done.
type Times = BTreeMap<&'static str, Vec<Duration>>;

fn main() -> Outcome<()> {
    let folder = tempfile::tempdir()?;
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let address = arguments.iter().find(|argument| argument.starts_with("postgres"));
    let mut numbers = arguments.iter().filter_map(|argument| argument.parse().ok());
    let (events, families) = (numbers.next().unwrap_or(2_000), numbers.next().unwrap_or(10));
    let database = match address {
        Some(address) => Database::Postgres(address.clone()),
        None => Database::Sqlite(folder.path().join("measure.sqlite")),
    };
    let store = Store::open(database, Key::from_bytes([1; 32]), Settings::default())?;
    let council = Council::new(store)?;
    let mut made = Vec::new();
    for number in 0..families {
        made.push(council.family(number, events)?);
    }
    let children: usize = made.iter().map(|family| family.children.len()).sum();
    let engine = council.house.store.database().engine();
    println!("{families} families with {children} children and {events} events each, on {engine}");
    let mut times = Times::new();
    for family in made {
        one(&council, family.assessment, &mut times)?;
    }
    for (what, mut times) in times {
        times.sort();
        let at = |share: usize| {
            times
                .get((times.len() * share / 100).min(times.len() - 1))
                .map_or(0.0, |time| time.as_secs_f64() * 1e3)
        };
        println!("| {what} | {} | {:.1} | {:.1} | {:.1} |", times.len(), at(50), at(95), at(100));
    }
    let report = council.house.store.verify(&[], &mut |_| {})?;
    if report.is_sound() { Ok(()) } else { Err(format!("{:?}", report.findings).into()) }
}

fn one(council: &Council, id: Id<Assessment>, times: &mut Times) -> Outcome<()> {
    let (writes, signs) =
        (council.house.session(council.worker.clone()), council.house.session(council.manager.clone()));
    let known = view(&writes, id)?;
    if !times.contains_key("opened") {
        let (record, entries) = (&known.assessment.record, known.entries.iter().flatten().count());
        let bytes = serde_json::to_string(record)?.len();
        let prints: usize = record.prints().values().map(Vec::len).sum();
        println!(
            "{entries} chronology entries; {} questions, {} answers, {} KiB, {prints} fingerprints",
            known.form.sections.iter().map(|section| section.questions.len()).sum::<usize>(),
            record.answers.given.len(),
            bytes / 1024
        );
    }
    for number in 0..TIMES {
        timed(times, "opened", || Ok(view(&writes, id).map(drop)?))?;
        save_one(council, &writes, id, &known.form, number, times)?;
    }
    for _ in 0..TIMES / 4 {
        put_forward(council, &writes, id, times)?;
        timed(times, "opened by the manager", || Ok(view(&signs, id).map(drop)?))?;
        let opened = council.sending(view(&signs, id)?.assessment.version.0);
        timed(times, "sent back", || {
            Ok(send_back(&signs, &opened, id, "Look at the nights again.", Vec::new())?)
        })?;
    }
    explain_all(council, &writes, id)?;
    put_forward(council, &writes, id, times)?;
    let seen = view(&signs, id)?;
    let asked = AuthoriseAsked {
        reasons: "What was found in A and E says the same, and the other reading was looked at.".into(),
        seen: seen.mirror.seen_as(),
        looked: true,
        told: None,
    };
    let opened = council.sending(seen.assessment.version.0);
    timed(times, "authorised", || Ok(authorise(&signs, &opened, id, asked)?))
}

fn timed(times: &mut Times, what: &'static str, act: impl FnOnce() -> Outcome<()>) -> Outcome<()> {
    let begun = Instant::now();
    act()?;
    times.entry(what).or_default().push(begun.elapsed());
    Ok(())
}

/// One answer of the longest section says something more.
fn save_one(
    council: &Council,
    writes: &Session<'_>,
    id: Id<Assessment>,
    form: &Form,
    number: usize,
    times: &mut Times,
) -> Outcome<()> {
    let long = |section: &&Section| {
        section.questions.iter().filter(|question| question.kind == Kind::LongText).count()
    };
    let Some(longest) = form.sections.iter().max_by_key(long) else { return Ok(()) };
    let known = view(writes, id)?.assessment;
    let mut saved = of_section(&known.record.answers, &longest.id);
    let texts = saved.answers.given.values_mut().filter_map(|answer| match answer {
        Answer::Text(text) if text.len() > 100 => Some(text),
        _ => None,
    });
    if let Some(text) = texts.last() {
        text.push_str(&format!(
            " On the {number}th day it was the same again, and the aunt came for both of them."
        ));
    }
    let opened = council.sending(known.version.0);
    timed(times, "saved, one answer changed", || Ok(save(writes, &opened, id, saved)?))
}

fn put_forward(
    council: &Council,
    writes: &Session<'_>,
    id: Id<Assessment>,
    times: &mut Times,
) -> Outcome<()> {
    let opened = council.sending(view(writes, id)?.assessment.version.0);
    let asked = SubmitAsked { urgent: "The review point is tomorrow.".into(), ..SubmitAsked::default() };
    timed(times, "put before the manager", || Ok(submit(writes, &opened, id, asked)?))
}

/// Texts that stand elsewhere too are explained, so that it can be authorised.
fn explain_all(council: &Council, writes: &Session<'_>, id: Id<Assessment>) -> Outcome<()> {
    for number in 0..view(writes, id)?.assessment.record.copies.len() {
        let opened = council.sending(view(writes, id)?.assessment.version.0);
        explain_copy(writes, &opened, id, number, "It was said in the same words.")?;
    }
    Ok(())
}
