//! What an adversary would try with a file and its proposals: two people under one identifier, a choice round a circle, a person who was not offered, a record looked at
//! without an entry, files without bounds. The people are invented.

use std::io::{self, Cursor, Read, Seek, SeekFrom};

use casework::child::who_looked;
use casework::import::about::waiting;
use casework::import::decide::{Choice, accept_all, accept_one, refuse_one};
use casework::import::original::{NotGiven, write};
use casework::import::report::report;
use casework::import::view::{Shown, page, single};
use casework::import::{Brought, Bytes, Given, bring};
use domain::id::Id;
use domain::import::{Import, Kind, Rule, Source};
use domain::person::partial_date::PartialDate;
use domain::person::{NamedCircle, Person};
use domain::staff::{Role, Staff};
use jiff::civil::date;
use returns::workbook::{Column, WorkbookWriter, Written};

use super::{ALL, accepted, brought, census, change, child, held, referral, sound, take};
use crate::house::{Story, each_house, refused};

const LIST: &str = "id,given name,family name,date of birth,postcode\n";

fn list(story: &Story, rows: &str) -> Brought {
    brought(story, Source::People, format!("{LIST}{rows}").as_bytes()).unwrap()
}

fn restrict(story: &Story, identifier: &str, member: &Staff) {
    change(story, identifier, |person| {
        person.restriction = Some(NamedCircle {
            circle: [member.id].into(),
            ring: "Ines Circle, 01632 960151".into(),
            reason: "A relative works here".into(),
            since: story.house.now(),
        });
    });
}

fn births(person: &Person) -> Option<PartialDate> {
    person.birth.answer().copied()
}

#[test]
fn two_people_with_one_identifier_do_not_become_one() {
    each_house(|story| {
        let twice =
            list(story, "M1,Mara,Larchwood,2015-05-04,ZZ99 3AA\nM1,Tobias,Fennel,2009-01-02,ZZ99 3BB\n");
        assert_eq!((twice.import.proposals, accepted(story, &twice).decided), (1, 1));
        let count = &twice.tally.0["People"];
        assert_eq!((count.read, count.new, count.not_carried[&Rule::Repeated]), (2, 1, 1));
        let (mara, ..) = held(story, "M1").unwrap();
        assert_eq!((mara.names.len(), mara.addresses.len()), (1, 1), "{mara:?}");
        assert_eq!(births(&mara), Some(PartialDate::Exact(date(2015, 5, 4))));
        // The same in another file: a person must say, and nobody else gets the identifier meanwhile.
        let other = list(story, "M1,Zed,Otherperson,1999-03-04,ZZ99 3CC\n");
        let left = accepted(story, &other);
        assert_eq!((left.decided, other.tally.0["People"].changed), (0, 0));
        assert_eq!(
            report(&story.house.system(), other.import.id).unwrap().counts[0].kind,
            Kind::Doubtful.code()
        );
        assert_eq!(held(story, "M1").unwrap().0, mara);
        // One correction is no other person.
        let corrected = list(story, "M1,Mara,Larchwood,2015-05-05,ZZ99 3AA\n");
        assert!(report(&story.house.system(), corrected.import.id).unwrap().counts.is_empty());
        sound(story);
    });
}

#[test]
fn of_who_somebody_is_no_undated_file_replaces_what_another_said() {
    each_house(|story| {
        accepted(story, &list(story, "M1,Mara,Larchwood,2015-05-04,ZZ99 3AA\n"));
        let came = list(story, "M1,Mara,Larchwood,2015-05-05,ZZ99 3AA\n");
        accepted(story, &came);
        assert_eq!(births(&held(story, "M1").unwrap().0), Some(PartialDate::Exact(date(2015, 5, 4))));
        assert!(came.import.not_carried.iter().any(|one| one.rule == Rule::Undated && one.words == "Birth"));
    });
}

