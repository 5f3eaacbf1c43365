//! Giving each their copy. Every copy is shown on the page as its reader will see it, before anybody gets anything; nobody can send one file to all.

use casework::Stop;
use casework::meeting::{Preview, previews};
use design::govuk::{Button, Checkboxes, Choice, Details, InsetText};
use domain::access::Action;
use domain::calendar::london;
use domain::id::Id;
use domain::meeting::{Meeting, Who};
use maud::{Markup, html};

use super::{address, agency, back, copy, heading, name};
use crate::contact::filled::Asked;
use crate::route::{Act, At, Fields, Filling, Prefilled, Sent, View, Visit};

/// Giving each their copy.
pub(super) static DISTRIBUTE: Act<Id<Meeting>> = Act {
    path: "/meetings/{meeting}/distribute",
    name: "give each their copy of a meeting's minutes",
    action: Action::DistributeMinutes,
    prefill,
    show,
    send,
};

fn prefill(visit: &Visit<'_>, meeting: &Id<Meeting>, at: At) -> Result<Prefilled, Stop> {
    let (view, copies) = previews(&visit.session, *meeting)?;
    let mut fields = Fields::default();
    let waiting = |copy: &&Preview| copy.given.is_none() && copy.closed.is_none() && copy.invited.took_part();
    for copy in copies.iter().filter(waiting) {
        fields.add("place", copy.place.to_string());
    }
    let version = match at {
        At::Now => view.meeting.version.0,
        At::Version(version) => version,
    };
    Ok(Prefilled { fields, version })
}

fn show(visit: &Visit<'_>, meeting: Id<Meeting>, filling: &Filling) -> Result<View, Stop> {
    let (view, copies) = previews(&visit.session, meeting)?;
    let pack = &visit.house().pack;
    let asked = Asked::new(filling, &[]);
    let ticked = filling.fields.all("place").map(str::to_owned);
    let boxes = copies.iter().filter(|copy| copy.closed.is_none()).map(|one| {
        let of = agency(pack, one.invited.agency.as_deref(), &one.invited.organisation);
        let told = view.meeting.record.said.len();
        let had = one.given.as_ref().map(|given| format!(". Given {}", london::moment_in_words(given.at)));
        let hint = format!("{} of {told} things told{}", one.copy.said.len(), had.unwrap_or_default());
        Choice::new(one.place.to_string(), html! { (name(&one.invited.name)) ", " (of) }).hint(hint)
    });
    let boxes: Vec<Choice> = boxes.collect();
    let nobody = boxes.is_empty();
    let boxes = Checkboxes::new("place", "Who gets their copy now?", boxes).values(ticked);
    let body = html! {
        (asked.summary())
        (heading(&view, "Give each their copy"))
        (crate::strategy::of_meeting(visit, meeting)?)
        (asked.conflict(&[], &|_, words| words.to_owned()))
        p class="govuk-body" { "Each gets an e-mail that says only that their copy is ready, and reads it after signing in. Read below what each will see." }
        @for one in &copies { (shown(visit, one, &view.names)) }
        @if nobody {
            p class="govuk-body" { "Nobody can be given a copy." }
        } @else {
            (asked.short_form(visit, html! {
                (boxes.error(filling.error("place")))
                (Button::new("Give them their copies"))
            }))
        }
    };
    Ok(View::new("Give each their copy", body).before(back(meeting)).wide())
}

fn shown(visit: &Visit<'_>, one: &Preview, names: &casework::staff::Names) -> Markup {
    let pack = &visit.house().pack;
    let guest = matches!(one.invited.who, Who::Guest { .. });
    html! {
        (Details::new(html! { "What " (name(&one.invited.name)) " will see" }, html! {
            @if guest { (InsetText::new("A guest does not sign in: print this copy and hand it over.")) }
            (copy::of_preview(pack, one, names))
        }))
    }
}

fn send(visit: &Visit<'_>, meeting: Id<Meeting>, filling: &Filling) -> Result<Sent, Stop> {
    let places: Vec<usize> = filling.fields.all("place").filter_map(|place| place.parse().ok()).collect();
    casework::meeting::distribute(&visit.session, &filling.sending(), meeting, &places)?;
    Ok(Sent::to(address(meeting, "")))
}
