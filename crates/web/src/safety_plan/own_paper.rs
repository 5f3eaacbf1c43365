//! The child's own plan as the child has it: big words, a symbol to each, one page of paper or the whole of a phone. It stands alone.

use casework::Stop;
use casework::safety_plan::own_plan;
use design::govuk::BackLink;
use design::own::symbol;
use domain::access::Action;
use domain::calendar::london;
use domain::id::Id;
use domain::pack::OwnPlans;
use domain::person::Person;
use domain::refusal::Refusal;
use domain::safety_plan::own::{OwnPartWords, OwnWords};
use maud::{Markup, Render, html};

use super::words;
use crate::route::{Page, View, Visit};

/// The plan, to print or to show on a phone.
pub(super) static PAPER: Page<Id<Person>> = Page {
    path: "/children/{child}/own-plan/print",
    name: "child's own plan to print",
    action: Action::ReadChildPlan,
    show,
};

fn show(visit: &Visit<'_>, child: Id<Person>) -> Result<View, Stop> {
    let view = own_plan(&visit.session, child)?;
    let known = view.plan.as_ref().ok_or(Refusal::NotFound)?;
    let plan = &known.record;
    let pack = &visit.house().pack;
    let became = |place: usize| {
        let promise = plan.now.words.promises.get(place);
        let looked = promise.and_then(|promise| plan.became(promise));
        html! {
            @if let Some(looked) = looked {
                strong { @if looked.kept { "Kept." } @else { "Not kept." } } " " (words::verbatim(&looked.words))
            }
        }
    };
    let body = html! {
        div class="app-paper app-paper--own" {
            h1 class="govuk-visually-hidden" { "My plan" }
            (paper(&view.first_name, &pack.safety_plans.own, &plan.now.words, &became))
            div class="app-own__part app-own__ring" {
                p class="app-own__title" { (symbol("phone")) "If I am in danger" }
                p class="app-own__line" { "Ring 999. It is always okay to ask for help." }
                p class="app-own__line" { "Or ring us: " (pack.council.duty_phone) ". At night: " (pack.council.night_phone) "." }
            }
            p class="govuk-hint" { (london::date_in_words(london::date_of(plan.now.at))) }
        }
    };
    let back = BackLink { content: "Back".into(), ..BackLink::to(format!("/children/{child}/own-plan")) };
    Ok(View::new("My plan", body).before(back.render()))
}

/// What the plan says. `became` is what stands below each promise.
pub(super) fn paper(
    first_name: &str,
    own: &OwnPlans,
    said: &OwnWords,
    became: &dyn Fn(usize) -> Markup,
) -> Markup {
    let title = if said.title.trim().is_empty() { "My plan" } else { said.title.trim() };
    html! {
        div class="app-own" {
            p class="app-own__head" { (words::name(title)) }
            p class="app-own__name" { (words::name(first_name)) }
            div class="app-own__parts" { @for part in &said.parts { (one(own, part)) } }
            @if !said.promises.is_empty() {
                div class="app-own__part" {
                    p class="app-own__title" { (symbol("promise")) "What grown-ups have promised" }
                    ul class="app-own__lines" {
                        @for (place, promise) in said.promises.iter().enumerate() {
                            li class="app-own__line" {
                                (symbol("person"))
                                span {
                                    strong { (words::name(&promise.who)) } ": " (words::verbatim(&promise.what))
                                    span class="app-own__check" { "We check on " (london::weekday_in_words(promise.check_on)) ". " (became(place)) }
                                }
                            }
                        }
                    }
                }
            }
            @for words_said in &said.said {
                (design::own::quote(&domain::person::name::shown(&words_said.words), &format!("I said this on {}", london::date_in_words(words_said.on))))
            }
            @if !said.language.trim().is_empty() { p class="govuk-hint" { "Made in: " (words::name(&said.language)) } }
        }
    }
}

fn one(own: &OwnPlans, part: &OwnPartWords) -> Markup {
    let known = own.part(&part.part);
    let title = if part.title.trim().is_empty() {
        known.map_or("", |known| known.title.as_str())
    } else {
        part.title.trim()
    };
    html! {
        @if !part.lines.is_empty() {
            div class="app-own__part" {
                p class="app-own__title" { @if let Some(known) = known { (symbol(&known.symbol)) } (words::name(title)) }
                ul class="app-own__lines" {
                    @for line in &part.lines {
                        li class="app-own__line" { (symbol(&line.symbol)) span { (words::verbatim(&line.words)) } }
                    }
                }
            }
        }
    }
}
