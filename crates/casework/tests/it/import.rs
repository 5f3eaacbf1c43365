//! Moving in: proposals first, taken once, taken back; a later file knows more and an older one not better; what was written here stands; every row is counted; the
//! file itself is kept. The children are invented.

mod decided;
mod guarded;

use std::cell::RefCell;
use std::collections::BTreeMap;
use std::fs::File;
use std::io::{Cursor, Write};
use std::path::Path;
use std::rc::Rc;

use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use casework::import::back::take_back;
use casework::import::decide::{Choice, Decided, accept_all, accept_one, refuse_one};
use casework::import::report::{recent, report};
use casework::import::{Brought, Bytes, Given, NotTaken, bring, of_census};
use domain::access::{Action, Subject};
use domain::episode::Episode;
use domain::import::{Kind, Piece, Rule, Source};
use domain::person::known::Known;
use domain::person::{NamedCircle, Person, Sex};
use domain::staff::Role;
use jiff::civil::date;
use store::{Version, load, save};

use crate::house::{Story, each_house, refused};

const ALL: [Kind; 3] = [Kind::NewPerson, Kind::NewEpisodes, Kind::Changes];

fn census(year: i16, children: &str) -> String {
    format!(
        "<Message><Header><CollectionDetails><Collection>CIN</Collection><Year>{year}</Year>\
         <ReferenceDate>{year}-03-31</ReferenceDate></CollectionDetails></Header><Children>{children}</Children></Message>"
    )
}

fn referral(day: &str, more: &str) -> String {
    format!(
        "<CINdetails><CINreferralDate>{day}</CINreferralDate><ReferralSource>1A</ReferralSource>\
         <PrimaryNeedCode>N1</PrimaryNeedCode>{more}<ReferralNFA>0</ReferralNFA></CINdetails>"
    )
}

fn child(identifier: &str, sex: &str, episodes: &str) -> String {
    format!(
        "<Child><ChildIdentifiers><LAchildID>{identifier}</LAchildID><PersonBirthDate>2015-05-04</PersonBirthDate>\
         {sex}</ChildIdentifiers><ChildCharacteristics><Ethnicity>WBRI</Ethnicity></ChildCharacteristics>{episodes}</Child>"
    )
}

