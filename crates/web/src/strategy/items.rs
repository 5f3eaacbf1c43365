//! What is known before a discussion, item by item, as questions and as answers: known with its source and day, asked of whom until when, not known and
//! whether that can wait, or not applicable (domain.md, Appendix B2). Each answer asks only what belongs to it.

use design::govuk::{Choice, Details};
use design::picture::{Information, Item as Shown, State};
use domain::calendar::london;
use domain::calendar::typed::parse_date;
use domain::pack::{InformationItem, StrategyWords};
use domain::refusal::Problem;
use domain::strategy::{Informed, Item, ItemState};
use maud::{Markup, Render, html};

use crate::contact::filled::Asked;
use crate::handover::moment;
use crate::meeting::name;
use crate::route::{Fields, Filling};

/// An item's field.
fn field(code: &str, part: &str) -> String {
    format!("item-{code}-{part}")
}

/// The form as the items stand.
pub(super) fn fill(fields: &mut Fields, items: &[Item]) {
    for item in items {
        let code = &item.code;
        match &item.state {
            ItemState::NotSaid => {}
            ItemState::Known { words, source, on } => {
                fields.set(&field(code, "known-words"), words);
                fields.set(&field(code, "known-source"), source);
                fields.set(&field(code, "known-on"), london::date_in_digits(*on));
            }
            ItemState::Asked { whom, due } => {
                fields.set(&field(code, "asked-source"), whom);
                moment::filled(fields, &field(code, "asked"), *due);
            }
            ItemState::Unknown { why, can_wait } => {
                fields.set(&field(code, "unknown-words"), why);
                fields.set(&field(code, "unknown-wait"), if *can_wait { "yes" } else { "no" });
            }
            ItemState::NotApplicable { why } => fields.set(&field(code, "not_applicable-words"), why),
        }
        if item.state != ItemState::NotSaid {
            fields.set(&field(code, "state"), item.state.code());
        }
    }
}

/// The items as they were typed; an item that the form does not hold stays as it is.
pub(super) fn read(words: &StrategyWords, fields: &Fields, problems: &mut Vec<Problem>) -> Vec<Informed> {
    let typed = words.items.iter().filter(|item| is_asked(fields, &item.code));
    typed.map(|item| informed(&item.code, fields, problems)).collect()
}

/// A form that holds an item says so, even where nothing is chosen.
fn is_asked(fields: &Fields, code: &str) -> bool {
    let start = field(code, "");
    fields.pairs().iter().any(|(name, _)| name.starts_with(&start))
}

fn informed(code: &str, fields: &Fields, problems: &mut Vec<Problem>) -> Informed {
    let state = fields.get(&field(code, "state")).to_owned();
    let get = |part: &str| fields.get(&field(code, &format!("{state}-{part}"))).to_owned();
    let mut informed = Informed {
        code: code.to_owned(),
        state: state.clone(),
        words: get("words"),
        source: get("source"),
        on: None,
        due: None,
        can_wait: match get("wait").as_str() {
            "yes" => Some(true),
            "no" => Some(false),
            _ => None,
        },
    };
    let on = field(code, "known-on");
    if state == "known" && !fields.get(&on).trim().is_empty() {
        match parse_date(fields.get(&on)) {
            Ok(day) => informed.on = Some(day),
            Err(wrong) => problems.push(Problem::new(on, wrong.to_string())),
        }
    }
    if state == "asked" {
        informed.due = moment::read(fields, &field(code, "asked"), LEFT_OUT, problems);
    }
    informed
}

/// The time that is taken when only the day is said.
const LEFT_OUT: &str = "17:00";

/// A problem with an item at the field of the answer that was chosen.
pub(super) fn placed(problem: Problem, fields: &Fields) -> Problem {
    let mut parts = problem.field.splitn(3, '-');
    let (Some("item"), Some(code), Some(part)) = (parts.next(), parts.next(), parts.next()) else {
        return problem;
    };
    let state = fields.get(&field(code, "state"));
    let field = match part {
        "state" => field(code, "state"),
        "due" => field(code, "asked-date"),
        part => field(code, &format!("{state}-{part}")),
    };
    Problem { field, ..problem }
}

/// Every item as a question, each folded under where it stands: open where it is one of the first and not known, or something is wrong.
pub(super) fn questions(
    words: &StrategyWords,
    asked: &Asked<'_>,
    filling: &Filling,
    items: &[Item],
    all_open: bool,
) -> Markup {
    html! {
        @for of in &words.items {
            @let known = items.iter().find(|item| item.code == of.code);
            @let start = field(&of.code, "");
            @let wrong = filling.problems.iter().any(|problem| problem.field.starts_with(&start));
            @let unknown = known.is_none_or(|item| item.state.is_unknown());
            @let open = wrong || all_open && of.first && unknown;
            @let summary = html! { (heading(of)) ": " (known.map_or("not looked at", |item| item.state.words()).to_lowercase()) };
            (Details { open, id: format!("item-{}", of.code), ..Details::new(summary, question(of, asked, filling)) })
        }
    }
}

fn heading(of: &InformationItem) -> String {
    format!("{} {}", of.number, of.name)
}

