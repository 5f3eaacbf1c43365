//! What an outcome rests on: one primary outcome and others beside it, the threshold level with its paragraph in the pack's words, why, what
//! else was considered, and what happens next, by whom, by when. The same questions for the proposal and for a manager's change of it.

use casework::Stop;
use casework::staff::colleagues;
use design::govuk::{SummaryList, SummaryRow};
use domain::calendar::london;
use domain::contact::{BASIS_FORM, Cited, Contact, NextAction, Outcomes, RulingBasis};
use domain::form::{Answers, Choice, Place, Row};
use domain::id::Id;
use domain::pack::{Level, Outcome, Pack};
use domain::refusal::{Problem, Refusal};
use maud::{Markup, Render, html};

use super::told;
use crate::forms::page::{Given, Sheet, further_told};
use crate::route::{Fields, Filling, Visit};
use crate::threshold::like;

/// The sections of the form that the page draws itself, and the questions beside which it has something of its own.
pub(crate) const PARAGRAPH: &str = "paragraph";
const ACTION: &str = "action";
const LEVEL: &str = "level";
const REASONS: &str = "rationale";

/// The outcomes that are proposed most often, by their codes in the pack: they stand first, the rest folded under them. A pack without them
/// has all its outcomes in one list.
const COMMONEST: [&str; 5] = ["new_referral", "existing_referral", "early_help", "advice", "nfa"];

/// The form, in the version in which it was answered before. Where nobody opened an enquiry, why none is needed is asked; and wherever something is said of it
/// already, so that it is not lost.
pub(crate) fn sheet(
    visit: &Visit<'_>,
    before: Option<&Answers>,
    asks_why_no_enquiry: bool,
    fields: &Fields,
) -> Result<Sheet, Stop> {
    let pack = &visit.house().pack;
    let sheet = offering(Sheet::new(pack, &BASIS_FORM, before)?, pack);
    let also = pack.outcomes.iter().map(|outcome| (&*outcome.code, &*outcome.name));
    let owners = colleagues(&visit.session)?.into_iter();
    let owners = owners.map(|colleague| (colleague.id.to_string(), colleague.name));
    let sheet = sheet.offering("also", also).offering("owner", owners).compact();
    let is_asked = asks_why_no_enquiry || !fields.get("no_enquiry").trim().is_empty();
    Ok(if is_asked { sheet } else { sheet.without(&["no_enquiry"]) })
}

/// The same for a contact, in the version in which an outcome was proposed.
pub(super) fn of_contact(
    visit: &Visit<'_>,
    contact: &Contact,
    asks_why_no_enquiry: bool,
    fields: &Fields,
) -> Result<Sheet, Stop> {
    let before = contact.proposal.as_ref().and_then(|proposal| proposal.basis.further.as_ref());
    sheet(visit, before, asks_why_no_enquiry, fields)
}

/// With the outcomes of the pack, and the levels and paragraphs of its threshold document.
pub(crate) fn offering(sheet: Sheet, pack: &Pack) -> Sheet {
    let thresholds = &pack.thresholds;
    let levels = thresholds.levels.iter().map(|level| Choice {
        hint: Some(level.text.clone()),
        ..Choice::new(level.level.to_string(), format!("{}: {}", level.level, level.name))
    });
    let label = sheet.question(PARAGRAPH).to_owned();
    let rows = thresholds.levels.iter().map(|level| paragraphs(pack, level, &label));
    sheet
        .offering_choices("outcome", &outcomes(pack))
        .offering_choices(LEVEL, &levels.collect::<Vec<_>>())
        .worded(LEVEL, None, Some(&thresholds.title))
        .rows(PARAGRAPH, &rows.collect::<Vec<_>>())
}

/// The outcomes, the rarer ones folded away under the commonest.
fn outcomes(pack: &Pack) -> Vec<Choice> {
    let choice = |outcome: &Outcome, folded: Option<String>| Choice {
        hint: Some(outcome.words.clone()),
        folded,
        ..Choice::new(&*outcome.code, &*outcome.name)
    };
    let common = COMMONEST.iter().filter_map(|code| pack.outcome(code)).map(|outcome| choice(outcome, None));
    let rare = pack.outcomes.iter().filter(|outcome| !COMMONEST.contains(&outcome.code.as_str()));
    common.chain(rare.map(|outcome| choice(outcome, Some("Rarer outcomes".to_owned())))).collect()
}

/// The paragraphs of one level.
fn paragraphs(pack: &Pack, level: &Level, label: &str) -> Row {
    let number = level.level.to_string();
    let choices = pack.thresholds.at_level(level.level).map(|(concern, paragraph)| Choice {
        hint: Some(paragraph.text.clone()),
        ..Choice::new(&*paragraph.id, format!("{} {}", paragraph.number, concern.name))
    });
    Row::new(&*number, level_words(pack, level.level))
        .worded(PARAGRAPH, label.replace("{level}", &number))
        .offering_choices(PARAGRAPH, choices.collect())
}

