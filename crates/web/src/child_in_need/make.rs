//! Making a plan: for a child, and from the same form for brothers and sisters, each of whom gets their own with what they themselves say.

use casework::Stop;
use casework::child_in_need::{
    Asked as PlanAsked, Sibling, SiblingOffered, begun_from, make, of_child, siblings,
};
use design::govuk::{Button, Checkboxes, Choice, InsetText};
use domain::access::Action;
use domain::calendar::london;
use domain::child_in_need::{ChildSays, PlanWords};
use domain::id::Id;
use domain::person::Person;
use domain::person::name::shown_in_line;
use domain::refusal::{Problem, Refusal};
use maud::{Markup, Render, html};

use super::read::{self, Blocks};
use super::{address, questions};
use crate::child::identity;
use crate::contact::filled::Asked;
use crate::contact::pressed_by_enter;
use crate::contact::repeat::one_more;
use crate::route::{Act, At, Fields, Filling, Prefilled, Sent, View, Visit};

/// Making a plan.
pub(super) static MAKE: Act<Id<Person>> = Act {
    path: "/children/{child}/plan/new",
    name: "make a child in need plan",
    action: Action::MakeChildInNeedPlan,
    prefill,
    show,
    send,
};

fn prefill(visit: &Visit<'_>, child: &Id<Person>, _: At) -> Result<Prefilled, Stop> {
    identity::about(visit, *child, Action::MakeChildInNeedPlan, "", Markup::default())?;
    let from = begun_from(&visit.session, *child)?;
    let child = ChildSays { says: from.says, shows: from.shows, ..ChildSays::default() };
    let visit_days = visit.house().pack.child_in_need.visit_days;
    let words = PlanWords { child, outcomes: from.outcomes, visit_days, ..PlanWords::default() };
    let today = london::date_of(visit.session.at);
    let sheet = questions::sheet(visit, &Fields::default(), None, OUT)?;
    let fields = read::fields(&sheet, &words).with("started_on", london::date_in_words(today));
    Ok(Prefilled { fields, version: 0 })
}

fn show(visit: &Visit<'_>, child: Id<Person>, filling: &Filling) -> Result<View, Stop> {
    let known = of_child(&visit.session, child)?;
    let offered = siblings(&visit.session, child)?;
    let from = begun_from(&visit.session, child)?;
    let sheet = questions::sheet(visit, &filling.fields, None, OUT)?;
    let open = known.plans.iter().find(|plan| plan.record.is_open());
    let body = html! {
        (sheet.notices(filling))
        h1 class="govuk-heading-l" { "Make a child in need plan" }
        @if let Some(open) = open {
            (InsetText::new(html! {
                "The child has a plan already. " a class="govuk-link" href=(address(open.record.id, "/change")) { "Change that plan" } ", so that nobody reads two."
            }))
        }
        @if known.episode.is_none() {
            (InsetText::new("The child is not open: a plan begins once a referral is accepted."))
        }
        @if !from.reference.is_empty() && !from.outcomes.is_empty() {
            p class="govuk-body" { "Begun from what assessment " (from.reference) " found must happen, and from the child’s last words. Change what does not fit." }
        }
        (visit.form(filling, html! {
            (pressed_by_enter("Make this plan"))
            (questions::all(&sheet, filling, &brothers_and_sisters(filling, &Asked::new(filling, &[]), &offered)))
            (Button::new("Make this plan"))
        }))
    };
    identity::about(visit, child, Action::MakeChildInNeedPlan, "Make a child in need plan", body)
}

/// Why it changes is asked of a plan that stands.
const OUT: &[&str] = &["why"];

/// The name of the field of what a brother or sister says.
fn says(child: Id<Person>) -> String {
    format!("says-{child}")
}

fn brothers_and_sisters(filling: &Filling, asked: &Asked<'_>, offered: &[SiblingOffered]) -> Markup {
    let choices: Vec<Choice> = offered
        .iter()
        .map(|one| {
            let own = asked
                .lines(says(one.child), &format!("What does {} say or show?", shown_in_line(&one.name)))
                .rows(3)
                .render();
            Choice::new(one.child.to_string(), shown_in_line(&one.name)).conditional(own)
        })
        .collect();
    let ticked: Vec<String> = filling.fields.all("sibling").map(str::to_owned).collect();
    html! {
        @if !choices.is_empty() {
            (Checkboxes::new("sibling", "For which brothers and sisters too?", choices)
                .hint("Each gets a plan of their own that begins with these words, and can be changed apart.")
                .values(ticked)
                .error(filling.error("sibling")))
        }
    }
}

fn send(visit: &Visit<'_>, child: Id<Person>, filling: &Filling) -> Result<Sent, Stop> {
    if let Some(more) = one_more(visit, filling, &[&read::OUTCOME]) {
        return more;
    }
    let fields = &filling.fields;
    let sheet = questions::sheet(visit, fields, None, OUT)?;
    let given = sheet.read(fields)?;
    given.all_right()?;
    let blocks = Blocks::of(fields);
    let Some(started_on) = given.day("started_on") else {
        return Err(Refusal::field("started_on", "Say from which day the plan holds.").into());
    };
    let words = read::words(&given, fields, &blocks);
    let siblings = ticked(fields)?;
    let asked = PlanAsked { started_on, words, siblings };
    let done = blocks.mended(make(&visit.session, &filling.sending(), child, &asked));
    let plan = at_the_child(done, &asked.siblings).map_err(|stop| given.refused(stop))?;
    Ok(Sent::to(address(plan, "")))
}

fn ticked(fields: &Fields) -> Result<Vec<Sibling>, Refusal> {
    let mut found = Vec::new();
    for id in fields.all("sibling") {
        let child =
            id.parse().map_err(|_| Refusal::field("sibling", "Choose the children from the list."))?;
        let says = ChildSays { says: fields.get(&says(child)).trim().to_owned(), ..ChildSays::default() };
        found.push(Sibling { child, says });
    }
    Ok(found)
}

/// A problem with a brother or sister, at their own field.
fn at_the_child<T>(done: Result<T, Stop>, siblings: &[Sibling]) -> Result<T, Stop> {
    let Err(Stop::Refusal(Refusal::Invalid(problems))) = done else { return done };
    let mended = problems.into_iter().map(|problem| {
        let place = problem.field.strip_prefix("sibling-").map(|rest| rest.trim_end_matches("-says"));
        let sibling =
            place.and_then(|place| place.parse::<usize>().ok()).and_then(|place| siblings.get(place));
        match sibling {
            Some(_) if !problem.field.ends_with("-says") => Problem { field: "sibling".into(), ..problem },
            Some(sibling) => Problem { field: says(sibling.child), ..problem },
            None => problem,
        }
    });
    Err(Refusal::Invalid(mended.collect()).into())
}
