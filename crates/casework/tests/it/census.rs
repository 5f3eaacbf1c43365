//! A census made from the record: what came in goes out again, as it is known now or was on a day; whole, and only for those who make returns. And what the returns
//! will ask, for each reader by what they may read. The children are invented.

use std::io::Cursor;

use casework::census::{NotWritten, Written, write};
use casework::data_quality::{Asked, rehearse, two_years};
use casework::import;
use domain::access::{Action, Subject};
use domain::calendar::BankHolidays;
use domain::id::Id;
use domain::import::{Kind, Source};
use domain::involvement::{Involved, Involvement};
use domain::person::{NamedCircle, Person};
use domain::record::Record;
use domain::refusal::Refusal;
use domain::staff::{Role, Staff};
use jiff::civil::date;
use returns::cin::check::check;
use returns::cin::{CinChild, Given, Head, Writer, read};
use store::{Kept, Stop, Version, save};

use crate::house::{Story, each_house};

#[path = "../../../returns/examples/invented/mod.rs"]
mod invented;

/// A return of these children, by another council's system.
fn file(year: i16, children: &[CinChild]) -> Vec<u8> {
    let head = Head {
        year,
        lea: "399".into(),
        software: "Elsewhere".into(),
        release: "1".into(),
        serial: "001".into(),
        written: date(year, 5, 1).at(9, 0, 0, 0),
    };
    let mut writer = Writer::begin(Vec::new(), &head).unwrap();
    children.iter().for_each(|child| writer.child(child).unwrap());
    writer.finish().unwrap()
}

