//! What an outcome rests on: one primary outcome and others beside it, the threshold level with its paragraph in the pack's words, why, what
//! else was considered, and what happens next, by whom, by when. The same questions for the proposal and for a manager's change of it.

use casework::Stop;
use casework::staff::colleagues;
use design::govuk::{Checkboxes, Choice, Details, Legend, Radios, SelectItem, SummaryList, SummaryRow};
use domain::calendar::london;
use domain::calendar::typed::{NotAMoment, parse_moment};
use domain::contact::{Cited, Contact, NextAction, Outcomes, RulingBasis};
use domain::id::Id;
use domain::pack::{Outcome, Pack};
use domain::refusal::{Problem, Refusal};
use maud::{Markup, Render, html};

use super::filled::{Asked, Labelled};
use super::repeat::{Group, all_right};
use super::told;
use crate::route::{Fields, Filling, Visit};
use crate::threshold::like;

/// What happens next.
pub(crate) const ACTIONS: Group = Group { name: "action", first: "what", one: "action", least: 1 };

/// The questions, for two people who answered at once.
pub(crate) const LABELS: &[Labelled<'_>] = &[
    ("outcome", "What should happen"),
    ("level", "Threshold level"),
    ("also_cited", "Other paragraphs"),
    ("rationale", "Why"),
    ("considered", "What else was considered"),
    ("no_enquiry", "Why no MASH enquiry is needed"),
    ("action-0-what", "What happens next"),
];

/// The time of day by which something is done when only the day is said.
const END_OF_DAY: &str = "17:00";

/// The outcomes that are proposed most often, by their codes in the pack: they stand first, the rest folded under them. A pack without them
/// has all its outcomes in one list.
const COMMONEST: [&str; 5] = ["new_referral", "existing_referral", "early_help", "advice", "nfa"];

/// The answers a basis gives.
pub(crate) fn fields(basis: &RulingBasis) -> Fields {
    let mut fields = Fields::default()
        .with("outcome", &*basis.outcomes.primary)
        .with("level", basis.level.to_string())
        .with(&paragraph_field(basis.level), &*basis.paragraph)
        .with("rationale", &*basis.rationale)
        .with("considered", &*basis.considered)
        .with("no_enquiry", &*basis.no_enquiry)
        .with("also_cited", numbers(basis));
    for code in &basis.outcomes.also {
        fields.add("also", code.as_str());
    }
    for (place, action) in basis.actions.iter().enumerate() {
        fields.set(&ACTIONS.field(place, "what"), &*action.what);
        fields.set(&ACTIONS.field(place, "owner"), action.owner.to_string());
        fields.set(&ACTIONS.field(place, "date"), london::date_in_digits(london::date_of(action.due)));
        fields.set(&ACTIONS.field(place, "time"), london::time_in_words(action.due));
    }
    fields
}

/// The numbers of the other paragraphs a basis cites.
fn numbers(basis: &RulingBasis) -> String {
    basis.also_cited.iter().map(|cited| cited.number.as_str()).collect::<Vec<_>>().join(", ")
}

pub(crate) fn paragraph_field(level: u8) -> String {
    format!("paragraph-{level}")
}

/// Codes in words, for two people who answered at once.
pub(crate) fn words<'p>(pack: &'p Pack) -> impl Fn(&str, &str) -> String + 'p {
    |field, value| match field {
        "outcome" => pack.outcome(value).map_or(value, |outcome| &outcome.name).to_owned(),
        "level" => level_words(pack, value.parse().unwrap_or_default()),
        _ => value.to_owned(),
    }
}

/// A level of need with its name.
pub(crate) fn level_words(pack: &Pack, level: u8) -> String {
    pack.thresholds.level(level).map_or_else(String::new, |named| format!("Level {level}: {}", named.name))
}

