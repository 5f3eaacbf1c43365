//! Every risk that was named, each enquired into or explained: one page, a tick and two lines for each.

use casework::Stop;
use casework::section47;
use design::govuk::{Button, Fieldset, Legend};
use domain::access::Action;
use domain::calendar::london;
use domain::id::Id;
use domain::refusal::{Problem, Refusal};
use domain::section47::{RiskAsked, Section47};
use maud::{Markup, html};

use super::{address, below, heading, lines, open, record, typed};
use crate::contact::filled::Asked;
use crate::route::{Act, At, Fields, Filling, Prefilled, Sent, View, Visit};

/// Answering for the risks.
pub(super) static RISKS: Act<Id<Section47>> = Act {
    path: "/section47/{section47}/risks",
    name: "risks of a section 47 enquiry",
    action: Action::MakeSection47,
    prefill,
    show,
    send,
};

fn prefill(visit: &Visit<'_>, id: &Id<Section47>, at: At) -> Result<Prefilled, Stop> {
    let (section47, version) = record(visit, *id, at)?;
    let mut fields = Fields::default();
    for (place, risk) in section47.risks.iter().enumerate() {
        let Some(answer) = &risk.answer else { continue };
        fields.set(&format!("risk-{place}-enquired"), typed::as_yes_no(answer.enquired));
        fields.set(&format!("risk-{place}-words"), &*answer.words);
        fields.set(&format!("risk-{place}-who"), &*answer.who);
        fields.set(&format!("risk-{place}-on"), answer.on.map(london::date_in_digits).unwrap_or_default());
    }
    Ok(Prefilled { fields, version })
}

fn show(visit: &Visit<'_>, id: Id<Section47>, filling: &Filling) -> Result<View, Stop> {
    let view = open(visit, id, Action::MakeSection47)?;
    let risks = &view.section47.record.risks;
    let asked = Asked::new(filling, &[]);
    let labels: Vec<(String, String)> = (0..risks.len())
        .map(|place| (format!("risk-{place}-words"), format!("Risk {}", place + 1)))
        .collect();
    let labels: Vec<(&str, &str)> =
        labels.iter().map(|(name, words)| (name.as_str(), words.as_str())).collect();
    let body = html! {
        (asked.summary())
        (heading(&view, "Risks that were named"))
        (asked.conflict(&labels, &|_, words| words.to_owned()))
        p class="govuk-body" { "Each is enquired into, or it is said why not. No outcome is proposed before that." }
        (asked.form(visit, html! {
            @for (place, risk) in risks.iter().enumerate() {
                (Fieldset::new(legend(format!("Risk {}", place + 1)), html! {
                    (lines(&risk.words))
                    (answer(&asked, place))
                }))
            }
            (Fieldset::new(legend("Another risk that came up".into()), html! {
                (asked.lines(format!("risk-{}-named", risks.len()), "What is feared?").rows(2).hint("Leave it empty when there is none"))
                (answer(&asked, risks.len()))
            }))
            (Button::new("Save"))
        }))
    };
    below(visit, &view, "Risks that were named", body)
}

fn legend(words: String) -> Legend {
    Legend { classes: "govuk-fieldset__legend--m".into(), ..words.into() }
}

fn answer(asked: &Asked<'_>, place: usize) -> Markup {
    let field = |field: &str| format!("risk-{place}-{field}");
    html! {
        (typed::either(asked, field("enquired"), "Was it enquired into?", "Yes", "No, and I say why"))
        (asked.lines(field("words"), "What was found; or why it was not enquired into").rows(3))
        (asked.line(field("who"), "Who enquired?"))
        (typed::day_line(asked, field("on"), "On which day?"))
    }
}

fn send(visit: &Visit<'_>, id: Id<Section47>, filling: &Filling) -> Result<Sent, Stop> {
    let fields = &filling.fields;
    let known = section47::view(&visit.session, id)?.section47.record.risks.len();
    let mut problems: Vec<Problem> = Vec::new();
    let mut asked = Vec::new();
    for place in 0..=known {
        let field = |field: &str| format!("risk-{place}-{field}");
        let named = fields.get(&field("named")).to_owned();
        let one = RiskAsked {
            place: (place < known).then_some(place),
            enquired: typed::yes_no(fields, &field("enquired")),
            words: fields.get(&field("words")).to_owned(),
            who: fields.get(&field("who")).to_owned(),
            on: typed::day(fields, &field("on"), &mut problems),
            named,
        };
        let empty = one.named.trim().is_empty() && one.enquired.is_none() && one.words.trim().is_empty();
        if place == known && !empty && one.named.trim().is_empty() {
            problems
                .push(Problem::new(field("named"), "Write what is feared, or leave the whole of it empty."));
        }
        if place < known || !empty {
            asked.push(one);
        }
    }
    if !problems.is_empty() {
        return Err(Refusal::Invalid(problems).into());
    }
    section47::answer_risks(&visit.session, &filling.sending(), id, asked)?;
    Ok(Sent::to(address(id, "")))
}
