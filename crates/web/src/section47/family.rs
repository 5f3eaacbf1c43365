//! Parents, carers and siblings: who was seen, who was not and why; whether a brother or sister needs an enquiry of their own.

use casework::Stop;
use casework::section47;
use casework::section47::Section47View;
use design::govuk::{Button, Fieldset, Legend};
use domain::access::Action;
use domain::calendar::london;
use domain::id::Id;
use domain::refusal::{Problem, Refusal};
use domain::section47::{CarerAsked, Section47, SiblingAsked};
use maud::{Markup, html};

use super::{address, below, heading, name, open, person, record, typed};
use crate::contact::filled::Asked;
use crate::route::{Act, At, Fields, Filling, Prefilled, Sent, View, Visit};

/// Writing it down.
pub(super) static FAMILY: Act<Id<Section47>> = Act {
    path: "/section47/{section47}/family",
    name: "family in a section 47 enquiry",
    action: Action::MakeSection47,
    prefill,
    show,
    send,
};

fn prefill(visit: &Visit<'_>, id: &Id<Section47>, at: At) -> Result<Prefilled, Stop> {
    let (section47, version) = record(visit, *id, at)?;
    let mut fields = Fields::default();
    for (place, carer) in section47.carers.iter().enumerate() {
        let Some(answer) = &carer.answer else { continue };
        fields.set(&format!("carer-{place}-seen"), typed::as_yes_no(answer.seen));
        fields.set(&format!("carer-{place}-words"), &*answer.words);
        fields.set(&format!("carer-{place}-who"), &*answer.who);
        fields.set(&format!("carer-{place}-on"), answer.on.map(london::date_in_digits).unwrap_or_default());
    }
    for (place, sibling) in section47.siblings.iter().enumerate() {
        let Some(answer) = &sibling.answer else { continue };
        fields.set(&format!("sibling-{place}-own_enquiry"), typed::as_yes_no(answer.own_enquiry));
        fields.set(&format!("sibling-{place}-words"), &*answer.words);
    }
    Ok(Prefilled { fields, version })
}

fn show(visit: &Visit<'_>, id: Id<Section47>, filling: &Filling) -> Result<View, Stop> {
    let view = open(visit, id, Action::MakeSection47)?;
    let asked = Asked::new(filling, &[]);
    let body = html! {
        (asked.summary())
        (heading(&view, "Parents, carers and siblings"))
        (asked.conflict(&[], &|_, words| words.to_owned()))
        p class="govuk-body" { "Every parent and carer: also a father who is absent, and a partner who is new." }
        (asked.form(visit, html! {
            (carers(&view, &asked))
            (siblings(&view, &asked))
            (Button::new("Save"))
        }))
    };
    below(visit, &view, "Parents, carers and siblings", body)
}

fn legend(words: Markup) -> Legend {
    Legend { classes: "govuk-fieldset__legend--m".into(), ..words.into() }
}

fn carers(view: &Section47View, asked: &Asked<'_>) -> Markup {
    let known = &view.section47.record.carers;
    let new = known.len();
    html! {
        @for (place, carer) in known.iter().enumerate() {
            @let who = html! { (person(view, carer.person, &carer.name)) ", " (name(&carer.relation)) };
            (Fieldset::new(legend(who), carer_answer(asked, place)))
        }
        (Fieldset::new(legend(html! { "Another parent or carer" }), html! {
            (asked.line(format!("carer-{new}-name"), "Name").hint("“Not known” is an answer. Leave it empty when there is nobody else"))
            (asked.line(format!("carer-{new}-relation"), "What they are to the child").hint("Father, mother's new partner, grandmother who looks after him"))
            (carer_answer(asked, new))
        }))
    }
}

fn carer_answer(asked: &Asked<'_>, place: usize) -> Markup {
    let field = |field: &str| format!("carer-{place}-{field}");
    html! {
        (typed::either(asked, field("seen"), "Were they seen?", "Yes", "No, and I say why"))
        (asked.lines(field("words"), "What they said; or why they were not seen").rows(3))
        (asked.line(field("who"), "Who saw them?"))
        (typed::day_line(asked, field("on"), "On which day?"))
    }
}

fn siblings(view: &Section47View, asked: &Asked<'_>) -> Markup {
    let known = &view.section47.record.siblings;
    let new = known.len();
    html! {
        @for (place, sibling) in known.iter().enumerate() {
            @let who = html! { (person(view, sibling.person, &sibling.name)) ", brother or sister" };
            (Fieldset::new(legend(who), sibling_answer(asked, place)))
        }
        (Fieldset::new(legend(html! { "Another child of the home or the family" }), html! {
            (asked.line(format!("sibling-{new}-name"), "Name").hint("Leave it empty when there is nobody else"))
            (sibling_answer(asked, new))
        }))
    }
}

fn sibling_answer(asked: &Asked<'_>, place: usize) -> Markup {
    let field = |field: &str| format!("sibling-{place}-{field}");
    html! {
        (typed::either(asked, field("own_enquiry"), "Is an enquiry of their own needed, or running?", "Yes", "No"))
        (asked.lines(field("words"), "Why, and what was seen of them").rows(2))
    }
}

fn send(visit: &Visit<'_>, id: Id<Section47>, filling: &Filling) -> Result<Sent, Stop> {
    let fields = &filling.fields;
    let known = section47::view(&visit.session, id)?.section47.record;
    let mut problems: Vec<Problem> = Vec::new();
    let (mut carers, mut siblings) = (Vec::new(), Vec::new());
    for place in 0..=known.carers.len() {
        let text = |field: &str| fields.get(&format!("carer-{place}-{field}")).to_owned();
        let one = CarerAsked {
            place: (place < known.carers.len()).then_some(place),
            name: text("name"),
            relation: text("relation"),
            seen: typed::yes_no(fields, &format!("carer-{place}-seen")),
            on: typed::day(fields, &format!("carer-{place}-on"), &mut problems),
            who: text("who"),
            words: text("words"),
        };
        let empty = one.seen.is_none()
            && [&one.name, &one.relation, &one.words].iter().all(|text| text.trim().is_empty());
        if one.place.is_some() || !empty {
            carers.push(one);
        }
    }
    for place in 0..=known.siblings.len() {
        let text = |field: &str| fields.get(&format!("sibling-{place}-{field}")).to_owned();
        let one = SiblingAsked {
            place: (place < known.siblings.len()).then_some(place),
            name: text("name"),
            own_enquiry: typed::yes_no(fields, &format!("sibling-{place}-own_enquiry")),
            words: text("words"),
        };
        let empty = one.own_enquiry.is_none() && one.name.trim().is_empty() && one.words.trim().is_empty();
        if one.place.is_some() || !empty {
            siblings.push(one);
        }
    }
    if !problems.is_empty() {
        return Err(Refusal::Invalid(problems).into());
    }
    section47::answer_family(&visit.session, &filling.sending(), id, carers, siblings)?;
    Ok(Sent::to(address(id, "")))
}
