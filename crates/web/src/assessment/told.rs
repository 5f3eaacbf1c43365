//! What came of it, told: the family in writing or face to face, the agencies in writing; or why somebody was not told. An assessment is complete once family
//! and agencies have it in writing, or it was discussed with the family and authorised. And ending one without authorising it.

use casework::Stop;
use casework::assessment::{self, AssessmentView};
use design::govuk::{Button, Choice, Fieldset, Legend, SelectItem, Table};
use design::own::scroll_pane;
use domain::access::Action;
use domain::assessment::{Assessment, EndAsked, ToldAsked};
use domain::calendar::london;
use domain::id::Id;
use domain::refusal::{Problem, Refusal};
use maud::{Markup, html};

use super::{address, below, blank, ends, heading, lines, name, open, tells, typed};
use crate::contact::filled::Asked;
use crate::route::{Act, Fields, Filling, Sent, View, Visit};

/// Writing down who was told.
pub(super) static TOLD: Act<Id<Assessment>> = Act {
    path: "/assessments/{assessment}/told",
    name: "who was told of an assessment",
    action: Action::WriteAssessment,
    prefill: blank,
    show: show_told,
    send: send_told,
};

/// Ending it without authorising it.
pub(super) static END: Act<Id<Assessment>> = Act {
    path: "/assessments/{assessment}/end",
    name: "end an assessment without authorising it",
    action: Action::EndAssessment,
    prefill: blank,
    show: show_end,
    send: send_end,
};

/// The way that is none: they were not told.
const NOT_TOLD: &str = "not_told";

/// Who was told, on the assessment's page.
pub(super) fn told(visit: &Visit<'_>, view: &AssessmentView) -> Markup {
    let rules = &visit.house().pack.assessment;
    let known = &view.assessment.record;
    let rows: Vec<_> = known
        .told
        .iter()
        .map(|told| {
            let who = html! {
                (rules.whom(&told.whom).map_or(told.whom.as_str(), |whom| &whom.name))
                @if !told.name.is_empty() { br; (name(&told.name)) }
            };
            let how = match rules.way(&told.way) {
                Some(way) => way.name.clone(),
                None => "Not told".to_owned(),
            };
            let on = told.on.map(london::date_in_words).unwrap_or_default();
            vec![who.into(), how.into(), on.into(), name(&told.words).into()]
        })
        .collect();
    html! {
        @if !rows.is_empty() {
            (scroll_pane("Who was told what came of it", Table::new("Who was told what came of it", ["Who", "How", "When", "What they said, or why not"], rows)))
        }
        @if let Some(ended) = &known.ended {
            h2 class="govuk-heading-m" { "Ended without being authorised" }
            p class="govuk-body" { (rules.ending(&ended.ending).map_or(ended.ending.as_str(), |ending| &ending.name)) ", " (london::date_in_words(london::date_of(ended.at))) ", " (view.names.name(ended.by)) }
            (lines(&ended.words))
        }
    }
}

fn questions(visit: &Visit<'_>, asked: &Asked<'_>) -> Markup {
    let rules = &visit.house().pack.assessment;
    let whoms = rules.whoms.iter().map(|whom| SelectItem::new(&whom.code, whom.name.as_str())).collect();
    let mut ways: Vec<SelectItem> =
        rules.ways.iter().map(|way| SelectItem::new(&way.code, way.name.as_str())).collect();
    ways.push(SelectItem::new(NOT_TOLD, "Not told, and I say why"));
    html! {
        (asked.list("told_whom", "Who?", whoms))
        (asked.line("told_name", "Their name, or which agency"))
        (asked.list("told_way", "How?", ways))
        (typed::day_line(asked, "told_on", "On which day?"))
        (asked.lines("told_words", "What they said; or why they were not told").rows(3))
    }
}

fn read(fields: &Fields) -> Result<ToldAsked, Refusal> {
    let mut problems: Vec<Problem> = Vec::new();
    let way = fields.get("told_way");
    if way.is_empty() {
        problems.push(Problem::new("told_way", "Choose how they were told, or that they were not."));
    }
    let asked = ToldAsked {
        whom: fields.get("told_whom").into(),
        name: fields.get("told_name").into(),
        way: if way == NOT_TOLD { String::new() } else { way.into() },
        on: typed::day(fields, "told_on", &mut problems),
        words: fields.get("told_words").into(),
    };
    if problems.is_empty() { Ok(asked) } else { Err(Refusal::Invalid(problems)) }
}

/// Beside the authorisation: the family may have been told already.
pub(super) fn with_authorisation(visit: &Visit<'_>, asked: &Asked<'_>) -> Markup {
    html! {
        (Fieldset::new(
            Legend { classes: "govuk-fieldset__legend--s".into(), .."Who of the family was told already? Leave it empty if nobody yet".into() },
            questions(visit, asked),
        ))
    }
}

/// What was said beside the authorisation; nothing when nothing was filled in.
pub(super) fn asked_with_authorisation(fields: &Fields) -> Result<Option<ToldAsked>, Stop> {
    let any = ["told_whom", "told_name", "told_way", "told_on", "told_words"];
    if any.iter().all(|field| fields.get(field).trim().is_empty()) {
        return Ok(None);
    }
    Ok(Some(read(fields)?))
}

fn show_told(visit: &Visit<'_>, id: Id<Assessment>, filling: &Filling) -> Result<View, Stop> {
    let view = open(visit, id, tells)?;
    let asked = Asked::new(filling, &[]);
    let body = html! {
        (asked.summary())
        (heading(&view, "Who was told"))
        (asked.conflict(&[], &|_, words| words.to_owned()))
        (told(visit, &view))
        (asked.form(visit, html! {
            (questions(visit, &asked))
            (Button::new("Write it down"))
        }))
    };
    below(visit, &view, "Who was told", body)
}

fn send_told(visit: &Visit<'_>, id: Id<Assessment>, filling: &Filling) -> Result<Sent, Stop> {
    assessment::tell(&visit.session, &filling.sending(), id, read(&filling.fields)?)?;
    Ok(Sent::to(address(id, "")))
}

fn show_end(visit: &Visit<'_>, id: Id<Assessment>, filling: &Filling) -> Result<View, Stop> {
    let view = open(visit, id, ends)?;
    let asked = Asked::new(filling, &[]);
    let rules = &visit.house().pack.assessment;
    let endings =
        rules.endings.iter().map(|ending| Choice::new(&ending.code, ending.name.as_str())).collect();
    let body = html! {
        (asked.summary())
        (heading(&view, "End it without authorising"))
        (asked.conflict(&[], &|_, words| words.to_owned()))
        p class="govuk-body" { "It is then counted nowhere. What was written stays to be read." }
        (asked.form(visit, html! {
            (asked.one_of("ending", "Why does it end?", endings))
            (asked.lines("words", "What happened, and who keeps the children in mind now?").rows(4))
            (Button::new("End it").warning())
        }))
    };
    below(visit, &view, "End an assessment", body)
}

fn send_end(visit: &Visit<'_>, id: Id<Assessment>, filling: &Filling) -> Result<Sent, Stop> {
    let asked = EndAsked { ending: filling.get("ending").into(), words: filling.get("words").into() };
    assessment::end(&visit.session, &filling.sending(), id, &asked)?;
    Ok(Sent::to(address(id, "")))
}