#[test]
fn a_restricted_record_is_decided_by_its_circle_whatever_is_chosen() {
    each_house(|story| {
        accepted(story, &list(story, "M1,Mara,Larchwood,2015-05-04,ZZ99 3AA\n"));
        let came = list(story, "M1,Mara,Rowanberry,2015-05-04,ZZ99 3AA\n");
        let member = story.colleague("Ines Circle", Role::SocialWorker);
        restrict(story, "M1", &member);
        let (mara, ..) = held(story, "M1").unwrap();
        let administrator = story.colleague("Ada Who Imports", Role::Administrator);
        let outside = story.of(&administrator);
        for choice in [Choice::Nobody, Choice::Person(mara.id), Choice::AsFound] {
            let words = refused(accept_one(&outside, None, came.import.id, 1, choice));
            assert_eq!(words, "Restricted: ring Ines Circle, 01632 960151", "{choice:?}");
        }
        let words = refused(refuse_one(&outside, None, came.import.id, 1));
        assert_eq!(words, "Restricted: ring Ines Circle, 01632 960151");
        assert!(matches!(single(&outside, came.import.id, 1).unwrap(), Shown::Restricted { .. }));
        // A member of the circle finds it on the child's page, opens it and decides it; a colleague does not.
        let colleague = story.colleague("Kim Nobody", Role::SocialWorker);
        assert!(waiting(&story.of(&colleague), mara.id).unwrap().is_empty());
        assert!(refused(single(&story.of(&colleague), came.import.id, 1)).starts_with("Restricted: ring"));
        assert!(
            refused(refuse_one(&story.of(&colleague), None, came.import.id, 1)).starts_with("Restricted")
        );
        let session = story.of(&member);
        let [one] = &waiting(&session, mara.id).unwrap()[..] else { panic!("one waits") };
        assert_eq!((one.import, one.number), (came.import.id, 1));
        let Shown::Open(open) = single(&session, one.import, one.number).unwrap() else { panic!("open") };
        assert!(open.may_choose && !open.may_be_nobody);
        let decided = accept_one(&session, None, one.import, one.number, Choice::Person(mara.id)).unwrap();
        assert_eq!(decided.decided, 1);
        assert_eq!(held(story, "M1").unwrap().0.names.len(), 2);
        assert!(waiting(&session, mara.id).unwrap().is_empty());
        sound(story);
    });
}

#[test]
fn nobody_is_meant_who_was_not_offered_and_no_identifier_is_given_twice() {
    each_house(|story| {
        accepted(
            story,
            &list(story, "M1,Mara,Larchwood,2015-05-04,ZZ99 3AA\nM2,Ivo,Fennel,2012-02-01,ZZ99 3BB\n"),
        );
        let (ivo, ..) = held(story, "M2").unwrap();
        let system = story.house.system();
        let came = list(story, "M1,Mara,Rowanberry,2015-05-04,ZZ99 3AA\n");
        let nobody: Id<Person> = story.house.id();
        for who in [ivo.id, nobody] {
            let words = refused(accept_one(&system, None, came.import.id, 1, Choice::Person(who)));
            assert!(words.contains("nobody else may be meant"), "{words}");
        }
        let words = refused(accept_one(&system, None, came.import.id, 1, Choice::Nobody));
        assert!(words.contains("an identifier of their own"), "{words}");
        assert_eq!(held(story, "M2").unwrap().0, ivo);
        assert_eq!(held(story, "M1").unwrap().0.names.len(), 1);
    });
}

#[test]
fn who_may_be_meant_is_said_by_somebody_who_reads_all_of_them() {
    each_house(|story| {
        accepted(story, &list(story, "M1,Mara,Larchwood,2015-05-04,ZZ99 3AA\n"));
        let came = list(story, "M1,Zed,Otherperson,1999-03-04,ZZ99 3CC\n");
        let administrator = story.colleague("Ada Who Imports", Role::Administrator);
        let session = story.of(&administrator);
        let (mara, ..) = held(story, "M1").unwrap();
        let words = refused(accept_one(&session, None, came.import.id, 1, Choice::Person(mara.id)));
        assert!(words.contains("Somebody who reads the records"), "{words}");
        assert_eq!(refuse_one(&session, None, came.import.id, 1).unwrap().decided, 1);
    });
}

#[test]
fn whoever_sees_a_record_in_a_proposal_has_seen_the_child() {
    each_house(|story| {
        accepted(story, &list(story, "M1,Mara,Larchwood,2015-05-04,ZZ99 3AA\n"));
        let came = list(story, "M1,Mara,Rowanberry,2015-05-04,ZZ99 3AA\n");
        let (mara, ..) = held(story, "M1").unwrap();
        let ada = story.colleague("Ada Who Imports", Role::Administrator);
        let auditor = story.colleague("Olu Auditor", Role::Auditor);
        let seen = || {
            let looks = who_looked(&story.of(&auditor), mara.id).unwrap();
            looks.iter().filter(|look| look.who == "Ada Who Imports").count()
        };
        assert_eq!(seen(), 0);
        page(&story.of(&ada), came.import.id, (Kind::Changes, "waiting"), 0).unwrap();
        assert_eq!(seen(), 1);
        single(&story.of(&ada), came.import.id, 1).unwrap();
        assert_eq!(seen(), 2);
    });
}