/// The answers a basis gives.
pub(crate) fn fields(sheet: &Sheet, basis: &RulingBasis) -> Fields {
    let mut fields = Fields::default()
        .with("outcome", &*basis.outcomes.primary)
        .with(LEVEL, basis.level.to_string())
        .with(&paragraph_field(basis.level), &*basis.paragraph)
        .with(REASONS, &*basis.rationale)
        .with("considered", &*basis.considered)
        .with("no_enquiry", &*basis.no_enquiry)
        .with("also_cited", numbers(basis));
    for code in &basis.outcomes.also {
        fields.add("also", code.as_str());
    }
    for (place, action) in basis.actions.iter().enumerate() {
        fields.set(&action_field(place, "what"), &*action.what);
        fields.set(&action_field(place, "owner"), action.owner.to_string());
        Sheet::fill_moment(&mut fields, &format!("{ACTION}-{place}"), action.due);
    }
    sheet.fill_further(&mut fields, basis.further.as_ref());
    fields
}

/// The numbers of the other paragraphs a basis cites.
fn numbers(basis: &RulingBasis) -> String {
    basis.also_cited.iter().map(|cited| cited.number.as_str()).collect::<Vec<_>>().join(", ")
}

pub(crate) fn paragraph_field(level: u8) -> String {
    format!("paragraph-{level}")
}

/// The name of a field of one action.
pub(crate) fn action_field(place: impl std::fmt::Display, question: &str) -> String {
    format!("{ACTION}-{place}-{question}")
}

/// A level of need with its name.
pub(crate) fn level_words(pack: &Pack, level: u8) -> String {
    pack.thresholds.level(level).map_or_else(String::new, |named| format!("Level {level}: {}", named.name))
}

/// The questions, each level's paragraphs under it, and decisions like this one above the reasons.
pub(crate) fn questions(
    visit: &Visit<'_>,
    sheet: &Sheet,
    filling: &Filling,
    like: Option<Id<Contact>>,
) -> Result<Markup, Stop> {
    let like = like::of_chosen(visit, filling, like)?;
    let above = |place: &Place| match place.question.as_str() {
        REASONS => like.clone(),
        _ => Markup::default(),
    };
    let levels = levels(&visit.house().pack, sheet, filling);
    let asked = sheet.asking_but(filling, &[PARAGRAPH]);
    Ok(asked.above(&above).under(&levels).render())
}

/// What opens under a level of need: its paragraphs, and the way to what was decided at it.
pub(crate) fn levels<'a>(
    pack: &'a Pack,
    sheet: &'a Sheet,
    filling: &'a Filling,
) -> impl Fn(&Place, &str) -> Markup + 'a {
    move |place, value| {
        if place.question != LEVEL {
            return Markup::default();
        }
        let levels = (0_u16..).zip(&pack.thresholds.levels);
        let mut chosen = levels.filter(|(_, level)| level.level.to_string() == value);
        chosen.next().map_or_else(Markup::default, |(row, level)| {
            html! { (sheet.row(filling, PARAGRAPH, row)) (like::way_to_level(level.level)) }
        })
    }
}

/// The level and the paragraph under it. What is wrong with the paragraphs of other levels does not matter.
pub(crate) fn level_read(pack: &Pack, given: &mut Given<'_>) -> (u8, String) {
    let typed = given.words(LEVEL);
    let levels = (0_u16..).zip(&pack.thresholds.levels);
    let chosen = levels.into_iter().find(|(_, level)| level.level.to_string() == typed);
    given.problems.retain(|problem| !problem.field.starts_with("paragraph-"));
    let Some((row, level)) = chosen else {
        if !typed.is_empty() {
            given.problems.retain(|problem| problem.field != LEVEL);
            given.problems.push(Problem::new(LEVEL, "Choose the level of need."));
        }
        return Default::default();
    };
    let paragraph = given.nth(PARAGRAPH, row, PARAGRAPH);
    if pack.thresholds.paragraph(&paragraph).is_none_or(|found| found.level != level.level) {
        let words = "Choose the threshold paragraph that fits.";
        given.problems.push(Problem::new(paragraph_field(level.level), words));
    }
    (level.level, paragraph)
}

