//! Writing a child's own plan with the child: lines with symbols, headings in the child's words, promises with who and when, what the child said. How
//! hard it reads is said when it is shown again, and never stands in the way.

use casework::Stop;
use casework::safety_plan::{own_plan, own_version, write_own};
use design::govuk::{Button, Fieldset, Input, Select, SelectItem, Textarea};
use design::own::symbol;
use domain::access::Action;
use domain::calendar::london;
use domain::calendar::typed::parse_date;
use domain::id::Id;
use domain::pack::{OwnPart, OwnPlans};
use domain::person::Person;
use domain::refusal::{Problem, Refusal};
use domain::safety_plan::Symbol;
use domain::safety_plan::own::{ChildSaid, OwnLine, OwnPartWords, OwnWords, Promise};
use jiff::civil::Date;
use maud::{Markup, html};

use super::{blocks, own};
use crate::child::identity;
use crate::route::{Act, At, Fields, Filling, Prefilled, Sent, View, Visit};

/// Writing the plan.
pub(super) static WRITE: Act<Id<Person>> = Act {
    path: "/children/{child}/own-plan/write",
    name: "write a child's own plan",
    action: Action::WriteChildPlan,
    prefill,
    show,
    send,
};

/// The questions, for two people who wrote at once.
const LABELS: &[(&str, &str)] = &[
    ("title", "What does the child call it?"),
    ("worried-0-words", "When I feel worried I can…, line 1"),
    ("worried-1-words", "When I feel worried I can…, line 2"),
    ("people-0-words", "People who help me, line 1"),
    ("places-0-words", "Safe places, line 1"),
    ("promise-0-what", "Promise 1"),
];

fn prefill(visit: &Visit<'_>, child: &Id<Person>, at: At) -> Result<Prefilled, Stop> {
    identity::about(visit, *child, Action::WriteChildPlan, "", Markup::default())?;
    let (plan, version) = match at {
        At::Now => match own_plan(&visit.session, *child)?.plan {
            Some(known) => (known.record, known.version.0),
            None => return Ok(Prefilled::default()),
        },
        At::Version(0) => return Ok(Prefilled::default()),
        At::Version(version) => (own_version(&visit.session, *child, version)?, version),
    };
    Ok(Prefilled { fields: fields(&plan.now.words), version })
}

fn fields(said: &OwnWords) -> Fields {
    let mut fields = Fields::default().with("title", &*said.title).with("language", &*said.language);
    for part in &said.parts {
        fields.set(&format!("{}_title", part.part), &*part.title);
        for (place, line) in part.lines.iter().enumerate() {
            fields.set(&format!("{}-{place}-symbol", part.part), &*line.symbol);
            fields.set(&format!("{}-{place}-words", part.part), &*line.words);
        }
    }
    for (place, promise) in said.promises.iter().enumerate() {
        fields.set(&format!("promise-{place}-who"), &*promise.who);
        fields.set(&format!("promise-{place}-what"), &*promise.what);
        fields.set(&format!("promise-{place}-check"), london::date_in_digits(promise.check_on));
    }
    for (place, words) in said.said.iter().enumerate() {
        fields.set(&format!("said-{place}-words"), &*words.words);
        fields.set(&format!("said-{place}-on"), london::date_in_digits(words.on));
    }
    fields
}

fn show(visit: &Visit<'_>, child: Id<Person>, filling: &Filling) -> Result<View, Stop> {
    let own_plans = &visit.house().pack.safety_plans.own;
    let typed = read(own_plans, &filling.fields, london::date_of(visit.session.at)).0;
    let questions = html! {
        (Input::new("title", "What does the child call it?").hint("“My plan” when it is left empty").value(filling.get("title")).error(filling.error("title")))
        @for part in &own_plans.parts { (part_of(filling, part)) }
        h2 class="govuk-heading-m" { "What grown-ups have promised" }
        @for place in 0..blocks::shown(&filling.fields, "promise", 2) { (promise(filling, place)) }
        h2 class="govuk-heading-m" { "What the child said" }
        p class="govuk-body" { "Their own words, exactly as they said them." }
        @for place in 0..blocks::shown(&filling.fields, "said", 1) { (said(filling, place)) }
        (Input::new("language", "Made in another language, with signs or pictures?").hint("Leave it empty for English.").value(filling.get("language")).error(filling.error("language")))
        (Button::new("Keep this plan"))
    };
    let body = html! {
        (filling.notices(LABELS))
        h1 class="govuk-heading-l" { "The child's own plan" }
        p class="govuk-body" { "Write it with the child, in words the child chooses." }
        details class="govuk-details" {
            summary class="govuk-details__summary" { span class="govuk-details__summary-text" { "The symbols" } }
            div class="govuk-details__text" {
                ul class="app-symbols" { @for one in Symbol::ALL { li { (symbol(one.code())) span { (one.words()) } } } }
            }
        }
        @if !typed.read_by_the_child().is_empty() {
            h2 class="govuk-heading-m" { "How hard it reads" }
            (own::measured(visit, &typed))
        }
        (visit.form(filling, questions))
    };
    identity::about(visit, child, Action::WriteChildPlan, "The child's own plan", body)
}