/// The questions. Where nobody opened an enquiry, why none is needed is one of them.
pub(crate) fn questions(
    visit: &Visit<'_>,
    asked: &Asked<'_>,
    filling: &Filling,
    like: Option<Id<Contact>>,
    asks_why_no_enquiry: bool,
) -> Result<Markup, Stop> {
    let pack = &visit.house().pack;
    let also = pack.outcomes.iter().map(|outcome| Choice::new(&outcome.code, &outcome.name)).collect();
    let legend =
        Legend { classes: "govuk-fieldset__legend--s".into(), .."Is anything else also true?".into() };
    let also = Checkboxes::new("also", legend, also)
        .values(filling.fields.all("also"))
        .classes("govuk-checkboxes--small");
    Ok(html! {
        (outcomes(asked, pack))
        (Details::new("Other outcomes that are also true", also.render()))
        (asked.one_of("level", "Which level of need?", levels(asked, pack)).hint(&*pack.thresholds.title))
        (also_cited(asked))
        (like::of_chosen(visit, filling, like)?)
        (asked.lines("rationale", "Why?").hint("What it is like for the child, and what the history tells you").rows(6))
        (asked.lines("considered", "What else did you consider, and why not?").rows(3))
        @if asks_why_no_enquiry {
            (asked.lines("no_enquiry", "Why is no MASH enquiry needed?")
                .hint("For a referral, early help or a strategy discussion that goes ahead without one: what makes it clear already")
                .rows(2))
        }
        (actions(visit, asked, filling)?)
    })
}

/// Other paragraphs by their numbers: seldom more than two, and quicker typed than looked for in a list of sixty.
pub(crate) fn also_cited(asked: &Asked<'_>) -> impl Render {
    asked
        .line("also_cited", "Does it rest on other paragraphs too?")
        .hint("Their numbers, like 4.2, 3.5; leave it empty for none")
        .classes("govuk-input--width-20")
}

/// What should happen: one question in two lists. The rarer outcomes are folded away unless one of them was chosen.
pub(crate) fn outcomes(asked: &Asked<'_>, pack: &Pack) -> Radios {
    let choice = |outcome: &Outcome| Choice::new(&outcome.code, &outcome.name).hint(&*outcome.words);
    let common: Vec<&Outcome> = COMMONEST.iter().filter_map(|code| pack.outcome(code)).collect();
    let rare = pack.outcomes.iter().filter(|outcome| !COMMONEST.contains(&outcome.code.as_str()));
    let rare: Vec<Choice> = rare.map(choice).collect();
    if common.is_empty() || rare.is_empty() {
        let all = pack.outcomes.iter().map(choice).collect();
        return asked.one_of("outcome", "What should happen?", all).classes("govuk-radios--small");
    }
    let chosen = asked.get("outcome");
    let open = rare.iter().any(|choice| choice.value == chosen);
    let rare =
        Radios { id: "outcome-rarer".into(), name: "outcome".into(), items: rare, ..Radios::default() };
    let rare = rare.value(chosen).classes("govuk-radios--small").render();
    let classes = "govuk-!-margin-top-3".into();
    let rarer = Details { open, classes, ..Details::new("Rarer outcomes", rare) };
    let mut question =
        asked.one_of("outcome", "What should happen?", common.into_iter().map(choice).collect());
    question.form_group.after_input = rarer.render().into();
    question.classes("govuk-radios--small")
}

/// The levels, each with the paragraphs of the threshold document.
pub(crate) fn levels(asked: &Asked<'_>, pack: &Pack) -> Vec<Choice> {
    let level = |level: &domain::pack::Level| {
        let paragraphs = pack.thresholds.at_level(level.level);
        let paragraphs = paragraphs.map(|(concern, paragraph)| {
            Choice::new(&paragraph.id, format!("{} {}", paragraph.number, concern.name))
                .hint(&*paragraph.text)
        });
        let which = asked.one_of(
            paragraph_field(level.level),
            &format!("Which paragraph of level {} fits best?", level.level),
            paragraphs.collect(),
        );
        Choice::new(level.level.to_string(), format!("{}: {}", level.level, level.name))
            .hint(&*level.text)
            .conditional(html! {
                (which.classes("govuk-radios--small"))
                (like::way_to_level(level.level))
            })
    };
    pack.thresholds.levels.iter().map(level).collect()
}