/// From what was answered to a basis. What the pack must know is checked where it is decided; here only what cannot be read is said.
pub(crate) fn read(visit: &Visit<'_>, given: &mut Given<'_>) -> Result<RulingBasis, Refusal> {
    let pack = &visit.house().pack;
    let (level, paragraph) = level_read(pack, given);
    let actions = actions_read(visit, given);
    given.all_right()?;
    let primary = given.words("outcome");
    let also = given.all("also").into_iter().filter(|code| *code != primary).collect();
    Ok(RulingBasis {
        outcomes: Outcomes { primary, also },
        level,
        paragraph,
        paragraph_words: String::new(),
        pack_version: String::new(),
        rationale: given.words(REASONS),
        considered: given.words("considered"),
        no_enquiry: given.words("no_enquiry"),
        also_cited: cited(pack, &given.words("also_cited")),
        actions,
        further: given.further_counting(&|section| rows(given, section)),
    })
}

/// The repeats that become rows: an action in which nothing but who does it stands is none.
fn rows(given: &Given<'_>, section: &str) -> Vec<u16> {
    let answered = given.repeats(section).into_iter();
    answered.filter(|row| section != ACTION || given.is_answered(ACTION, *row, &["owner"])).collect()
}

/// Paragraphs by their numbers, as they were typed. A number the document does not have stays as it is, and is refused where it is decided.
pub(crate) fn cited(pack: &Pack, typed: &str) -> Vec<Cited> {
    let numbers = typed.split([',', ';', ' ', '\n']).map(str::trim).filter(|number| !number.is_empty());
    numbers
        .map(|number| {
            let found = pack.thresholds.numbered(number);
            let (paragraph, words) =
                found.map_or_else(Default::default, |found| (found.id.clone(), found.text.clone()));
            Cited { paragraph, number: number.to_owned(), words }
        })
        .collect()
}

fn actions_read(visit: &Visit<'_>, given: &mut Given<'_>) -> Vec<NextAction> {
    let mut actions = Vec::new();
    for row in rows(given, ACTION) {
        let what = given.nth(ACTION, row, "what");
        let owner = given.nth(ACTION, row, "owner").parse();
        let due = given.nth_moment(ACTION, row, "due");
        let wrong = |given: &Given<'_>, start: &str| {
            given.problems.iter().any(|problem| problem.field.starts_with(start))
        };
        let at = |question: &str| action_field(row, question);
        if what.trim().is_empty() {
            given.problems.push(Problem::new(at("what"), "Say what is to be done."));
        }
        if owner.is_err() && !wrong(given, &at("owner")) {
            given.problems.push(Problem::new(at("owner"), "Choose who does it."));
        }
        let is_told = wrong(given, &at("date")) || wrong(given, &at("time"));
        match due {
            None if !is_told => {
                given.problems.push(Problem::new(at("date"), "Say by when it is done, like 4 9 2026."));
            }
            Some(due) if due < visit.session.at => {
                let words = "The time by which it is done must lie ahead.";
                given.problems.push(Problem::new(at("date"), words));
            }
            _ => {}
        }
        if let (Ok(owner), Some(due)) = (owner, due) {
            actions.push(NextAction { what, owner, due, done_at: None });
        }
    }
    actions
}

/// A basis in words, for reading.
pub(crate) fn told(pack: &Pack, basis: &RulingBasis, names: &casework::staff::Names) -> Markup {
    let outcome = |code: &str| pack.outcome(code).map_or(code, |outcome| &outcome.name).to_owned();
    let also: Vec<String> = basis.outcomes.also.iter().map(|code| outcome(code)).collect();
    let actions = html! {
        @if basis.actions.is_empty() { "Nothing more" } @else {
            ul class="govuk-list govuk-list--bullet" {
                @for action in &basis.actions {
                    li {
                        (told::verbatim(&action.what)) (names.name(action.owner)) ", by " (london::moment_in_words(action.due))
                        @if let Some(done) = action.done_at { ". Done " (london::moment_in_words(done)) }
                    }
                }
            }
        }
    };
    let mut rows = vec![SummaryRow::new("Outcome", outcome(&basis.outcomes.primary))];
    if !also.is_empty() {
        rows.push(SummaryRow::new("Also", also.join(", ")));
    }
    if !basis.no_enquiry.trim().is_empty() {
        rows.push(SummaryRow::new("Why no MASH enquiry", told::verbatim(&basis.no_enquiry)));
    }
    rows.extend([
        SummaryRow::new("Level of need", level_words(pack, basis.level)),
        SummaryRow::new("Threshold paragraph", html! {
            (like::cites(pack, basis))
            (told::verbatim(&basis.paragraph_words))
            @for cited in &basis.also_cited {
                p class="govuk-body govuk-!-margin-top-2 govuk-!-margin-bottom-1" { "Also " (cited.number) }
                (told::verbatim(&cited.words))
            }
        }),
        SummaryRow::new("Why", told::verbatim(&basis.rationale)),
        SummaryRow::new("Also considered", told::verbatim(&basis.considered)),
        SummaryRow::new("What happens next", actions),
    ]);
    html! { (SummaryList::new(rows)) (further_told(pack, basis.further.as_ref())) }
}