fn question(of: &InformationItem, asked: &Asked<'_>, filling: &Filling) -> Markup {
    let at = |part: &str| field(&of.code, part);
    let until = moment::asked(filling, &at("asked"), "Asked until", LEFT_OUT);
    let wait = vec![Choice::new("yes", "It can wait"), Choice::new("no", "It cannot wait")];
    let choices = vec![
        Choice::new("known", "Known").conditional(html! {
            (asked.lines(at("known-words"), "What is known?").rows(3))
            (asked.line(at("known-source"), "From whom or what?"))
            (asked.line(at("known-on"), "From which day is this knowledge?").hint("Like 4 9 2026").classes("govuk-input--width-10"))
        }),
        Choice::new("asked", "Asked").conditional(html! {
            (asked.line(at("asked-source"), "Who was asked?"))
            (until)
        }),
        Choice::new("unknown", "Not known").conditional(html! {
            (asked.lines(at("unknown-words"), "Why can it wait, or why not?").rows(2))
            (asked.one_of(at("unknown-wait"), "Can it wait?", wait).classes("govuk-radios--inline govuk-radios--small"))
        }),
        Choice::new("not_applicable", "Does not apply").conditional(html! {
            (asked.lines(at("not_applicable-words"), "Why does it not apply?").rows(2))
        }),
    ];
    // A hidden field says that this item was asked about, so that one with nothing chosen is not left out.
    html! {
        input type="hidden" name=(at("there")) value="yes";
        (asked.one_of(at("state"), &heading(of), choices).hint(of.ask.as_str()).classes("govuk-radios--small"))
    }
}

/// An item's state, in a sentence: what, from whom, until when, why.
pub(super) fn told(state: &ItemState) -> Markup {
    html! {
        @match state {
            ItemState::NotSaid => "Nobody has said anything.",
            ItemState::Known { words, source, on } => {
                (name(words)) " " span class="govuk-hint" { "Source: " (name(source)) ", " (london::date_in_words(*on)) }
            },
            ItemState::Asked { whom, due } => { "Asked " (name(whom)) ", until " (london::moment_in_words(*due)) "." },
            ItemState::Unknown { why, can_wait } => { (if *can_wait { "Can wait: " } else { "Cannot wait: " }) (name(why)) },
            ItemState::NotApplicable { why } => (name(why)),
        }
    }
}

/// The same without markup, for a picture's table.
fn detail(state: &ItemState) -> String {
    match state {
        ItemState::NotSaid => "Nobody has said anything".to_owned(),
        ItemState::Known { source, on, .. } => format!("{source}, {}", london::date_in_words(*on)),
        ItemState::Asked { whom, due } => format!("{whom}, until {}", london::moment_in_words(*due)),
        ItemState::Unknown { why, can_wait } => {
            format!("{}: {why}", if *can_wait { "Can wait" } else { "Cannot wait" })
        }
        ItemState::NotApplicable { why } => why.clone(),
    }
}

fn state(state: &ItemState) -> State {
    match state {
        ItemState::Known { .. } => State::Known,
        ItemState::Asked { .. } => State::Asked,
        ItemState::NotSaid | ItemState::Unknown { .. } => State::Unknown,
        ItemState::NotApplicable { .. } => State::NotApplicable,
    }
}

/// The items as a bar. `href` is the address of the page on which they are changed; empty for none.
pub(super) fn bar(words: &StrategyWords, items: &[Item], prefix: &str, title: &str, href: &str) -> Markup {
    let shown = words.items.iter().filter_map(|of| {
        let known = items.iter().find(|item| item.code == of.code)?;
        let href = if href.is_empty() { String::new() } else { format!("{href}#item-{}", of.code) };
        Some(Shown {
            number: of.number.to_string(),
            name: of.name.clone(),
            state: state(&known.state),
            detail: detail(&known.state),
            href,
        })
    });
    let bar = Information {
        prefix: prefix.to_owned(),
        title: title.to_owned(),
        items: shown.collect(),
        sentence: String::new(),
    };
    let first = words.items.iter().filter(|item| item.first);
    let unknown = first.clone().filter(|of| {
        items.iter().find(|item| item.code == of.code).is_none_or(|item| item.state.is_unknown())
    });
    let counts = bar.counts();
    let sentence = match (unknown.count(), first.count()) {
        (0, all) => format!("{counts}. The first {all} are all known."),
        (unknown, all) => format!("{counts}. Of the first {all}, {unknown} are not known."),
    };
    Information { sentence, ..bar }.render()
}

/// What we know, what we do not know, and what cannot wait, side by side (ux 3.6), each with its source.
pub(super) fn three_columns(words: &StrategyWords, items: &[Item], href: &str) -> Markup {
    let (mut known, mut unknown, mut urgent) = (Vec::new(), Vec::new(), Vec::new());
    for of in &words.items {
        let Some(item) = items.iter().find(|item| item.code == of.code) else { continue };
        match &item.state {
            ItemState::Known { .. } => known.push((of, item)),
            ItemState::Unknown { can_wait: false, .. } => urgent.push((of, item)),
            ItemState::NotApplicable { .. } => {}
            ItemState::NotSaid | ItemState::Asked { .. } | ItemState::Unknown { .. } => {
                unknown.push((of, item));
            }
        }
    }
    let columns = [
        ("What we know", known, "Nothing yet."),
        ("What we do not know", unknown, "Nothing is left open."),
        ("What cannot wait", urgent, "Nothing was said to be unable to wait."),
    ];
    html! {
        div class="app-thirds" {
            @for (title, list, empty) in &columns {
                section aria-label=(title) {
                    h3 class="govuk-heading-s" { (title) ": " (list.len()) }
                    @if list.is_empty() { p class="govuk-body" { (empty) } }
                    @for (of, item) in list {
                        p class="govuk-body" {
                            strong { @if href.is_empty() { (of.name) } @else { a class="govuk-link" href=(format!("{href}#item-{}", of.code)) { (of.name) } } }
                            br;
                            (told(&item.state))
                        }
                    }
                }
            }
        }
    }
}
