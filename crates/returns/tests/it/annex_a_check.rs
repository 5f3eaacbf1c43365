//! Workbooks of lists checked: each rule on its own cell, and on the cell beside it that is right.

use std::collections::BTreeSet;
use std::io::Cursor;

use jiff::civil::{Date, date};
use returns::annex_a::check::{Checked, Finding, check, rule, rules};
use returns::annex_a::layout::{Kind, Meant, list, lists as layout};

use crate::books::{Book, headings, lists, row};

const ON: Date = date(2026, 6, 30);

fn checked(book: &Book) -> (Checked, Vec<Finding>) {
    let mut findings = Vec::new();
    let checked =
        check(Cursor::new(book.bytes()), Some(ON), &mut |finding| findings.push(finding.clone())).unwrap();
    (checked, findings)
}

/// What is found in a list, as "rule sheet!cell".
fn found(number: u8, rows: &[Vec<&str>]) -> BTreeSet<String> {
    let (_, findings) = checked(&lists(number, rows));
    findings.iter().map(|finding| format!("{} {}!{}", finding.rule, finding.sheet, finding.cell)).collect()
}

fn found_is(number: u8, rows: &[Vec<&str>], expected: &[&str]) {
    let expected: BTreeSet<String> = expected.iter().map(|one| (*one).to_owned()).collect();
    assert_eq!(found(number, rows), expected, "{rows:?}");
}

/// A row of list 1 that nothing is wrong with: 26 June 2026 and a child of seven.
const CONTACT: [&str; 7] = ["NB00007", "b) Female", "a) WBRI", "d:43480", "7", "d:46199", "q) 6: Police"];

fn contact(place: usize, cell: &'static str) -> Vec<&'static str> {
    let mut row = CONTACT.to_vec();
    row[place] = cell;
    row
}

#[test]
fn eleven_lists_with_all_their_columns() {
    let columns: Vec<usize> = layout().iter().map(|list| list.columns.len()).collect();
    assert_eq!(columns, [7, 8, 11, 12, 14, 14, 17, 34, 17, 16, 19]);
    assert_eq!(columns.iter().sum::<usize>(), 169);
    for list in layout() {
        for column in &list.columns {
            if let Kind::Choice(choices) = &column.kind {
                assert!(choices.len() > 1, "list {}, {}", list.number, column.name);
                for choice in *choices {
                    assert_eq!(column.meant(choice.value), Meant::Exactly(choice), "{}", choice.value);
                }
            }
            assert_eq!(list.column_of(column.name), list.place(column.name), "{}", column.name);
        }
    }
}

#[test]
fn a_right_row_has_nothing_wrong() {
    found_is(1, &[CONTACT.to_vec()], &[]);
    let (checked, _) = checked(&lists(1, &[CONTACT.to_vec()]));
    assert_eq!((checked.found(), checked.rows.len(), checked.rows.get(&1)), (0, 11, Some(&1)));
}

#[test]
fn a_cell_is_checked_against_its_column() {
    for (place, cell, expected) in [
        (0, "", "C01 List 1!A2"),
        (0, " NB00007", "C16 List 1!A2"),
        (1, "Female", "C03 List 1!B2"),
        (1, "F", "C03 List 1!B2"),
        (1, "Woman", "C02 List 1!B2"),
        (2, "White British", "C03 List 1!C2"),
        (2, "WBRI", "C03 List 1!C2"),
        (2, "Other", "C02 List 1!C2"),
        (3, "15/01/2019", "C05 List 1!D2"),
        (3, "2019-01-15", "C05 List 1!D2"),
        (3, "31/02/2019", "C04 List 1!D2"),
        (3, "about 2019", "C04 List 1!D2"),
        (3, "43480", "C06 List 1!D2"),
        (3, "7", "C04 List 1!D2"),
        (3, "d:43480.75", "C13 List 1!D2"),
        (4, "7.4", "C07 List 1!E2"),
        (4, "-1", "C07 List 1!E2"),
        (4, "seven", "C07 List 1!E2"),
        (4, "8", "R06 List 1!E2"),
        (4, "19", "R07 List 1!E2"),
        (4, "=INT((F2-D2)/365.25)|7", "C08 List 1!E2"),
        (5, "#REF!", "C09 List 1!F2"),
        (5, "d:46204", "C14 List 1!F2"),
        (5, "d:46020", "R09 List 1!F2"),
        (6, "1a: individual", "C03 List 1!G2"),
        (6, "Individual", "C02 List 1!G2"),
    ] {
        let row = contact(place, cell);
        let found = found(1, std::slice::from_ref(&row));
        assert!(found.contains(expected), "{cell:?} gave {found:?} and not {expected}");
        assert!(found.len() <= 2, "{cell:?} gave {found:?}");
    }
    // The six months begin on 30 December 2025, which is in them.
    found_is(1, &[contact(5, "d:46021")], &[]);
    // A birth after the contact: a child who was not born yet.
    assert!(found(1, &[contact(3, "d:46200")]).contains("R02 List 1!F2"));
    let (_, before) = checked(&lists(1, &[contact(3, "d:46200")]));
    let words = "That is right only where the row is about a child who was not yet born.";
    assert!(before.iter().any(|one| one.rule == "R02" && one.words.ends_with(words)), "{before:?}");
}

#[test]
fn a_finding_says_what_is_wrong_and_what_stands_there() {
    let (_, findings) = checked(&lists(1, &[contact(1, "Woman")]));
    let finding = &findings[0];
    assert_eq!((finding.column, finding.text.as_str()), ("Gender", "Woman"));
    assert!(finding.words.contains("“a) Male”, “b) Female”"), "{}", finding.words);
    assert!(rule("C02").is_some_and(|rule| rule.mend.contains("Choose one")));
    let (_, several) = checked(&lists(1, &[contact(6, "other")]));
    assert!(
        several[0].words.contains("“d) 1D: Individual” or “l) 3F: Health services”"),
        "{}",
        several[0].words
    );
}

#[test]
fn rows_that_are_the_same_are_told_of() {
    found_is(1, &[CONTACT.to_vec(), contact(6, "e) 2A: Schools"), CONTACT.to_vec()], &["R10 List 1!A4"]);
}

/// The row of a list by its headings; what is not named is as it should be.
fn of<'a>(number: u8, cells: &[(&str, &'a str)]) -> Vec<&'a str> {
    let list = list(number).unwrap();
    let cell = |column: &returns::annex_a::layout::Column| -> &'a str {
        let named = cells.iter().find(|(name, _)| *name == column.name);
        match (named, column.name, &column.kind) {
            (Some((_, cell)), ..) => cell,
            (None, "Age of Child (Years)", _) => "7",
            (None, "Date of Birth", _) => "d:43480",
            _ if column.may_be_blank => "",
            (None, _, Kind::Text) => "NB00007",
            (None, _, Kind::Postcode) => "ZZ1 1ZZ",
            (None, _, Kind::Day) => "d:46100",
            (None, _, Kind::Whole) => "0",
            (None, _, Kind::Choice(choices)) => choices.last().map_or("", |choice| choice.value),
        }
    };
    list.columns.iter().map(cell).collect()
}

