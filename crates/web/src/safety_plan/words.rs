//! Plans in words: how one stands, what a version says, what somebody does.

use casework::safety_plan::PlanView;
use casework::staff::Names;
use design::govuk::{SummaryList, SummaryRow, WarningText};
use design::own::Tone;
use domain::calendar::london;
use domain::form::Answer;
use domain::id::Id;
use domain::pack::Pack;
use domain::person::Person;
use domain::person::known::Known;
use domain::person::name::{shown, shown_in_line};
use domain::safety_plan::{Agreement, Edition, Holder, PlanAction, PlanWords, Standing};
use maud::{Markup, html};

/// A name, kept apart from the words round it.
pub(super) fn name(name: &str) -> Markup {
    html! { bdi { (shown_in_line(name)) } }
}

/// Words as they were typed, line by line.
pub(super) fn verbatim(words: &str) -> Markup {
    html! { span class="app-wrap" dir="auto" { (shown(words)) } }
}

/// Names in one line.
pub(super) fn names<'n>(each: impl IntoIterator<Item = &'n str>) -> Markup {
    html! { @for (place, one) in each.into_iter().enumerate() { @if place > 0 { ", " } (name(one)) } }
}

/// The children of a plan, each with the way to their record.
pub(super) fn children(children: &[(Id<Person>, String)]) -> Markup {
    html! {
        @for (place, (child, called)) in children.iter().enumerate() {
            @if place > 0 { ", " }
            a class="govuk-link" href={ "/children/" (child) } { (name(called)) }
        }
    }
}

/// How a plan stands, as a tag.
pub(super) fn standing(standing: Standing) -> design::govuk::Tag {
    let tone = match standing {
        Standing::Expired | Standing::Broken => Tone::Pressing,
        Standing::ToReview | Standing::Expiring => Tone::Waiting,
        Standing::Holds => Tone::Active,
        Standing::Ended => Tone::Quiet,
    };
    tone.tag(standing.words())
}

/// The rows of a version's answers, of those sections that are asked for.
pub(super) fn answers(pack: &Pack, words: &PlanWords, stands: impl Fn(&str) -> bool) -> Vec<SummaryRow> {
    let given = &words.answers;
    let Some(form) = pack.form_version(&given.form, given.version) else { return Vec::new() };
    let asked = form.asked(given).into_iter().filter(|(place, _)| stands(&place.section));
    let row = |(place, question): (domain::form::Place, &domain::form::Question)| {
        let answer = given.at(&place)?;
        let said = match answer {
            Answer::NotKnown => "Asked, and not known".to_owned(),
            answer => crate::forms::answer_words(question, answer),
        };
        Some(SummaryRow::new(question.label.clone(), verbatim(&said)))
    };
    asked.filter_map(row).collect()
}

/// What the plan's people do.
pub(super) fn actions(view: &PlanView, pack: &Pack, actions: &[PlanAction], with_parts: bool) -> Markup {
    let row = |action: &PlanAction| {
        let part =
            pack.safety_plans.part(&action.part).map_or(action.part.as_str(), |part| part.name.as_str());
        let who = html! {
            (name(&action.who))
            @if with_parts {
                br; span class="govuk-hint" { (part) }
                @if let Some(person) = action.person { (on_record(view, person)) }
            }
        };
        SummaryRow::new(who, verbatim(&action.what))
    };
    html! { (SummaryList::new(actions.iter().map(row).collect())) }
}

fn on_record(view: &PlanView, person: Id<Person>) -> Markup {
    html! {
        @if let Some(known) = view.people.get(&person) {
            br; a class="govuk-link" href={ "/children/" (person) } { (name(known)) }
        }
    }
}

/// How people answered when they were asked to agree.
pub(super) fn agreements(pack: &Pack, agreements: &[Agreement]) -> Markup {
    let row = |asked: &Agreement| {
        let answer = pack.safety_plans.answer(&asked.answer);
        let answer = answer.map_or(asked.answer.as_str(), |answer| answer.name.as_str());
        let tone = if asked.agrees { Tone::Done } else { Tone::Waiting };
        let said =
            html! { (tone.tag(answer)) @if !asked.why.trim().is_empty() { " " (verbatim(&asked.why)) } };
        SummaryRow::new(name(&asked.who), said)
    };
    html! { (SummaryList::new(agreements.iter().map(row).collect())) }
}

/// Whether the parents understood that it was voluntary.
pub(super) fn voluntary(words: &PlanWords) -> Markup {
    let said = match words.voluntary {
        Known::Is(true) => "The parents understood that the plan is voluntary.",
        Known::Is(false) => "The parents did not understand that the plan is voluntary.",
        Known::NotKnown => "Whether the parents understood that the plan is voluntary is not known.",
        Known::NotAsked => "Nobody has made sure that the parents understood that the plan is voluntary.",
    };
    html! {
        p class="govuk-body" {
            (said)
            @if !words.voluntary_words.trim().is_empty() { " " (verbatim(&words.voluntary_words)) }
        }
    }
}

/// That every action falls on the person in danger, and why, or that nobody has said why.
pub(super) fn lopsided(words: &PlanWords) -> Markup {
    let why = words.only_theirs.trim();
    html! {
        @if words.falls_on_those_in_danger() {
            (WarningText::new(html! {
                "Every action falls on the parent who is harmed or on a child."
                @if why.is_empty() { " Nobody has said why." } @else { " Why: " (shown(why)) }
            }))
        }
    }
}

/// Who made a version, how, and who agreed.
pub(super) fn made(edition: &Edition, number: usize, staff: &Names) -> Markup {
    html! {
        p class="govuk-body" {
            "Version " (number) ". " (edition.how.words()) " by " (name(staff.name(edition.by))) " on " (london::moment_in_words(edition.at))
            @if edition.by_night { ", by night" } ". "
            @if !edition.why.trim().is_empty() { "Why: " (verbatim(&edition.why)) " " }
            @match &edition.agreed {
                Some(agreed) => {
                    (Tone::Done.tag("A manager agrees")) " " (name(staff.name(agreed.by))) ", " (london::moment_in_words(agreed.at)) ". "
                    (verbatim(&agreed.words))
                },
                None => (Tone::Waiting.tag("Waits for a manager")),
            }
        }
    }
}

/// Somebody who holds a copy, or from whom the plan is withheld.
pub(super) fn holder(pack: &Pack, holder: &Holder) -> Markup {
    html! {
        @if !holder.name.trim().is_empty() { (name(&holder.name)) }
        @if let Some(agency) = &holder.agency {
            @if !holder.name.trim().is_empty() { ", " }
            (pack.agency_name(agency))
        }
    }
}

/// The whole of a version, for workers.
pub(super) fn edition(view: &PlanView, pack: &Pack, edition: &Edition) -> Markup {
    let words = &edition.words;
    let mut rows = answers(pack, words, |_| true);
    rows.push(SummaryRow::new("From", london::moment_in_words(words.starts)));
    rows.push(SummaryRow::new("Until", london::moment_in_words(words.expires)));
    rows.push(SummaryRow::new("Reviewed", london::moment_in_words(words.review_at)));
    if let Some(monitor) = words.monitor {
        rows.push(SummaryRow::new("Who looks whether it is kept", name(view.names.name(monitor))));
    }
    html! {
        (lopsided(words))
        (SummaryList::new(rows))
        h2 class="govuk-heading-m" { "Who does what" }
        (actions(view, pack, &words.actions, true))
        h2 class="govuk-heading-m" { "Who agreed" }
        (agreements(pack, &words.agreements))
        (voluntary(words))
    }
}
