//! Extending a power as far as the law lets it be, and recording how it ended and what happened next.

use casework::Stop;
use casework::power::{PowerView, end, extend, view};
use design::govuk::{Button, Checkboxes, Choice, Input, Radios, Textarea};
use domain::access::Action;
use domain::calendar::london;
use domain::id::Id;
use domain::power::{EndedAsked, EndsBy, ExtensionAsked, HowEnded, Power};
use domain::refusal::Refusal;
use maud::{Markup, html};

use super::add::{around, kind_of, prefill_blank, to_change};
use super::{at, form, new};
use crate::route::{Act, Filling, Sent, View, Visit};

/// Extending it, or looking at it again.
pub(super) static EXTEND: Act<Id<Power>> = Act {
    path: "/powers/{power}/extend",
    name: "extend a power",
    action: Action::ChangePower,
    prefill: prefill_blank,
    show: show_extend,
    send: send_extend,
};

/// Recording its end.
pub(super) static END: Act<Id<Power>> = Act {
    path: "/powers/{power}/end",
    name: "record how a power ended",
    action: Action::ChangePower,
    prefill: prefill_blank,
    show: show_end,
    send: send_end,
};

fn show_extend(visit: &Visit<'_>, power: Id<Power>, filling: &Filling) -> Result<View, Stop> {
    let (record, _) = to_change(visit, power)?;
    let found = view(&visit.session, power)?;
    let kind = kind_of(visit, &record)?;
    let review = record.ends_by == EndsBy::Review;
    let (title, when, until, who) = if review {
        (
            "Look at it again",
            "When was it looked at",
            "When is it looked at next",
            "Who looked at it, with whom",
        )
    } else {
        (
            "Extend it",
            "When was it extended",
            "Until when does it hold now",
            "Which court or officer extended it",
        )
    };
    let questions = html! {
        (form::asked(filling, "granted", when, "Leave both empty for now."))
        (form::asked(filling, "until", until, "Leave both empty for as long as is allowed."))
        (Input::new("made_by", who).value(filling.get("made_by")).error(filling.error("made_by")))
        (Textarea::new("reason", "Why?").rows(3).value(filling.get("reason")).error(filling.error("reason")))
        (together(filling, &found))
        (Button::new("Record it"))
    };
    let body = html! {
        (filling.notices(&[]))
        h1 class="govuk-heading-l" { (title) ": " (kind.name) }
        p class="govuk-body" {
            @if kind.extension.is_none() || record.ends_by == EndsBy::Law {
                strong { (kind.name) " is never extended." } " "
            }
            (new::lasts(kind)) ". It holds until " (london::moment_in_words(record.end())) " now."
        }
        (visit.form(filling, questions))
    };
    around(visit, &record, "Extend a power or order", body)
}

/// Whether it is done for the brothers and sisters as well.
fn together(filling: &Filling, view: &PowerView) -> Markup {
    let names: Vec<String> =
        view.siblings.iter().map(|it| domain::person::name::shown_in_line(&it.name)).collect();
    html! {
        @if !names.is_empty() {
            (Checkboxes::single("together", Choice::new("yes", format!("The same for {}", names.join(", "))))
                .values(filling.fields.all("together").map(str::to_owned).collect::<Vec<_>>()))
        }
    }
}

fn send_extend(visit: &Visit<'_>, power: Id<Power>, filling: &Filling) -> Result<Sent, Stop> {
    let fields = &filling.fields;
    let mut problems = Vec::new();
    let granted = form::moment(fields, "granted", &mut problems);
    let until = form::moment(fields, "until", &mut problems);
    if !problems.is_empty() {
        return Err(Refusal::Invalid(problems).into());
    }
    let asked = ExtensionAsked {
        granted,
        until,
        made_by: fields.get("made_by").into(),
        reason: fields.get("reason").into(),
    };
    extend(&visit.session, &filling.sending(), power, &asked, fields.get("together") == "yes")?;
    Ok(Sent::to(at(power, "")))
}

fn show_end(visit: &Visit<'_>, power: Id<Power>, filling: &Filling) -> Result<View, Stop> {
    let (record, _) = to_change(visit, power)?;
    let found = view(&visit.session, power)?;
    let kind = kind_of(visit, &record)?;
    let ways = HowEnded::ALL.iter().filter(|how| match how {
        HowEnded::Withdrawn => record.agreement.is_some(),
        HowEnded::Lapsed => record.ends_by != EndsBy::Review,
        HowEnded::Released => record.adult.is_none() && record.agreement.is_none(),
        HowEnded::Order | HowEnded::Agreed | HowEnded::Discharged => true,
    });
    let ways = ways.map(|how| Choice::new(how.code(), how.words())).collect();
    let questions = html! {
        (Radios::new("how", "How did it end?", ways).value(filling.get("how")).error(filling.error("how")))
        (form::asked(filling, "when", "When", "Leave both empty for now; what ran out by itself ended when the law says."))
        (Textarea::new("next", "What happened next, and where is the child now?")
            .hint("Who took the child where; which order, agreement or plan stands in its place; who was told")
            .value(filling.get("next"))
            .error(filling.error("next")))
        (together(filling, &found))
        (Button::new("Record the end"))
    };
    let body = html! {
        (filling.notices(&[]))
        h1 class="govuk-heading-l" { "How it ended: " (kind.name) }
        (visit.form(filling, questions))
    };
    around(visit, &record, "How a power or order ended", body)
}

fn send_end(visit: &Visit<'_>, power: Id<Power>, filling: &Filling) -> Result<Sent, Stop> {
    let fields = &filling.fields;
    let mut problems = Vec::new();
    let when = form::moment(fields, "when", &mut problems);
    if !problems.is_empty() {
        return Err(Refusal::Invalid(problems).into());
    }
    let asked =
        EndedAsked { how: HowEnded::from_code(fields.get("how")), when, next: fields.get("next").into() };
    end(&visit.session, &filling.sending(), power, &asked, fields.get("together") == "yes")?;
    Ok(Sent::to(at(power, "")))
}