fn row_is(number: u8, cells: &[(&str, &str)], expected: &[&str]) {
    let all = found(number, &[of(number, cells)]);
    let rows: BTreeSet<&str> = all
        .iter()
        .filter(|one| !one.starts_with('X'))
        .map(|one| one.split_once(' ').map_or(one.as_str(), |(rule, _)| rule))
        .collect();
    assert_eq!(rows, expected.iter().copied().collect(), "list {number}: {cells:?} gave {all:?}");
}

#[test]
fn dates_and_values_of_one_row_bear_each_other_out() {
    let status = "Case Status";
    row_is(6, &[(status, "d) Open assessment"), ("CIN Start Date", "d:46100")], &[]);
    row_is(6, &[(status, "e) Closed episode"), ("CIN Start Date", "d:46100")], &["R04"]);
    row_is(
        6,
        &[
            (status, "d) Open assessment"),
            ("CIN Closure Date", "d:46110"),
            ("Reason for Closure", "RC2 - Died"),
        ],
        &["R04"],
    );
    row_is(6, &[(status, "e) Closed episode"), ("CIN Closure Date", "d:46110")], &["R03"]);
    row_is(
        6,
        &[
            (status, "e) Closed episode"),
            ("CIN Closure Date", "d:46110"),
            ("Reason for Closure", "RC2 - Died"),
            ("CIN Start Date", "d:46111"),
        ],
        &["R01"],
    );
    row_is(
        6,
        &[
            (status, "e) Closed episode"),
            ("CIN Closure Date", "d:46020"),
            ("Reason for Closure", "RC2 - Died"),
        ],
        &["R09"],
    );
    row_is(6, &[(status, "c) Child in need plan")], &["R05"]);
    row_is(3, &[("Number of Referrals in Last 12 Months", "21")], &["R05"]);

    let (authorised, support) = (
        "Continuous Assessment Date of Authorisation",
        "Was the child assessed as requiring LA children's social care support?",
    );
    row_is(4, &[(authorised, "d:46120"), (support, "a) Yes")], &[]);
    row_is(4, &[(authorised, "d:46120")], &["R03"]);
    row_is(4, &[(support, "b) No")], &["R05"]);
    row_is(4, &[(authorised, "d:46099"), (support, "b) No")], &["R01"]);
    row_is(
        4,
        &[(authorised, "d:46120"), (support, "b) No"), ("Child Seen During Continuous Assessment", "b) No")],
        &["R05"],
    );
}

