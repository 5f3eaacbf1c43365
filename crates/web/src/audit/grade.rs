//! Grading: the record as it was known on one side, the pack's domains on the other. Nothing of another auditor's grades is on this page, in its address or in
//! what it is made of.

use casework::Stop;
use casework::audit::{AuditView, grade, view};
use design::govuk::{Button, InsetText};
use domain::access::Action;
use domain::audit::{Audit, CANNOT_TELL, GRADING_FORM, GradingAsked};
use domain::form::{Choice, Row};
use domain::id::Id;
use domain::pack::AuditDomain;
use domain::refusal::Refusal;
use maud::{Markup, html};

use super::{address, below, blank, heading, page};
use crate::forms::page::Sheet;
use crate::route::{Act, Filling, Sent, View, Visit};

pub(super) static GRADE: Act<Id<Audit>> = Act {
    path: "/audits/{audit}/grade",
    name: "grade an audit",
    action: Action::GradeAudit,
    prefill: blank,
    show,
    send,
};

/// The section that is asked once for each domain of the pack.
const DOMAIN: &str = "domain";

fn sheet(visit: &Visit<'_>) -> Result<Sheet, Stop> {
    let pack = &visit.house().pack;
    let audits = &pack.audit;
    let domains: Vec<Row> =
        audits.domains.iter().map(|domain| Row::new(&*domain.code, &*domain.asks)).collect();
    let mut grades: Vec<Choice> = audits
        .grades
        .iter()
        .map(|grade| Choice {
            hint: Some(grade.words.clone()),
            ..Choice::new(grade.code.code(), grade.name.as_str())
        })
        .collect();
    grades.push(Choice::new(CANNOT_TELL, "It cannot be told from the record"));
    Ok(Sheet::new(pack, &GRADING_FORM, None)?
        .rows(DOMAIN, &domains)
        .offering_choices("grade", &grades)
        .offering("tags", audits.tags.iter().map(|tag| (&*tag.code, &*tag.name))))
}

fn show(visit: &Visit<'_>, id: Id<Audit>, filling: &Filling) -> Result<View, Stop> {
    let view = view(&visit.session, id)?;
    if !view.may.grade {
        return Err(Refusal::NotNow("This audit does not wait for your grades.".into()).into());
    }
    let sheet = sheet(visit)?;
    let body = html! {
        (sheet.notices(filling))
        (heading(&view, "How good was the work?"))
        p class="govuk-body" { (page::of(&view)) }
        (InsetText::new(html! {
            p { "If you think that a child is not safe, do not finish first: " a class="govuk-link" href=(address(id, "/alarm")) { "raise the alarm now" } "." }
            p { a class="govuk-link" href=(address(id, "/back")) { "I had a part in this, or cannot do it in time" } }
        }))
        div class="app-split" {
            div { (page::known_then(visit, &view, true)) }
            div {
                h2 class="govuk-heading-m" { "Your grades" }
                p class="govuk-body" { "Grade the work as it was known that day, not by what is known since." }
                (visit.form(filling, questions(visit, &sheet, filling, &view)))
            }
        }
    };
    Ok(below(id, "Grade an audit", body).wide())
}

/// Each domain with what the mirror shows of it, and then what it comes to.
fn questions(visit: &Visit<'_>, sheet: &Sheet, filling: &Filling, view: &AuditView) -> Markup {
    html! {
        @for (place, domain) in visit.house().pack.audit.domains.iter().enumerate() {
            h3 class="govuk-heading-m" { (domain.name) }
            (page::mirror(view, domain))
            (sheet.asked_only(filling, &[&format!("{DOMAIN}.{place}")]))
        }
        (sheet.asked_but(filling, &[DOMAIN]))
        (Button::new("Give my grades"))
    }
}

fn send(visit: &Visit<'_>, id: Id<Audit>, filling: &Filling) -> Result<Sent, Stop> {
    let sheet = sheet(visit)?;
    let given = sheet.read(&filling.fields)?;
    given.all_right()?;
    let domains = &visit.house().pack.audit.domains;
    let row = |(place, domain): (u16, &AuditDomain)| {
        let said = |question: &str| given.nth(DOMAIN, place, question);
        (domain.code.clone(), said("grade"), said("quote"), said("why"))
    };
    let asked = GradingAsked {
        grades: (0_u16..).zip(domains).map(row).collect(),
        strengths: given.words("strengths"),
        impact: given.words("impact"),
        learning: given.words("learning"),
        tags: given.all("tags").into_iter().collect(),
        with_practitioner: given.day("with_practitioner"),
        without_why: given.words("without_why"),
        further: given.further(),
    };
    grade(&visit.session, &filling.sending(), id, asked)?;
    Ok(Sent::to(address(id, "")))
}
