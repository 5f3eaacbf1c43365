//! Writing a child's card for the night. What the night team must do stands first; the address itself never stands on it.

use casework::Stop;
use casework::handover::{card_of, card_version, draft_card};
use design::govuk::Button;
use design::own::Tone;
use domain::access::Action;
use domain::calendar::london;
use domain::handover::{CARD_FORM, Call, Card, CardWords, Step};
use domain::id::Id;
use domain::person::Person;
use domain::refusal::Refusal;
use maud::{Markup, html};

use super::words;
use crate::child::identity;
use crate::forms::page::Sheet;
use crate::route::{Act, At, Fields, Filling, Prefilled, Sent, View, Visit};

/// Writing a card.
pub(super) static CARD: Act<Id<Person>> = Act {
    path: "/children/{child}/card",
    name: "write a card for the night",
    action: Action::DraftCard,
    prefill,
    show,
    send,
};

/// The form, in the version in which the card was written before.
fn sheet(visit: &Visit<'_>, card: Option<&Card>) -> Result<Sheet, Stop> {
    let pack = &visit.house().pack;
    let kinds = pack.handover.kinds.iter().map(|kind| (&*kind.code, &*kind.name));
    let before = card.and_then(said).and_then(|words| words.further.as_ref());
    Ok(Sheet::new(pack, &CARD_FORM, before)?.offering("kind", kinds))
}

/// What the card says: what waits to be authorised, or else what stands.
fn said(card: &Card) -> Option<&CardWords> {
    let draft = card.draft.as_ref().map(|draft| &draft.words);
    draft.or(card.stands.as_ref().map(|stands| &stands.words))
}

fn prefill(visit: &Visit<'_>, child: &Id<Person>, at: At) -> Result<Prefilled, Stop> {
    identity::about(visit, *child, Action::DraftCard, "", Markup::default())?;
    let (card, version) = match at {
        At::Now => match card_of(&visit.session, *child)?.card {
            Some(known) => (known.record, known.version.0),
            None => return Ok(Prefilled::default()),
        },
        At::Version(0) => return Ok(Prefilled::default()),
        At::Version(version) => (card_version(&visit.session, *child, version)?, version),
    };
    Ok(Prefilled { fields: fields(visit, &card)?, version })
}

fn fields(visit: &Visit<'_>, card: &Card) -> Result<Fields, Stop> {
    let Some(words) = said(card) else { return Ok(Fields::default()) };
    let mut fields = Fields::default()
        .with("kind", &*words.kind)
        .with("never", &*words.never)
        .with("staff_safety", &*words.staff_safety)
        .with("safe", &*words.safe);
    for (place, step) in words.steps.iter().enumerate() {
        fields.set(&format!("step-{place}-trigger"), &*step.trigger);
        fields.set(&format!("step-{place}-plan"), &*step.plan);
    }
    for (place, call) in words.call.iter().enumerate() {
        fields.set(&format!("call-{place}-who"), &*call.who);
        fields.set(&format!("call-{place}-number"), &*call.number);
    }
    Sheet::fill_moment(&mut fields, "until", words.until);
    sheet(visit, Some(card))?.fill_further(&mut fields, words.further.as_ref());
    Ok(fields)
}

fn show(visit: &Visit<'_>, child: Id<Person>, filling: &Filling) -> Result<View, Stop> {
    let view = card_of(&visit.session, child)?;
    let sheet = sheet(visit, view.card.as_ref().map(|known| &known.record))?;
    let questions = html! {
        (sheet.asked(filling))
        (Button::new("Send to a manager to authorise"))
    };
    let body = html! {
        (sheet.notices(filling))
        h1 class="govuk-heading-l" { "Card for the night" }
        (state(visit, &view))
        (visit.form(filling, questions))
    };
    identity::about(visit, child, Action::DraftCard, "Card for the night", body)
}

/// Where the card stands now.
fn state(visit: &Visit<'_>, view: &casework::handover::CardView) -> Markup {
    let Some(known) = &view.card else {
        return html! { p class="govuk-body" { "This child has no card. The night team sees it once a manager has authorised it." } };
    };
    let card = &known.record;
    let short = |at| london::moment_in_short(at, visit.session.at);
    html! {
        @if let Some(draft) = &card.draft {
            p class="govuk-body" {
                (Tone::Waiting.tag("Waits for a manager")) " Written by " (words::name(view.names.name(draft.by))) " " (short(draft.at)) ". "
                a class="govuk-link" href={ "/cards/" (card.id) } { "Read it as a manager does" } "."
            }
        }
        @if let Some(stands) = &card.stands {
            p class="govuk-body" {
                (Tone::Active.tag("The night team sees it")) " Authorised by " (words::name(view.names.name(stands.by))) " " (short(stands.at))
                ". A change is seen once it is authorised again. "
                a class="govuk-link" href={ "/cards/" (card.id) "/end" } { "End this card" } "."
            }
        }
    }
}

fn send(visit: &Visit<'_>, child: Id<Person>, filling: &Filling) -> Result<Sent, Stop> {
    let before = card_of(&visit.session, child)?.card;
    let sheet = sheet(visit, before.as_ref().map(|known| &known.record))?;
    let given = sheet.read(&filling.fields)?;
    given.all_right()?;
    let Some(until) = given.moment("until") else {
        let words = "Say until when it is safe. A card cannot be open-ended.";
        return Err(Refusal::field("until-date", words).into());
    };
    let step = |place: u16| Step {
        trigger: given.nth("step", place, "trigger"),
        plan: given.nth("step", place, "plan"),
    };
    let call = |place: u16| Call {
        who: given.nth("call", place, "who"),
        number: given.nth("call", place, "number"),
    };
    let words = CardWords {
        kind: given.words("kind"),
        steps: given.repeats("step").into_iter().map(step).collect(),
        call: given.repeats("call").into_iter().map(call).collect(),
        never: given.words("never"),
        staff_safety: given.words("staff_safety"),
        safe: given.words("safe"),
        until,
        further: given.further(),
    };
    draft_card(&visit.session, &filling.sending(), child, words).map_err(|stop| given.refused(stop))?;
    Ok(Sent::to(format!("/children/{child}/card")))
}