#[test]
fn a_proposal_says_of_each_fact_from_what_to_what() {
    each_house(|story| {
        let plan = |end: &str, category: &str| {
            format!(
                "<ChildProtectionPlans><CPPstartDate>2025-10-15</CPPstartDate>{end}<InitialCategoryOfAbuse>NEG</InitialCategoryOfAbuse>\
                 <LatestCategoryOfAbuse>{category}</LatestCategoryOfAbuse><NumberOfPreviousCPP>0</NumberOfPreviousCPP></ChildProtectionPlans>"
            )
        };
        let told = |more: &str| census(2026, &child("C1", "<Sex>F</Sex>", &referral("2025-09-01", more)));
        take(story, &told(&plan("", "NEG")));
        change(story, "C1", |person| person.ethnicity = domain::person::known::Known::Is("MWBC".into()));
        let came = brought(
            story,
            Source::Cin,
            told(
                &(plan("<CPPendDate>2026-01-05</CPPendDate>", "EMO")
                    + "<CINclosureDate>2026-02-01</CINclosureDate><ReasonForClosure>RC8</ReasonForClosure>"),
            )
            .as_bytes(),
        )
        .unwrap();
        let Shown::Open(open) = single(&story.house.system(), came.import.id, 1).unwrap() else {
            panic!("open")
        };
        let lines: Vec<_> = open
            .differences
            .iter()
            .map(|one| (one.fact.as_str(), one.held.as_deref(), one.said.as_str()))
            .collect();
        let plan = "Episode of 1 September 2025: child protection plan of 15 October 2025";
        assert!(
            lines.contains(&("Episode of 1 September 2025: closed on", None, "1 February 2026")),
            "{lines:?}"
        );
        assert!(
            lines.contains(&("Episode of 1 September 2025: reason for closure", None, "RC8")),
            "{lines:?}"
        );
        let line = (plan, Some("not ended, category NEG"), "ended on 5 January 2026, category EMO");
        assert!(lines.contains(&line), "{lines:?}");
        assert_eq!(open.stands, [("Ethnicity".to_owned(), Rule::SaidHere.words())]);
    });
}

#[test]
fn a_row_that_does_not_fit_its_headings_is_not_carried() {
    each_house(|story| {
        let came =
            list(story, "M2,Anna,Smith, Jones,2012-03-04,ZZ99 3AA\nM3,Ina,Larchwood,2012-03-04,ZZ99 3AA\n");
        assert_eq!(accepted(story, &came).decided, 1);
        let count = &came.tally.0["People"];
        assert_eq!((count.read, count.not_carried[&Rule::Ragged]), (2, 1));
        assert!(held(story, "M2").is_none() && held(story, "M3").is_some());
        let doubled = "id,person id,given name,name,given name\nM4,X4,Una,Una Fennel,Ula\n";
        let came = brought(story, Source::People, doubled.as_bytes()).unwrap();
        let told: Vec<_> = came.import.not_carried.iter().map(|one| one.words.as_str()).collect();
        for heading in ["“person id”", "“name”", "“given name”"] {
            assert!(told.iter().any(|words| words.contains(heading)), "{heading}: {told:?}");
        }
    });
}

#[test]
fn a_file_comes_back_as_it_came_and_not_to_whom_it_tells_of_a_restricted_child() {
    each_house(|story| {
        let rows = "M1,Mara,Larchwood,2015-05-04,ZZ99 3AA\n";
        let came = list(story, rows);
        accepted(story, &came);
        let back = |session: &casework::Session<'_>| {
            let mut bytes = Vec::new();
            write(session, came.import.id, 0, &mut bytes).map(|file| (file, bytes))
        };
        let system = story.house.system();
        let (file, bytes) = back(&system).unwrap();
        assert_eq!(
            (bytes, file.size),
            (format!("{LIST}{rows}").into_bytes(), (LIST.len() + rows.len()) as u64)
        );
        let administrator = story.colleague("Ada Who Imports", Role::Administrator);
        assert!(back(&story.of(&administrator)).is_ok());
        assert!(back(&story.of(&story.colleague("Kim Nobody", Role::SocialWorker))).is_err());
        restrict(story, "M1", &story.colleague("Ines Circle", Role::SocialWorker));
        let Err(NotGiven::Stopped(stop)) = back(&story.of(&administrator)) else { panic!("refused") };
        assert_eq!(refused::<()>(Err(stop)), "Restricted: ring Ines Circle, 01632 960151");
        assert!(back(&system).is_ok(), "who looks after the machine has it, with an entry");
    });
}