fn given<'b>(source: Source, files: &[(&str, &'b [u8])]) -> Given<'b> {
    let files = files.iter().map(|(name, bytes)| {
        let bytes: &'b [u8] = bytes;
        let open = move || Ok(Box::new(Cursor::new(bytes)) as Box<dyn Bytes + 'b>);
        ((*name).to_owned(), Box::new(open) as casework::import::Open<'b>)
    });
    Given { source, name: "came".into(), files: files.collect(), as_of: None }
}

fn brought(story: &Story, source: Source, bytes: &[u8]) -> Result<Brought, NotTaken> {
    bring(&story.house.system(), &given(source, &[("came", bytes)]), &mut |_| {})
}

fn accepted(story: &Story, brought: &Brought) -> Decided {
    accept_all(&story.house.system(), brought.import.id, &ALL, &mut |_| {}).unwrap()
}

fn take(story: &Story, text: &str) -> Brought {
    let brought = brought(story, Source::Cin, text.as_bytes()).unwrap();
    accepted(story, &brought);
    brought
}

/// A person by the identifier, and the episodes; nothing when nobody is found.
fn held(story: &Story, identifier: &str) -> Option<(Person, Version, Vec<Episode>)> {
    let found = story.house.system().read("test", |door| {
        let permit = door.permit(Action::ImportRecords, Subject::House)?;
        let Some(id) = store::person::by_local_identifier(&permit, identifier)? else { return Ok(None) };
        let known = load::<Person>(&permit, id)?.unwrap();
        Ok(Some((known.record, known.version, store::episode::of_child(&permit, id)?)))
    });
    found.unwrap()
}

fn change(story: &Story, identifier: &str, change: impl Fn(&mut Person)) {
    let (mut person, version, _) = held(story, identifier).unwrap();
    change(&mut person);
    let saved = story.house.system().write("test", |door| {
        let permit = door.permit(Action::ImportRecords, Subject::House)?;
        save(&permit, &person, version, "test", None)
    });
    saved.unwrap();
}

fn sound(story: &Story) {
    assert!(story.house.store.verify(&[], &mut |_| {}).unwrap().is_sound());
}

#[test]
fn proposals_change_nothing_and_what_is_taken_is_taken_once() {
    each_house(|story| {
        let text = census(
            2026,
            &(child(
                "C1",
                "<Sex>F</Sex>",
                &(referral(
                    "2024-05-06",
                    "<CINclosureDate>2024-06-03</CINclosureDate><ReasonForClosure>RC7</ReasonForClosure>",
                ) + &referral("2025-09-01", "")),
            ) + &child("C2", "<GenderCurrent>1</GenderCurrent>", &referral("2025-01-07", ""))),
        );
        let came = brought(story, Source::Cin, text.as_bytes()).unwrap();
        let total = of_census(&came.tally);
        assert_eq!((total.children, total.new_children, total.new_episodes), (2, 2, 3));
        assert!(!came.again && came.import.proposals == 2 && came.tally.balances());
        assert!(held(story, "C1").is_none(), "a proposal is no record");
        assert_eq!(accepted(story, &came).decided, 2);
        let (person, _, episodes) = held(story, "C1").unwrap();
        assert_eq!(episodes.len(), 2);
        assert_eq!(person.sources["Ethnicity"].source, "CIN census, came, line 1");
        assert!(episodes[0].sources.contains_key("Closed on"), "{:?}", episodes[0].sources);
        let again = brought(story, Source::Cin, text.as_bytes()).unwrap();
        assert!(again.again && again.import.id == came.import.id);
        let total = of_census(&again.tally);
        assert_eq!((total.children, total.new_children, total.new_episodes), (2, 0, 0));
        assert_eq!(accepted(story, &again).decided, 0, "what is decided is decided");
        // The same words in another file: nothing is left to propose.
        let spaced = brought(story, Source::Cin, format!("{text}\n").as_bytes()).unwrap();
        assert_eq!((spaced.again, spaced.import.proposals), (false, 0));
        assert!(spaced.tally.0.values().all(|count| count.read == count.same), "{:?}", spaced.tally);
        sound(story);
    });
}

/// A code that only another year has is carried, and so is told of nowhere; what is not carried says why, and says it once.
#[test]
fn the_report_tells_only_of_what_was_not_carried() {
    each_house(|story| {
        let sex = "<GenderCurrent>2</GenderCurrent><PersonDeathDate>31/12/2025</PersonDeathDate>";
        let text =
            census(2026, &child("C1", sex, &referral("2025-09-01", "<ReferralSource>1B</ReferralSource>")));
        let came = take(story, &text);
        assert_eq!(held(story, "C1").unwrap().0.sex, Known::Is(Sex::Female));
        let text = report(&story.house.system(), came.import.id).unwrap().text();
        let lines: Vec<&str> =
            text.lines().skip_while(|line| !line.starts_with("Not carried")).skip(1).map(str::trim).collect();
        assert_eq!(
            lines,
            [
                "line 1 (C1): PersonDeathDate: This is not a date. A date is written year-month-day: 2026-03-31. A value cannot be read.",
                "line 1 (C1): ReferralSource: This is written more than once. The first was kept. An earlier row of the file says so already.",
            ]
        );
    });
}

#[test]
fn a_later_file_knows_more_and_an_older_one_not_better() {
    each_house(|story| {
        let assessed = |end: &str| {
            format!(
                "<Assessments><AssessmentActualStartDate>2025-03-03</AssessmentActualStartDate>{end}</Assessments>"
            )
        };
        let open = census(2025, &child("C1", "<Sex>F</Sex>", &referral("2025-03-01", &assessed(""))));
        let closed = census(
            2026,
            &child(
                "C1",
                "<Sex>M</Sex>",
                &referral(
                    "2025-03-01",
                    &(assessed("<AssessmentAuthorisationDate>2025-04-02</AssessmentAuthorisationDate>")
                        .to_owned()
                        + "<CINclosureDate>2025-05-01</CINclosureDate><ReasonForClosure>RC8</ReasonForClosure>"),
                ),
            ),
        );
        take(story, &open);
        assert_eq!(held(story, "C1").unwrap().2[0].closed_on, None);
        let later = take(story, &closed);
        assert_eq!((later.tally.0["CINdetails"].changed, later.tally.0["Assessments"].changed), (1, 1));
        let (person, _, episodes) = held(story, "C1").unwrap();
        assert_eq!(episodes.len(), 1);
        assert_eq!(episodes[0].closed_on, Some(date(2025, 5, 1)));
        assert_eq!(episodes[0].assessments[0].authorised_on, Some(date(2025, 4, 2)));
        assert_eq!(person.sex.answer().unwrap().code(), "M", "the newer file corrects what came from a file");
        let older = take(story, &census(2025, &child("C1", "<Sex>U</Sex>", &referral("2025-03-01", ""))));
        assert_eq!(held(story, "C1").unwrap().0.sex.answer().unwrap().code(), "M");
        assert!(older.import.not_carried.iter().any(|one| one.rule == Rule::OlderFile && one.words == "Sex"));
        sound(story);
    });
}

#[test]
fn what_was_written_here_stands() {
    each_house(|story| {
        take(story, &census(2025, &child("C1", "<Sex>F</Sex>", &referral("2025-03-01", ""))));
        change(story, "C1", |person| person.ethnicity = Known::Is("MWBC".into()));
        let came = take(story, &census(2026, &child("C1", "<Sex>F</Sex>", &referral("2025-03-01", ""))));
        assert_eq!(held(story, "C1").unwrap().0.ethnicity.answer().map(String::as_str), Some("MWBC"));
        let lost = came.import.not_carried.iter().find(|one| one.rule == Rule::SaidHere).unwrap();
        assert_eq!((lost.words.as_str(), lost.identifier.as_str()), ("Ethnicity", "C1"));
    });
}

#[test]
fn an_import_is_taken_back_and_what_was_changed_since_stands() {
    each_house(|story| {
        take(story, &census(2025, &child("C1", "<Sex>F</Sex>", &referral("2025-03-01", ""))));
        let before = held(story, "C1").unwrap();
        let closed = "<CINclosureDate>2025-05-01</CINclosureDate><ReasonForClosure>RC8</ReasonForClosure>";
        let second = census(
            2026,
            &(child("C1", "<Sex>F</Sex>", &referral("2025-03-01", closed))
                + &child("C2", "<Sex>F</Sex>", &referral("2025-06-02", ""))
                + &child("C3", "<Sex>F</Sex>", "")),
        );
        let came = take(story, &second);
        change(story, "C3", |person| person.school = Known::Is("Larch Primary".into()));
        let system = story.house.system();
        let back = |reason: &str| take_back(&system, came.import.id, reason, &mut |_| {});
        assert!(refused(back(" ")).contains("Say why"));
        let decided = back("The wrong year").unwrap();
        assert_eq!((decided.decided, decided.kept), (3, 1));
        assert!(held(story, "C2").is_none());
        assert!(held(story, "C3").is_some(), "somebody wrote of this child since");
        let after = held(story, "C1").unwrap();
        assert_eq!((after.0, after.2), (before.0, before.2));
        assert!(refused(back("Again")).contains("taken back already"));
        assert!(
            refused(accept_one(&system, None, came.import.id, 1, Choice::AsFound)).contains("taken back")
        );
        // The same file may come again.
        let again = take(story, &second);
        assert!(!again.again && again.import.proposals == 2);
        assert_eq!(held(story, "C2").unwrap().2.len(), 1);
        sound(story);
    });
}

#[test]
fn every_row_is_counted_once_and_what_is_lost_is_told_with_its_rule() {
    each_house(|story| {
        let twice = referral("2025-03-01", "")
            + &referral(
                "2025-03-01",
                "<CINPlanDates><CINPlanStartDate>2025-03-05</CINPlanStartDate></CINPlanDates>",
            );
        let plans = "<CINPlanDates><CINPlanEndDate>2025-04-05</CINPlanEndDate></CINPlanDates>";
        let text = census(
            2026,
            &(child("C1", "<Sex>F</Sex>", &twice)
                + &child("", "<Sex>F</Sex>", &referral("2025-03-01", ""))
                + &child("C2", "<Sex>F</Sex>", &referral("2025-03-01", plans))
                + &child(
                    "C3",
                    "<Sex>F</Sex>",
                    "<CINdetails><CINreferralDate>soon</CINreferralDate></CINdetails>",
                )),
        );
        let came = take(story, &text);
        assert!(came.tally.balances(), "{:?}", came.tally);
        let count = |table: &str| {
            let count = &came.tally.0[table];
            (count.read, count.new, count.not_carried.clone())
        };
        assert_eq!(count("Child"), (4, 3, BTreeMap::from([(Rule::NoIdentifier, 1)])));
        assert_eq!(
            count("CINdetails"),
            (5, 2, BTreeMap::from([(Rule::NoIdentifier, 1), (Rule::Repeated, 1), (Rule::NoDay, 1)]))
        );
        assert_eq!(count("CINPlanDates"), (2, 0, BTreeMap::from([(Rule::Repeated, 1), (Rule::NoDay, 1)])));
        let told = report(&story.house.system(), came.import.id).unwrap();
        assert!(told.text().contains("Every row that came in is counted once."), "{}", told.text());
        assert!(told.csv().contains("\"rows\",\"CINdetails\",\"\",\"repeated\",\"1\""), "{}", told.csv());
        assert_eq!(told.in_state("accepted"), 3);
    });
}

#[test]
fn the_file_is_kept_as_it_came() {
    each_house(|story| {
        // More than one piece, and each row is short.
        let row = |number: u32| format!("{number},{}\n", "n".repeat(2_000));
        let text: String = std::iter::once("id,notes\n".to_owned()).chain((0..600).map(row)).collect();
        let came = brought(story, Source::People, text.as_bytes()).unwrap();
        let bytes = story.house.system().read("test", |door| {
            let permit = door.permit(Action::ImportRecords, Subject::House)?;
            let mut bytes = Vec::new();
            for id in store::import::pieces(&permit, came.import.id, 0)? {
                bytes.extend(STANDARD.decode(load::<Piece>(&permit, id)?.unwrap().record.base64).unwrap());
            }
            Ok(bytes)
        });
        assert_eq!(bytes.unwrap(), text.as_bytes());
        let [file] = &came.import.files[..] else { panic!("one file") };
        assert_eq!(file.size, text.len() as u64);
        assert_eq!(file.digest, store::notification_batch::digest(text.as_bytes()));
    });
}

#[test]
fn a_restricted_child_is_left_to_the_circle() {
    each_house(|story| {
        take(story, &census(2025, &child("C1", "<Sex>F</Sex>", &referral("2025-03-01", ""))));
        let member = story.colleague("Ines Circle", Role::Administrator);
        change(story, "C1", |person| {
            person.restriction = Some(NamedCircle {
                circle: [member.id].into(),
                ring: "Ines Circle, 01632 960151".into(),
                reason: "A relative works here".into(),
                since: story.house.now(),
            });
        });
        let text = census(2026, &child("C1", "<Sex>F</Sex>", &referral("2025-09-01", "")));
        let came = brought(story, Source::Cin, text.as_bytes()).unwrap();
        // Neither the counts nor the kind of the proposal says what the record holds.
        let rows: Vec<_> =
            came.tally.0.values().map(|count| (count.read, count.not_carried.clone())).collect();
        assert_eq!(rows, vec![(1, BTreeMap::from([(Rule::Restricted, 1)])); 2]);
        let told = report(&story.house.system(), came.import.id).unwrap();
        assert_eq!((told.counts.len(), told.counts[0].kind.as_str()), (1, Kind::Changes.code()));
        assert!(!told.text().contains("C1"), "{}", told.text());
        let left = accepted(story, &came);
        assert_eq!((left.decided, left.restricted), (0, vec!["Ines Circle, 01632 960151".to_owned()]));
        let one =
            |session: &casework::Session<'_>| accept_one(session, None, came.import.id, 1, Choice::AsFound);
        assert_eq!(refused(one(&story.house.system())), "Restricted: ring Ines Circle, 01632 960151");
        assert_eq!(one(&story.of(&member)).unwrap().decided, 1);
        assert_eq!(held(story, "C1").unwrap().2.len(), 2);
    });
}

#[test]
fn only_who_may_import_brings_decides_and_reads() {
    each_house(|story| {
        let came = take(story, &census(2025, &child("C1", "<Sex>F</Sex>", "")));
        for role in [Role::SocialWorker, Role::TeamManager, Role::Analyst, Role::Auditor] {
            let staff = story.colleague("Kim Nobody", role);
            let session = story.of(&staff);
            let text = census(2026, "");
            assert!(bring(&session, &given(Source::Cin, &[("c", text.as_bytes())]), &mut |_| {}).is_err());
            refused(accept_all(&session, came.import.id, &ALL, &mut |_| {}));
            refused(refuse_one(&session, None, came.import.id, 1));
            refused(take_back(&session, came.import.id, "No", &mut |_| {}));
            refused(report(&session, came.import.id));
            refused(recent(&session));
        }
        assert_eq!(recent(&story.house.system()).unwrap().len(), 1);
    });
}

#[test]
fn people_are_matched_and_where_several_may_be_meant_somebody_says() {
    each_house(|story| {
        let list = "Forename;Surname;DOB;Postcode;Shoe size\nMara;Larchwood;04/05/2015;ZZ99 3AA;31\nIvo;Larchwood;1.2.2017;ZZ99 3AA;28\n";
        let came = brought(story, Source::People, list.as_bytes()).unwrap();
        assert_eq!((came.import.proposals, accepted(story, &came).decided), (2, 2));
        assert!(
            came.import.not_carried.iter().any(|one| one.words.contains("Shoe size")),
            "{:?}",
            came.import
        );
        let twice = "given name,family name,date of birth,postcode\nMara,Larchwood,2015-05-04,ZZ99 3AA\n";
        let again = brought(story, Source::People, twice.as_bytes()).unwrap();
        assert_eq!(again.import.proposals, 0, "{:?}", again.tally);
        // Another identifier stands with somebody who nearly certainly is the same: that is for a person to say.
        let identified =
            "id,given name,family name,date of birth,postcode\n77,Mara,Larchwood,2015-05-04,ZZ99 3AA\n";
        let named = brought(story, Source::People, identified.as_bytes()).unwrap();
        accepted(story, &named);
        let other =
            "id,given name,family name,date of birth,postcode\n78,Mara,Larchwood,2015-05-04,ZZ99 3AA\n";
        let doubtful = brought(story, Source::People, other.as_bytes()).unwrap();
        assert_eq!(accepted(story, &doubtful).decided, 0);
        let system = story.house.system();
        assert!(
            refused(accept_one(&system, None, doubtful.import.id, 1, Choice::AsFound))
                .contains("Say who this is")
        );
        assert_eq!(accept_one(&system, None, doubtful.import.id, 1, Choice::Nobody).unwrap().decided, 1);
        assert!(refused(refuse_one(&system, None, doubtful.import.id, 1)).contains("decided already"));
        assert!(held(story, "77").unwrap().0.id != held(story, "78").unwrap().0.id);
        sound(story);
    });
}

#[test]
fn another_name_that_a_list_gives_comes_in_beside_the_first_and_finds_whoever_bears_it() {
    each_house(|story| {
        let names = |identifier: &str| {
            let (person, ..) = held(story, identifier).unwrap();
            person.names.iter().map(|known| known.name.display()).collect::<Vec<_>>()
        };
        let list = "id,forename,surname,known as,dob,postcode\n\
                    1,Christopher,Larchwood,Kit,2015-05-04,ZZ99 3AA\n\
                    2,Mara,Larchwood,Mara Holloway,2017-02-01,ZZ99 3AA\n\
                    3,Ivo,Larchwood,Ivo,2018-02-01,ZZ99 3AA\n\
                    4,,,Teddy,2019-02-01,ZZ99 3AA\n";
        let came = brought(story, Source::People, list.as_bytes()).unwrap();
        assert_eq!(came.import.not_carried, []);
        assert_eq!(accepted(story, &came).decided, 4);
        assert_eq!(names("1"), ["Christopher Larchwood", "Kit Larchwood"]);
        assert_eq!(names("2"), ["Mara Larchwood", "Mara Holloway"]);
        assert_eq!(names("3"), ["Ivo Larchwood"]);
        assert_eq!(names("4"), ["Teddy"]);
        // Another file of the same words says nothing new; by the name alone that came beside the first the child is found.
        let again = list.replace(',', ";");
        assert_eq!(brought(story, Source::People, again.as_bytes()).unwrap().import.proposals, 0);
        let by_that = "forename,surname,dob,postcode\nKit,Larchwood,2015-05-04,ZZ99 3AA\n";
        assert_eq!(brought(story, Source::People, by_that.as_bytes()).unwrap().import.proposals, 0);
        take_back(&story.house.system(), came.import.id, "The wrong list", &mut |_| {}).unwrap();
        assert!(held(story, "1").is_none());
        sound(story);
    });
}

/// What is written to it stands in a place that outlives it.
#[derive(Clone, Default)]
struct Sheet(Rc<RefCell<Vec<u8>>>);

impl Write for Sheet {
    fn write(&mut self, bytes: &[u8]) -> std::io::Result<usize> {
        self.0.borrow_mut().write(bytes)
    }

    fn flush(&mut self) -> std::io::Result<()> {
        Ok(())
    }
}

/// A child with all that the tables and lists carry.
fn full() -> String {
    let more = "<Assessments><AssessmentActualStartDate>2025-09-02</AssessmentActualStartDate>\
                <AssessmentAuthorisationDate>2025-10-01</AssessmentAuthorisationDate>\
                <FactorsIdentifiedAtAssessment><AssessmentFactors>1A</AssessmentFactors></FactorsIdentifiedAtAssessment></Assessments>\
                <Section47><S47ActualStartDate>2025-10-02</S47ActualStartDate><DateOfInitialCPC>2025-10-15</DateOfInitialCPC>\
                <ICPCnotRequired>0</ICPCnotRequired></Section47>\
                <ChildProtectionPlans><CPPstartDate>2025-10-15</CPPstartDate><InitialCategoryOfAbuse>NEG</InitialCategoryOfAbuse>\
                <LatestCategoryOfAbuse>EMO</LatestCategoryOfAbuse><NumberOfPreviousCPP>0</NumberOfPreviousCPP></ChildProtectionPlans>";
    census(2026, &child("C1", "<Sex>F</Sex>", &referral("2025-09-01", more)))
}

/// The facts of an episode that another kind of file carries.
fn facts(episode: &Episode) -> impl PartialEq + std::fmt::Debug + use<> {
    let assessments: Vec<_> =
        episode.assessments.iter().map(|one| (one.started_on, one.authorised_on)).collect();
    (
        (episode.referral_date, episode.source.clone(), episode.primary_need.clone(), episode.closed_on),
        assessments,
        episode.enquiries.clone(),
        episode.plans.clone(),
    )
}

#[test]
fn what_goes_out_as_tables_comes_in_as_the_same_facts() {
    each_house(|story| {
        let came = take(story, &full());
        let before = held(story, "C1").unwrap();
        let sheets: RefCell<BTreeMap<String, Sheet>> = RefCell::default();
        casework::dataset::write(&story.house.system(), &mut |table| {
            Ok(sheets.borrow_mut().entry(format!("{}.csv", table.name)).or_default().clone())
        })
        .unwrap();
        take_back(&story.house.system(), came.import.id, "To come as tables", &mut |_| {}).unwrap();
        assert!(held(story, "C1").is_none());
        let sheets: Vec<(String, Vec<u8>)> =
            sheets.into_inner().into_iter().map(|(name, sheet)| (name, sheet.0.take())).collect();
        let files: Vec<(&str, &[u8])> =
            sheets.iter().map(|(name, bytes)| (name.as_str(), bytes.as_slice())).collect();
        let tables = bring(&story.house.system(), &given(Source::Ssd, &files), &mut |_| {}).unwrap();
        assert!(tables.tally.balances(), "{:?}", tables.tally);
        accepted(story, &tables);
        let after = held(story, "C1").unwrap();
        assert_eq!(
            (after.0.birth, after.0.sex, after.0.ethnicity),
            (before.0.birth, before.0.sex, before.0.ethnicity)
        );
        assert_eq!(facts(&after.2[0]), facts(&before.2[0]));
        assert_eq!(after.2[0].assessments, before.2[0].assessments, "with its factors");
        sound(story);
    });
}

#[test]
fn what_goes_out_as_lists_comes_in_as_the_same_facts() {
    each_house(|story| {
        story.at("2026-01-15T10:00:00Z".parse().unwrap());
        let came = take(story, &full());
        let before = held(story, "C1").unwrap();
        let (book, _) =
            casework::inspection::write(&story.house.system(), date(2026, 1, 15), Cursor::new(Vec::new()))
                .unwrap();
        take_back(&story.house.system(), came.import.id, "To come as lists", &mut |_| {}).unwrap();
        let lists = brought(story, Source::AnnexA, book.get_ref()).unwrap();
        assert!(lists.tally.balances(), "{:?}", lists.tally);
        accepted(story, &lists);
        let after = held(story, "C1").unwrap();
        assert_eq!(
            (after.0.birth, after.0.sex, after.0.ethnicity),
            (before.0.birth, before.0.sex, before.0.ethnicity)
        );
        assert_eq!(facts(&after.2[0]), facts(&before.2[0]), "{:?}", lists.tally);
        sound(story);
    });
}

#[test]
fn a_file_that_cannot_be_read_to_its_end_brings_in_nothing() {
    each_house(|story| {
        let whole = census(
            2026,
            &(child("C1", "<Sex>F</Sex>", &referral("2024-05-06", "")) + &child("C2", "<Sex>M</Sex>", "")),
        );
        let bombs = "<!DOCTYPE m [<!ENTITY a \"ha\"><!ENTITY b \"&a;&a;&a;\">]><Message>&b;</Message>";
        for text in [&whole[..whole.len() - 40], bombs, "", "<Other/>", "\u{feff}not xml"] {
            let refused = brought(story, Source::Cin, text.as_bytes()).unwrap_err();
            assert!(matches!(refused, NotTaken::Unreadable { .. }), "{text:.60}: {refused}");
            assert!(refused.to_string().starts_with("line "), "{refused}");
        }
        let long = [b"name\n\"".as_slice(), &vec![b'a'; 6 << 20]].concat();
        for (source, bytes) in [
            (Source::AnnexA, &b"not a workbook"[..]),
            (Source::AnnexA, b"PK\x03\x04"),
            (Source::People, b""),
            (Source::People, b"colour,size\nred,1\n"),
            (Source::People, &long),
            (Source::Ssd, b""),
        ] {
            let refused = brought(story, source, bytes).unwrap_err();
            assert!(matches!(refused, NotTaken::Unreadable { .. }), "{source:?}: {refused}");
        }
        assert!(recent(&story.house.system()).unwrap().is_empty(), "nothing of it is kept");
        assert!(held(story, "C1").is_none());
    });
}

#[test]
fn census_files_by_other_people_are_taken_in() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../../shared/specs/cin/samples");
    let Ok(files) = std::fs::read_dir(&folder) else {
        eprintln!("skipped: the sample returns are not here");
        return;
    };
    let files: Vec<_> = files.map(|file| std::fs::read(file.unwrap().path()).unwrap()).collect();
    each_house(|story| {
        let (mut children, mut episodes) = (0, 0);
        for file in &files {
            let came = brought(story, Source::Cin, file).unwrap();
            assert!(came.tally.balances(), "{:?}", came.tally);
            accepted(story, &came);
            let total = of_census(&came.tally);
            children += total.children;
            episodes += total.new_episodes;
            // What came by this file is what the record says now.
            let again = brought(story, Source::Cin, file).unwrap();
            assert_eq!(of_census(&again.tally).new_episodes, 0);
        }
        assert!(children > 100 && episodes > 100, "{children} {episodes}");
        sound(story);
    });
}

#[test]
fn a_workbook_by_other_people_is_taken_in() {
    let path = Path::new(env!("CARGO_MANIFEST_DIR"))
        .join("../../../shared/specs/annex_a/sample_Annex_A_2024_Jan.xlsx");
    let Ok(_) = File::open(&path) else {
        eprintln!("skipped: the sample workbook is not here");
        return;
    };
    let bytes = std::fs::read(&path).unwrap();
    each_house(|story| {
        let came = brought(story, Source::AnnexA, &bytes).unwrap();
        assert!(came.tally.balances() && came.import.proposals > 0, "{:?}", came.tally);
        assert_eq!(accepted(story, &came).decided, came.import.proposals);
        sound(story);
    });
}
