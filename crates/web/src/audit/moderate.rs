//! Moderation: a third person sets the grade of a domain, with why. Both auditors' grades stay beside it.

use casework::Stop;
use casework::audit::{moderate, view};
use design::govuk::{Button, InsetText, SelectItem};
use domain::access::Action;
use domain::audit::{Audit, Moved};
use domain::id::Id;
use domain::refusal::Refusal;
use maud::{Markup, html};

use super::{address, below, blank, heading, judgement, notices};
use crate::contact::filled::Asked;
use crate::route::{Act, Filling, Sent, View, Visit};

pub(super) static MODERATE: Act<Id<Audit>> = Act {
    path: "/audits/{audit}/moderate",
    name: "moderate an audit",
    action: Action::ModerateAudit,
    prefill: blank,
    show,
    send,
};

fn show(visit: &Visit<'_>, id: Id<Audit>, filling: &Filling) -> Result<View, Stop> {
    let view = view(&visit.session, id)?;
    if !view.may.moderate {
        let words = "You cannot moderate this: it is not graded by all its auditors, or you graded it or had a part in the work.";
        return Err(Refusal::NotNow(words.into()).into());
    }
    let pack = &visit.house().pack.audit;
    let asked = Asked::new(filling, &[]);
    let audit = &view.audit.record;
    let domain = |code: &str| -> Markup {
        let items =
            pack.grades.iter().map(|grade| SelectItem::new(grade.code.code(), grade.name.as_str())).collect();
        let differs = audit.both(code).is_some_and(|(one, other)| one != other);
        html! {
            h2 class="govuk-heading-m" { (pack.domain(code).map_or(code, |domain| &domain.name)) @if differs { ": the two differ" } }
            @for grading in &audit.gradings {
                @for graded in grading.grades.iter().filter(|graded| graded.domain == code) {
                    p class="govuk-hint govuk-!-margin-bottom-1" { (view.names.name(grading.by)) }
                    (judgement(pack, &graded.judgement))
                }
            }
            @if let Some(moved) = audit.moderated(code) {
                p class="govuk-body" { "Moderated by " (view.names.name(moved.by)) ": " strong { (pack.grade(moved.grade)) } ". " (moved.why) }
            }
            (asked.list(format!("grade-{code}"), "The grade that stands", items).hint("Leave it at “Choose” to leave the domain alone"))
            (asked.lines(format!("why-{code}"), "Why?").rows(2))
        }
    };
    // Where two differ first.
    let mut domains = audit.domains();
    domains.sort_by_key(|domain| audit.both(domain).is_none_or(|(one, other)| one == other));
    let body = html! {
        (notices(&asked))
        (heading(&view, "Moderate the grades"))
        (InsetText::new("Both auditors’ grades are kept beside yours, with your reason. A difference is a question to the guidance and to all three of you, and no mark against anybody."))
        (asked.form(visit, html! {
            @for code in domains { (domain(code)) }
            (Button::new("Moderate"))
        }))
    };
    Ok(below(id, "Moderate an audit", body))
}

fn send(visit: &Visit<'_>, id: Id<Audit>, filling: &Filling) -> Result<Sent, Stop> {
    let text = |name: String| filling.get(&name).to_owned();
    let of = |code: &String| Moved {
        domain: code.clone(),
        grade: text(format!("grade-{code}")),
        why: text(format!("why-{code}")),
    };
    let domains: Vec<String> =
        view(&visit.session, id)?.audit.record.domains().iter().map(ToString::to_string).collect();
    let moved: Vec<Moved> = domains.iter().map(of).collect();
    moderate(&visit.session, &filling.sending(), id, &moved)?;
    Ok(Sent::to(address(id, "")))
}