fn part_of(filling: &Filling, part: &OwnPart) -> Markup {
    let title = format!("{}_title", part.code);
    html! {
        h2 class="govuk-heading-m" { (part.title) }
        (Input::new(&title, "Heading in the child's own words")
            .hint(format!("“{}” when it is left empty", part.title))
            .value(filling.get(&title))
            .error(filling.error(&title)))
        p class="govuk-hint" { (part.hint) }
        @for place in 0..blocks::shown(&filling.fields, &part.code, 3) { (line(filling, &part.code, place)) }
    }
}

fn line(filling: &Filling, part: &str, place: usize) -> Fieldset {
    let (words, of) = (format!("{part}-{place}-words"), format!("{part}-{place}-symbol"));
    let symbols = Symbol::ALL.iter().map(|symbol| SelectItem::new(symbol.code(), symbol.words()));
    let symbols = std::iter::once(SelectItem::new("", "No symbol")).chain(symbols).collect();
    let questions = html! {
        (Input::new(&words, "Words").value(filling.get(&words)).error(filling.error(&words)))
        (Select::new(&of, "Symbol", symbols).value(filling.get(&of)).error(filling.error(&of)))
    };
    Fieldset::new(blocks::legend(format!("Line {}", place + 1)), questions)
}

fn promise(filling: &Filling, place: usize) -> Fieldset {
    let field = |field: &str| format!("promise-{place}-{field}");
    let (who, what, check) = (field("who"), field("what"), field("check"));
    let questions = html! {
        (Input::new(&who, "Who promises it?").value(filling.get(&who)).error(filling.error(&who)))
        (Input::new(&what, "What?").value(filling.get(&what)).error(filling.error(&what)))
        (Input::new(&check, "On which day does somebody look?").hint("Like 4 9 2026").classes("govuk-input--width-10").value(filling.get(&check)).error(filling.error(&check)))
    };
    Fieldset::new(blocks::legend(format!("Promise {}", place + 1)), questions)
}

fn said(filling: &Filling, place: usize) -> Fieldset {
    let (words, on) = (format!("said-{place}-words"), format!("said-{place}-on"));
    let questions = html! {
        (Textarea::new(&words, "The child's words").rows(2).value(filling.get(&words)).error(filling.error(&words)))
        (Input::new(&on, "On which day?").hint("Like 4 9 2026; today when you leave it out").classes("govuk-input--width-10").value(filling.get(&on)).error(filling.error(&on)))
    };
    Fieldset::new(blocks::legend(format!("Said {}", place + 1)), questions)
}

/// What the form says, and the days that cannot be read.
fn read(own: &OwnPlans, fields: &Fields, today: Date) -> (OwnWords, Vec<Problem>) {
    let mut problems = Vec::new();
    let mut day = |name: String, missing: Option<Date>, words: &str| -> Date {
        let typed = fields.get(&name);
        if typed.trim().is_empty() {
            if missing.is_none() {
                problems.push(Problem::new(name, words));
            }
            return missing.unwrap_or(today);
        }
        parse_date(typed).unwrap_or_else(|wrong| {
            problems.push(Problem::new(name, wrong.to_string()));
            today
        })
    };
    let get = |name: String| fields.get(&name).trim().to_owned();
    let parts = own.parts.iter().map(|part| {
        let lines = blocks::filled(fields, &part.code).into_iter().map(|place| OwnLine {
            symbol: get(format!("{}-{place}-symbol", part.code)),
            words: get(format!("{}-{place}-words", part.code)),
        });
        OwnPartWords {
            part: part.code.clone(),
            title: get(format!("{}_title", part.code)),
            lines: lines.collect(),
        }
    });
    let promises = blocks::filled(fields, "promise").into_iter().map(|place| Promise {
        who: get(format!("promise-{place}-who")),
        what: get(format!("promise-{place}-what")),
        check_on: day(
            format!("promise-{place}-check"),
            None,
            "Say on which day somebody looks whether it was kept.",
        ),
    });
    let promises = promises.collect();
    let said = blocks::filled(fields, "said").into_iter().map(|place| ChildSaid {
        words: get(format!("said-{place}-words")),
        on: day(format!("said-{place}-on"), Some(today), ""),
    });
    let said = said.collect();
    let words = OwnWords {
        title: get("title".into()),
        parts: parts.collect(),
        promises,
        said,
        language: get("language".into()),
    };
    (words, problems)
}

fn send(visit: &Visit<'_>, child: Id<Person>, filling: &Filling) -> Result<Sent, Stop> {
    let own = &visit.house().pack.safety_plans.own;
    let fields = &filling.fields;
    let (words, problems) = read(own, fields, london::date_of(visit.session.at));
    if !problems.is_empty() {
        return Err(Refusal::Invalid(problems).into());
    }
    match write_own(&visit.session, &filling.sending(), child, words) {
        Ok(_) => Ok(Sent::to(format!("/children/{child}/own-plan"))),
        Err(Stop::Refusal(Refusal::Invalid(problems))) => {
            let groups: Vec<(&str, Vec<usize>)> = own
                .parts
                .iter()
                .map(|part| part.code.as_str())
                .chain(["promise", "said"])
                .map(|group| (group, blocks::filled(fields, group)))
                .collect();
            let groups: Vec<(&str, &[usize])> =
                groups.iter().map(|(group, places)| (*group, places.as_slice())).collect();
            let problems = problems.into_iter().map(|problem| blocks::at_its_block(problem, &groups));
            Err(Refusal::Invalid(problems.collect()).into())
        }
        Err(stop) => Err(stop),
    }
}
