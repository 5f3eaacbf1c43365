//! The receipt of a professional's referral: its number, what happens next and by when. It is the acknowledgement that Working Together asks for.

use casework::Stop;
use casework::work::own_referrals;
use design::govuk::{Button, Panel};
use domain::access::Action;
use domain::calendar::london::moment_in_words;
use domain::refusal::Refusal;
use maud::html;

use super::{HOME, by_when, emergency};
use crate::route::{Page, View, Visit};

/// The receipt.
pub static SENT: Page<String> = Page {
    path: "/referrals/sent/{reference}",
    name: "referral receipt",
    action: Action::SeeOwnReferrals,
    show,
};

#[expect(clippy::needless_pass_by_value, reason = "a page is given what stands in its path")]
fn show(visit: &Visit<'_>, reference: String) -> Result<View, Stop> {
    let mine = own_referrals(&visit.session)?;
    let referral = mine.into_iter().find(|each| each.reference == reference).ok_or(Refusal::NotFound)?;
    let body = html! {
        (Panel::new("We have your referral", html! { "Your number: " strong { (referral.reference) } }))
        p class="govuk-body" { "Sent " (moment_in_words(referral.sent_at)) ". Keep the number: it is all you need when you ring us." }
        h2 class="govuk-heading-m" { "What happens next" }
        p class="govuk-body" { (by_when(visit, referral.sent_at)) " You find it in your referrals." }
        p class="govuk-body" { "If you hear nothing after three working days, ring us and give the number." }
        h2 class="govuk-heading-m" { "If something changes" }
        (emergency(visit.house()))
        (Button::link("Go to your referrals", HOME.path).secondary())
    };
    Ok(View::new("We have your referral", body))
}