fn actions(visit: &Visit<'_>, asked: &Asked<'_>, filling: &Filling) -> Result<Markup, Stop> {
    let owners: Vec<SelectItem> = colleagues(&visit.session)?
        .into_iter()
        .map(|colleague| SelectItem::new(colleague.id.to_string(), colleague.name))
        .collect();
    let action = |place: usize, block: usize| {
        let at = |field: &str| ACTIONS.field(block, field);
        let questions = html! {
            (asked.line(at("what"), "What is to be done?"))
            (asked.list(at("owner"), "By whom?", owners.clone()))
            (asked.line(at("date"), "By which day?").hint("Like 4 9 2026").classes("govuk-input--width-10"))
            (asked.line(at("time"), "By what time?").hint("Like 15:00; 17:00 when you leave it out").classes("govuk-input--width-5"))
        };
        let legend =
            Legend { classes: "govuk-fieldset__legend--s".into(), ..format!("Action {}", place + 1).into() };
        design::govuk::Fieldset::new(legend, questions)
    };
    Ok(html! {
        h2 class="govuk-heading-m" { "What happens next" }
        @for (place, block) in ACTIONS.blocks(&filling.fields).into_iter().enumerate() { (action(place, block)) }
        (ACTIONS.add("Add another action"))
    })
}

/// From what was typed to a basis. What the pack must know is checked where it is decided; here only what cannot be read is said.
pub(crate) fn read(visit: &Visit<'_>, fields: &Fields) -> Result<RulingBasis, Refusal> {
    let mut problems = Vec::new();
    let level: u8 = fields.get("level").parse().unwrap_or_default();
    if visit.house().pack.thresholds.level(level).is_none() {
        problems.push(Problem::new("level", "Choose the level of need."));
    }
    let actions = actions_read(visit, fields, &mut problems);
    problems.extend(ACTIONS.too_many(fields));
    let basis = RulingBasis {
        outcomes: Outcomes {
            primary: fields.get("outcome").to_owned(),
            also: fields
                .all("also")
                .filter(|code| *code != fields.get("outcome"))
                .map(str::to_owned)
                .collect(),
        },
        level,
        paragraph: fields.get(&paragraph_field(level)).to_owned(),
        paragraph_words: String::new(),
        pack_version: String::new(),
        rationale: fields.get("rationale").to_owned(),
        considered: fields.get("considered").to_owned(),
        no_enquiry: fields.get("no_enquiry").to_owned(),
        also_cited: cited(&visit.house().pack, fields.get("also_cited")),
        actions,
    };
    all_right(problems)?;
    Ok(basis)
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

fn actions_read(visit: &Visit<'_>, fields: &Fields, problems: &mut Vec<Problem>) -> Vec<NextAction> {
    let mut actions = Vec::new();
    let blocks = ACTIONS.blocks(fields).into_iter();
    for block in blocks.filter(|block| ACTIONS.is_answered(fields, *block, &["owner"])) {
        let at = |field: &str| ACTIONS.field(block, field);
        let what = fields.get(&at("what")).to_owned();
        if what.trim().is_empty() {
            problems.push(Problem::new(at("what"), "Say what is to be done."));
        }
        let owner = fields.get(&at("owner")).parse();
        if owner.is_err() {
            problems.push(Problem::new(at("owner"), "Choose who does it."));
        }
        let time = Some(fields.get(&at("time"))).filter(|time| !time.trim().is_empty()).unwrap_or(END_OF_DAY);
        let due = parse_moment(fields.get(&at("date")), time).map_err(|wrong| match wrong {
            NotAMoment::Date(wrong) => Problem::new(at("date"), wrong.to_string()),
            NotAMoment::Time(wrong) => Problem::new(at("time"), wrong.to_string()),
        });
        match (owner, due) {
            (_, Err(problem)) => problems.push(problem),
            (_, Ok(due)) if due < visit.session.at => {
                problems.push(Problem::new(at("date"), "The time by which it is done must lie ahead."));
            }
            (Ok(owner), Ok(due)) => actions.push(NextAction { what, owner, due, done_at: None }),
            (Err(_), Ok(_)) => {}
        }
    }
    actions
}

/// On which element the link of a problem lands. The paragraph's are under their level.
pub(crate) fn lands(fields: &Fields) -> Vec<(&'static str, String)> {
    let level = fields.get("level").parse().unwrap_or_default();
    vec![("paragraph", paragraph_field(level))]
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
    SummaryList::new(rows).render()
}
