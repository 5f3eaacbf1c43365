//! A census that the schema of its year would refuse is never called sound: whatever is done to one element of a sound file is found, by a rule or as a finding. And
//! what is only out of shape changes no rule. The child is invented.

use std::collections::BTreeSet;

use quick_xml::events::Event;
use quick_xml::reader::Reader;

use crate::cin_rules::{SOUND, checked, file};
use crate::cin_writes::fits;

/// An element with what is in it.
#[derive(Debug, Clone, Default)]
struct Node {
    name: String,
    text: String,
    parts: Vec<Node>,
}

impl Node {
    fn of(text: &str) -> Node {
        let mut reader = Reader::from_str(text);
        let mut open = vec![Node::default()];
        loop {
            match reader.read_event().unwrap() {
                Event::Start(start) => {
                    open.push(Node { name: start.name().0.to_owned(), ..Node::default() });
                }
                Event::Text(text) => open.last_mut().unwrap().text.push_str(text.xml10_content().trim()),
                Event::End(_) => {
                    let node = open.pop().unwrap();
                    open.last_mut().unwrap().parts.push(node);
                }
                Event::Eof => return open.remove(0).parts.remove(0),
                _ => {}
            }
        }
    }

    fn write(&self) -> String {
        let parts: String = self.parts.iter().map(Node::write).collect();
        format!("<{}>{}{parts}</{}>\n", self.name, self.text, self.name)
    }

    /// The ways to all elements inside.
    fn ways(&self) -> Vec<Vec<usize>> {
        let mut ways = Vec::new();
        for (place, part) in self.parts.iter().enumerate() {
            ways.push(vec![place]);
            ways.extend(part.ways().into_iter().map(|way| [vec![place], way].concat()));
        }
        ways
    }

    fn at(&mut self, way: &[usize]) -> &mut Node {
        way.iter().fold(self, |node, place| &mut node.parts[*place])
    }
}

/// A sound file with one of everything, of the year.
fn whole(year: i16) -> String {
    let source = "<Source><SourceLevel>L</SourceLevel><LEA>399</LEA><SoftwareCode>F</SoftwareCode><Release>1</Release><SerialNo>001</SerialNo><DateTime>2026-05-01T09:30:00</DateTime></Source></Header>";
    let text = file(year, SOUND).replace("</Header>", source).replace(
        "<AssessmentAuthorisationDate>",
        "<AssessmentInternalReviewDate>2025-06-20</AssessmentInternalReviewDate><AssessmentAuthorisationDate>",
    );
    let text = text.replace("2025-", &format!("{}-", year - 1));
    if year < 2025 { text.replace("<Sex>F</Sex>", "<GenderCurrent>2</GenderCurrent>") } else { text }
}

/// The codes of rules that are found, and the findings by their element and words.
fn found(text: &str) -> (BTreeSet<String>, BTreeSet<(String, String)>) {
    let checked = checked(text);
    let findings = checked.findings.into_iter().map(|found| (found.element, found.words));
    (checked.rules.into_keys().collect(), findings.collect())
}

type Change = fn(&mut Node, usize);

#[test]
fn whatever_is_done_to_an_element_is_found() {
    const CHANGES: &[(&str, Change)] = &[
        ("taken out", |group, place| drop(group.parts.remove(place))),
        ("doubled", |group, place| group.parts.insert(place, group.parts[place].clone())),
        ("put behind its neighbour", |group, place| {
            if place + 1 < group.parts.len() {
                group.parts.swap(place, place + 1);
            }
        }),
        ("emptied", |group, place| group.parts[place].text.clear()),
        ("strange", |group, place| group.parts[place].text = "ZZ".into()),
        ("padded", |group, place| {
            let part = &mut group.parts[place];
            part.text = format!("  {} ", part.text);
        }),
        ("renamed", |group, place| group.parts[place].name.push('x')),
    ];
    for year in [2024, 2026] {
        let text = whole(year);
        let (rules, findings) = found(&text);
        assert_eq!(findings, BTreeSet::new(), "{year}");
        let sound = Node::of(&text);
        let mut tried = 0;
        for way in sound.ways() {
            let (place, group) = way.split_last().unwrap();
            for (what, change) in CHANGES {
                let mut changed = sound.clone();
                let leaf = changed.at(&way).parts.is_empty();
                let name = changed.at(&way).name.clone();
                // Free text may be anything, and what one place holds more of may hold more.
                let free = matches!(name.as_str(), "SoftwareCode" | "Release");
                let of_text = matches!(*what, "emptied" | "strange" | "padded");
                if of_text && (!leaf || free) || (name == "LAchildID" && *what == "strange") {
                    continue;
                }
                // The schema takes space around a number.
                if name == "NumberOfPreviousCPP" && *what == "padded" {
                    continue;
                }
                change(changed.at(group), *place);
                let changed = changed.write();
                let in_schema = !of_text && fits(year, &changed).is_ok();
                if in_schema {
                    continue;
                }
                tried += 1;
                let Ok(checked) = returns::cin::check::check(
                    changed.as_bytes(),
                    None,
                    &domain::calendar::BankHolidays::england(),
                ) else {
                    continue;
                };
                let more = checked.rules.into_keys().any(|rule| !rules.contains(&rule));
                assert!(
                    more || !checked.findings.is_empty(),
                    "{year}: {name} {what} is not found:\n{changed}"
                );
            }
        }
        assert!(tried > 200, "{tried} changes of {year}");
    }
}