fn take(story: &Story, file: &[u8]) {
    let system = story.house.system();
    let open = || Ok(Box::new(Cursor::new(file)) as Box<dyn import::Bytes + '_>);
    let files = vec![("census.xml".to_owned(), Box::new(open) as import::Open<'_>)];
    let given = import::Given { source: Source::Cin, name: "census.xml".into(), files, as_of: None };
    let brought = import::bring(&system, &given, &mut |_| {}).unwrap();
    import::decide::accept_all(&system, brought.import.id, &Kind::ALL, &mut |_| {}).unwrap();
}

fn made(story: &Story, year: i16) -> (Written, Vec<u8>) {
    let mut out = Vec::new();
    let written = write(&story.house.system(), year, None, &mut out).unwrap();
    (written, out)
}

/// The children of a return in the order of their identifiers, without what says nothing of them: lines, the order of codes, and the target of a conference, which
/// follows from the enquiry's first day and is given where a conference was required.
fn facts(file: &[u8]) -> Vec<CinChild> {
    let mut children = Vec::new();
    let summary = read(file, &mut |child| children.push(child)).unwrap();
    assert_eq!(summary.found, 0);
    for child in &mut children {
        child.line = 0;
        (child.identifiers.line, child.characteristics.line) = (0, 0);
        child.characteristics.disabilities.sort();
        for episode in &mut child.episodes {
            episode.line = 0;
            episode.assessments.iter_mut().for_each(|each| each.line = 0);
            episode.plans.iter_mut().for_each(|each| each.line = 0);
            episode.protection_plans.iter_mut().for_each(|each| each.line = 0);
            episode.pre_proceedings.iter_mut().for_each(|each| each.line = 0);
            for enquiry in &mut episode.section47s {
                enquiry.line = 0;
                if enquiry.conference_not_required.is(&true) {
                    enquiry.conference_due = Given::Missing;
                }
            }
        }
    }
    children.sort_by(|one, other| one.identifiers.la_child_id.cmp(&other.identifiers.la_child_id));
    children
}

#[test]
fn what_comes_in_goes_out_again_and_breaks_no_rule() {
    each_house(|story| {
        for year in [2025_i16, 2027] {
            // Numbers of each year are their own, so that no child is in both files.
            let from = u64::from(year.unsigned_abs()) * 1_000;
            let children: Vec<CinChild> =
                (from..from + 150).map(|number| invented::child(number, year)).collect();
            let came = file(year, &children);
            take(story, &came);
            let (written, went) = made(story, year);
            let came = facts(&came);
            let mine: Vec<CinChild> = facts(&went)
                .into_iter()
                .filter(|child| {
                    came.iter().any(|one| one.identifiers.la_child_id == child.identifiers.la_child_id)
                })
                .collect();
            assert_eq!(mine.len(), 150);
            for (came, went) in came.iter().zip(&mine) {
                assert_eq!(came, went);
            }
            assert!(written.children >= 150 && written.episodes > 150, "{written:?}");
            if year == 2025 {
                let checked = check(went.as_slice(), None, &BankHolidays::england()).unwrap();
                assert!(checked.rules.is_empty() && checked.findings.is_empty(), "{:?}", checked.rules);
            }
            assert_eq!(made(story, year).1, went, "the same record gives the same bytes");
        }
        assert!(story.house.store.verify(&[], &mut |_| {}).unwrap().is_sound());
    });
}

#[test]
fn a_return_can_say_what_was_known_on_a_day() {
    each_house(|story| {
        let one = |number| file(2026, &[invented::child(number, 2026)]);
        story.at("2026-05-04T09:00:00Z".parse().unwrap());
        take(story, &one(1));
        story.at("2026-05-06T09:00:00Z".parse().unwrap());
        take(story, &one(2));
        let on = |day: i8| {
            let mut out = Vec::new();
            let written = write(&story.house.system(), 2026, Some(date(2026, 5, day)), &mut out);
            written.map(|written| (written.children, facts(&out)))
        };
        assert!(matches!(on(3), Err(NotWritten::Stopped(Stop::Refusal(Refusal::Invalid(_))))), "{:?}", on(3));
        for (day, children) in [(4, 1), (5, 1), (6, 2)] {
            let (counted, facts) = on(day).unwrap();
            assert_eq!((counted, facts.len()), (children, children as usize), "{day} May");
        }
        assert_eq!(on(6).unwrap().1, facts(&made(story, 2026).1), "then and now are told alike");
    });
}

#[test]
fn only_who_makes_returns_makes_one_and_it_is_whole() {
    each_house(|story| {
        take(story, &file(2026, &[invented::child(1, 2026), invented::child(2, 2026)]));
        restrict(story, &invented::child(1, 2026).identifiers.la_child_id);
        for role in [Role::SocialWorker, Role::TeamManager, Role::Leader, Role::Administrator] {
            let staff = story.colleague("Kim Nobody", role);
            let mut out = Vec::new();
            let refused = write(&story.house.session(staff), 2026, None, &mut out);
            assert!(matches!(refused, Err(NotWritten::Stopped(Stop::Refusal(_)))), "{role:?}: {refused:?}");
            assert!(out.is_empty(), "{role:?}");
        }
        let analyst = story.colleague("Bo Counting", Role::Analyst);
        let written = write(&story.house.session(analyst), 2026, None, Vec::new()).unwrap();
        assert_eq!(written.children, 2, "a restricted child is in the return: the law asks for all");
        for year in [2021, 2101] {
            let refused = write(&story.house.system(), year, None, Vec::new()).unwrap_err();
            assert!(refused.to_string().contains("is not known"), "{refused}");
        }
    });
}

#[test]
fn the_file_names_the_moment_of_the_newest_fact_and_not_of_the_asking() {
    each_house(|story| {
        story.at("2026-05-04T09:00:00Z".parse().unwrap());
        take(story, &file(2026, &[invented::child(1, 2026)]));
        let moment = |known| {
            let mut out = Vec::new();
            write(&story.house.system(), 2026, known, &mut out).unwrap();
            let text = String::from_utf8(out.clone()).unwrap();
            let (_, after) = text.split_once("<DateTime>").unwrap();
            (after[..19].to_owned(), out)
        };
        let (at, bytes) = moment(None);
        assert!(at.starts_with("2026-05-04T10:00"), "in the council's own time: {at}");
        story.at("2026-05-05T12:34:56Z".parse().unwrap());
        assert_eq!(moment(None).1, bytes, "asked a day later");
        assert_eq!(moment(Some(date(2026, 5, 4))).1, bytes, "asked for that day");
        take(story, &file(2026, &[invented::child(2, 2026)]));
        assert!(moment(None).0.starts_with("2026-05-05T13:34:56"), "{}", moment(None).0);
        assert_eq!(moment(Some(date(2026, 5, 4))).1, bytes, "that day is as it was");
    });
}

#[test]
fn the_year_2022_is_written_in_its_shape_and_a_year_without_a_child_is_not() {
    each_house(|story| {
        let mut out = Vec::new();
        let refused = write(&story.house.system(), 2022, None, &mut out).unwrap_err().to_string();
        assert!(refused.contains("No child counts in the year that ends on 31 March 2022"), "{refused}");
        take(story, &file(2022, &[invented::child(1, 2022)]));
        let (written, bytes) = made(story, 2022);
        let text = String::from_utf8(bytes).unwrap();
        assert_eq!(written.children, 1);
        assert!(text.contains("<ReferenceDate>2022-03-31<") && text.contains("<GenderCurrent>"), "{text}");
        assert!(!text.contains("<Sex>"), "{text}");
    });
}

fn person(story: &Story, identifier: &str) -> (Person, Version) {
    let found = story.house.system().read("test", |door| {
        let permit = door.permit(Action::ImportRecords, Subject::House)?;
        let id = store::person::by_local_identifier(&permit, identifier)?.unwrap();
        Ok(store::load(&permit, id)?.unwrap())
    });
    let found = found.unwrap();
    (found.record, found.version)
}

fn put<R: Kept + Record>(story: &Story, record: &R, version: Version) {
    let system = story.house.system();
    let saved = system.write("test", |door| {
        let permit = door.permit(Action::ImportRecords, Subject::House)?;
        save(&permit, record, version, "test", None)?;
        Ok(())
    });
    saved.unwrap();
}

fn restrict(story: &Story, identifier: &str) {
    let (mut person, version) = person(story, identifier);
    person.restriction = Some(NamedCircle {
        circle: [].into(),
        ring: "Ines Circle, 01632 960150".into(),
        reason: "A relative works here".into(),
        since: story.house.now(),
    });
    put(story, &person, version);
}

fn allocate(story: &Story, child: Id<Person>, staff: &Staff, team: &str) {
    let involvement = Involvement {
        id: story.house.id(),
        child,
        who: Involved::Worker { staff: staff.id, team: team.into() },
        role: "allocated social worker".into(),
        from: story.house.now(),
        until: None,
        reason: None,
    };
    put(story, &involvement, Version::NONE);
}

/// Three open children of the year that runs, each without a primary need: one of a worker's own, one of nobody's, one restricted.
fn three(story: &Story) -> (Staff, Id<Person>) {
    let open = |number: u64| {
        let mut child = (number..)
            .step_by(10)
            .map(|number| invented::child(number, 2026))
            .find(|child| {
                child.identifiers.birth.is_given()
                    && child.episodes.len() == 1
                    && child.episodes[0].closed.is_missing()
                    && child.episodes[0].referral_no_further_action.is(&false)
            })
            .unwrap();
        child.identifiers.la_child_id = format!("NB{number}");
        child.episodes[0].primary_need = None;
        child
    };
    take(story, &file(2026, &[open(1), open(2), open(3)]));
    restrict(story, "NB3");
    let worker = story.colleague("Wren Allocated", Role::SocialWorker);
    let (mine, _) = person(story, "NB1");
    allocate(story, mine.id, &worker, "assessment_1");
    (worker, mine.id)
}

#[test]
fn everybody_is_told_of_the_children_they_may_read_and_of_no_other() {
    each_house(|story| {
        let (worker, mine) = three(story);
        let missing = |found: &casework::data_quality::Rehearsal| {
            found.rules.iter().find(|(rule, _)| rule.code == "8610").map(|(_, many)| *many)
        };
        let all = Asked::default();
        let found = rehearse(&story.house.session(worker.clone()), &all).unwrap();
        assert_eq!((found.year, found.on), (2027, date(2026, 11, 23)));
        assert_eq!((found.children, found.wrong, found.found, found.whole), (1, 1, 1, false));
        assert_eq!(missing(&found), Some(1));
        assert_eq!(found.rows[0].child, mine);
        let broken = found.rows[0].rules.iter().find(|broken| broken.rule.code == "8610").unwrap();
        assert!(broken.parts.len() == 1 && broken.parts[0].starts_with("the episode of "), "{broken:?}");
        assert_eq!((found.rows[0].team.as_str(), found.rows[0].worker), ("assessment_1", Some(worker.id)));
        assert_eq!(
            (found.teams.as_slice(), found.workers.as_slice()),
            ([("assessment_1".to_owned(), 1)].as_slice(), [(worker.id, 1)].as_slice())
        );
        assert!(
            !found.rules.iter().any(|(rule, _)| rule.code == "2887Q"),
            "one worker's children are no return"
        );
        // An analyst counts two of three, and reads none: the third is restricted.
        let analyst = story.colleague("Bo Counting", Role::Analyst);
        let found = rehearse(&story.house.session(analyst.clone()), &all).unwrap();
        assert_eq!((found.children, found.wrong, found.found, found.whole), (2, 2, 0, true));
        assert_eq!(missing(&found), Some(2));
        assert!(found.rules.iter().any(|(rule, _)| rule.code == "2887Q"));
        assert!(found.rows.is_empty() && found.teams.is_empty() && found.workers.is_empty());
        // An auditor reads both.
        let auditor = story.colleague("Ada Auditing", Role::Auditor);
        let found = rehearse(&story.house.session(auditor), &all).unwrap();
        assert_eq!((found.children, found.found), (2, 2));
        for role in [Role::ContactOfficer, Role::NightWorker, Role::Administrator] {
            let staff = story.colleague("Kim Nobody", role);
            assert!(matches!(rehearse(&story.house.session(staff), &all), Err(Stop::Refusal(_))), "{role:?}");
        }
    });
}

#[test]
fn the_list_is_of_a_team_a_worker_or_a_rule() {
    each_house(|story| {
        let (worker, mine) = three(story);
        let auditor = story.house.session(story.colleague("Ada Auditing", Role::Auditor));
        let found = |asked: Asked| {
            let found = rehearse(&auditor, &asked).unwrap();
            found.rows.iter().map(|row| row.child).collect::<Vec<_>>()
        };
        let other = person(story, "NB2").0.id;
        assert_eq!(found(Asked { team: Some("assessment_1".into()), ..Asked::default() }), [mine]);
        assert_eq!(found(Asked { team: Some(String::new()), ..Asked::default() }), [other]);
        assert_eq!(found(Asked { worker: Some(worker.id), ..Asked::default() }), [mine]);
        assert_eq!(found(Asked { rule: Some("8610".into()), ..Asked::default() }).len(), 2);
        assert!(found(Asked { rule: Some("8500".into()), ..Asked::default() }).is_empty());
    });
}

#[test]
fn two_years_stand_beside_each_other_to_the_same_day() {
    each_house(|story| {
        story.at("2026-03-31T10:00:00Z".parse().unwrap());
        let children: Vec<CinChild> = (0..100).map(|number| invented::child(number, 2026)).collect();
        take(story, &file(2026, &children));
        let analyst = story.house.session(story.colleague("Bo Counting", Role::Analyst));
        let found = two_years(&analyst).unwrap();
        assert_eq!((found.on, found.before, found.whole), (date(2026, 3, 31), date(2025, 3, 31), true));
        let within = |day: Given<jiff::civil::Date>| {
            day.read().is_some_and(|day| date(2025, 4, 1) <= day && day <= date(2026, 3, 31))
        };
        let episodes = || children.iter().flat_map(|child| &child.episodes);
        let figure = |code: &str| {
            let found = found.figures.iter().find(|compared| compared.of.code == code).unwrap();
            (found.now, found.before, found.asks)
        };
        let referrals = episodes().filter(|episode| within(episode.referral)).count() as u64;
        assert_eq!(figure("YonY01").0, referrals);
        let plans =
            episodes().flat_map(|episode| &episode.protection_plans).filter(|plan| within(plan.started));
        assert_eq!(
            figure("YonY06"),
            (plans.count() as u64, 0, true),
            "from nothing to something is to be explained"
        );
        let open = children.iter().filter(|child| {
            child
                .episodes
                .iter()
                .any(|each| each.closed.is_missing() && each.referral_no_further_action.is(&false))
        });
        assert_eq!(figure("YonY02").0, open.count() as u64);
    });
}