#[test]
fn conferences_and_plans_bear_each_other_out() {
    let (unnecessary, held, made) = (
        "Was an Initial Child Protection Conference deemed unnecessary?",
        "Date of Initial Child Protection Conference",
        "Did the Initial Child Protection Conference Result in a Child Protection Plan",
    );
    row_is(5, &[(unnecessary, "b) No"), (held, "d:46114"), (made, "b) No")], &[]);
    row_is(5, &[(unnecessary, "a) Yes"), (held, "d:46114"), (made, "b) No")], &["R04", "R05"]);
    row_is(5, &[(held, "d:46114")], &["R03"]);
    row_is(5, &[(made, "a) Yes")], &["R03"]);
    row_is(5, &[(held, "d:46116"), (made, "b) No")], &["R08"]);
    row_is(5, &[(held, "d:46099"), (made, "b) No")], &["R01"]);

    let (end, visit) = ("Child Protection Plan End Date", "Date of the Last Statutory Visit");
    row_is(7, &[(visit, "d:46120"), ("Was the Child Seen Alone?", "a) Yes")], &[]);
    row_is(7, &[(visit, "d:46120")], &["R05"]);
    row_is(7, &[("Was the Child Seen Alone?", "a) Yes")], &["R03"]);
    row_is(7, &[(end, "d:46100")], &["R05"]);
    row_is(7, &[(end, "d:46099")], &["R01"]);
}

#[test]
fn care_leaving_and_adoption_bear_themselves_out() {
    let missing =
        "Number of Episodes the Child has been 'Missing' from their Placement in the last 12 months";
    let offered = "Was the child offered a Return Interview after their last missing episode (Y/N)?";
    let accepted = "Did the child accept a Return Interview after their last missing episode (Y/N)?";
    row_is(8, &[(missing, "1"), (offered, "a) Yes"), (accepted, "a) Yes")], &[]);
    row_is(8, &[(missing, "1"), (offered, "b) No"), (accepted, "a) Yes")], &["R04"]);
    row_is(8, &[(missing, "1")], &["R03"]);
    row_is(8, &[(offered, "a) Yes")], &["R05"]);
    row_is(8, &[("Placement postcode", "nowhere")], &["C10"]);
    row_is(9, &[("Age of Child (Years)", "26"), ("Date of Birth", "")], &["R07"]);
    row_is(10, &[("Date Placed for Adoption", "d:46120")], &["R03"]);
    row_is(
        11,
        &[
            ("Date of leaving adoption process", "d:46120"),
            ("Reason for leaving adoption process", "Withdrew"),
        ],
        &["C03"],
    );
}

