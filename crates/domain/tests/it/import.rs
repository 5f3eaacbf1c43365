//! What is held and what a file says, put together: a file taken twice changes nothing, what was written here stands, newer goes before older, and every row is
//! counted once.

use domain::episode::{Assessment, Episode};
use domain::id::Id;
use domain::import::origin::{of_episode, of_person};
use domain::import::{Fate, Held, Merged, Part, Provenance, Rule, Tally, Told, fates, merged};
use domain::person::known::Known;
use domain::person::name::PersonName;
use domain::person::partial_date::PartialDate;
use domain::person::{Sex, Standing};
use domain::referral::Referral;
use jiff::civil::{Date, date};

const ON: Date = date(2025, 3, 1);

fn from(year: i16) -> Provenance {
    Provenance { source: format!("census {year}"), as_of: Some(date(year, 3, 31)), value: String::new() }
}

fn told(sex: Sex, authorised_on: Option<Date>) -> Told {
    let mut told = Told::nothing("line 1".into(), "C1".into(), Standing::Child);
    told.sex = Some(sex);
    told.line("Child", Part::Person);
    let started_on = date(2025, 3, 3);
    let factors = Vec::new();
    told.episode(ON).assessments.push(Assessment { started_on, authorised_on, factors, record: None });
    told.line("CINdetails", Part::Episode(ON));
    told.line("Assessments", Part::Assessment(ON, started_on));
    told
}

fn put(held: &Held, told: &Told, year: i16) -> Merged {
    let mut next = 0;
    let mut named = || {
        next += 1;
        next
    };
    merged(held, told, &from(year), &mut named)
}

fn holds(merged: Merged) -> Held {
    Held { person: Some(merged.person), episodes: merged.episodes }
}

fn rules(merged: &Merged) -> Vec<(Rule, &str)> {
    merged.not_carried.iter().map(|lost| (lost.rule, lost.words.as_str())).collect()
}

#[test]
fn a_file_taken_twice_changes_nothing() {
    let told = told(Sex::Female, Some(date(2025, 3, 20)));
    let first = put(&Held::default(), &told, 2025);
    let fate = |held: &Held, after: &Merged| -> Vec<Fate> {
        fates(&told, held, after).into_iter().map(|(_, fate)| fate).collect()
    };
    assert_eq!(fate(&Held::default(), &first), [Fate::New; 3]);
    let held = holds(first);
    let second = put(&held, &told, 2025);
    assert_eq!(fate(&held, &second), [Fate::Same; 3]);
    assert_eq!((&held.person, &held.episodes), (&Some(second.person), &second.episodes));
    assert!(second.not_carried.is_empty());
}

#[test]
fn a_newer_file_goes_before_an_older_whichever_comes_first() {
    let (old, new) = (told(Sex::Female, None), told(Sex::Male, Some(date(2025, 4, 2))));
    let forward = holds(put(&Held::default(), &old, 2025));
    let forward = put(&forward, &new, 2026);
    assert_eq!(forward.person.sex, Known::Is(Sex::Male));
    assert_eq!(forward.episodes[0].assessments[0].authorised_on, Some(date(2025, 4, 2)));
    let back = holds(put(&Held::default(), &new, 2026));
    let back = put(&back, &old, 2025);
    assert_eq!(back.person.sex, Known::Is(Sex::Male));
    assert_eq!(back.episodes[0].assessments, forward.episodes[0].assessments);
    assert_eq!(rules(&back), [(Rule::OlderFile, "Sex")]);
}

#[test]
fn what_was_written_here_stands_and_what_was_opened_here_is_not_touched() {
    let mut held = holds(put(&Held::default(), &told(Sex::Female, None), 2025));
    if let Some(person) = &mut held.person {
        person.sex = Known::Is(Sex::Unknown);
    }
    let after = put(&held, &told(Sex::Male, None), 2026);
    assert_eq!((after.person.sex, rules(&after)), (Known::Is(Sex::Unknown), vec![(Rule::SaidHere, "Sex")]));
    let opened = Episode {
        referral: Some(Id::<Referral>::from_bits(7)),
        ..Episode::opened(Id::from_bits(8), held.episodes[0].child, ON)
    };
    held.episodes = vec![opened.clone()];
    let told = told(Sex::Unknown, None);
    let after = put(&held, &told, 2026);
    assert_eq!(after.episodes, [opened]);
    assert!(rules(&after).iter().any(|(rule, _)| *rule == Rule::MadeHere));
    let mut tally = Tally::default();
    tally.person(&told, &held, &after);
    assert!(tally.balances());
    assert_eq!(tally.0["Assessments"].not_carried[&Rule::MadeHere], 1);
}

#[test]
fn of_each_fact_that_was_brought_is_told_where_from_and_whether_it_was_changed_here() {
    let mut full = told(Sex::Female, Some(date(2025, 3, 20)));
    full.name = Some(PersonName::single("Wrenna Oakhollow"));
    full.birth = Some(PartialDate::Exact(date(2015, 5, 4)));
    full.ethnicity = Some("WBRI".into());
    full.episode(ON).primary_need = Some("N1".into());
    full.episode(ON).closed_on = Some(date(2025, 6, 1));
    let mut held = holds(put(&Held::default(), &full, 2025));
    let person = held.person.as_mut().unwrap();
    let facts: Vec<_> = of_person(person).iter().map(|one| (one.fact, one.changed)).collect();
    let brought = ["Birth", "Ethnicity", "Identifier in national returns", "Name", "Sex"];
    assert_eq!(facts, brought.map(|fact| (fact, false)));
    person.sex = Known::NotAsked;
    person.names.clear();
    let changed: Vec<_> = of_person(person).iter().filter(|one| one.changed).map(|one| one.fact).collect();
    assert_eq!(changed, ["Name", "Sex"]);
    let episode = &mut held.episodes[0];
    assert_eq!(
        of_episode(episode).iter().map(|one| (one.fact, one.changed)).collect::<Vec<_>>(),
        ["Assessment 2025-03-03", "Closed on", "Primary need"].map(|fact| (fact, false))
    );
    episode.closed_on = None;
    episode.assessments[0].authorised_on = None;
    let changed = of_episode(episode).into_iter().filter(|one| one.changed);
    assert_eq!(
        changed.map(|one| (one.fact, one.from.source.as_str())).collect::<Vec<_>>(),
        [("Assessment 2025-03-03", "census 2025"), ("Closed on", "census 2025")]
    );
}
