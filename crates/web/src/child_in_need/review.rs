//! Recording a review: what became of each outcome, what the child says now, who came, what follows.

use casework::Stop;
use casework::child_in_need::{PlanView, review, view};
use design::govuk::{Button, Choice, Fieldset, Legend, SelectItem};
use domain::access::Action;
use domain::calendar::london;
use domain::child_in_need::{ChildInNeedPlan, Decision, How, Outcome, ReviewAsked};
use domain::id::Id;
use domain::refusal::Refusal;
use maud::{Markup, Render, html};

use super::{address, back, heading, progress, questions, read, verbatim};
use crate::contact::filled::Asked;
use crate::contact::repeat::all_right;
use crate::route::{Act, At, Fields, Filling, Prefilled, Sent, View, Visit};

/// A review.
pub(super) static REVIEW: Act<Id<ChildInNeedPlan>> = Act {
    path: "/plans/{need_plan}/review",
    name: "review a child in need plan",
    action: Action::ReviewChildInNeedPlan,
    prefill: |visit, plan, at| at_version(visit, *plan, at),
    show,
    send,
};

const LABELS: &[(&str, &str)] = &[
    ("on", "Day"),
    ("child-says", "What the child says now"),
    ("came", "Who came"),
    ("decision", "What follows"),
    ("reasons", "Why"),
    ("next_on", "Next review"),
];

/// What a form about a plan starts from: the day, at the version that stands.
pub(super) fn at_version(visit: &Visit<'_>, plan: Id<ChildInNeedPlan>, at: At) -> Result<Prefilled, Stop> {
    let version = match at {
        At::Now => view(&visit.session, plan)?.plan.version.0,
        At::Version(version) => version,
    };
    let today = london::date_in_words(london::date_of(visit.session.at));
    Ok(Prefilled { fields: Fields::default().with("on", today), version })
}

fn show(visit: &Visit<'_>, plan: Id<ChildInNeedPlan>, filling: &Filling) -> Result<View, Stop> {
    let view = view(&visit.session, plan)?;
    let asked = Asked::new(filling, &[]);
    let outcomes = &view.plan.record.now.words.outcomes;
    let body = html! {
        (asked.summary())
        (heading(&view, "Record a review"))
        (asked.conflict(LABELS, &|_, words| words.to_owned()))
        @if view.plan.record.is_open() {
            (asked.form(visit, html! {
                (asked.line("on", "On which day was it held?").hint("Like 4 9 2026").classes("govuk-input--width-10"))
                (questions::child(&asked))
                h2 class="govuk-heading-m" { "How far is each outcome?" }
                @for (place, outcome) in outcomes.iter().enumerate() { (of_outcome(&view, &asked, place, outcome)) }
                h2 class="govuk-heading-m" { "Who came, and what follows" }
                (asked.lines("came", "Who came? Who was asked and did not?").rows(2))
                (follows(visit, &asked))
                (asked.lines("reasons", "Why?").hint("What has changed for the child, and what has not."))
                (Button::new("Save this review"))
            }))
        } @else {
            p class="govuk-body" { "This plan has ended." }
        }
    };
    Ok(View::new("Review a child in need plan", body).before(back(plan)))
}

fn of_outcome(view: &PlanView, asked: &Asked<'_>, place: usize, outcome: &Outcome) -> Markup {
    let before = view.plan.record.progress_of(outcome.number);
    let choices = How::ALL.into_iter().map(|how| Choice::new(how.code(), how.words())).collect();
    let questions = html! {
        p class="govuk-body" { (verbatim(&outcome.what)) }
        @if !outcome.measure.trim().is_empty() { p class="govuk-hint" { "We will know by: " (verbatim(&outcome.measure)) } }
        @if let Some((review, said)) = before {
            p class="govuk-hint" { "At the review of " (london::date_in_words(review.on)) ": " (progress(said.how)) " " (verbatim(&said.words)) }
        }
        (asked.one_of(format!("progress-{place}-how"), "How does it stand?", choices).classes("govuk-radios--small"))
        (asked.lines(format!("progress-{place}-words"), "What shows it?").rows(2))
    };
    let words = format!("Outcome {}", outcome.number);
    let legend = Legend { classes: "govuk-fieldset__legend--s".into(), ..words.into() };
    html! { (Fieldset::new(legend, questions)) }
}

fn follows(visit: &Visit<'_>, asked: &Asked<'_>) -> Markup {
    let plans = &visit.house().pack.child_in_need;
    let next = asked
        .line("next_on", "Next review")
        .hint(format!("Within {} at the latest. {}. Like 4 9 2026.", plans.later_review, plans.review_source))
        .classes("govuk-input--width-10")
        .render();
    let endings = plans.endings.iter().filter(|ending| !ending.step_down && !ending.protection);
    let endings = endings.map(|ending| SelectItem::new(&ending.code, &ending.name)).collect();
    let ending = asked.list("ending", "Why does it end?", endings).render();
    let choices = Decision::ALL.into_iter().map(|decision| {
        let choice = Choice::new(decision.code(), decision.words());
        match decision {
            Decision::GoOn => choice.conditional(next.clone()),
            Decision::End => choice.conditional(ending.clone()),
            _ => choice,
        }
    });
    html! {
        (asked.one_of("decision", "What follows?", choices.collect()).hint("A step up begins nothing by itself: the plan goes on until something firmer stands, and the plan’s page offers the next act."))
    }
}

fn send(visit: &Visit<'_>, plan: Id<ChildInNeedPlan>, filling: &Filling) -> Result<Sent, Stop> {
    let fields = &filling.fields;
    let known = view(&visit.session, plan)?.plan.record;
    let mut problems = Vec::new();
    let on = read::day(fields, "on", &mut problems);
    let decision = Decision::from_code(fields.get("decision"));
    let goes_on = decision == Some(Decision::GoOn);
    let next_on = if goes_on { read::maybe_day(fields, "next_on", &mut problems) } else { None };
    all_right(problems)?;
    let Some(on) = on else { return Err(Refusal::Invalid(Vec::new()).into()) };
    let progress = known.now.words.outcomes.iter().enumerate().map(|(place, outcome)| {
        let how = How::from_code(fields.get(&format!("progress-{place}-how")));
        (outcome.number, how, fields.get(&format!("progress-{place}-words")).trim().to_owned())
    });
    let asked = ReviewAsked {
        on,
        progress: progress.collect(),
        child: read::child(fields),
        came: fields.get("came").trim().to_owned(),
        decision,
        reasons: fields.get("reasons").trim().to_owned(),
        ending: fields.get("ending").to_owned(),
        next_on,
    };
    review(&visit.session, &filling.sending(), plan, asked)?;
    Ok(Sent::to(address(plan, "")))
}
