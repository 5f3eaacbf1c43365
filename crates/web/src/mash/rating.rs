//! Rating an enquiry again: every change with its reason. The clock starts when the hub received it, whatever the rating becomes.

use casework::Stop;
use design::govuk::Button;
use domain::access::Action;
use domain::id::Id;
use domain::mash::Enquiry;
use domain::pack::{Pack, Rating};
use maud::html;

use super::{address, back, open};
use crate::contact::filled::Asked;
use crate::route::{Act, At, Fields, Filling, Prefilled, Sent, View, Visit};

/// Rating again.
pub(super) static RATING: Act<Id<Enquiry>> = Act {
    path: "/enquiries/{enquiry}/rating",
    name: "rate an enquiry",
    action: Action::RateEnquiry,
    prefill,
    show,
    send,
};

fn prefill(visit: &Visit<'_>, enquiry: &Id<Enquiry>, at: At) -> Result<Prefilled, Stop> {
    let (known, version) = super::enquiry::at(visit, *enquiry, at)?;
    Ok(Prefilled { fields: Fields::default().with("rating", &*known.rating().rating), version })
}

fn show(visit: &Visit<'_>, enquiry: Id<Enquiry>, filling: &Filling) -> Result<View, Stop> {
    let view = casework::mash::view(&visit.session, enquiry)?;
    let asked = Asked::new(filling, &[]);
    let hub = &visit.house().pack.hub;
    let words = |name: &str, value: &str| match name {
        "rating" => hub.rating(value).map_or(value, |rating| &rating.name).to_owned(),
        _ => value.to_owned(),
    };
    let body = html! {
        (asked.summary())
        h1 class="govuk-heading-l" { "How urgent is enquiry " (view.enquiry.record.reference) "?" }
        (asked.conflict(&[("rating", "Rating"), ("reason", "Why")], &words))
        (asked.form(visit, html! {
            (asked.one_of("rating", "Rating", open::ratings(visit)))
            (asked.lines("reason", "Why has it changed?").hint("What has come in, and what it means").rows(3))
            (Button::new("Rate it so"))
        }))
    };
    Ok(View::new("Rate an enquiry", body).before(back(enquiry)))
}

/// How long there is under a rating, with where the number comes from.
pub(super) fn how_long(pack: &Pack, rating: &Rating) -> String {
    let timer = rating.timer.as_ref().and_then(|timer| pack.timer(timer));
    timer.map_or_else(String::new, |timer| {
        let past = if pack.hub.worked_past_closing.contains(&rating.code) {
            ", worked to completion past closing"
        } else {
            ""
        };
        format!("Analysis complete within {}{past} (source: {}).", timer.limit, timer.source)
    })
}

fn send(visit: &Visit<'_>, enquiry: Id<Enquiry>, filling: &Filling) -> Result<Sent, Stop> {
    casework::mash::rate(
        &visit.session,
        &filling.sending(),
        enquiry,
        filling.get("rating"),
        filling.get("reason"),
    )?;
    Ok(Sent::to(address(enquiry, "")))
}
