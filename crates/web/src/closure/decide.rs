//! A manager decides: what was proposed in full, what the program knows, and the questions that consent withdrawn and repeated contacts bring with them.

use casework::Stop;
use casework::closure::{ClosureView, decide, view};
use design::govuk::{Button, Choice, InsetText, Select, SelectItem};
use domain::access::Action;
use domain::closure::{Closure, DecideAsked, RulingAsked};
use domain::id::Id;
use domain::refusal::Problem;
use maud::{Markup, Render, html};

use super::{address, at_version, back, heading, page, words};
use crate::child_in_need::read::maybe_day;
use crate::contact::filled::Asked;
use crate::contact::repeat::all_right;
use crate::route::{Act, Filling, Sent, View, Visit};

/// Deciding.
pub(super) static DECIDE: Act<Id<Closure>> = Act {
    path: "/closures/{closure}/decide",
    name: "decide a closing",
    action: Action::DecideClosure,
    prefill: |visit, closure, at| at_version(visit, *closure, at),
    show,
    send,
};

const LABELS: &[(&str, &str)] = &[
    ("ruling", "What you decide"),
    ("reasons", "Why"),
    ("risk", "How you see the risk"),
    ("considered_words", "A strategy discussion"),
];

fn show(visit: &Visit<'_>, closure: Id<Closure>, filling: &Filling) -> Result<View, Stop> {
    let view = view(&visit.session, closure)?;
    let asked = Asked::new(filling, &[]);
    let record = &view.closure.record;
    let may = view.may.contains(&Action::DecideClosure);
    let body = html! {
        (asked.summary())
        (heading(&view, "Close, or not?"))
        (asked.conflict(LABELS, &|_, words| words.to_owned()))
        (page::proposal(visit, &view, &record.proposal))
        @if may {
            (words::found(&view.found, view.found.standing.repeated(&visit.house().pack)))
            (page::census(&view))
            (asked.form(visit, questions(visit, &view, &asked)?))
        } @else if record.proposal.by == visit.session.staff.id {
            (InsetText::new("You proposed it, so somebody else must decide."))
        } @else {
            (InsetText::new("Nothing waits to be decided here."))
        }
    };
    Ok(View::new("Decide a closing", body).before(back(closure)).wide())
}

fn questions(visit: &Visit<'_>, view: &ClosureView, asked: &Asked<'_>) -> Result<Markup, Stop> {
    let standing = &view.found.standing;
    let withdrawn = view.closure.record.proposal.withdrawn || standing.service_withdrawn.is_some();
    let repeated = standing.repeated(&visit.house().pack).is_some();
    let rulings = RulingAsked::ALL.into_iter().map(|ruling| Choice::new(ruling.code(), ruling.words()));
    let risk_asked = if withdrawn {
        "How do you see the risk to the child?"
    } else {
        "How do you see the risk to the child, if you want to say it?"
    };
    Ok(html! {
        (asked.one_of("ruling", "What do you decide?", rulings.collect()))
        (asked.lines("reasons", "Why? Or: what do you ask?"))
        (asked.lines("risk", risk_asked).hint("Needed where consent was withdrawn or the family did not engage.").rows(3))
        @if withdrawn { (considered(visit, view, asked, repeated)) }
        (hand_over(visit, view, asked)?)
        (Button::new("Save the decision"))
    })
}

/// Who does what is left: whoever is allocated, unless a colleague takes it over.
fn hand_over(visit: &Visit<'_>, view: &ClosureView, asked: &Asked<'_>) -> Result<Markup, Stop> {
    let colleagues = casework::staff::colleagues(&visit.session)?;
    let items = colleagues.iter().map(|one| SelectItem::new(one.id.to_string(), one.name.as_str()));
    let items = std::iter::once(SelectItem::new("", "Whoever is allocated now")).chain(items).collect();
    let allocated: Vec<String> =
        view.allocated.iter().map(|(staff, role)| format!("{}, {role}", view.names.name(*staff))).collect();
    let now = if allocated.is_empty() {
        "Nobody is allocated.".to_owned()
    } else {
        format!("Now: {}.", allocated.join("; "))
    };
    let hint = format!("{now} Allocations end by themselves once everybody was told.");
    let question = "Who tells those who are still to be told, if it is closed?";
    Ok(
        html! { (Select::new("hand_to", question, items).hint(hint).value(asked.get("hand_to")).error(asked.problem("hand_to"))) },
    )
}

fn considered(visit: &Visit<'_>, view: &ClosureView, asked: &Asked<'_>, needed: bool) -> Markup {
    let held = asked
        .line("held_on", "On which day?")
        .hint("Like 4 9 2026")
        .classes("govuk-input--width-10")
        .render();
    let choices = vec![
        Choice::new("held", "One was held").conditional(held),
        Choice::new("not_needed", "None is needed"),
    ];
    let rule = &visit.house().pack.closure.repeated;
    let hint = if needed {
        format!("Needed: contacts repeat. {}.", rule.source)
    } else {
        format!("Needed from {} contacts within {} months.", rule.contacts, rule.months)
    };
    html! {
        (asked.one_of("considered", "Was a strategy discussion considered?", choices).hint(hint))
        (asked.lines("considered_words", "What did it come to, or why is none needed?").rows(3))
        @if view.may.contains(&Action::BeginDiscussion) {
            p class="govuk-body" { a class="govuk-link" href={ "/children/" (view.closure.record.child) "/strategy" } { "Begin a strategy discussion" } }
        }
    }
}

fn send(visit: &Visit<'_>, closure: Id<Closure>, filling: &Filling) -> Result<Sent, Stop> {
    let fields = &filling.fields;
    let mut problems = Vec::new();
    let held = fields.get("considered") == "held";
    let held_on = if held { maybe_day(fields, "held_on", &mut problems) } else { None };
    let typed = fields.get("hand_to").trim();
    let hand_to = typed.parse().ok();
    if !typed.is_empty() && hand_to.is_none() {
        problems.push(Problem::new(
            "hand_to",
            "Choose a colleague from the list, or leave it with whoever is allocated.",
        ));
    }
    all_right(problems)?;
    let asked = DecideAsked {
        ruling: RulingAsked::from_code(fields.get("ruling")),
        reasons: fields.get("reasons").trim().to_owned(),
        risk: fields.get("risk").trim().to_owned(),
        considered: fields.get("considered").to_owned(),
        held_on,
        considered_words: fields.get("considered_words").trim().to_owned(),
        hand_to,
    };
    decide(&visit.session, &filling.sending(), closure, asked)?;
    Ok(Sent::to(address(closure, "")))
}
