//! Writing down what a child said: their words exchange by exchange, what they wish and feel, and the pack's questions where they were asked.

use casework::Stop;
use casework::voice::hear;
use design::govuk::{Button, Fieldset, Legend, Select, SelectItem};
use domain::access::Action;
use domain::calendar::london;
use domain::calendar::typed::parse_date;
use domain::id::Id;
use domain::pack::CHILD_VOICE_FORM;
use domain::person::Person;
use domain::refusal::{Problem, Refusal};
use domain::voice::{HeardAsked, Quote};
use maud::{Markup, html};

use super::at;
use crate::child::identity;
use crate::contact::filled::Asked;
use crate::route::{Act, At, Fields, Filling, Prefilled, Sent, View, Visit};

/// Writing it down.
pub(super) static HEAR: Act<Id<Person>> = Act {
    path: "/children/{child}/voice/hear",
    name: "write down what a child said",
    action: Action::WriteVoice,
    prefill,
    show,
    send,
};

/// The most exchanges of one form.
const MOST: usize = 12;
/// So many stand there at first.
const FIRST: usize = 3;

fn prefill(visit: &Visit<'_>, child: &Id<Person>, _: At) -> Result<Prefilled, Stop> {
    identity::about(visit, *child, Action::WriteVoice, "", Markup::default())?;
    let today = london::date_in_digits(london::date_of(visit.session.at));
    let heard_by = format!("{}, {}", visit.session.staff.name, visit.session.staff.title);
    Ok(Prefilled { fields: Fields::default().with("on", today).with("heard_by", heard_by), version: 0 })
}

fn show(visit: &Visit<'_>, child: Id<Person>, filling: &Filling) -> Result<View, Stop> {
    let asked = Asked::new(filling, &[]);
    let rules = &visit.house().pack.voice;
    let occasions =
        rules.occasions.iter().map(|each| SelectItem::new(&each.code, each.name.as_str())).collect();
    let filled = filling.fields.repeats("quote").min(MOST);
    let shown = (filled + 1).clamp(FIRST, MOST);
    let questions = html! {
        (asked.line("on", "On which day?").hint("For example, 4 3 2026").classes("govuk-input--width-10"))
        (asked.list("occasion", "On what occasion?", occasions))
        (asked.line("heard_by", "Who heard it?").hint("Name and role"))
        (asked.line("setting", "Where, and who else was there?").hint("And who interpreted, or what helped the child to tell"))
        h2 class="govuk-heading-m" { "What the child said" }
        p class="govuk-body" { "Their own words, exactly as they said them. What they showed without words counts as much." }
        @for place in 0..shown { (exchange(visit, filling, &asked, place)) }
        h2 class="govuk-heading-m" { "Wishes and feelings" }
        (asked.lines("wishes", "What does the child want to happen?").rows(3))
        (asked.lines("feelings", "How does the child feel?").rows(3))
        (form(visit, filling))
        (Button::new("Write it down"))
    };
    let body = html! {
        (asked.summary())
        h1 class="govuk-heading-l" { "What the child said" }
        (visit.form(filling, questions))
    };
    Ok(identity::about(visit, child, Action::WriteVoice, "What the child said", body)?
        .before(identity::back("Back to what the child says and shows", at(child, ""))))
}

fn exchange(visit: &Visit<'_>, filling: &Filling, asked: &Asked<'_>, place: usize) -> Fieldset {
    let field = |name: &str| format!("quote-{place}-{name}");
    let ways =
        visit.house().pack.voice.ways.iter().map(|each| SelectItem::new(&each.code, each.name.as_str()));
    let way = field("way");
    let questions = html! {
        (asked.line(field("asked"), "What was asked?").hint("Leave it empty when the child began"))
        (asked.lines(field("words"), "What did the child say or show?").rows(2))
        (Select::new(&way, "How did they tell it?", ways.collect()).value(filling.get(&way)).error(filling.error(&way)))
    };
    let legend =
        Legend { classes: "govuk-fieldset__legend--s".into(), ..format!("Words {}", place + 1).into() };
    Fieldset::new(legend, questions)
}

fn form(visit: &Visit<'_>, filling: &Filling) -> Markup {
    match visit.house().pack.form(CHILD_VOICE_FORM) {
        Some(form) => crate::forms::render(form, filling),
        None => Markup::default(),
    }
}

fn send(visit: &Visit<'_>, child: Id<Person>, filling: &Filling) -> Result<Sent, Stop> {
    let fields = &filling.fields;
    let mut problems: Vec<Problem> = Vec::new();
    let text = |name: &str| fields.get(name).to_owned();
    let on = match fields.get("on").trim() {
        "" => None,
        typed => parse_date(typed).map_err(|fault| problems.push(Problem::new("on", fault.to_string()))).ok(),
    };
    let quotes = (0..fields.repeats("quote").min(MOST)).map(|place| Quote {
        asked: text(&format!("quote-{place}-asked")),
        words: text(&format!("quote-{place}-words")),
        way: text(&format!("quote-{place}-way")),
    });
    let asked = HeardAsked {
        on,
        occasion: text("occasion"),
        heard_by: text("heard_by"),
        setting: text("setting"),
        quotes: quotes.collect(),
        wishes: text("wishes"),
        feelings: text("feelings"),
        answers: answers(visit, fields, &mut problems),
    };
    if !problems.is_empty() {
        return Err(Refusal::Invalid(problems).into());
    }
    hear(&visit.session, &filling.sending(), child, asked)?;
    Ok(Sent::to(at(child, "")))
}

/// The answers to the pack's questions, as far as the page has their fields.
fn answers(visit: &Visit<'_>, fields: &Fields, problems: &mut Vec<Problem>) -> Option<domain::form::Answers> {
    let form = visit.house().pack.form(CHILD_VOICE_FORM)?;
    let of_form =
        |field: &str| field.split_once('.').is_some_and(|(section, _)| form.section(section).is_some());
    let mine: Vec<_> = fields.pairs().iter().filter(|(name, _)| of_form(name)).cloned().collect();
    let read = form.read(&mine);
    problems.extend(read.problems);
    Some(read.answers)
}
