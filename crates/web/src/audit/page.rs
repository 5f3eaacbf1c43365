//! An audit: what was found, what moderation made of it, what the practitioner and the family say, what is done; and the record as it was known.

use casework::Stop;
use casework::audit::{AuditView, Beside, view};
use design::Content;
use design::govuk::{BackLink, Button, Details, SummaryList, SummaryRow, WarningText};
use design::own::{CaseTable, Column, Tone};
use domain::access::Action;
use domain::audit::{Audit, AuditAction, Grading, Stage};
use domain::calendar::london;
use domain::id::Id;
use domain::pack::AuditDomain;
use maud::{Markup, Render, html};

use super::{address, judgement};
use crate::contact::told;
use crate::forms::page::further_told;
use crate::route::{Page, View, Visit};

pub(super) static PAGE: Page<Id<Audit>> =
    Page { path: "/audits/{audit}", name: "audit", action: Action::ReadAudit, show };

fn show(visit: &Visit<'_>, id: Id<Audit>) -> Result<View, Stop> {
    let view = view(&visit.session, id)?;
    let audit = &view.audit.record;
    let tone = match view.stage {
        Stage::ToGrade | Stage::ToModerate => Tone::Waiting,
        Stage::Actions => Tone::Active,
        Stage::Closed => Tone::Done,
    };
    let body = html! {
        span class="govuk-caption-l" { "Audit " (audit.reference) }
        h1 class="govuk-heading-l" { "Audit of " (article(audit.of.draw.one())) }
        p class="govuk-body" { (tone.tag(view.stage.words())) " " (of(&view)) }
        (alarms(visit, &view))
        (todo(&view))
        (grades(visit, &view))
        (found(visit, &view))
        (family(visit, &view))
        (reply(&view))
        (actions(visit, &view))
        (known_then(visit, &view, false))
        (about(&view))
    };
    let back = BackLink { content: "Back to audits".into(), ..BackLink::to("/audits") };
    Ok(View::new("Audit", body).before(back.render()).wide())
}

fn article(of: &str) -> String {
    let vowel = of.starts_with(['a', 'e', 'i', 'o', 'u']);
    format!("{} {of}", if vowel { "an" } else { "a" })
}

/// What is audited, in a sentence.
pub(super) fn of(view: &AuditView) -> String {
    let of = &view.audit.record.of;
    let names: Vec<&str> = view.children.iter().map(|child| child.name.as_str()).collect();
    format!("{}, decided {}.", names.join(", "), london::moment_in_words(of.at))
}

fn alarms(visit: &Visit<'_>, view: &AuditView) -> Markup {
    let audit = &view.audit.record;
    html! {
        @for (number, alarm) in audit.alarms.iter().enumerate() {
            (WarningText::new(format!("Immediate safety: on {} an auditor thought that a child was not safe. {}", london::moment_in_words(alarm.said.at), told_at_once(visit, alarm.told.len()))))
            div class="govuk-body" { (told::verbatim(&alarm.said.words)) }
            @match &alarm.answer {
                Some(answer) => p class="govuk-body" { strong { "What was done: " } (answer.words) " (" (view.names.name(answer.by)) ", " (london::moment_in_words(answer.at)) ")" },
                None => p class="govuk-body" { a class="govuk-link" href=(address(audit.id, &format!("/alarms/{number}/answer"))) { "Say what you did" } },
            }
        }
    }
}

/// How many managers were told. Of a restricted child it can be that none of them is inside the circle: then somebody rings.
fn told_at_once(visit: &Visit<'_>, many: usize) -> String {
    match many {
        0 => format!(
            "No manager could be told here: ring duty now, {}.",
            visit.house().pack.council.duty_phone
        ),
        1 => "1 manager was told at once.".into(),
        _ => format!("{many} managers were told at once."),
    }
}

fn todo(view: &AuditView) -> Markup {
    let (id, may) = (view.audit.record.id, view.may);
    let link =
        |words: &str, below: &str| html! { a class="govuk-link" href=(address(id, below)) { (words) } };
    html! {
        div class="govuk-button-group" {
            @if may.grade { (Button::link("Grade it", address(id, "/grade"))) }
            @if may.moderate { (Button::link("Moderate the grades", address(id, "/moderate"))) }
            @if may.reply { (Button::link("Reply", address(id, "/reply"))) }
            @if may.act { (link("Set an action", "/actions/new")) }
            @if may.hear { (link("Write down what the family said", "/family")) }
            @if may.grade { (link("Give it back", "/back")) }
            @if may.alarm { (link("A child is not safe: raise the alarm", "/alarm")) }
        }
    }
}

