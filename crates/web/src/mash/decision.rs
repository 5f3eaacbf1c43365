//! A MASH manager decides (ux 3.5): what is known, what is not, and how much time is left on the left, with the worker's own words; on the right agree,
//! agree with a change, or send back. Nobody decides on their own recommendation, or where they declared a conflict.

use casework::mash::EnquiryView;
use casework::{Stop, mash};
use design::govuk::Button;
use domain::access::Action;
use domain::contact::Agreement;
use domain::id::Id;
use domain::mash::{Analysis, DECISION_FORM, Enquiry, EnquiryDecisionAsked, Recommendation, Stage};
use domain::refusal::Refusal;
use maud::html;

use super::{address, back, card, outcome, recommendation};
use crate::contact::{basis, decision};
use crate::forms::page::Sheet;
use crate::route::{Act, At, Fields, Filling, Prefilled, Sent, View, Visit};
use crate::threshold::like;

/// Deciding.
pub(super) static DECISION: Act<Id<Enquiry>> = Act {
    path: "/enquiries/{enquiry}/decision",
    name: "decide an enquiry",
    action: Action::DecideEnquiry,
    prefill,
    show,
    send,
};

/// The section with the ruling, and the one that is asked only where the manager agrees with a change.
const RULING: &str = "decision";
const CHANGE: &str = "change";

fn sheet(visit: &Visit<'_>) -> Result<Sheet, Stop> {
    Sheet::new(&visit.house().pack, &DECISION_FORM, None)
}

fn prefill(visit: &Visit<'_>, enquiry: &Id<Enquiry>, at: At) -> Result<Prefilled, Stop> {
    let (known, version) = super::enquiry::at(visit, *enquiry, at)?;
    let recommended = known.analysis.as_ref().and_then(|analysis| analysis.recommendation.as_ref());
    let fields = match recommended {
        None => Fields::default(),
        Some(recommended) => {
            recommendation::fields(&recommendation::sheet(visit, &known, &Fields::default())?, recommended)
        }
    };
    Ok(Prefilled { fields, version })
}

fn show(visit: &Visit<'_>, enquiry: Id<Enquiry>, filling: &Filling) -> Result<View, Stop> {
    let view = mash::view(&visit.session, enquiry)?;
    let (analysis, recommended) = to_decide(visit, &view)?;
    let contact = casework::contact::view(&visit.session, view.enquiry.record.contact)?;
    let sheet = sheet(visit)?;
    let changed = recommendation::sheet(visit, &view.enquiry.record, &filling.fields)?;
    let change = html! {
        p class="govuk-body" { "Filled in with the recommendation. Change what should be different." }
        (basis::questions(visit, &changed, filling, None)?)
        (sheet.asked_only(filling, &[CHANGE]))
    };
    let body = html! {
        (sheet.notices_with(filling, &[&changed]))
        h1 class="govuk-heading-l" { "Decide enquiry " (view.enquiry.record.reference) }
        (super::enquiry::live(visit, &view))
        div class="app-split" {
            div {
                h2 class="govuk-heading-m" { "The worker’s analysis" }
                p class="govuk-body" { "By " (view.names.name(analysis.by)) }
                (outcome::analysed(visit, analysis))
                h2 class="govuk-heading-m" { "What they recommend" }
                (outcome::recommendation(visit, &view, recommended))
                (like::folded(visit, &recommended.basis.paragraph, Some(view.enquiry.record.contact))?)
                (card::answers(visit, &view))
                (crate::contact::page::previous(visit, &contact))
                (crate::contact::page::said(visit, &contact))
            }
            div {
                h2 class="govuk-heading-m" { "Your decision" }
                (visit.form(filling, html! {
                    (crate::contact::pressed_by_enter("Record my decision"))
                    (sheet.asking(filling).only(&[RULING]).under(&decision::changes(&change)))
                    (sheet.asked_but(filling, &[RULING, CHANGE]))
                    (Button::new("Record my decision"))
                }))
            }
        }
    };
    Ok(View::new("Decide an enquiry", body).before(back(enquiry)).wide())
}

/// What waits for this viewer's decision, or why there is nothing.
fn to_decide<'v>(
    visit: &Visit<'_>,
    view: &'v EnquiryView,
) -> Result<(&'v Analysis, &'v Recommendation), Stop> {
    let known = &view.enquiry.record;
    if known.stage() == Stage::Decided {
        return Err(Refusal::NotNow("This enquiry has already been decided.".into()).into());
    }
    let analysis = known.analysis.as_ref().filter(|_| known.stage() == Stage::Recommended);
    let waits = analysis.and_then(|analysis| Some((analysis, analysis.recommendation.as_ref()?)));
    let waits = waits.ok_or_else(|| Refusal::NotNow("Nothing has been recommended yet.".into()))?;
    if waits.0.by == visit.session.staff.id {
        return Err(Refusal::not_allowed("You recommended this, so somebody else must decide it.").into());
    }
    if known.is_conflicted(visit.session.staff.id) {
        return Err(
            Refusal::not_allowed("You said that you must not decide this, so somebody else does.").into()
        );
    }
    if !view.may(Action::DecideEnquiry) {
        return Err(Refusal::not_allowed("Your role does not let you decide this enquiry.").into());
    }
    Ok(waits)
}

fn send(visit: &Visit<'_>, enquiry: Id<Enquiry>, filling: &Filling) -> Result<Sent, Stop> {
    let sheet = sheet(visit)?;
    let changes = filling.get("agreement") == Agreement::AgreeWithChange.code();
    let sheet = if changes { sheet } else { sheet.passing_over([CHANGE]) };
    let given = sheet.read(&filling.fields)?;
    let changed = match changes {
        true => {
            let known = mash::view(&visit.session, enquiry)?.enquiry.record;
            let rests_on = recommendation::sheet(visit, &known, &filling.fields)?;
            Some(recommendation::read(visit, &rests_on, &filling.fields, &given)?)
        }
        false => None,
    };
    given.all_right()?;
    let agreement = Agreement::from_code(&given.words("agreement"))
        .ok_or_else(|| Refusal::field("agreement", "Choose whether you agree, change it or send it back."))?;
    let asked =
        EnquiryDecisionAsked { agreement, changed, words: given.words("words"), further: given.further() };
    mash::decide(&visit.session, &filling.sending(), enquiry, asked)?;
    Ok(Sent::to(address(enquiry, "")))
}