/// The lists are of 30 June 2026: the six months begin on 30 December 2025 (46021), the twelve on 30 June 2025 (45838).
#[test]
fn a_row_is_within_the_time_of_its_list() {
    let completed = "Assessment completion date";
    row_is(2, &[("Assessment start date", "d:43891"), (completed, "d:43892")], &["R09"]);
    row_is(2, &[("Assessment start date", "d:43891"), (completed, "d:46021")], &[]);
    row_is(2, &[("Assessment start date", "d:43891")], &[]);

    let (start, held, made, unnecessary) = (
        "Strategy discussion initiating Section 47 Enquiry Start Date",
        "Date of Initial Child Protection Conference",
        "Did the Initial Child Protection Conference Result in a Child Protection Plan",
        "Was an Initial Child Protection Conference deemed unnecessary?",
    );
    // Over, and both days before the six months.
    let old = [(start, "d:45691"), (held, "d:45708"), (made, "b) No"), (unnecessary, "b) No")];
    row_is(5, &old, &["R09"]);
    row_is(5, &[(start, "d:45691"), (unnecessary, "a) Yes")], &["R09"]);
    // The conference came in them, the enquiry began in them, or it is open.
    row_is(5, &[(start, "d:45691"), (held, "d:46021"), (made, "b) No"), (unnecessary, "b) No")], &[]);
    row_is(5, &[(start, "d:46021"), (unnecessary, "a) Yes")], &[]);
    row_is(5, &[(start, "d:45691"), (unnecessary, "b) No")], &[]);
    row_is(5, &[(start, "d:45691"), (unnecessary, "")], &[]);

    let (decided, order, reversed, reason) = (
        "Date of Decision that Child Should be Placed for Adoption",
        "Date of Adoption Order",
        "Date of Decision that Child Should No Longer be Placed for Adoption",
        "Reason Why Child No Longer Placed for Adoption",
    );
    let care = ("Date the Child Entered Care", "d:43831");
    let matched = ("Date of Matching Child and Prospective Adopters", "d:43831");
    let placed = ("Date Placed for Adoption", "d:43831");
    let of_reversal = |day| [care, (decided, "d:43831"), (reversed, day), (reason, "RD4 - Any other reason")];
    row_is(10, &of_reversal("d:43831"), &["R09"]);
    row_is(10, &of_reversal("d:45838"), &[]);
    row_is(10, &[care, (decided, "d:43831"), matched, placed, (order, "d:45837")], &["R09"]);
    row_is(10, &[care, (decided, "d:43831"), matched, placed, (order, "d:45838")], &[]);
    row_is(10, &[care, (decided, "d:43831")], &[]);
}

#[test]
fn a_child_has_one_row_that_runs() {
    let open = of(7, &[]);
    let ended = of(
        7,
        &[("Child Protection Plan Start Date", "d:46050"), ("Child Protection Plan End Date", "d:46090")],
    );
    let rules = |rows: &[Vec<&str>]| -> BTreeSet<String> {
        found(7, rows).into_iter().filter(|one| one.starts_with("R11")).collect()
    };
    assert!(rules(&[ended.clone(), open.clone()]).is_empty());
    let twice = of(7, &[("Child Protection Plan Start Date", "d:46101")]);
    assert_eq!(rules(&[open, ended, twice]), BTreeSet::from(["R11 List 7!A4".to_owned()]));
}

#[test]
fn lists_are_held_against_each_other() {
    let book = |six: &[Vec<&str>], seven: &[Vec<&str>], eight: &[Vec<&str>], five: &[Vec<&str>]| {
        let mut book = lists(0, &[]);
        for (number, rows) in [(6, six), (7, seven), (8, eight), (5, five)] {
            let rows: String = (2..).zip(rows).map(|(n, cells)| row(n, cells)).collect();
            book.sheets[number - 1].1 = row(1, &headings(u8::try_from(number).unwrap())) + &rows;
        }
        let (_, findings) = checked(&book);
        findings
            .iter()
            .filter(|one| one.rule.starts_with('X'))
            .map(|one| format!("{} {}!{}", one.rule, one.sheet, one.cell))
            .collect::<Vec<_>>()
    };
    let need = |status: &'static str| {
        vec![of(6, &[("Case Status", status), ("Primary Need Code", "N1 - Abuse or neglect")])]
    };
    let (plan, care) = (vec![of(7, &[])], vec![of(8, &[])]);
    let none: Vec<Vec<&str>> = Vec::new();
    assert!(book(&need("b) Child Protection plan"), &plan, &none, &none).is_empty());
    assert_eq!(book(&need("c) Child in need plan"), &plan, &none, &none), ["X03 List 7!A2"]);
    assert_eq!(book(&none, &plan, &none, &none), ["X03 List 7!A2"]);
    assert_eq!(book(&need("b) Child Protection plan"), &none, &none, &none), ["X05 List 6!A2"]);
    assert!(book(&need("a) Looked after child"), &none, &care, &none).is_empty());
    assert_eq!(book(&need("c) Child in need plan"), &none, &care, &none), ["X04 List 8!A2"]);
    assert_eq!(book(&need("a) Looked after child"), &none, &none, &none), ["X06 List 6!A2"]);
    let made = vec![of(
        5,
        &[
            ("Date of Initial Child Protection Conference", "d:46114"),
            ("Did the Initial Child Protection Conference Result in a Child Protection Plan", "a) Yes"),
        ],
    )];
    assert_eq!(book(&none, &none, &none, &made), ["X07 List 5!A2"]);
    let other = vec![of(
        6,
        &[
            ("Date of Birth", "d:43481"),
            ("Gender", "a) Male"),
            ("Primary Need Code", "N1 - Abuse or neglect"),
        ],
    )];
    let six_then_seven = book(&other, &none, &none, &made);
    assert!(
        six_then_seven.contains(&"X01 List 6!D2".to_owned())
            && six_then_seven.contains(&"X02 List 6!B2".to_owned()),
        "{six_then_seven:?}"
    );
}