/// A change of a text, the element that a finding is about, its words, and the line.
type Case<'a> = (&'a str, &'a str, &'a str, &'a str);

#[test]
fn what_is_out_of_shape_is_told_in_words_and_changes_no_rule() {
    const LATE: &str = "This element comes too late: it belongs before";
    const MISSING: &str = "This element is missing.";
    const OFTEN: &str = "This element stands here too often.";
    const EMPTY: &str = "This element is empty.";
    const SPACE: &str = "There is space before or after the value.";
    let cases: &[Case<'_>] = &[
        ("<ICPCnotRequired>0</ICPCnotRequired>", "", "ICPCnotRequired", MISSING),
        ("<LEA>399</LEA>", "", "LEA", MISSING),
        ("<Ethnicity>WBRI</Ethnicity>", "<Ethnicity>  WBRI </Ethnicity>", "Ethnicity", SPACE),
        ("<LAchildID>NB1</LAchildID>", "<LAchildID> NB1</LAchildID>", "LAchildID", SPACE),
        ("<SerialNo>001", "<SerialNo>1", "SerialNo", "three figures or more"),
        ("<LEA>399", "<LEA>39", "LEA", "three figures"),
        ("<SourceLevel>L", "<SourceLevel>l", "SourceLevel", "L."),
        ("2026-05-01T09:30:00", "2026-05-01", "DateTime", "not a moment"),
        ("2026-05-01T09:30:00", "2026-05-01T24:30:00", "DateTime", "not a moment"),
        ("<Year>2026", "<Year>2025-26", "Year", "not the year of a census"),
        ("<Year>2026", "<Year>202526", "Year", "not the year of a census"),
        ("<Year>2026", "<Year>9999", "Year", "not the year of a census"),
        ("<Collection>CIN", "<Collection>", "Collection", EMPTY),
        ("<UPN>", "<UPNunknown>ZZ</UPNunknown><UPN>", "UPN", LATE),
        ("</UPN>", "</UPN><UPNunknown>ZZ</UPNunknown>", "UPNunknown", "not a code"),
        ("<InitialCPCtarget>2025-09-11", "<InitialCPCtarget>", "InitialCPCtarget", EMPTY),
        (
            "</Reviews>",
            "</Reviews><Reviews><CPPreviewDate>2025-12-03</CPPreviewDate></Reviews>",
            "Reviews",
            OFTEN,
        ),
        (
            "<CPPreviewDate>2025-12-02</CPPreviewDate>",
            "<CPPreviewDate>2025-12-02</CPPreviewDate><CPPstartDate/>",
            "CPPstartDate",
            "not part of the return here",
        ),
        (
            "</AssessmentFactors></Fac",
            "</AssessmentFactors></FactorsIdentifiedAtAssessment><FactorsIdentifiedAtAssessment><AssessmentFactors>2A</AssessmentFactors></Fac",
            "FactorsIdentifiedAtAssessment",
            OFTEN,
        ),
        ("<UPN>H801200001001</UPN>", "<UPN/><UPN>H801200001001</UPN>", "UPN", EMPTY),
    ];
    let (rules, findings) = found(&whole(2026));
    assert_eq!(findings, BTreeSet::new());
    for (from, to, element, words) in cases {
        let text = whole(2026);
        assert!(text.contains(from), "{from}");
        let (rules_then, findings) = found(&text.replacen(from, to, 1));
        assert_eq!(rules_then, rules, "{to}");
        let told = findings.iter().any(|(named, said)| named == element && said.contains(words));
        assert!(told, "{to}: {findings:?}");
    }
}

