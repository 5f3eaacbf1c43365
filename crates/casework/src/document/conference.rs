//! What a child protection conference decided, for a reader (Working Together 2023, chapter 4: everybody who has a part in the plan gets it in writing). An agency
//! that was neither there nor asked has only the decision and its dates.

use std::collections::BTreeMap;

use domain::calendar::london;
use domain::conference::{Conference, Held, PlanDecision};
use domain::document::{Kind, Part, Section, Table};
use domain::refusal::Refusal;
use domain::safety_plan::Holder;

use super::compose::{Composed, From, fact, lines};

/// Composes it.
///
/// # Errors
/// When no conference was held for this child.
pub(super) fn compose(from: &From<'_>) -> Result<Composed, Refusal> {
    let held = from.page.file.conferences.iter().map(|filed| &filed.record);
    let held = held.filter(|conference| from.record.is_none_or(|record| conference.id.any() == record));
    let found = held.filter_map(|conference| Some((conference, conference.held.as_ref()?))).next_back();
    let (conference, held) =
        found.ok_or_else(|| Refusal::NotNow("No conference was held for this child.".into()))?;
    let took_part = from.kind().is_whole() || took_part(from, conference, held);
    let sections = match from.kind() {
        Kind::Family | Kind::Child => for_family(from, held),
        _ => whole(from, conference, held, took_part),
    };
    let left_out = match from.kind() {
        Kind::Family => vec!["What others said at the conference, the child's views and the reasons: say in plain words what this reader may know".into()],
        Kind::Child => vec!["What others said at the conference".into()],
        Kind::Agency if !took_part => vec!["What was said at the conference: this agency was neither there nor asked".into()],
        _ => Vec::new(),
    };
    let title = match held.decision.plan {
        PlanDecision::NoPlan => "What the child protection conference decided".into(),
        _ if from.kind().is_composed() => "The child protection plan".into(),
        _ => format!("Child protection plan: {}", from.child()),
    };
    Ok(Composed { title, children: vec![conference.child], sections, left_out })
}

fn took_part(from: &From<'_>, conference: &Conference, held: &Held) -> bool {
    let Some(agency) = &from.recipient.agency else { return false };
    held.there.iter().any(|there| there.agency == *agency)
        || conference.invited.iter().any(|invited| invited.agency == *agency)
}

fn category(from: &From<'_>, held: &Held) -> Option<String> {
    let code = held.decision.category.as_deref()?;
    let list = from.pack.code_list("abuse_category");
    Some(list.and_then(|list| list.words(code)).unwrap_or(code).to_owned())
}

fn dates(held: &Held) -> Vec<(String, String)> {
    let day = |name: &str, day: Option<jiff::civil::Date>| {
        day.map(|day| (name.to_owned(), london::date_in_words(day)))
    };
    [day("First core group", held.core_group_planned), day("First review", held.review_planned)]
        .into_iter()
        .flatten()
        .collect()
}

fn for_family(from: &From<'_>, held: &Held) -> Vec<Section> {
    let on = london::date_in_words(held.on);
    let decided = match held.decision.plan {
        PlanDecision::NoPlan => {
            format!("The conference on {on} decided that no child protection plan is needed.")
        }
        PlanDecision::GoesOn => {
            format!("The conference on {on} decided that the child protection plan goes on.")
        }
        PlanDecision::Plan => {
            format!("The conference on {on} decided that there is a child protection plan from that day.")
        }
    };
    let worried = category(from, held).map_or_else(String::new, |category| {
        format!("The conference was worried about: {}.", category.to_lowercase())
    });
    // Only what this reader said; what others of the family said is theirs.
    let reader = from.recipient.holder();
    let same = |who: &str| Holder { name: who.into(), ..Holder::default() }.may_be(&reader);
    let said = match from.kind() {
        Kind::Child => held.views.clone(),
        _ => lines(held.family.iter().filter(|there| same(&there.who)).map(|there| there.words.clone())),
    };
    let must = lines(dates(held).into_iter().map(|(what, day)| format!("{what}: {day}")));
    let given = BTreeMap::from([("worried", worried), ("said", said), ("must", must)]);
    let mut sections = vec![Section::own("decided", "What was decided", decided)];
    sections.extend(from.headings(&given));
    sections
}

fn whole(from: &From<'_>, conference: &Conference, held: &Held, took_part: bool) -> Vec<Section> {
    let mut facts = vec![
        ("Child".to_owned(), from.child()),
        ("Conference".to_owned(), format!("{}, {}", conference.reference, london::date_in_words(held.on))),
        ("Chair".to_owned(), held.chair.clone()),
        ("Decision".to_owned(), held.decision.plan.words().to_owned()),
    ];
    facts.extend(category(from, held).map(|category| ("Category".to_owned(), category)));
    facts.extend(dates(held));
    let mut sections = vec![Section::of("decision", "What was decided", vec![Part::Facts(facts)])];
    if !took_part {
        return sections;
    }
    let mut views: Vec<(String, String)> = Vec::new();
    views.extend(fact("What the child says and wishes", &held.views));
    views.extend(fact("Why the child's views are not known", &held.no_views_because));
    sections.push(Section::of("views", "The child", vec![Part::Facts(views)]));
    let reasons = Part::typed(&held.decision.reasons);
    sections.push(Section::of("reasons", "Why", reasons));
    let family = held.family.iter().map(|there| vec![there.who.clone(), there.words.clone()]).collect();
    sections.push(table("family", "The family", &["Who", "What they said"], family));
    let there = held.there.iter().map(|there| {
        let agency = from.pack.agency_name(&there.agency).to_owned();
        vec![agency, there.name.clone(), there.how.words().to_owned()]
    });
    sections.push(table("there", "Agencies", &["Agency", "Who", "How they took part"], there.collect()));
    if !held.dissent.trim().is_empty() {
        sections.push(Section::of("dissent", "Who sees it differently", Part::typed(&held.dissent)));
    }
    sections
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
