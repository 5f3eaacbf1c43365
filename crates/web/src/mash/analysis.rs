//! The analysis of a MASH social worker: risk, what protects the child, the child's voice, history and gaps, beside what every agency said; *then* what
//! is recommended. It can be saved before it is finished.

use casework::mash::EnquiryView;
use casework::{Stop, mash};
use design::govuk::{Button, button_group};
use domain::access::Action;
use domain::contact::Agreement;
use domain::id::Id;
use domain::mash::{Enquiry, RecommendationAsked};
use domain::refusal::Refusal;
use maud::{Markup, html};

use super::{address, back, card, differ, recommendation};
use crate::contact::filled::Asked;
use crate::contact::repeat::one_more;
use crate::contact::{basis, told};
use crate::route::{Act, At, Fields, Filling, Prefilled, Sent, View, Visit};

/// Analysing.
pub(super) static ANALYSIS: Act<Id<Enquiry>> = Act {
    path: "/enquiries/{enquiry}/analysis",
    name: "analyse an enquiry",
    action: Action::AnalyseEnquiry,
    prefill,
    show,
    send,
};

/// The buttons, and what each does.
const ACT: &str = "act";
const SAVE: &str = "save";
const RECOMMEND: &str = "recommend";

/// The five parts of an analysis: field, question, hint.
const PARTS: [(&str, &str, &str); 5] = [
    ("risk", "What could happen to the child?", "How likely, how bad, and why you think so"),
    (
        "protective",
        "What makes the child safer?",
        "People, places and what they have done, not what they promise",
    ),
    (
        "voice",
        "What does the child say and show?",
        "In their own words where you can; or why nobody knows yet",
    ),
    (
        "history",
        "What does the history tell, read in the light of today?",
        "What was tried before, and what came of it",
    ),
    ("gaps", "What is not known, and can it wait?", "Who would know it; what it would change"),
];

fn prefill(visit: &Visit<'_>, enquiry: &Id<Enquiry>, at: At) -> Result<Prefilled, Stop> {
    let (known, version) = super::enquiry::at(visit, *enquiry, at)?;
    let mut fields = Fields::default();
    if let Some(analysis) = &known.analysis {
        if let Some(recommended) = &analysis.recommendation {
            fields = recommendation::fields(recommended);
        }
        let said = [&analysis.risk, &analysis.protective, &analysis.voice, &analysis.history, &analysis.gaps];
        for ((name, ..), said) in PARTS.iter().zip(said) {
            fields.set(name, said.as_str());
        }
    }
    Ok(Prefilled { fields, version })
}

fn show(visit: &Visit<'_>, enquiry: Id<Enquiry>, filling: &Filling) -> Result<View, Stop> {
    let view = mash::view(&visit.session, enquiry)?;
    let contact = casework::contact::view(&visit.session, view.enquiry.record.contact)?;
    let lands = recommendation::lands(&filling.fields);
    let asked = Asked::new(filling, &lands.iter().map(|(from, to)| (*from, to.as_str())).collect::<Vec<_>>());
    let labels: Vec<(&str, &str)> = PARTS
        .iter()
        .map(|(name, question, _)| (*name, *question))
        .chain(recommendation::LABELS.iter().copied())
        .collect();
    let body = html! {
        (asked.summary())
        h1 class="govuk-heading-l" { "Analyse enquiry " (view.enquiry.record.reference) }
        (asked.conflict(&labels, &basis::words(&visit.house().pack)))
        (sent_back(&view))
        div class="app-split" {
            div {
                h2 class="govuk-heading-m" { "What is known" }
                (differ::differences(visit, &view))
                (card::answers(visit, &view))
                (crate::contact::page::previous(visit, &contact))
                (crate::contact::page::said(visit, &contact))
            }
            div {
                (asked.form(visit, html! {
                    (crate::contact::pressed_by_enter("Save and go on later"))
                    h2 class="govuk-heading-m" { "What it means" }
                    @for (name, question, hint) in PARTS { (asked.lines(name, question).hint(hint.to_owned()).rows(4)) }
                    h2 class="govuk-heading-m" { "What you recommend" }
                    (recommendation::questions(visit, &asked, filling, Some(view.enquiry.record.contact))?)
                    (button_group(html! {
                        (Button::new("Recommend this").sends(ACT, RECOMMEND))
                        (Button::new("Save and go on later").secondary().sends(ACT, SAVE))
                    }))
                }))
            }
        }
    };
    Ok(View::new("Analyse an enquiry", body).before(back(enquiry)).wide())
}

/// The manager's question, when it came back.
fn sent_back(view: &EnquiryView) -> Markup {
    let question =
        view.enquiry.record.rulings.last().filter(|ruling| ruling.agreement == Agreement::SendBack);
    html! {
        @if let Some(ruling) = question {
            (design::govuk::InsetText::new(html! {
                h2 class="govuk-heading-s" { "Sent back by " (view.names.name(ruling.by)) }
                (told::verbatim(&ruling.words))
            }))
        }
    }
}

fn send(visit: &Visit<'_>, enquiry: Id<Enquiry>, filling: &Filling) -> Result<Sent, Stop> {
    if let Some(shown_again) = one_more(visit, filling, &[&basis::ACTIONS]) {
        return shown_again;
    }
    let get = |name: &str| filling.get(name).to_owned();
    let recommends = filling.get(ACT) == RECOMMEND;
    let mut problems = Vec::new();
    let recommendation = if recommends {
        match recommendation::read(visit, &filling.fields) {
            Ok(read) => Some(read),
            Err(Refusal::Invalid(more)) => {
                problems.extend(more);
                None
            }
            Err(other) => return Err(other.into()),
        }
    } else {
        None
    };
    crate::contact::repeat::all_right(problems)?;
    let asked = RecommendationAsked {
        risk: get("risk"),
        protective: get("protective"),
        voice: get("voice"),
        history: get("history"),
        gaps: get("gaps"),
        recommendation,
    };
    mash::analyse(&visit.session, &filling.sending(), enquiry, asked)?;
    Ok(Sent::to(address(enquiry, "")))
}
