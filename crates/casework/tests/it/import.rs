//! A census from elsewhere: proposals first, taken once, nothing of a file that cannot be read to its end.

use std::cell::RefCell;
use std::fs::File;
use std::io::BufReader;
use std::path::Path;

use casework::import::{NotTaken, Total, cin};
use domain::access::{Action, Subject};

use crate::house::{Story, each_house};

fn census(children: &str) -> String {
    format!(
        "<Message><Header><CollectionDetails><Collection>CIN</Collection><Year>2026</Year>\
         <ReferenceDate>2026-03-31</ReferenceDate></CollectionDetails></Header><Children>{children}</Children></Message>"
    )
}

fn child(identifier: &str, sex: &str, referrals: &[&str]) -> String {
    let episodes: String = referrals
        .iter()
        .map(|day| {
            format!(
                "<CINdetails><CINreferralDate>{day}</CINreferralDate><ReferralSource>1A</ReferralSource>\
                 <PrimaryNeedCode>N1</PrimaryNeedCode><ReferralNFA>0</ReferralNFA></CINdetails>"
            )
        })
        .collect();
    format!(
        "<Child><ChildIdentifiers><LAchildID>{identifier}</LAchildID><PersonBirthDate>2015-05-04</PersonBirthDate>\
         {sex}</ChildIdentifiers><ChildCharacteristics><Ethnicity>WBRI</Ethnicity></ChildCharacteristics>{episodes}</Child>"
    )
}

fn take(story: &Story, text: &str, accept: bool) -> Result<Total, NotTaken> {
    cin(&story.house.system(), "census.xml", || Ok(text.as_bytes()), accept, &mut |_| {})
}

/// How many episodes the record holds for a child of the census.
fn episodes(story: &Story, identifier: &str) -> Option<usize> {
    let session = story.house.system();
    let found = session.read("test", |door| {
        let permit = door.permit(Action::ImportRecords, Subject::House)?;
        let Some(person) = store::person::by_local_identifier(&permit, identifier)? else { return Ok(None) };
        Ok(Some(store::episode::of_child(&permit, person)?.len()))
    });
    found.unwrap()
}

#[test]
fn proposals_change_nothing_and_what_is_taken_is_taken_once() {
    each_house(|story| {
        let text = census(
            &(child("C1", "<Sex>F</Sex>", &["2024-05-06", "2025-09-01"])
                + &child("C2", "<GenderCurrent>1</GenderCurrent>", &["2025-01-07"])),
        );
        let proposed = take(story, &text, false).unwrap();
        assert_eq!((proposed.children, proposed.new_children, proposed.new_episodes), (2, 2, 3));
        assert_eq!(episodes(story, "C1"), None);
        take(story, &text, true).unwrap();
        assert_eq!((episodes(story, "C1"), episodes(story, "C2")), (Some(2), Some(1)));
        let again = take(story, &text, true).unwrap();
        assert_eq!((again.new_children, again.new_episodes), (0, 0));
        assert_eq!(episodes(story, "C1"), Some(2));
        let later = census(&child("C1", "<Sex>F</Sex>", &["2025-09-01", "2026-02-03"]));
        assert_eq!(take(story, &later, true).unwrap().new_episodes, 1);
        assert_eq!(episodes(story, "C1"), Some(3));
        assert!(story.house.store.verify(&[], &mut |_| {}).unwrap().is_sound());
    });
}

#[test]
fn a_file_that_cannot_be_read_to_its_end_brings_in_nothing() {
    each_house(|story| {
        let whole =
            census(&(child("C1", "<Sex>F</Sex>", &["2024-05-06"]) + &child("C2", "<Sex>M</Sex>", &[])));
        let bombs = "<!DOCTYPE m [<!ENTITY a \"ha\"><!ENTITY b \"&a;&a;&a;\">]><Message>&b;</Message>";
        for text in [&whole[..whole.len() - 40], bombs, "", "<Other/>", "\u{feff}not xml"] {
            let refused = take(story, text, true).unwrap_err();
            assert!(matches!(refused, NotTaken::Unreadable { .. }), "{text:.60}: {refused}");
            assert!(refused.to_string().starts_with("line "), "{refused}");
            assert_eq!(episodes(story, "C1"), None, "{text:.60}");
        }
    });
}

#[test]
fn census_files_by_other_people_are_taken_in() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../../shared/specs/cin/samples");
    let Ok(files) = std::fs::read_dir(&folder) else {
        eprintln!("skipped: the sample returns are not here");
        return;
    };
    let files: Vec<_> = files.map(|file| file.unwrap().path()).collect();
    each_house(|story| {
        let mut taken = Total::default();
        for file in &files {
            let findings = RefCell::new(0);
            let tell = &mut |proposal: &casework::import::Proposal| {
                *findings.borrow_mut() += proposal.findings.len();
            };
            let total =
                cin(&story.house.system(), "sample.xml", || File::open(file).map(BufReader::new), true, tell)
                    .unwrap();
            assert_eq!(total.findings, *findings.borrow() as u64, "{}", file.display());
            taken.children += total.children;
            taken.new_episodes += total.new_episodes;
        }
        assert!(taken.children > 100 && taken.new_episodes > 100, "{taken:?}");
        assert!(story.house.store.verify(&[], &mut |_| {}).unwrap().is_sound());
    });
}