#[test]
fn a_report_does_not_tell_of_a_child_who_is_restricted_since() {
    each_house(|story| {
        let came = list(story, "M1,Mara,Larchwood,soon,ZZ99 3AA\nM2,Ivo,Larchwood,later,ZZ99 3AA\n");
        accepted(story, &came);
        restrict(story, "M1", &story.colleague("Ines Circle", Role::SocialWorker));
        let administrator = story.colleague("Ada Who Imports", Role::Administrator);
        let told = report(&story.of(&administrator), came.import.id).unwrap();
        for text in [told.text(), told.csv()] {
            assert!(!text.contains("soon") && text.contains("later"), "{text}");
            assert!(text.contains("Restricted: ring Ines Circle, 01632 960151"), "{text}");
        }
    });
}

#[test]
fn an_import_may_be_being_read_still_for_an_hour() {
    each_house(|story| {
        let came = list(story, "M1,Mara,Larchwood,2015-05-04,ZZ99 3AA\n").import;
        let reading = Import { stage: domain::import::Stage::Reading, ..came.clone() };
        assert!(reading.may_be_read_still(came.at) && !came.may_be_read_still(came.at));
        story.later(jiff::SignedDuration::from_mins(61));
        assert!(!reading.may_be_read_still(story.house.now()));
    });
}

#[test]
fn each_further_name_and_address_has_its_own_source() {
    each_house(|story| {
        for row in [
            "M1,Mara,Larchwood,2015-05-04,ZZ99 3AA\n",
            "M1,Mara,Rowanberry,2015-05-04,ZZ99 3BB\n",
            "M1,Mara,Fennel,2015-05-04,ZZ99 3BB\n",
        ] {
            let came = list(story, row);
            accept_all(&story.house.system(), came.import.id, &ALL, &mut |_| {}).unwrap();
        }
        let (mara, ..) = held(story, "M1").unwrap();
        let origins = domain::import::origin::of_person(&mara);
        let facts: Vec<_> = origins.iter().map(|origin| (origin.fact, origin.changed)).collect();
        for fact in ["Another name: Mara Rowanberry", "Another name: Mara Fennel", "Address 1", "Address 2"] {
            assert!(facts.contains(&(fact, false)), "{fact}: {facts:?}");
        }
    });
}

/// A file of any size, of which nothing is ever read.
struct Huge(u64);

impl Read for Huge {
    fn read(&mut self, _: &mut [u8]) -> io::Result<usize> {
        Err(io::Error::other("it was read"))
    }
}

impl Seek for Huge {
    fn seek(&mut self, _: SeekFrom) -> io::Result<u64> {
        Ok(self.0)
    }
}

#[test]
fn what_no_council_has_is_refused_with_words() {
    each_house(|story| {
        let open = || Ok(Box::new(Huge(600 << 20)) as Box<dyn Bytes>);
        let files = vec![("people.csv".to_owned(), Box::new(open) as casework::import::Open<'_>)];
        let given = Given { source: Source::People, name: "people.csv".into(), files, as_of: None };
        let words = bring(&story.house.system(), &given, &mut |_| {}).unwrap_err().to_string();
        assert!(words.contains("larger than 512 MB"), "{words}");
        // One child with more rows than any child.
        let mut book = WorkbookWriter::new(Cursor::new(Vec::new()), &["List 1"]).unwrap();
        let columns =
            ["Child Unique ID", "Gender", "Ethnicity", "Date of Birth", "Date of Contact", "Contact Source"]
                .map(|heading| Column { heading, width: 10 });
        let row = || vec![Written::Text("W1".into())];
        book.sheet(&columns, &mut std::iter::repeat_with(row).take(501)).unwrap();
        let bytes = book.finish().unwrap().into_inner();
        let words = brought(story, Source::AnnexA, &bytes).unwrap_err().to_string();
        assert!(words.contains("more than 500 rows"), "{words}");
        // Identifiers and values of any length are told of in a few words.
        let long = "x".repeat(1 << 20);
        let came = list(
            story,
            &format!("{long},Mara,Larchwood,2015-05-04,ZZ99 3AA\nM1,{long},Larchwood,2015-05-04,{long}\n"),
        );
        assert_eq!(came.import.proposals, 1);
        assert!(came.import.not_carried.len() == 3, "{:?}", came.import.not_carried.len());
        assert!(came.import.not_carried.iter().all(|one| one.words.len() + one.identifier.len() < 1_000));
    });
}
