//! A partner's first page. On a phone it holds three things: a way to tell us, what they sent, and what they were told (ux.md 3.19). Silence is
//! partners' first grievance, so a referral that is not answered yet says by when it will be.

use casework::work::{OwnReferral, own_referrals};
use casework::{Stop, draft};
use design::govuk::{Button, Details, SummaryCard, SummaryList, SummaryRow};
use domain::access::Action;
use domain::calendar::london::moment_in_words;
use domain::person::name::shown_in_line;
use maud::{Markup, Render, html};

use super::{NEW, by_when};
use crate::route::{Page, View, Visit};

/// How many referrals stand on the page unfolded.
const UNFOLDED: usize = 3;

/// A partner's first page.
pub static HOME: Page<()> =
    Page { path: "/referrals", name: "my referrals", action: Action::SeeOwnReferrals, show };

fn show(visit: &Visit<'_>, (): ()) -> Result<View, Stop> {
    let referrals = own_referrals(&visit.session)?;
    let begun = draft::find(&visit.session, NEW.path)?;
    let (newest, earlier) = referrals.split_at(referrals.len().min(UNFOLDED));
    let body = html! {
        h1 class="govuk-heading-l" { "Your referrals" }
        @if let Some(begun) = begun {
            (Button::link("Go on with your referral", NEW.path))
            p class="govuk-hint" { "Not sent yet. Kept " (moment_in_words(begun.saved_at)) "." }
        } @else {
            (Button::link("Tell us about a child", NEW.path))
        }
        h2 class="govuk-heading-m" { "What you sent and what we told you" }
        @if referrals.is_empty() { p class="govuk-body" { "You have not sent a referral yet." } }
        @for referral in newest { (card(visit, referral)) }
        @if !earlier.is_empty() {
            (Details::new(format!("Earlier referrals ({})", earlier.len()), html! { @for referral in earlier { (card(visit, referral)) } }))
        }
    };
    Ok(View::new("Your referrals", body))
}

fn card(visit: &Visit<'_>, referral: &OwnReferral) -> Markup {
    let children = html! {
        @for (number, child) in referral.children.iter().enumerate() {
            @if number > 0 { br; }
            bdi { (shown_in_line(child)) }
        }
    };
    let rows = vec![
        SummaryRow::new("Sent", moment_in_words(referral.sent_at)),
        SummaryRow::new("About", children),
        SummaryRow::new("What we told you", told(visit, referral)),
    ];
    let card = SummaryCard {
        title: Some(format!("Referral {}", referral.reference).into()),
        heading_level: Some(3),
        ..SummaryCard::default()
    };
    SummaryList { card: Some(card), ..SummaryList::new(rows) }.render()
}

/// What they were told, or by when they can expect it: the contact's decision and then one working day, as the pack's clocks say.
fn told(visit: &Visit<'_>, referral: &OwnReferral) -> Markup {
    if let Some((at, words)) = &referral.told {
        return html! {
            @for line in words.lines().filter(|line| !line.trim().is_empty()) { p class="govuk-body" { (shown_in_line(line)) } }
            p class="govuk-hint" { "Told " (moment_in_words(*at)) "." }
        };
    }
    html! { "We have it. " (by_when(visit, referral.sent_at)) }
}
