//! Grading: the record as it was known on one side, the pack's domains on the other. Nothing of another auditor's grades is on this page, in its address or in
//! what it is made of.

use casework::Stop;
use casework::audit::{AuditView, grade, view};
use design::govuk::{Button, Checkboxes, Choice, InsetText};
use domain::access::Action;
use domain::audit::{Audit, CANNOT_TELL, GradingAsked};
use domain::id::Id;
use domain::pack::{AuditDomain, Audits};
use domain::refusal::Refusal;
use maud::{Markup, html};

use super::{DAY_HINT, address, below, blank, day, heading, notices, page};
use crate::contact::filled::Asked;
use crate::route::{Act, Filling, Sent, View, Visit};

pub(super) static GRADE: Act<Id<Audit>> = Act {
    path: "/audits/{audit}/grade",
    name: "grade an audit",
    action: Action::GradeAudit,
    prefill: blank,
    show,
    send,
};

fn show(visit: &Visit<'_>, id: Id<Audit>, filling: &Filling) -> Result<View, Stop> {
    let view = view(&visit.session, id)?;
    if !view.may.grade {
        return Err(Refusal::NotNow("This audit does not wait for your grades.".into()).into());
    }
    let pack = &visit.house().pack.audit;
    let lands: Vec<(String, String)> = Vec::new();
    let lands: Vec<(&str, &str)> = lands.iter().map(|(from, to)| (from.as_str(), to.as_str())).collect();
    let asked = Asked::new(filling, &lands);
    let body = html! {
        (notices(&asked))
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
                (asked.form(visit, questions(&asked, filling, pack, &view)))
            }
        }
    };
    Ok(below(id, "Grade an audit", body).wide())
}

fn questions(asked: &Asked<'_>, filling: &Filling, pack: &Audits, view: &AuditView) -> Markup {
    let tags = pack.tags.iter().map(|tag| Choice::new(&tag.code, tag.name.as_str())).collect();
    let tags = Checkboxes {
        classes: "govuk-checkboxes--small".into(),
        ..Checkboxes::new("tags", "What is this audit about?", tags)
    };
    html! {
        @for domain in &pack.domains { (one_domain(asked, pack, domain, view)) }
        h3 class="govuk-heading-m" { "What it comes to" }
        (asked.lines("impact", "What difference did the work make for the child?").rows(3))
        (asked.lines("strengths", "What was done well?").rows(3))
        (asked.lines("learning", "What can others learn?").rows(3).hint("No names: these words are shown to the service"))
        (tags.values(filling.fields.all("tags")))
        (asked.line("with_practitioner", "On which day did you talk it through with the practitioner?").hint(DAY_HINT))
        (asked.line("without_why", "If you did not: why?"))
        (Button::new("Give my grades"))
    }
}

fn one_domain(asked: &Asked<'_>, pack: &Audits, domain: &AuditDomain, view: &AuditView) -> Markup {
    let code = &domain.code;
    let mut choices: Vec<Choice> = pack
        .grades
        .iter()
        .map(|grade| Choice::new(grade.code.code(), grade.name.as_str()).hint(&*grade.words))
        .collect();
    choices.push(Choice::new(CANNOT_TELL, "It cannot be told from the record"));
    html! {
        h3 class="govuk-heading-m" { (domain.name) }
        (page::mirror(view, domain))
        (asked.one_of(format!("grade-{code}"), &domain.asks, choices).classes("govuk-radios--small"))
        (asked.lines(format!("quote-{code}"), "Words of the record that this rests on").rows(2))
        (asked.lines(format!("why-{code}"), "What you make of them, or why it cannot be told").rows(2))
    }
}

fn send(visit: &Visit<'_>, id: Id<Audit>, filling: &Filling) -> Result<Sent, Stop> {
    let mut problems = Vec::new();
    let text = |name: &str| filling.get(name).to_owned();
    let row = |code: &String| {
        (
            code.clone(),
            text(&format!("grade-{code}")),
            text(&format!("quote-{code}")),
            text(&format!("why-{code}")),
        )
    };
    let asked = GradingAsked {
        grades: visit.house().pack.audit.domains.iter().map(|domain| row(&domain.code)).collect(),
        strengths: text("strengths"),
        impact: text("impact"),
        learning: text("learning"),
        tags: filling.fields.all("tags").map(str::to_owned).collect(),
        with_practitioner: day(filling, "with_practitioner", &mut problems),
        without_why: text("without_why"),
    };
    if !problems.is_empty() {
        return Err(Refusal::Invalid(problems).into());
    }
    grade(&visit.session, &filling.sending(), id, asked)?;
    Ok(Sent::to(address(id, "")))
}
