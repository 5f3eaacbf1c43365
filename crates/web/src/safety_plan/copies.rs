//! Giving somebody a copy, having it back; withholding the plan from somebody, and lifting that.

use casework::Stop;
use casework::safety_plan::{PlanView, collect, give, lift, people_around, view, withhold};
use design::govuk::{BackLink, Button, Choice, Input, Radios, Select, SelectItem, Textarea};
use domain::access::Action;
use domain::id::Id;
use domain::person::name::shown_in_line;
use domain::refusal::{Problem, Refusal};
use domain::safety_plan::{CopyAsked, CopyOf, Holder, SafetyPlan, WithheldAsked};
use maud::{Markup, Render, html};

use super::{at, words};
use crate::route::{Act, At, Filling, Prefilled, Sent, View, Visit};

/// Giving a copy.
pub(super) static GIVE: Act<Id<SafetyPlan>> = Act {
    path: "/safety-plans/{plan}/copies",
    name: "give a copy of a safety plan",
    action: Action::HandOutSafetyPlan,
    prefill,
    show: show_give,
    send: |visit, id, filling| {
        let asked = CopyAsked { to: holder(filling, "to")?, of: CopyOf::from_code(filling.get("of")) };
        give(&visit.session, &filling.sending(), id, asked)?;
        Ok(Sent::to(at(id, "")))
    },
};

/// A copy came back.
pub(super) static COLLECT: Act<(Id<SafetyPlan>, usize)> = Act {
    path: "/safety-plans/{plan}/copies/{place}/collected",
    name: "record that a copy of a safety plan came back",
    action: Action::HandOutSafetyPlan,
    prefill: |visit, (id, place), _| {
        let view = view(&visit.session, *id)?;
        view.plan.record.copies.get(*place).ok_or(Refusal::NotFound)?;
        Ok(Prefilled::default())
    },
    show: show_collect,
    send: |visit, (id, place), filling| {
        collect(&visit.session, &filling.sending(), id, place, filling.get("words"))?;
        Ok(Sent::to(at(id, "")))
    },
};

/// Withholding it from somebody.
pub(super) static WITHHOLD: Act<Id<SafetyPlan>> = Act {
    path: "/safety-plans/{plan}/withheld",
    name: "withhold a safety plan from somebody",
    action: Action::HandOutSafetyPlan,
    prefill,
    show: show_withhold,
    send: |visit, id, filling| {
        let asked = WithheldAsked { from: holder(filling, "from")?, why: filling.get("why").into() };
        withhold(&visit.session, &filling.sending(), id, asked)?;
        Ok(Sent::to(at(id, "")))
    },
};

/// Withholding it no longer.
pub(super) static LIFT: Act<(Id<SafetyPlan>, usize)> = Act {
    path: "/safety-plans/{plan}/withheld/{place}/lift",
    name: "withhold a safety plan from somebody no longer",
    action: Action::HandOutSafetyPlan,
    prefill: |visit, (id, place), _| {
        let view = view(&visit.session, *id)?;
        view.plan.record.withheld.get(*place).ok_or(Refusal::NotFound)?;
        Ok(Prefilled::default())
    },
    show: show_lift,
    send: |visit, (id, place), filling| {
        lift(&visit.session, &filling.sending(), id, place, filling.get("why"))?;
        Ok(Sent::to(at(id, "")))
    },
};

fn prefill(visit: &Visit<'_>, id: &Id<SafetyPlan>, _: At) -> Result<Prefilled, Stop> {
    view(&visit.session, *id)?;
    Ok(Prefilled::default())
}

fn around(view: &PlanView, filling: &Filling, title: &str, form: &Markup) -> View {
    let body = html! {
        (filling.notices(&[]))
        h1 class="govuk-heading-l" { (title) }
        p class="govuk-body" { "The safety plan for " (words::children(&view.children)) "." }
        (form)
    };
    let back = BackLink { content: "Back to the plan".into(), ..BackLink::to(at(view.plan.record.id, "")) };
    View::new(title, body).before(back.render())
}

/// Who is named in a form: a name, somebody on the record, an agency.
fn holder(filling: &Filling, field: &str) -> Result<Holder, Refusal> {
    let (person, agency) = (format!("{field}_person"), format!("{field}_agency"));
    let typed = filling.get(&person).trim();
    let known = typed.parse().ok();
    if known.is_none() && !typed.is_empty() {
        let words = "Choose somebody from the list, or nobody.";
        return Err(Refusal::Invalid(vec![Problem::new(person, words)]));
    }
    let agency = Some(filling.get(&agency).trim().to_owned()).filter(|agency| !agency.is_empty());
    Ok(Holder { name: filling.get(field).trim().to_owned(), person: known, agency })
}

