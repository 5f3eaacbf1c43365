//! The social worker's report to a child protection conference, made from the enquiry (Working Together 2023, chapter 4; timers T13, T14). The family has it before
//! the conference in their own words; agencies have what they told themselves and what was found.

use std::collections::BTreeMap;

use domain::calendar::london;
use domain::document::{Kind, Part, Section, Table};
use domain::form::Answers;
use domain::refusal::Refusal;
use domain::section47::Section47;

use super::compose::{Composed, From, fact, further, lines};

/// Composes it from the enquiry.
///
/// # Errors
/// When there is no enquiry with an outcome.
pub(super) fn compose(from: &From<'_>) -> Result<Composed, Refusal> {
    let all = from.page.file.section47s.iter().map(|filed| &filed.record);
    let enquiry = all
        .filter(|enquiry| from.record.is_none_or(|record| enquiry.id.any() == record))
        .rfind(|enquiry| enquiry.outcome.is_some());
    let enquiry = enquiry.ok_or_else(|| {
        Refusal::NotNow(
            "No enquiry with an outcome is on this child's record: a report is made from one.".into(),
        )
    })?;
    let (sections, left_out) = match from.kind() {
        Kind::Family | Kind::Child => (
            for_family(from, enquiry),
            vec!["The reasoning, what agencies told, what others of the family said: say in plain words what this reader may know".into()],
        ),
        Kind::Agency => (
            for_agency(from, enquiry),
            vec!["What other agencies told, what the child and the family said".into()],
        ),
        Kind::Court | Kind::File => (whole(from, enquiry), Vec::new()),
    };
    let title = if from.kind().is_composed() {
        "Our report for the child protection conference".into()
    } else {
        format!("Report for a child protection conference: {}", from.child())
    };
    Ok(Composed { title, children: vec![enquiry.child], sections, left_out })
}

fn categories(from: &From<'_>, enquiry: &Section47) -> String {
    let list = from.pack.code_list("abuse_category");
    let words = |code: &String| list.and_then(|list| list.words(code)).unwrap_or(code).to_lowercase();
    let harm = enquiry.harm.as_ref();
    harm.map(|harm| harm.categories.iter().map(words).collect::<Vec<_>>().join(", ")).unwrap_or_default()
}

fn for_family(from: &From<'_>, enquiry: &Section47) -> Vec<Section> {
    let categories = categories(from, enquiry);
    let worried = match &enquiry.harm {
        Some(harm) if !categories.is_empty() => {
            format!(
                "We looked into whether {} is being harmed. We found: {} ({categories}).",
                from.child(),
                harm.finding.words().to_lowercase()
            )
        }
        _ => format!("We looked into whether {} is being harmed.", from.child()),
    };
    let said = match from.kind() {
        Kind::Child => lines(
            enquiry.words.iter().map(|said| format!("{}: “{}”", london::date_in_words(said.on), said.words)),
        ),
        _ => {
            let reader = from.recipient.person;
            let own = enquiry.carers.iter().filter(|carer| carer.person.is_some() && carer.person == reader);
            lines(own.filter_map(|carer| carer.answer.as_ref()).map(|answer| answer.words.clone()))
        }
    };
    from.headings(&BTreeMap::from([("worried", worried), ("said", said)]))
}

fn found(from: &From<'_>, enquiry: &Section47) -> Section {
    let mut facts = vec![
        ("Child".to_owned(), from.child()),
        ("Enquiry".to_owned(), enquiry.reference.clone()),
        ("Began".to_owned(), london::date_in_words(london::date_of(enquiry.initiated.at))),
    ];
    if let Some(harm) = &enquiry.harm {
        facts.push(("Finding".to_owned(), harm.finding.words().to_owned()));
        facts.extend(fact("Of which kind", &categories(from, enquiry)));
    }
    if let Some(outcome) = &enquiry.outcome {
        facts.push(("Outcome".to_owned(), outcome.finding.words().to_owned()));
        let follows = outcome
            .follows
            .iter()
            .map(|code| from.pack.section47.follow(code).map_or(code.clone(), |follow| follow.name.clone()));
        facts.extend(fact("What follows", &follows.collect::<Vec<_>>().join("; ")));
    }
    Section::of("found", "What was found", vec![Part::Facts(facts)])
}

