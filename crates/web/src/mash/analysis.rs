//! The analysis of a MASH social worker: risk, what protects the child, the child's voice, history and gaps, beside what every agency said; *then* what
//! is recommended. It can be saved before it is finished.

use casework::mash::EnquiryView;
use casework::{Stop, mash};
use design::govuk::{Button, button_group};
use domain::access::Action;
use domain::contact::Agreement;
use domain::form::Stage;
use domain::id::Id;
use domain::mash::{ANALYSIS_FORM, Enquiry, RecommendationAsked};
use maud::{Markup, html};

use super::{address, back, card, differ, recommendation};
use crate::contact::{basis, told};
use crate::forms::page::{Sheet, further_told};
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

/// The section that says what the information means; the others say what is recommended.
const MEANS: &[&str] = &["means"];
/// What belongs to a recommendation only.
const MIND: &str = "mind";

/// The form, in the version in which the enquiry was analysed before.
fn sheet(visit: &Visit<'_>, known: &Enquiry) -> Result<Sheet, Stop> {
    let before = known.analysis.as_ref().and_then(|analysis| analysis.further.as_ref());
    Sheet::new(&visit.house().pack, &ANALYSIS_FORM, before)
}

fn prefill(visit: &Visit<'_>, enquiry: &Id<Enquiry>, at: At) -> Result<Prefilled, Stop> {
    let (known, version) = super::enquiry::at(visit, *enquiry, at)?;
    let mut fields = Fields::default();
    if let Some(analysis) = &known.analysis {
        if let Some(recommended) = &analysis.recommendation {
            let sheet = recommendation::sheet(visit, &known, &Fields::default())?;
            fields = recommendation::fields(&sheet, recommended);
        }
        fields = fields
            .with("risk", &*analysis.risk)
            .with("protective", &*analysis.protective)
            .with("voice", &*analysis.voice)
            .with("history", &*analysis.history)
            .with("gaps", &*analysis.gaps);
        sheet(visit, &known)?.fill_further(&mut fields, analysis.further.as_ref());
    }
    Ok(Prefilled { fields, version })
}

fn show(visit: &Visit<'_>, enquiry: Id<Enquiry>, filling: &Filling) -> Result<View, Stop> {
    let view = mash::view(&visit.session, enquiry)?;
    let contact = casework::contact::view(&visit.session, view.enquiry.record.contact)?;
    let sheet = sheet(visit, &view.enquiry.record)?;
    let rests_on = recommendation::sheet(visit, &view.enquiry.record, &filling.fields)?;
    let like = Some(view.enquiry.record.contact);
    let body = html! {
        (sheet.notices_with(filling, &[&rests_on]))
        h1 class="govuk-heading-l" { "Analyse enquiry " (view.enquiry.record.reference) }
        (sent_back(visit, &view))
        div class="app-split" {
            div {
                h2 class="govuk-heading-m" { "What is known" }
                (differ::differences(visit, &view))
                (card::answers(visit, &view))
                (crate::contact::page::previous(visit, &contact))
                (crate::contact::page::said(visit, &contact))
            }
            div {
                (visit.form(filling, html! {
                    (crate::contact::pressed_by_enter("Save and go on later"))
                    h2 class="govuk-heading-m" { "What it means" }
                    (sheet.asked_only(filling, MEANS))
                    h2 class="govuk-heading-m" { "What you recommend" }
                    (basis::questions(visit, &rests_on, filling, like)?)
                    (sheet.asked_but(filling, MEANS))
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
fn sent_back(visit: &Visit<'_>, view: &EnquiryView) -> Markup {
    let question =
        view.enquiry.record.rulings.last().filter(|ruling| ruling.agreement == Agreement::SendBack);
    html! {
        @if let Some(ruling) = question {
            (design::govuk::InsetText::new(html! {
                h2 class="govuk-heading-s" { "Sent back by " (view.names.name(ruling.by)) }
                (told::verbatim(&ruling.words))
                (further_told(&visit.house().pack, ruling.further.as_ref()))
            }))
        }
    }
}

fn send(visit: &Visit<'_>, enquiry: Id<Enquiry>, filling: &Filling) -> Result<Sent, Stop> {
    let known = mash::view(&visit.session, enquiry)?.enquiry.record;
    let sheet = sheet(visit, &known)?;
    let recommends = filling.get(ACT) == RECOMMEND;
    // What belongs to a recommendation is neither missing nor wrong while the analysis is only kept.
    let sheet = if recommends { sheet } else { sheet.passing_over([MIND]) };
    let given = match recommends {
        true => sheet.read(&filling.fields)?,
        false => sheet.read_at(&filling.fields, Stage::Save)?,
    };
    let recommendation = match recommends {
        true => {
            let rests_on = recommendation::sheet(visit, &known, &filling.fields)?;
            Some(recommendation::read(visit, &rests_on, &filling.fields, &given)?)
        }
        false => None,
    };
    given.all_right()?;
    let asked = RecommendationAsked {
        risk: given.words("risk"),
        protective: given.words("protective"),
        voice: given.words("voice"),
        history: given.words("history"),
        gaps: given.words("gaps"),
        recommendation,
        further: given.further(),
    };
    mash::analyse(&visit.session, &filling.sending(), enquiry, asked)?;
    Ok(Sent::to(address(enquiry, "")))
}