#[test]
fn elements_of_another_year_are_told() {
    let not_here = |text: &str| -> Vec<(String, String)> {
        let findings = found(text).1.into_iter();
        findings.filter(|(_, words)| words.contains("is not part of the return of")).collect()
    };
    let said = |element: &str, year: &str| {
        vec![(element.to_owned(), format!("This element is not part of the return of {year}."))]
    };
    let court =
        "<PreProceedingsandFGDM><PPStartDate>2020-01-01</PPStartDate></PreProceedingsandFGDM></CINdetails>";
    let court = |year: i16| whole(year).replace("</CINdetails>", court);
    assert_eq!(not_here(&court(2026)), said("PreProceedingsandFGDM", "2025-26"));
    assert_eq!(not_here(&court(2027)), []);
    let gender = whole(2026).replace("<Sex>F</Sex>", "<GenderCurrent>2</GenderCurrent>");
    assert_eq!(not_here(&gender), said("GenderCurrent", "2025-26"));
    let sex = whole(2024).replace("<GenderCurrent>2</GenderCurrent>", "<Sex>F</Sex>");
    assert_eq!(not_here(&sex), said("Sex", "2023-24"));
    // The year that is asked for is the one whose elements belong there.
    let asked = returns::cin::check::check(
        court(2026).as_bytes(),
        Some(2027),
        &domain::calendar::BankHolidays::england(),
    );
    let asked = asked.unwrap().findings;
    assert!(asked.iter().all(|found| found.element != "PreProceedingsandFGDM"), "{asked:?}");
}

#[test]
fn head_and_children_come_in_their_order_and_once() {
    let text = whole(2026);
    let (begins, ends) = (text.find("<Header>").unwrap(), text.find("<Children>").unwrap());
    let head = &text[begins..ends];
    let last = text.replace(head, "").replace("</Message>", &format!("{head}</Message>"));
    let refused =
        returns::cin::check::check(last.as_bytes(), None, &domain::calendar::BankHolidays::england());
    let refused = refused.unwrap_err();
    assert!(refused.words.contains("header comes after the children"), "{refused}");
    let line = last[..last.find("<Header>").unwrap()].matches('\n').count() as u64 + 1;
    assert_eq!(refused.line, line);
    let told =
        |text: &str| -> Vec<String> { checked(text).findings.into_iter().map(|found| found.words).collect() };
    let twice = text.replace("</Children>", "</Children><Children></Children>");
    assert_eq!(told(&twice), ["There is a second list of children. Its children were read too."]);
    let none = format!("<Message>{head}<Children></Children></Message>");
    assert_eq!(told(&none), ["There is no child in the return."]);
}

/// The table that the check uses is the department's, with the two shapes of sex and the block that comes with 2026-27.
#[test]
fn the_table_of_the_shape_is_the_departments() {
    let ours = include_str!("../../src/cin/check/shape.csv");
    let ours: Vec<Vec<&str>> = ours.lines().skip(1).map(|line| line.split(',').collect()).collect();
    let theirs = include_str!("cin_elements.csv");
    let mut table = Vec::new();
    for line in theirs.lines().skip(1) {
        let cells: Vec<&str> = line.split(',').collect();
        let way: Vec<&str> = cells[0].split('/').collect();
        let [.., group, element] = way.as_slice() else { continue };
        if matches!(*group, "Message" | "Children") {
            continue;
        }
        let most = if cells[4] == "unbounded" { "" } else { cells[4] };
        table.push(vec![*group, *element, cells[3], most]);
    }
    let of_every_year = ours
        .iter()
        .filter(|line| line[1] != "GenderCurrent" && !line[..2].contains(&"PreProceedingsandFGDM"));
    let of_every_year: Vec<Vec<&str>> =
        of_every_year.map(|line| vec![line[0], line[1], line[3], line[4]]).collect();
    let sorted = |mut lines: Vec<Vec<&str>>| {
        lines.sort_by(|one, other| one[0].cmp(other[0]));
        lines.into_iter().map(|line| line.join(",")).collect::<Vec<_>>()
    };
    assert_eq!(sorted(of_every_year), sorted(table));
    assert_eq!(ours.iter().filter(|line| line[0] == "PreProceedingsandFGDM").count(), 10);
}
