//! Audits, page by page: samples drawn by lot, the record as it was known beside the grades, moderation, the practitioner's reply, the family's words, actions
//! seen closed, and the alarm that is on every auditor's page.

mod act;
mod action;
mod alarm;
mod draw;
mod grade;
mod list;
mod moderate;
mod page;
mod sample;

pub(crate) use list::on_work_page;

use casework::Stop;
use casework::audit::{AuditView, view};
use design::govuk::BackLink;
use domain::audit::{Audit, Judgement};
use domain::calendar::typed::parse_date;
use domain::id::Id;
use domain::pack::Audits;
use domain::refusal::Problem;
use jiff::civil::Date;
use maud::{Markup, Render, html};

use crate::contact::filled::Asked;
use crate::contact::told;
use crate::route::{At, Fields, Filling, Mount, Prefilled, View, Visit};

/// The pages.
pub fn mounts() -> Vec<Mount> {
    vec![
        list::LIST.mount(),
        sample::LIST.mount(),
        sample::ONE.mount(),
        draw::DRAW.mount(),
        page::PAGE.mount(),
        grade::GRADE.mount(),
        moderate::MODERATE.mount(),
        act::BACK.mount(),
        act::HEAR.mount(),
        act::REPLY.mount(),
        action::SET.mount(),
        action::DONE.mount(),
        action::LOOK.mount(),
        alarm::RAISE.mount(),
        alarm::ANSWER.mount(),
    ]
}

/// The address of an audit's page, or of one below it.
pub(crate) fn address(audit: Id<Audit>, below: &str) -> String {
    format!("/audits/{audit}{below}")
}

/// A page below an audit, with the way back.
fn below(audit: Id<Audit>, title: &str, body: Markup) -> View {
    let back = BackLink { content: "Back to the audit".into(), ..BackLink::to(address(audit, "")) };
    View::new(title, body).before(back.render())
}

/// A form about an audit starts with nothing typed, at the version that stands.
fn blank(visit: &Visit<'_>, audit: &Id<Audit>, _: At) -> Result<Prefilled, Stop> {
    Ok(Prefilled { fields: Fields::default(), version: view(&visit.session, *audit)?.audit.version.0 })
}

/// The same for one of its actions or alarms.
fn blank_at(visit: &Visit<'_>, (audit, _): &(Id<Audit>, usize), at: At) -> Result<Prefilled, Stop> {
    blank(visit, audit, at)
}

/// What is wrong with a form about an audit; or that somebody else changed the audit meanwhile, beside what is typed still.
fn notices(asked: &Asked<'_>) -> Markup {
    html! { (asked.summary()) (asked.conflict(&[], &|_, words| words.to_owned())) }
}

/// The title of a form about an audit.
fn heading(view: &AuditView, words: &str) -> Markup {
    html! {
        span class="govuk-caption-l" { "Audit " (view.audit.record.reference) }
        h1 class="govuk-heading-l" { (words) }
    }
}

/// A day as it is typed; nothing when nothing is.
pub(crate) fn day(filling: &Filling, name: &str, problems: &mut Vec<Problem>) -> Option<Date> {
    let typed = filling.get(name).trim();
    if typed.is_empty() {
        return None;
    }
    parse_date(typed).map_err(|wrong| problems.push(Problem::new(name, wrong.to_string()))).ok()
}

/// The hint of every day that is typed.
pub(crate) const DAY_HINT: &str = "For example, 27 3 2026";

/// What an auditor says of a domain.
fn judgement(pack: &Audits, judgement: &Judgement) -> Markup {
    match judgement {
        Judgement::Grade { grade, quote, why } => html! {
            p class="govuk-body govuk-!-margin-bottom-1" { strong { (pack.grade(*grade)) } }
            (told::verbatim(quote))
            @if !why.is_empty() { p class="govuk-body-s govuk-!-margin-top-1" { (why) } }
        },
        Judgement::CannotTell { why } => html! {
            p class="govuk-body govuk-!-margin-bottom-1" { strong { "Cannot be told" } }
            p class="govuk-body-s" { (why) }
        },
    }
}
