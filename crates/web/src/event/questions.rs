//! What is asked of every event beside its own form: which children, when, who had a part in it, who told us, since when we know. And the same read.

use casework::event::Nearby;
use design::govuk::{Checkboxes, Choice, SelectItem};
use domain::calendar::london;
use domain::calendar::typed::parse_time;
use domain::event::{Adult, Event, EventAsked};
use domain::form::Form;
use domain::id::Id;
use domain::pack::{EventKind, Pack};
use domain::person::Person;
use domain::person::name::shown_in_line;
use domain::person::partial_date::PartialDate;
use domain::refusal::{Problem, Refusal};
use jiff::Timestamp;
use maud::{Markup, html};

use crate::contact::filled::{Asked, Labelled};
use crate::forms::{self, Asking};
use crate::handover::moment;
use crate::route::{Fields, Filling, Visit};

/// The questions, for two people who wrote at once.
pub(super) const LABELS: &[Labelled<'_>] = &[
    ("children", "Which children is it about?"),
    ("happened", "When did it happen?"),
    ("happened-time", "Time, if it is known"),
    ("until-date", "When did it end: day"),
    ("until-time", "When did it end: time"),
    ("adults", "Which adults had a part in it?"),
    ("adults-other", "Other adults"),
    ("from", "How do we know it?"),
    ("who", "Who told us?"),
    ("known-date", "When did we know: day"),
    ("known-time", "When did we know: time"),
];

/// The times taken when only the day is said.
const END_OF_DAY: &str = "23:59";

/// An event's form as it is shown.
pub(super) struct Shown<'a> {
    pub(super) visit: &'a Visit<'a>,
    pub(super) kind: &'a EventKind,
    pub(super) form: &'a Form,
    pub(super) nearby: &'a Nearby,
    pub(super) filling: &'a Filling,
    /// What is said of the name that stands, when it cannot be shown.
    pub(super) who_stands: &'a str,
}

/// The newest version of the form of a kind.
pub(super) fn form_of<'p>(pack: &'p Pack, kind: &str) -> Result<(&'p EventKind, &'p Form), Refusal> {
    let kind = pack.events.kind(kind).ok_or(Refusal::NotFound)?;
    Ok((kind, pack.form(&kind.form).ok_or(Refusal::NotFound)?))
}

/// The form an event was answered on, in the version of its answers: a correction asks what was asked. The newest, when the pack threw that away.
pub(super) fn form_answered<'p>(pack: &'p Pack, event: &Event) -> Result<(&'p EventKind, &'p Form), Refusal> {
    let kind = pack.events.kind(&event.kind).ok_or(Refusal::NotFound)?;
    Ok((kind, pack.form_to_go_on(&kind.form, Some(&event.answers)).ok_or(Refusal::NotFound)?))
}

impl Shown<'_> {
    /// Every question, in the order in which somebody tells of an event.
    pub(super) fn questions(&self, asked: &Asked<'_>) -> Markup {
        let asking = Asking::among(self.form, &self.filling.fields).problems(&self.filling.problems);
        html! {
            (self.people("children", "Which children is it about?", "Tick each: it is recorded once and stands in the record of them all.", &self.nearby.children))
            (self.when(asked))
            (self.adults(asked))
            (asking)
            h2 class="govuk-heading-m" { "How we know" }
            (self.told(asked))
            (moment::asked(self.filling, "known", "When did we know, if not now", END_OF_DAY))
        }
    }

    fn people(&self, name: &str, question: &str, hint: &str, people: &[(Id<Person>, String)]) -> Markup {
        let boxes = people
            .iter()
            .map(|(id, name)| Choice::new(id.to_string(), html! { bdi { (shown_in_line(name)) } }))
            .collect();
        let ticked: Vec<&str> = self.filling.fields.all(name).collect();
        html! {
            (Checkboxes::new(name, question, boxes).hint(hint).values(ticked).error(self.filling.error(name)))
        }
    }

    fn when(&self, asked: &Asked<'_>) -> Markup {
        let question = match (self.kind.lasts, self.kind.ahead) {
            (true, _) => "When did it begin?",
            (_, true) => "On which day did it happen, or will it?",
            _ => "When did it happen?",
        };
        html! {
            (asked.line("happened", question)
                .hint("Like 4 9 2026. As near as you know: September 2026, about 2025, or not known.")
                .classes("govuk-input--width-10"))
            (asked.line("happened-time", "Time, if it is known").hint("Like 15:20").classes("govuk-input--width-5"))
            @if self.kind.lasts { (moment::asked(self.filling, "until", "When did it end, if it has", END_OF_DAY)) }
        }
    }

    fn adults(&self, asked: &Asked<'_>) -> Markup {
        html! {
            @if !self.nearby.adults.is_empty() {
                (self.people("adults", "Which adults had a part in it?", "Also who was there, and who may be a danger.", &self.nearby.adults))
            }
            (asked.lines("adults-other", "Other adults").rows(2).hint("One on each line: a name, or what they are to the child. Leave it empty when there was nobody else."))
        }
    }

    fn told(&self, asked: &Asked<'_>) -> Markup {
        let pack = &self.visit.house().pack;
        let agencies = pack.agencies.iter().map(|agency| SelectItem::new(&agency.id, &agency.name));
        let others = pack.events.sources.iter().map(|source| SelectItem::new(&source.code, &source.name));
        let hint = if self.who_stands.is_empty() { "Name and role" } else { self.who_stands };
        html! {
            (asked.list("from", "How do we know it?", others.chain(agencies).collect()))
            (asked.line("who", "Who told us?").hint(hint))
            (asked.ticked("unnamed", "They must not be known: show their name to nobody"))
        }
    }
}

