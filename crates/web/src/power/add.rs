//! What follows later: completing what was recorded in a hurry, and noting who was told.

use casework::Stop;
use casework::power::{complete, tell, version, view};
use design::govuk::{BackLink, Button, Choice, Input, Radios, Textarea};
use domain::access::Action;
use domain::id::Id;
use domain::pack::PowerKind;
use domain::power::{Power, ToldAsked};
use domain::refusal::Refusal;
use maud::{Markup, Render, html};

use super::{at, form};
use crate::child::identity;
use crate::route::{Act, At, Fields, Filling, Prefilled, Sent, View, Visit};

/// Completing it.
pub(super) static MORE: Act<Id<Power>> = Act {
    path: "/powers/{power}/more",
    name: "complete a power",
    action: Action::ChangePower,
    prefill: prefill_more,
    show: show_more,
    send: |visit, power, filling| {
        let fields = &filling.fields;
        let (record, _) = to_change(visit, power)?;
        let sheet = form::later(&visit.house().pack, kind_of(visit, &record)?, record.further.as_ref())?;
        let given = sheet.read(fields)?;
        given.all_right()?;
        let (made_by, more) = (form::read_made_by(&given), form::read_more(&given));
        complete(&visit.session, &filling.sending(), power, made_by, more)?;
        Ok(Sent::to(at(power, "")))
    },
};

/// Noting who was told.
pub(super) static TOLD: Act<Id<Power>> = Act {
    path: "/powers/{power}/told",
    name: "note who was told of a power",
    action: Action::ChangePower,
    prefill: prefill_blank,
    show: show_told,
    send: send_told,
};

/// A form without answers of its own, opened at the power's version.
pub(super) fn prefill_blank(visit: &Visit<'_>, power: &Id<Power>, _: At) -> Result<Prefilled, Stop> {
    let known = to_change(visit, *power)?;
    Ok(Prefilled { version: known.1, ..Prefilled::default() })
}

/// The power with its version, for whoever may change it.
pub(super) fn to_change(visit: &Visit<'_>, power: Id<Power>) -> Result<(Power, u64), Stop> {
    let found = view(&visit.session, power)?;
    identity::about(visit, found.power.record.child, Action::ChangePower, "", Markup::default())?;
    Ok((found.power.record, found.power.version.0))
}

pub(super) fn kind_of<'p>(visit: &'p Visit<'_>, power: &Power) -> Result<&'p PowerKind, Stop> {
    visit.house().pack.powers.kind(&power.kind).ok_or(Stop::Refusal(Refusal::NotFound))
}

/// A page about a power, with the way back to it.
pub(super) fn around(visit: &Visit<'_>, power: &Power, title: &str, body: Markup) -> Result<View, Stop> {
    let back = BackLink { content: "Back to the record of it".into(), ..BackLink::to(at(power.id, "")) };
    Ok(identity::about(visit, power.child, Action::ChangePower, title, body)?.before(back.render()))
}

fn prefill_more(visit: &Visit<'_>, power: &Id<Power>, when: At) -> Result<Prefilled, Stop> {
    let (record, number) = match when {
        At::Now => to_change(visit, *power)?,
        At::Version(number) => (version(&visit.session, *power, number)?, number),
    };
    let said =
        |said: &Option<domain::power::Said>| said.as_ref().map_or(String::new(), |it| it.words.clone());
    let mut fields = Fields::default()
        .with("name", &*record.made_by.name)
        .with("rank", &*record.made_by.rank)
        .with("body", &*record.made_by.body)
        .with("reference", &*record.made_by.reference)
        .with("whereabouts", &*record.whereabouts)
        .with("grounds", &*record.grounds)
        .with("conditions", &*record.conditions)
        .with("wishes", said(&record.wishes))
        .with("rights", said(&record.rights));
    let further = record.further.as_ref();
    form::later(&visit.house().pack, kind_of(visit, &record)?, further)?.fill_further(&mut fields, further);
    Ok(Prefilled { fields, version: number })
}

fn show_more(visit: &Visit<'_>, power: Id<Power>, filling: &Filling) -> Result<View, Stop> {
    let (record, _) = to_change(visit, power)?;
    let kind = kind_of(visit, &record)?;
    let sheet = form::later(&visit.house().pack, kind, record.further.as_ref())?;
    let questions = html! {
        (sheet.asked(filling))
        (Button::new("Keep it"))
    };
    let body = html! {
        (sheet.notices(filling))
        h1 class="govuk-heading-l" { "Complete it: " (kind.name) }
        (visit.form(filling, questions))
    };
    around(visit, &record, "Complete a power or order", body)
}

fn show_told(visit: &Visit<'_>, power: Id<Power>, filling: &Filling) -> Result<View, Stop> {
    let (record, _) = to_change(visit, power)?;
    let kind = kind_of(visit, &record)?;
    let powers = &visit.house().pack.powers;
    let must = |code: &str| kind.tell.iter().any(|whom| whom == code);
    let mut whom: Vec<&domain::pack::Whom> = powers.whom.iter().collect();
    whom.sort_by_key(|whom| !must(&whom.code));
    let whom = whom.into_iter().map(|whom| Choice::new(&whom.code, &whom.name)).collect();
    let questions = html! {
        (Radios::new("whom", "Who was told, or could not be?", whom).value(filling.get("whom")).error(filling.error("whom")))
        (Input::new("name", "Name").value(filling.get("name")).error(filling.error("name")))
        (form::asked(filling, "when", "When were they told", "Leave both empty when they were not."))
        (Textarea::new("words", "How, and what did they say? Or why were they not told?")
            .rows(3)
            .value(filling.get("words"))
            .error(filling.error("words")))
        (Button::new("Keep it"))
    };
    let body = html! {
        (filling.notices(&[]))
        h1 class="govuk-heading-l" { "Who was told: " (kind.name) }
        (visit.form(filling, questions))
    };
    around(visit, &record, "Who was told of a power or order", body)
}

fn send_told(visit: &Visit<'_>, power: Id<Power>, filling: &Filling) -> Result<Sent, Stop> {
    let fields = &filling.fields;
    let mut problems = Vec::new();
    let when = form::moment(fields, "when", &mut problems);
    if !problems.is_empty() {
        return Err(Refusal::Invalid(problems).into());
    }
    let asked = ToldAsked {
        whom: fields.get("whom").into(),
        name: fields.get("name").into(),
        when,
        words: fields.get("words").into(),
    };
    tell(&visit.session, &filling.sending(), power, asked)?;
    Ok(Sent::to(at(power, "")))
}
