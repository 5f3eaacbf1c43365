//! The pack of England is whole, and a pack that is not says so with file and line.

use std::collections::BTreeSet;

use super::*;
use crate::calendar::Limit;

fn spec(name: &str) -> Option<String> {
    let path = format!("{}/../../../shared/specs/codelists/{name}", env!("CARGO_MANIFEST_DIR"));
    let text = std::fs::read_to_string(&path).ok();
    if text.is_none() {
        println!("skipped: {name} is not here");
    }
    text
}

/// The rows of a small CSV whose first columns hold no quotes.
fn first_columns(text: &str, columns: usize) -> Vec<Vec<String>> {
    text.lines().skip(1).map(|line| line.split(',').take(columns).map(str::to_owned).collect()).collect()
}

#[test]
fn the_pack_of_england_holds_what_the_register_holds() {
    let pack = england();
    assert_eq!(pack.timers.len(), 44);
    assert_eq!(pack.code_list("contact_source").unwrap().codes.len(), 22);
    assert_eq!(pack.thresholds.levels.len(), 4);
    for level in 1..=4 {
        assert_eq!(pack.thresholds.at_level(level).count(), pack.thresholds.concerns.len());
    }
    assert_eq!(pack.timer("T01").unwrap().limit, Limit::WorkingDays(1));
    assert_eq!(pack.timer("T43").unwrap().limit.to_string(), "by 31 July");
    assert!(pack.timers.iter().all(|timer| timer.may_loosen != timer.mark.binds()));
    assert_eq!(pack.thresholds.paragraph("neglect_4").unwrap().version, "2026-04");
    assert_eq!(pack.thresholds.called("physical_4").as_deref(), Some("4.2 Physical harm"));
    assert_eq!(pack.thresholds.numbered("3.15").unwrap().id, "radicalisation_3");
    assert_eq!(pack.consistency.second_reading.share, 10);
    assert_eq!(pack.form("referral_professional").unwrap().version, 1);
    assert_eq!(pack.form_version("referral_professional", 2), None);
    assert_eq!(pack.calendar(), Calendar::england());
    assert_eq!(pack.code_list("disability").unwrap().words("AUT"), Some("Autism"));
    assert!(pack.version().starts_with("england 2026.1 ("));
    let folder = concat!(env!("CARGO_MANIFEST_DIR"), "/../../packs/england");
    let embedded: BTreeSet<&str> = ENGLAND.iter().map(|(name, _)| *name).collect();
    for sub in ["", "codes/", "forms/"] {
        for entry in std::fs::read_dir(format!("{folder}/{sub}")).unwrap() {
            let entry = entry.unwrap();
            let name = format!("{sub}{}", entry.file_name().to_string_lossy());
            assert!(entry.path().is_dir() || embedded.contains(name.as_str()), "{name} is not embedded");
        }
    }
}

#[test]
fn every_clock_says_what_the_register_says() {
    let Some(text) = spec("timers.csv") else { return };
    let rows = first_columns(&text, 6);
    assert_eq!(rows.len(), 44);
    for row in rows {
        let timer = england().timer(&row[0]).unwrap();
        assert_eq!([&timer.name, &timer.starts, &timer.stops], [&row[1], &row[2], &row[3]], "{}", row[0]);
        assert_eq!(timer.limit, Limit::parse(&row[4], &row[5]).unwrap(), "{}", row[0]);
    }
}

#[test]
fn every_national_code_is_there() {
    let lists = [
        ("referral_source.csv", "contact_source"),
        ("ethnicity.csv", "ethnicity"),
        ("disability.csv", "disability"),
        ("primary_need.csv", "primary_need"),
        ("reason_for_closure.csv", "closure_reason"),
        ("sex.csv", "sex"),
        ("upn_unknown_reason.csv", "upn_unknown_reason"),
        ("assessment_factors.csv", "assessment_factor"),
        ("category_of_abuse.csv", "abuse_category"),
        ("worker_change_reason.csv", "worker_change_reason"),
    ];
    for (file, list) in lists {
        let Some(text) = spec(file) else { return };
        let expected: Vec<String> =
            first_columns(&text, 1).into_iter().map(|mut row| row.remove(0)).collect();
        let list = england().code_list(list).unwrap();
        let codes: Vec<&str> = list.codes.iter().map(|code| code.code.as_str()).collect();
        assert_eq!(codes, expected, "{file}");
    }
}

