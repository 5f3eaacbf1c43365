//! The household follows with one confirmation (ux 3.3): everybody else whom the caller named is laid beside the people around the child who is known, with the
//! reasons; what is strong is filled in, and one button confirms all of it.

use casework::Stop;
use casework::contact::{Household, Line, MOST_NAMED, MayBe, Named, Who, confirm_household};
use casework::known_people::Reason;
use design::govuk::{Button, Choice, button_group};
use domain::access::Action;
use domain::calendar::london;
use domain::contact::Contact;
use domain::id::Id;
use domain::person::Person;
use domain::person::name::shown_in_line;
use domain::refusal::Refusal;
use maud::{Markup, Render, html};

use super::child::{self, Place, THEN};
use super::filled::{Asked, Labelled};
use super::{back, likeness, told};
use crate::route::{Act, At, Fields, Filling, Prefilled, Sent, View, Visit};

/// Those named in a contact beside the household of a child who is known.
pub(super) static HOUSEHOLD: Act<Place> = Act {
    path: "/contacts/{contact}/children/{place}/household",
    name: "a family beside a household",
    action: Action::MatchChild,
    prefill,
    show,
    send,
};

/// Nobody on the record: a new record is made.
const NEW: &str = "new";
/// Not said now.
const LATER: &str = "later";

/// Whether anybody is left to be confirmed, and the viewer may see the household.
pub(super) fn is_to_be_asked(visit: &Visit<'_>, contact: Id<Contact>, place: usize) -> Result<bool, Stop> {
    match casework::contact::household(&visit.session, contact, place) {
        Ok(household) => Ok(!household.lines.is_empty()),
        Err(Stop::Refusal(_)) => Ok(false),
        Err(stop) => Err(stop),
    }
}

fn prefill(visit: &Visit<'_>, (contact, place): &Place, at: At) -> Result<Prefilled, Stop> {
    let household = casework::contact::household(&visit.session, *contact, *place)?;
    let likely = household.lines.iter();
    let fields =
        likely.fold(Fields::default(), |fields, line| fields.with(&line.named.field(), code(line.likely)));
    let version = match at {
        At::Now => household.version,
        At::Version(version) => version,
    };
    Ok(Prefilled { fields, version })
}

fn code(who: Who) -> String {
    match who {
        Who::Held(person) => person.to_string(),
        Who::New => NEW.into(),
        Who::Later => LATER.into(),
    }
}

fn show(visit: &Visit<'_>, (contact, place): Place, filling: &Filling) -> Result<View, Stop> {
    let household = casework::contact::household(&visit.session, contact, place)?;
    let asked = Asked::new(filling, &[]);
    let names: Vec<(String, String)> = household
        .lines
        .iter()
        .map(|line| (line.named.field(), format!("Who {} is", shown_in_line(&line.said))))
        .collect();
    let labels: Vec<Labelled<'_>> =
        names.iter().map(|(field, words)| (field.as_str(), words.as_str())).collect();
    let known = told::bdi(&shown_in_line(&household.child.name));
    let body = html! {
        (asked.summary())
        h1 class="govuk-heading-l" { "Who else is in this household?" }
        (asked.conflict(&labels, &|_, code| words(&household, code)))
        p class="govuk-body" { "The child is " (known) ". Here is everybody else whom the caller named, beside the people around " (known) "." }
        @for ring in &household.rings { (likeness::restricted(ring)) }
        @if household.lines.is_empty() {
            p class="govuk-body" { "Everybody who was named is accounted for." }
        } @else {
            (asked.short_form(visit, html! {
                (child::then(visit, filling))
                @if household.lines.len() == MOST_NAMED { p class="govuk-body" { "More people were named than stand here. The others follow once these are confirmed." } }
                @for line in &household.lines { (radios(visit, &asked, line)) }
                (button_group(html! { (Button::new("Confirm the household")) }))
            }))
        }
    };
    Ok(View::new("Who else is in this household?", body).before(back(contact)))
}

fn radios(visit: &Visit<'_>, asked: &Asked<'_>, line: &Line) -> Markup {
    let said = shown_in_line(&line.said);
    let said = if said.trim().is_empty() { "a child whose name is not known".to_owned() } else { said };
    let mut choices: Vec<Choice> = line.may_be.iter().map(|may_be| choice(visit, may_be)).collect();
    if matches!(line.named, Named::Other(_)) && line.kinship.is_some() {
        choices.push(Choice::new(NEW, "Somebody new: a record is made from what was said"));
    }
    let later = match line.named {
        Named::Child(_) => "Not said here: look for this child on the next page",
        Named::Other(_) => "Not said now",
    };
    choices.push(Choice::new(LATER, later));
    let said_to_be = line.kinship.map(|kinship| format!(", said to be the child’s {}", kinship.words()));
    let question = format!("Who is {said}{}?", said_to_be.unwrap_or_default());
    asked.one_of(line.named.field(), &question, choices).render()
}

fn choice(visit: &Visit<'_>, may_be: &MayBe) -> Choice {
    let existence = &may_be.existence;
    let born = likeness::birth(&existence.birth, london::date_of(visit.session.at));
    let is_told = existence.birth.answer().is_some();
    let words = html! {
        bdi { (shown_in_line(&existence.name)) } ", " (may_be.relation) @if is_told { ", born: " (born) }
    };
    let why: Vec<String> = may_be.reasons.iter().map(why).collect();
    let strength = if may_be.is_strong { "Strong. " } else { "Not certain. " };
    Choice {
        hint: Some(format!("{strength}{}", why.join(". ")).into()),
        ..Choice::new(existence.child.to_string(), words)
    }
}

fn why(reason: &Reason) -> String {
    shown_in_line(&reason.words)
}

/// An answer in words, for two people who gave one at once.
fn words(household: &Household, code: &str) -> String {
    let held = household.lines.iter().flat_map(|line| &line.may_be);
    match code {
        NEW => "Somebody new".into(),
        LATER | "" => "Not said".into(),
        id => held
            .map(|may_be| &may_be.existence)
            .find(|existence| existence.child.to_string() == id)
            .map_or_else(|| "Somebody on the record".into(), |existence| existence.name.clone()),
    }
}

fn send(visit: &Visit<'_>, (contact, place): Place, filling: &Filling) -> Result<Sent, Stop> {
    let answered =
        filling.fields.pairs().iter().filter_map(|(field, code)| Some((named(field)?, code.as_str())));
    let answered: Vec<_> =
        answered.map(|(named, code)| Ok((named, who(named, code)?))).collect::<Result<_, Refusal>>()?;
    confirm_household(&visit.session, &filling.sending(), contact, place, &answered)?;
    child::next(visit, contact, filling.get(THEN) == "decide")
}

fn named(field: &str) -> Option<Named> {
    let (child, other) = (field.strip_prefix("who-child-"), field.strip_prefix("who-other-"));
    child
        .and_then(|place| place.parse().ok().map(Named::Child))
        .or_else(|| other.and_then(|place| place.parse().ok().map(Named::Other)))
}

fn who(named: Named, code: &str) -> Result<Who, Refusal> {
    match (code, code.parse::<Id<Person>>()) {
        (_, Ok(person)) => Ok(Who::Held(person)),
        (NEW, _) => Ok(Who::New),
        (LATER | "", _) => Ok(Who::Later),
        _ => Err(Refusal::field(named.field(), "Choose who this is.")),
    }
}
