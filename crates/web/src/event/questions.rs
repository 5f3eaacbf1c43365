//! What is asked of every event beside its own form: which children, when, who had a part in it, who told us, since when we know. And the same read.

use casework::Stop;
use casework::event::Nearby;
use domain::calendar::london;
use domain::calendar::typed::parse_time;
use domain::event::{Adult, Event, EventAsked, FORM};
use domain::form::{Answers, Form};
use domain::id::Id;
use domain::pack::{EventKind, Pack};
use domain::person::Person;
use domain::person::name::shown_in_line;
use domain::person::partial_date::PartialDate;
use domain::refusal::{Problem, Refusal};
use jiff::Timestamp;
use maud::{Markup, html};

use crate::forms::page::{Given, Sheet};
use crate::forms::{self, Asking};
use crate::route::{Fields, Filling, Visit};

/// The section that is asked before the kind's own questions; the others come after them.
const ABOUT: &[&str] = &["about"];

/// The form of what is asked of every event, in the version in which it was answered before: the children and adults around the child, and where things are
/// known from.
pub(super) fn sheet(
    visit: &Visit<'_>,
    kind: &EventKind,
    nearby: &Nearby,
    before: Option<&Answers>,
) -> Result<Sheet, Stop> {
    let pack = &visit.house().pack;
    let people = |people: &[(Id<Person>, String)]| {
        people.iter().map(|(id, name)| (id.to_string(), shown_in_line(name))).collect::<Vec<_>>()
    };
    let agencies = pack.agencies.iter().map(|agency| (&*agency.id, &*agency.name));
    let sources = pack.events.sources.iter().map(|source| (&*source.code, &*source.name));
    let sheet = Sheet::new(pack, &FORM, before)?
        .among()
        .offering("children", people(&nearby.children))
        .offering("adults", people(&nearby.adults))
        .offering("from", sources.chain(agencies));
    let sheet = match (kind.lasts, kind.ahead) {
        (true, _) => sheet.worded("happened", Some("When did it begin?"), None),
        (_, true) => sheet
            .worded("happened", Some("On which day did it happen, or will it?"), None)
            .without(&["until"]),
        _ => sheet.without(&["until"]),
    };
    Ok(if nearby.adults.is_empty() { sheet.without(&["adults"]) } else { sheet })
}

/// Every question, in the order in which somebody tells of an event: the kind's own stand between who and when, and how it is known.
pub(super) fn questions(sheet: &Sheet, form: &Form, filling: &Filling) -> Markup {
    let asking = Asking::among(form, &filling.fields).problems(&filling.problems);
    html! {
        (sheet.asked_only(filling, ABOUT))
        (asking)
        (sheet.asked_but(filling, ABOUT))
    }
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

/// What an event's form begins from when nothing is recorded yet.
pub(super) fn blank(visit: &Visit<'_>, child: Id<Person>) -> Fields {
    let today = london::date_in_digits(london::date_of(visit.session.at));
    Fields::default().with("children", child.to_string()).with("happened", today).with("from", "ourselves")
}

/// An event in the fields of its form. Whoever told us is not among them: a name is typed again when it is to be changed.
pub(super) fn fields(form: &Form, sheet: &Sheet, event: &Event) -> Fields {
    let mut fields = forms::fields(form, "", &event.answers);
    sheet.fill_further(&mut fields, event.further.as_ref());
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
        Sheet::fill_moment(&mut fields, "until", until);
    }
    Sheet::fill_moment(&mut fields, "known", event.known_at);
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
    sheet: &Sheet,
    fields: &Fields,
    now: Timestamp,
) -> Result<EventAsked, Stop> {
    let given = sheet.read(fields)?;
    // Whoever may be named is decided where it is recorded: a child whom the writer may not learn of is answered with whom to ring.
    let people = ["children", "adults"];
    let typed = given.problems.iter().filter(|problem| !people.contains(&problem.field.as_str()));
    let mut problems: Vec<Problem> = typed.cloned().collect();
    let (happened, begun) = happened(&given, &mut problems);
    let (ends, known) = (given.moment("until"), given.moment("known"));
    // A day alone is known by its end, and today by now.
    let by_now =
        |at: Timestamp, time: &str| if fields.get(time).trim().is_empty() { at.min(now) } else { at };
    let of_form = fields.pairs().iter().filter(|(name, _)| is_of(form, name)).cloned();
    let read = form.read(&of_form.collect::<Vec<_>>());
    problems.extend(read.problems);
    if !problems.is_empty() {
        return Err(Refusal::Invalid(problems).into());
    }
    let people = |question| {
        let chosen = given.all(question).into_iter();
        chosen.filter_map(|id| id.parse::<Id<Person>>().ok()).collect::<Vec<_>>()
    };
    let named = given.words("adults_other");
    let named = named.lines().map(str::trim).filter(|line| !line.is_empty());
    let named = named.map(|line| Adult::Named(line.to_owned()));
    Ok(EventAsked {
        kind: kind.code.clone(),
        children: people("children"),
        adults: people("adults").into_iter().map(Adult::Known).chain(named).collect(),
        happened,
        moment: begun,
        until: ends.map(|ends| by_now(ends, "until-time")).filter(|_| kind.lasts),
        known_at: known.map(|known| by_now(known, "known-time")),
        from: given.words("from"),
        who: given.words("who"),
        unnamed: given.ticked("unnamed"),
        answers: read.answers,
        further: given.further(),
    })
}

fn is_of(form: &Form, name: &str) -> bool {
    name.split_once('.').is_some_and(|(section, _)| form.section(section).is_some())
}

fn happened(given: &Given<'_>, problems: &mut Vec<Problem>) -> (PartialDate, Option<Timestamp>) {
    let happened = match PartialDate::parse(&given.words("happened")) {
        Ok(happened) => happened,
        Err(wrong) => {
            problems.push(Problem::new("happened", wrong.to_string()));
            return (PartialDate::NotKnown, None);
        }
    };
    let typed = given.words("happened_time");
    if typed.trim().is_empty() {
        return (happened, None);
    }
    let day = happened.exact().or_else(|| happened.expected());
    match (day, parse_time(&typed)) {
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