/// What an event's form begins from when nothing is recorded yet.
pub(super) fn blank(visit: &Visit<'_>, child: Id<Person>) -> Fields {
    let today = london::date_in_digits(london::date_of(visit.session.at));
    Fields::default().with("children", child.to_string()).with("happened", today).with("from", "ourselves")
}

/// An event in the fields of its form. Whoever told us is not among them: a name is typed again when it is to be changed.
pub(super) fn fields(form: &Form, event: &Event) -> Fields {
    let mut fields = forms::fields(form, "", &event.answers);
    for child in &event.children {
        fields.add("children", child.to_string());
    }
    let mut others: Vec<&str> = Vec::new();
    for adult in &event.adults {
        match adult {
            Adult::Known(person) => fields.add("adults", person.to_string()),
            Adult::Named(name) => others.push(name),
        }
    }
    fields.set("adults-other", others.join("\n"));
    fields.set("happened", happened_typed(&event.happened));
    if let Some(moment) = event.moment {
        fields.set("happened-time", london::time_in_words(moment));
    }
    if let Some(until) = event.until {
        moment::filled(&mut fields, "until", until);
    }
    moment::filled(&mut fields, "known", event.known_at);
    fields.set("from", &event.told.from);
    if event.told.unnamed {
        fields.set("unnamed", "yes");
    }
    fields
}

/// A date as the form reads it again.
fn happened_typed(happened: &PartialDate) -> String {
    match happened {
        PartialDate::Exact(day) => london::date_in_digits(*day),
        PartialDate::Expected(day) => format!("expected {}", london::date_in_digits(*day)),
        PartialDate::Month { year, month } => format!("{month}/{year}"),
        PartialDate::Year(year) => year.to_string(),
        PartialDate::About(year) => format!("about {year}"),
        PartialDate::NotKnown => "not known".to_owned(),
    }
}

/// What was typed, as an event.
pub(super) fn read(
    kind: &EventKind,
    form: &Form,
    fields: &Fields,
    now: Timestamp,
) -> Result<EventAsked, Refusal> {
    let mut problems: Vec<Problem> = Vec::new();
    let (happened, begun) = happened(fields, &mut problems);
    let ends = moment::read(fields, "until", END_OF_DAY, &mut problems);
    let known = moment::read(fields, "known", END_OF_DAY, &mut problems);
    // A day alone is known by its end, and today by now.
    let by_now =
        |at: Timestamp, time: &str| if fields.get(time).trim().is_empty() { at.min(now) } else { at };
    let of_form = fields.pairs().iter().filter(|(name, _)| is_of(form, name)).cloned();
    let read = form.read(&of_form.collect::<Vec<_>>());
    problems.extend(read.problems);
    if !problems.is_empty() {
        return Err(Refusal::Invalid(problems));
    }
    let people = |name| fields.all(name).filter_map(|id| id.parse::<Id<Person>>().ok());
    let named = fields.get("adults-other").lines().map(str::trim).filter(|line| !line.is_empty());
    let named = named.map(|line| Adult::Named(line.to_owned()));
    Ok(EventAsked {
        kind: kind.code.clone(),
        children: people("children").collect(),
        adults: people("adults").map(Adult::Known).chain(named).collect(),
        happened,
        moment: begun,
        until: ends.map(|ends| by_now(ends, "until-time")).filter(|_| kind.lasts),
        known_at: known.map(|known| by_now(known, "known-time")),
        from: fields.get("from").to_owned(),
        who: fields.get("who").to_owned(),
        unnamed: fields.has("unnamed"),
        answers: read.answers,
    })
}

fn is_of(form: &Form, name: &str) -> bool {
    name.split_once('.').is_some_and(|(section, _)| form.section(section).is_some())
}

fn happened(fields: &Fields, problems: &mut Vec<Problem>) -> (PartialDate, Option<Timestamp>) {
    let happened = match PartialDate::parse(fields.get("happened")) {
        Ok(happened) => happened,
        Err(wrong) => {
            problems.push(Problem::new("happened", wrong.to_string()));
            return (PartialDate::NotKnown, None);
        }
    };
    let typed = fields.get("happened-time");
    if typed.trim().is_empty() {
        return (happened, None);
    }
    let day = happened.exact().or_else(|| happened.expected());
    match (day, parse_time(typed)) {
        (Some(day), Ok(time)) => (happened, Some(london::instant(day, time))),
        (None, _) => {
            problems.push(Problem::new(
                "happened",
                "Give the day that this time belongs to, or leave the time out.",
            ));
            (happened, None)
        }
        (_, Err(wrong)) => {
            problems.push(Problem::new("happened-time", wrong.to_string()));
            (happened, None)
        }
    }
}