/// Each domain with both auditors' judgements, and the grade that stands.
fn grades(visit: &Visit<'_>, view: &AuditView) -> Markup {
    let (audit, pack) = (&view.audit.record, &visit.house().pack.audit);
    if audit.gradings.is_empty() {
        return html! {
            p class="govuk-body" { "It is not graded yet. Until every auditor has graded, nobody sees the grades of another." }
        };
    }
    let row = |domain: &&str| -> Vec<Content> {
        let name = pack.domain(domain).map_or(*domain, |known| &known.name);
        let of = |grading: &Grading| {
            let said = grading.grades.iter().find(|graded| graded.domain == **domain);
            said.map(|graded| judgement(pack, &graded.judgement)).unwrap_or_default()
        };
        let stands: Content = match (audit.moderated(domain), audit.grade(domain)) {
            (Some(moved), _) => html! {
                p class="govuk-body govuk-!-margin-bottom-1" { strong { (pack.grade(moved.grade)) } }
                p class="govuk-body-s" { "Moderated by " (view.names.name(moved.by)) ", " (london::date_in_words(london::date_of(moved.at))) ": " (moved.why) }
            }
            .into(),
            (None, Some(grade)) => pack.grade(grade).into(),
            (None, None) if audit.both(domain).is_some() => html! { (Tone::Waiting.tag("The two differ")) }.into(),
            (None, None) => "None".into(),
        };
        let gradings = audit.gradings.iter().map(|grading| Content::from(of(grading)));
        std::iter::once(name.into()).chain(gradings).chain([stands]).collect()
    };
    let mut columns = vec![Column::new("Domain")];
    columns.extend(audit.gradings.iter().map(|grading| {
        // Whoever was drawn first is the first, whoever of the two was quicker.
        let place = audit.auditors.iter().position(|auditor| *auditor == grading.by);
        let which = place.and_then(|place| ["First auditor", "Second auditor"].get(place).copied());
        let which = which.unwrap_or("Auditor");
        Column::new(format!("{which}: {}", view.names.name(grading.by)))
    }));
    columns.push(Column::new("The grade that stands"));
    let rows = audit.domains().iter().map(row).collect();
    html! { h2 class="govuk-heading-m" { "Grades" } (CaseTable { caption_hidden: true, ..CaseTable::new("Grades", columns, rows) }) }
}

fn found(visit: &Visit<'_>, view: &AuditView) -> Markup {
    let pack = &visit.house().pack.audit;
    let words = |words: &str| {
        if words.trim().is_empty() {
            html! { "Not said" }
        } else {
            told::verbatim(words)
        }
    };
    html! {
        @for grading in &view.audit.record.gradings {
            h2 class="govuk-heading-m" { "What " (view.names.name(grading.by)) " found" }
            (SummaryList::new(vec![
                SummaryRow::new("Difference for the child", words(&grading.impact)),
                SummaryRow::new("Done well", words(&grading.strengths)),
                SummaryRow::new("To learn", words(&grading.learning)),
                SummaryRow::new("About", grading.tags.iter().map(|tag| pack.tag(tag).map_or(tag.as_str(), |tag| &tag.name)).collect::<Vec<_>>().join(", ")),
                SummaryRow::new("With the practitioner", match grading.with_practitioner {
                    Some(day) => format!("Talked through on {}", london::date_in_words(day)),
                    None => format!("Not talked through: {}", grading.without_why),
                }),
            ]))
            (further_told(&visit.house().pack, grading.further.as_ref()))
        }
    }
}

fn family(visit: &Visit<'_>, view: &AuditView) -> Markup {
    let pack = &visit.house().pack.audit;
    html! {
        @if !view.audit.record.feedback.is_empty() {
            h2 class="govuk-heading-m" { "What the family says about the help they had" }
            @for heard in &view.audit.record.feedback {
                h3 class="govuk-heading-s" { (pack.feedback(&heard.of).map_or(heard.of.as_str(), |asked| &asked.name)) }
                @if heard.words.trim().is_empty() { p class="govuk-body" { "Not heard: " (heard.why_not) } }
                @else { div class="govuk-body" { (told::verbatim(&heard.words)) } }
                (further_told(&visit.house().pack, heard.further.as_ref()))
                p class="govuk-hint govuk-!-margin-bottom-6" { (view.names.name(heard.by)) ", " (london::date_in_words(london::date_of(heard.at))) }
            }
        }
    }
}

fn reply(view: &AuditView) -> Markup {
    html! {
        @if let Some(reply) = &view.audit.record.reply {
            h2 class="govuk-heading-m" { "The practitioner’s reply" }
            div class="govuk-body" { (told::verbatim(&reply.words)) }
            p class="govuk-hint govuk-!-margin-bottom-6" { (view.names.name(reply.by)) ", " (london::moment_in_words(reply.at)) }
        }
    }
}