#[test]
fn sheets_and_headings_are_known_in_other_spellings() {
    let mut book = lists(1, &[CONTACT.to_vec()]);
    book.sheets[0].0 = "list01 - Contacts".into();
    book.sheets[2].0 = "Our referrals".into();
    book.sheets[10] = ("Scratch".into(), row(1, &["notes to self"]));
    book.sheets[9].0 = "Notes".into();
    book.sheets[9].1 = row(1, &["List", "Rows"]);
    let mut heads = headings(1);
    (heads[4], heads[3], heads[0]) = ("Age", "DoB", "Child's unique ID");
    book.sheets[0].1 = row(1, &["Contacts of the last six months"]) + &row(3, &heads) + &row(4, &CONTACT);
    let (checked, findings) = checked(&book);
    let found: Vec<String> =
        findings.iter().map(|one| format!("{} {}!{}", one.rule, one.sheet, one.cell)).collect();
    assert_eq!(
        found,
        [
            "S01 List 10!",
            "S01 List 11!",
            "S02 list01 - Contacts!",
            "S03 list01 - Contacts!A3",
            "S03 list01 - Contacts!D3",
            "S03 list01 - Contacts!E3",
            "S02 Our referrals!",
            "S07 Scratch!",
        ]
    );
    assert_eq!(checked.rows.get(&1), Some(&1));
}

#[test]
fn columns_that_are_missing_strange_or_moved_are_told_of() {
    let mut book = lists(0, &[]);
    let heads = [
        "Child Unique ID",
        "Ethnicity",
        "Gender",
        "Date of Birth",
        "Date of Contact",
        "Contact Source",
        "Shoe size",
    ];
    book.sheets[0].1 =
        row(1, &heads) + &row(2, &["NB1", "a) WBRI", "b) Female", "", "d:46199", "q) 6: Police", "4"]);
    book.sheets[1] = ("List 2".into(), row(1, &["who", "when"]));
    book.sheets[3] = book.sheets[2].clone();
    let (_, findings) = checked(&book);
    let found: Vec<String> =
        findings.iter().map(|one| format!("{} {}!{}", one.rule, one.sheet, one.cell)).collect();
    assert_eq!(
        found,
        ["S10 List 2!", "S09 List 3!", "S01 List 4!", "S04 List 1!", "S05 List 1!G1", "S06 List 1!B1"]
    );
}

#[test]
fn every_rule_has_words_and_a_way_to_mend() {
    let mut codes = BTreeSet::new();
    for rule in rules() {
        assert!(codes.insert(rule.code), "{} stands twice", rule.code);
        assert!(rule.words.ends_with('.') && rule.mend.ends_with('.'), "{}", rule.code);
    }
    assert_eq!(codes.len(), 45);
}

/// The workbook of other people, with cells that are wrong on purpose, where it is present.
#[test]
fn the_sample_of_others_is_read_and_its_mistakes_are_found() {
    let path =
        concat!(env!("CARGO_MANIFEST_DIR"), "/../../../shared/specs/annex_a/sample_Annex_A_2024_Jan.xlsx");
    let Ok(bytes) = std::fs::read(path) else { return };
    let mut findings = Vec::new();
    let checked = check(Cursor::new(bytes), None, &mut |finding| findings.push(finding.clone())).unwrap();
    assert_eq!(checked.rows.len(), 11, "{checked:?}");
    // Its ages have fractions, its genders are written in two ways, and one heading is short.
    let at = |rule: &str, cell: &str| {
        findings.iter().any(|one| one.rule == rule && one.sheet == "List 1" && one.cell == cell)
    };
    assert!(at("S03", "E1") && at("C03", "B2") && at("C07", "E2"), "{findings:#?}");
    // A child without a date of birth is no mistake.
    assert!(!findings.iter().any(|one| one.sheet == "List 1" && one.cell == "D3"));
}