fn for_agency(from: &From<'_>, enquiry: &Section47) -> Vec<Section> {
    let agency = from.recipient.agency.as_deref().unwrap_or_default();
    let own = enquiry.checks.iter().filter(|check| check.agency == agency);
    let told = own
        .filter(|check| !check.result.trim().is_empty())
        .map(|check| format!("{}: {}", london::date_in_words(check.asked_on), check.result));
    let told: Vec<String> = told.collect();
    let mut sections = vec![found(from, enquiry)];
    if !told.is_empty() {
        sections.push(Section::of("told", "What you told us", vec![Part::list(told)]));
    }
    sections
}

fn whole(from: &From<'_>, enquiry: &Section47) -> Vec<Section> {
    let mut sections = vec![from.about(), found(from, enquiry)];
    let quotes = enquiry.words.iter().map(|said| Part::Quote {
        words: said.words.clone(),
        who: format!("{}, to {}", from.child(), said.heard_by),
        when: london::date_in_words(said.on),
    });
    sections.push(Section::of("words", "The child's words", quotes.collect()));
    sections.push(Section::of("seen", "When the child was seen", seen(from, enquiry)));
    let risks = enquiry.risks.iter().map(|risk| {
        let answer = risk.answer.as_ref();
        let how = answer.map_or("Not answered", |answer| {
            if answer.enquired { "Enquired into" } else { "Not enquired into" }
        });
        vec![
            risk.words.clone(),
            how.to_owned(),
            answer.map(|answer| answer.words.clone()).unwrap_or_default(),
        ]
    });
    sections.push(table(
        "risks",
        "The risks that were named",
        &["Risk", "What was done", "What was found"],
        risks.collect(),
    ));
    let carers = enquiry.carers.iter().map(|carer| {
        let name = carer.person.and_then(|person| named(from, person)).unwrap_or_else(|| carer.name.clone());
        let answer = carer.answer.as_ref();
        vec![name, carer.relation.clone(), answer.map(|answer| answer.words.clone()).unwrap_or_default()]
    });
    sections.push(table(
        "carers",
        "Parents and carers",
        &["Who", "What they are to the child", "What they said"],
        carers.collect(),
    ));
    let checks = enquiry.checks.iter().map(|check| {
        let agency = from.pack.agency_name(&check.agency).to_owned();
        vec![agency, london::date_in_digits(check.asked_on), check.result.clone()]
    });
    sections.push(table(
        "checks",
        "What agencies were asked",
        &["Agency", "Asked", "What they told"],
        checks.collect(),
    ));
    if let Some(harm) = &enquiry.harm {
        let mut parts = Part::typed(&harm.reasons);
        parts.push(Part::heading(2, "What the family's history tells"));
        parts.extend(Part::typed(&harm.history));
        parts.extend(own(from, harm.further.as_ref()));
        sections.push(Section::of("harm", "What it means", parts));
    }
    sections
}

fn seen(from: &From<'_>, enquiry: &Section47) -> Vec<Part> {
    let row = |seen: &domain::section47::Seen| {
        let how = match (seen.seen, seen.alone) {
            (true, true) => "Seen alone",
            (true, false) => "Seen, not alone",
            (false, _) => "Not seen",
        };
        let looked =
            [&seen.looked, &seen.why].map(|words| words.trim()).into_iter().filter(|words| !words.is_empty());
        vec![
            london::moment_in_words(seen.at),
            how.to_owned(),
            seen.who.clone(),
            looked.collect::<Vec<_>>().join("\n"),
        ]
    };
    let rows: Vec<Vec<String>> = enquiry.seen.iter().map(row).collect();
    let mut parts = table("", "", &["When", "How", "By whom", "How the child was"], rows).parts;
    parts.extend(enquiry.seen.iter().filter_map(|seen| own(from, seen.further.as_ref())));
    parts
}

/// What was answered to the council's own questions; nothing where nothing was.
fn own(from: &From<'_>, answers: Option<&Answers>) -> Option<Part> {
    let told = further(from.pack, answers?);
    (!told.is_empty()).then_some(Part::Facts(told))
}

/// What somebody on the record is called, as far as whoever prepares this may know of them.
fn named(from: &From<'_>, person: domain::id::Id<domain::person::Person>) -> Option<String> {
    let known = from.page.file.relatives.iter().find(|filed| filed.record.id == person)?;
    Some(known.record.name())
}

fn table(code: &str, heading: &str, head: &[&str], rows: Vec<Vec<String>>) -> Section {
    if rows.is_empty() {
        return Section::of(code, heading, Vec::new());
    }
    let head = head.iter().map(|words| (*words).to_owned()).collect();
    Section::of(
        code,
        heading,
        vec![Part::Table(Table { caption: String::new(), head, widths: Vec::new(), rows })],
    )
}