/// The questions about who it is.
fn who(visit: &Visit<'_>, view: &PlanView, filling: &Filling, field: &str) -> Result<Markup, Stop> {
    let (person, agency) = (format!("{field}_person"), format!("{field}_agency"));
    let around = match view.plan.record.children.first() {
        Some(child) => people_around(&visit.session, *child)?,
        None => Vec::new(),
    };
    let people =
        around.iter().map(|(person, called, _)| SelectItem::new(person.to_string(), shown_in_line(called)));
    let people = std::iter::once(SelectItem::new("", "Not on the record")).chain(people).collect();
    let agencies = visit
        .house()
        .pack
        .agencies
        .iter()
        .map(|agency| SelectItem::new(agency.id.as_str(), agency.name.as_str()));
    let agencies = std::iter::once(SelectItem::new("", "None")).chain(agencies).collect();
    Ok(html! {
        (Input::new(field, "Name").value(filling.get(field)).error(filling.error(field)))
        (Select::new(&person, "Who on the record is it?", people).value(filling.get(&person)).error(filling.error(&person)))
        (Select::new(&agency, "Agency", agencies).value(filling.get(&agency)).error(filling.error(&agency)))
    })
}

fn show_give(visit: &Visit<'_>, id: Id<SafetyPlan>, filling: &Filling) -> Result<View, Stop> {
    let view = view(&visit.session, id)?;
    let kinds = CopyOf::ALL.map(|of| Choice::new(of.code(), of.words())).into();
    let questions = html! {
        h2 class="govuk-heading-m" { "Who gets it?" }
        (who(visit, &view, filling, "to")?)
        (Radios::new("of", "Which copy?", kinds).value(filling.get("of")).error(filling.error("of")))
        (Button::new("Write down that they get it"))
    };
    let form = html! {
        p class="govuk-body" { "Nobody from whom the plan is withheld is given one. Print it from the plan's page afterwards." }
        (visit.short_form(filling, questions))
    };
    Ok(around(&view, filling, "Give a copy", &form))
}

fn show_collect(
    visit: &Visit<'_>,
    (id, place): (Id<SafetyPlan>, usize),
    filling: &Filling,
) -> Result<View, Stop> {
    let view = view(&visit.session, id)?;
    let copy = view.plan.record.copies.get(place).ok_or(Refusal::NotFound)?;
    let questions = html! {
        (Input::new("words", "Where is it now?")
            .hint("Shredded, in the file; or why it cannot be had back.")
            .value(filling.get("words"))
            .error(filling.error("words")))
        (Button::new("It came back"))
    };
    let form = html! {
        p class="govuk-body" { "The copy of " (words::holder(&visit.house().pack, &copy.to)) ", version " (copy.edition) "." }
        (visit.short_form(filling, questions))
    };
    Ok(around(&view, filling, "A copy came back", &form))
}

fn show_withhold(visit: &Visit<'_>, id: Id<SafetyPlan>, filling: &Filling) -> Result<View, Stop> {
    let view = view(&visit.session, id)?;
    let questions = html! {
        h2 class="govuk-heading-m" { "From whom?" }
        (who(visit, &view, filling, "from")?)
        (Textarea::new("why", "Why must they not have it?").rows(3).value(filling.get("why")).error(filling.error("why")))
        (Button::new("Withhold it from them"))
    };
    let form = html! {
        p class="govuk-body" { "They get no copy and nothing is printed for them. Name an agency without a person to withhold it from all of it." }
        (visit.short_form(filling, questions))
    };
    Ok(around(&view, filling, "Withhold this plan from somebody", &form))
}

fn show_lift(
    visit: &Visit<'_>,
    (id, place): (Id<SafetyPlan>, usize),
    filling: &Filling,
) -> Result<View, Stop> {
    let view = view(&visit.session, id)?;
    let entry = view.plan.record.withheld.get(place).ok_or(Refusal::NotFound)?;
    let questions = html! {
        (Textarea::new("why", "Why may they have it now?").rows(3).value(filling.get("why")).error(filling.error("why")))
        (Button::new("Withhold it no longer"))
    };
    let form = html! {
        p class="govuk-body" { (words::holder(&visit.house().pack, &entry.from)) ": " (words::verbatim(&entry.why)) }
        (visit.short_form(filling, questions))
    };
    Ok(around(&view, filling, "Withhold this plan no longer", &form))
}