/// In each line one text of one file of the pack of England is changed. The pack must be refused with these words, on the line where the
/// fourth text stands: file | what stands there | what is put there | where the fault is | words.
const WRONG: &str = r#"
timers.toml | id = "T07" | id = "T06" | id = "T06"\nname = "Strategy d | “T06” stands here twice
timers.toml | id = "T07" | id = "T06" | nowhere | The clock T07 is missing
timers.toml | unit = "hours" | unit = "moons" | limit = 24\nunit = "moons" | the unit is not known
timers.toml | limit = 45 | limit = "many" | limit = "many" | whole number
timers.toml | mark = "STAT" | mark = "MINE" | mark = "MINE" | unknown variant
timers.toml | may_loosen = false | may_loosen = true | may_loosen = true | `may_loosen` is false for LAW
timers.toml | name = "Contact decision" | nom = "x" | nom = | unknown field `nom`
timers.toml | limit = 45 | limit =  | limit = \n | (nothing)
council.toml | la_code = "399" | la_code = "39X" | la_code | three digits
council.toml | to = "17:00" | to = "08:00" | [mash_hours] | close later
council.toml | id = "assessment_2" | id = "assessment_1" | id = "assessment_1"\nname = "Assessment team 2 | twice
agencies.toml | sources = ["6"] | sources = ["66"] | sources = ["66"] | no code “66”
roles.toml | code = "auditor" | code = "inspector" | code = "inspector" | knows no role
roles.toml | code = "auditor" | code = "inspector" | nowhere | “auditor” is missing
thresholds.toml | level = 3\nname | level = 5\nname | [[level]] | 1, 2, 3 and 4
thresholds.toml | id = "neglect_2"\nlevel = 2 | id = "neglect_2"\nlevel = 3 | id = "neglect" | no paragraph at level 2
thresholds.toml | id = "neglect_2" | id = "neglect_1" | id = "neglect_1"\nlevel = 2 | twice
outcomes.toml | letter = "outcome_open" | letter = "none" | letter = "none" | no letter “none”
outcomes.toml | letter = "outcome_open"\n | (nothing) | feedback = true\n\n | needs a `letter`
outcomes.toml | "NFA_FLAG" | "NFA" | ssd_flag = "NFA" | no flag
thresholds.toml | id = "physical_4"\n | id = "physical_4"\nnumber = "4.1"\n | number = "4.1" | Another paragraph has the number 4.1
outcomes.toml | referral = "transfer_in" | referral = "perhaps" | referral = "perhaps" | unknown variant
consistency.toml | share = 10 | share = 101 | share = 101 | from 0 to 100
consistency.toml | share = 10 | part = 10 | part = 10 | unknown field `part`
consistency.toml | "service_manager"] | "contact_officer"] | readers = | no role of a manager
consistency.toml | readers = ["mash_manager", "service_manager"] | readers = [] | readers = | which roles read
consistency.toml | within_working_days = 5 | within_working_days = 0 | within_working_days = 0 | at least one working day
consistency.toml | fewest = 30 | fewest = 1 | fewest = 1 | Two readings
consistency.toml | like_this_months = 12 | like_this_months = 0 | like_this_months = 0 | from 1 to 120
consent.toml | kind = "medical" | kind = "any" | kind = "any" | no kind of consent
consent.toml | id = "share" | id = "tell" | [[kind]] | kept apart
letters.toml | reference is {reference} | name is {child} | body =  | may not stand in a letter for this reader
letters.toml | id = "receipt" | id = "thanks" | nowhere | no letter “receipt”
codes/sex.toml | code = "F" | code = "M" | code = "M"\nwords = "Female | twice
bank_holidays.csv | 2018-01-01 | 1 January 2018 | 1 January 2018 | like 2026-12-25
codes/sex.toml | id = "sex" | id = "gender" | id =  | belongs in the file
"#;