fn actions(visit: &Visit<'_>, view: &AuditView) -> Markup {
    let audit = &view.audit.record;
    if audit.actions.is_empty() {
        return Markup::default();
    }
    let (me, today) = (visit.session.staff.id, london::date_of(visit.session.at));
    let row = |(number, action): (usize, &AuditAction)| -> Vec<Content> {
        let below = |what: &str| address(audit.id, &format!("/actions/{number}/{what}"));
        let state = if action.is_closed() {
            Tone::Done.tag("Closed")
        } else if action.done.is_some() {
            Tone::Waiting.tag("Said to be done")
        } else if action.is_overdue(today) {
            Tone::Pressing.tag("Overdue")
        } else {
            Tone::Active.tag("Open")
        };
        let history = html! {
            (state)
            @for looked in &action.looked {
                p class="govuk-body-s" { (view.names.name(looked.said.by)) @if looked.closed { " saw it done: " } @else { " saw it not done: " } (looked.said.words) }
            }
            @if let Some(done) = &action.done { p class="govuk-body-s" { (view.names.name(done.by)) ": " (done.words) } }
            @if action.done.is_none() && action.owner == me && !action.is_closed() { p { a class="govuk-link" href=(below("done")) { "Say that it is done" } } }
            @if action.done.is_some() && action.owner != me && !action.is_closed() && view.may.act { p { a class="govuk-link" href=(below("look")) { "Look whether it is done" } } }
        };
        vec![
            action.words.as_str().into(),
            view.names.name(action.owner).into(),
            london::date_in_words(action.due).into(),
            history.into(),
        ]
    };
    let columns = ["What", "Who", "By", "State"].map(Column::new).into();
    let rows = audit.actions.iter().enumerate().map(row).collect();
    html! { h2 class="govuk-heading-m" { "Actions" } (CaseTable { caption_hidden: true, ..CaseTable::new("Actions", columns, rows) }) }
}

/// The lines of the assessment's mirror that stand beside a domain, as they were shown to whoever authorised it.
pub(super) fn mirror(view: &AuditView, domain: &AuditDomain) -> Markup {
    let Some(mirror) = &view.mirror else { return Markup::default() };
    let lines: Vec<_> = mirror.lines.iter().filter(|line| domain.mirror.contains(&line.asks)).collect();
    html! {
        @if !lines.is_empty() {
            ul class="govuk-list govuk-list--bullet" {
                @for line in lines { li { (line.asks.words()) " " strong { @if line.is_so { "Yes." } @else { "No." } } " " (line.words) } }
            }
        }
    }
}

/// The record as it was known when it was decided: what stands in the chronology, and the child's own pages of that moment.
pub(super) fn known_then(visit: &Visit<'_>, view: &AuditView, open: bool) -> Markup {
    let of = &view.audit.record.of;
    let beside = |child: &Beside| {
        html! {
            h3 class="govuk-heading-s" { bdi { (child.name) } }
            @if child.may_open {
                p class="govuk-body" { a class="govuk-link" href=(format!("/children/{}?entry={}", child.child, of.entry)) { "Open the child’s record as it was known then" } }
            }
            @if child.entries.is_empty() {
                p class="govuk-body" { "Nothing that you may read stands in the chronology of that day." }
            } @else {
                ol class="govuk-list" {
                    @for entry in child.entries.iter().filter(|entry| entry.stands()) {
                        li { strong { (entry.happened) } " " (entry.words_that_stand()) }
                    }
                }
            }
        }
    };
    let inside = html! {
        p class="govuk-body" { "What was known on " (london::moment_in_words(of.at)) ", and nothing that became known since." }
        @for child in &view.children { (beside(child)) }
        @if let Some(mirror) = &view.mirror {
            h3 class="govuk-heading-s" { "The quality mirror, as whoever authorised it saw it" }
            ul class="govuk-list govuk-list--bullet" {
                @for line in &mirror.lines { li { (line.asks.words()) " " strong { @if line.is_so { "Yes." } @else { "No." } } " " (line.words) } }
            }
        }
    };
    let _ = visit;
    html! {
        h2 class="govuk-heading-m" { "The record as it was known" }
        @if open { (inside) } @else { (Details::new("Show what was known", inside)) }
    }
}

fn about(view: &AuditView) -> Markup {
    let audit = &view.audit.record;
    let auditors: Vec<&str> = audit.auditors.iter().map(|auditor| view.names.name(*auditor)).collect();
    let mut rows = vec![
        SummaryRow::new("Practitioner", view.names.name(audit.of.practitioner)),
        SummaryRow::new("Auditors", auditors.join(", ")),
    ];
    if audit.second_missing {
        rows.push(SummaryRow::new("Second auditor", "One was drawn for, and nobody was free"));
    }
    for given in &audit.given_back {
        rows.push(SummaryRow::new("Given back", format!("{}: {}", view.names.name(given.by), given.why)));
    }
    if let Some(sample) = audit.sample {
        rows.push(SummaryRow::new(
            "Sample",
            html! { a class="govuk-link" href=(super::sample::at(sample)) { "The sample it was drawn in" } },
        ));
    }
    html! { h2 class="govuk-heading-m" { "About this audit" } (SummaryList::new(rows).render()) }
}