const WRONG_IN_A_FORM: &str = r#"
forms/referral_professional.toml | kind = "yes_no" | kind = "maybe" | kind = "maybe" | no kind of question called “maybe”
forms/referral_professional.toml | fills = "child.name" | fills = "child.nom" | fills = "child.nom" | no part called “child.nom”
forms/referral_professional.toml | fills = "child.name" | fills = "child.birth" | fills = "child.birth" | cannot fill “child.birth”
forms/referral_professional.toml | fills = "concern.facts" | fills = "concern.opinion" | fills = "concern.opinion"\nowner = "MASH manager"\nwhy = "A pro | Two questions fill
forms/referral_professional.toml | prefill = "viewer.name" | prefill = "viewer.age" | prefill = "viewer.age" | Nothing on the record
forms/referral_professional.toml | question = "now" | question = "then" | when =  | No question before this one is called “then”
forms/referral_professional.toml | question = "now" | question = "family.home" | when =  | No question before this one
forms/referral_professional.toml | question = "now", is = "yes" | question = "now", is = "y" | when =  | can never be “y”
forms/referral_professional.toml | question = "now", is = "yes" | question = "now" | when =  | Say what “now” must be
forms/referral_professional.toml | question = "now", is | question = "now", os | when =  | There is no `os` here
forms/referral_professional.toml | owner = "MASH manager" | owner = " " | owner = " " | an owner and a reason
forms/referral_professional.toml | why = "To find the child and the history."\n | (nothing) | [[section.question]]\nid = "name" | `why` is missing
forms/referral_professional.toml | id = "birth" | id = "name" | id = "name"\nkind = "partial_date" | Two questions of this section
forms/referral_professional.toml | id = "birth" | id = "Birth" | id = "Birth" | cannot be a name
forms/referral_professional.toml | id = "family" | id = "children" | id = "children"\ntitle = "3 | Two sections are called
forms/referral_professional.toml | max = 12 | max = 0 | max = 0 | 1 or more
forms/referral_professional.toml | max = 12 | max = 201 | [section.repeats] | 200 at most
forms/referral_professional.toml | kind = "yes_no" | kind = "yes_no"\nlist = "sex" | list = "sex" | has no `list`
forms/referral_professional.toml | kind = "address" | kind = "code"\nlist = "moods" | list = "moods" | no code list “moods”
forms/contact.toml | value = "refuge" | value = "settled" | { value = "settled", words = "A refuge | a value of its own
forms/contact.toml | id = "contact" | id = "other" | (nowhere) | no form “contact”
"#;

#[test]
fn what_is_wrong_is_told_with_file_and_line() {
    for case in [WRONG, WRONG_IN_A_FORM].iter().flat_map(|cases| cases.trim().lines()) {
        let texts: Vec<String> =
            case.split(" | ").map(|text| text.replace("\\n", "\n").replace("(nothing)", "")).collect();
        let [file, from, to, at, words] = texts.as_slice() else { panic!("not a case: {case}") };
        let text = ENGLAND.iter().find(|(name, _)| name == file).unwrap().1;
        assert!(text.contains(from), "{file} does not hold {from}");
        let text = text.replacen(from, to, 1);
        let line = text.find(at).map_or(1, |offset| text[..offset].matches('\n').count() + 1);
        let problems = Pack::over_england([(file, text)]).map(drop).expect_err(case);
        let told = |p: &PackProblem| p.file == *file && p.line == line && p.words.contains(words);
        assert!(problems.iter().any(told), "{case}\nshould be told on line {line}, got {problems:#?}");
    }
}

#[test]
fn a_limit_that_binds_is_tightened_freely_and_loosened_only_with_a_reason() {
    let text = ENGLAND.iter().find(|(name, _)| *name == "timers.toml").unwrap().1;
    let check = |from: &str, to: &str, refused: Option<&str>| {
        assert!(text.contains(from), "{from}");
        let read = Pack::over_england([("timers.toml", text.replacen(from, to, 1))]);
        match refused {
            None => assert_eq!(read.map(|_| ()), Ok(()), "{to}"),
            Some(words) => {
                let problems = read.unwrap_err();
                assert!(problems.iter().any(|p| p.words.contains(words)), "{to}: {problems:?}");
            }
        }
    };
    let assessment = "limit = 45\nunit = \"working days\"";
    check(assessment, "limit = 40\nunit = \"working days\"", None);
    check(assessment, "limit = 46\nunit = \"working days\"", Some("record a `reason`"));
    check(
        assessment,
        "limit = 46\nunit = \"working days\"\nreason = \"Agreed by the partners on 3 March.\"",
        None,
    );
    check(assessment, "limit = 46\nunit = \"working days\"\nreason = \"  \"", Some("record a `reason`"));
    check(assessment, "limit = 9\nunit = \"weeks\"", Some("not within"));
    check("starts = \"referral date\"", "starts = \"assessment start\"", Some("another event"));
    check(
        "mark = \"STAT\"\nmay_loosen = false",
        "mark = \"LOC\"\nmay_loosen = true",
        Some("to change its mark"),
    );
    // Another area's number is the council's own choice.
    check("limit = 6\nunit = \"MASH working hours\"", "limit = 60\nunit = \"MASH working hours\"", None);
}

#[test]
fn a_pack_has_its_files_and_no_others() {
    let without: Vec<_> = ENGLAND.iter().filter(|(name, _)| *name != "consent.toml").copied().collect();
    let problems = Pack::read(without).unwrap_err();
    assert_eq!(problems[0].to_string(), "consent.toml:1: The pack has no such file.");
    let problems = Pack::over_england([("treshold.toml", "")]).unwrap_err();
    assert_eq!(problems[0].to_string(), "treshold.toml:1: A pack has no file of this name.");
    let twice = ENGLAND.iter().find(|(name, _)| *name == "forms/contact.toml").unwrap().1;
    let problems = Pack::over_england([("forms/copy.toml", twice)]).unwrap_err();
    assert!(
        problems.iter().any(|problem| problem.words.contains("version 1 of “contact” twice")),
        "{problems:?}"
    );
}

#[test]
fn a_second_paragraph_of_a_level_has_a_number_of_its_own() {
    let text = ENGLAND.iter().find(|(name, _)| *name == "thresholds.toml").unwrap().1;
    let second = "[[concern.paragraph]]\nid = \"neglect_4_home\"\nlevel = 4\ntext = \"A dangerous home.\"\n\n[[concern]]\nid = \"physical\"";
    let text = text.replacen("[[concern]]\nid = \"physical\"", second, 1);
    let pack = Pack::over_england([("thresholds.toml", text)]).unwrap();
    assert_eq!(pack.thresholds.called("neglect_4_home").as_deref(), Some("4.1b Neglect"));
    assert_eq!(pack.thresholds.called("neglect_4").as_deref(), Some("4.1 Neglect"));
}

#[test]
fn the_digest_tells_two_packs_apart() {
    let same = Pack::read(ENGLAND.iter().copied()).unwrap();
    assert_eq!(same.digest(), england().digest());
    let text = ENGLAND.iter().find(|(name, _)| *name == "pack.toml").unwrap().1;
    let other = Pack::over_england([("pack.toml", format!("{text}\n"))]).unwrap();
    assert_ne!(other.digest(), england().digest());
    assert_eq!(other.digest().len(), 64);
}

#[test]
fn nothing_that_a_member_of_the_public_gets_can_tell_of_a_child() {
    let pack = england();
    for letter in pack.letters.iter().filter(|letter| letter.reader == Reader::Anybody) {
        let filled = letter.fill(|name| Some(format!("<{name}>")));
        assert!(
            !filled.contains('{') && !filled.contains("<child>") && !filled.contains("<outcome>"),
            "{filled}"
        );
    }
    let letter = pack.letter("outcome_referral").unwrap();
    let filled = letter.fill(|name| (name == "child").then(|| "Ava {E}".to_owned()));
    assert!(filled.contains("about Ava {E}.") && filled.contains("{referrer}"), "{filled}");
}
