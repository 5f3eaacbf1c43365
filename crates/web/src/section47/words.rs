//! The child's own words, as they were said, with the day and who heard them.

use casework::Stop;
use casework::section47;
use design::govuk::Button;
use domain::access::Action;
use domain::id::Id;
use domain::refusal::{Problem, Refusal};
use domain::section47::{Section47, WordsAsked};
use maud::html;

use super::{address, below, blank, heading, open, typed};
use crate::contact::filled::Asked;
use crate::route::{Act, Filling, Sent, View, Visit};

/// Writing them down.
pub(super) static WORDS: Act<Id<Section47>> = Act {
    path: "/section47/{section47}/words",
    name: "child's words in a section 47 enquiry",
    action: Action::MakeSection47,
    prefill: blank,
    show,
    send,
};

fn show(visit: &Visit<'_>, id: Id<Section47>, filling: &Filling) -> Result<View, Stop> {
    let view = open(visit, id, Action::MakeSection47)?;
    let asked = Asked::new(filling, &[]);
    let body = html! {
        (asked.summary())
        (heading(&view, "The child's words"))
        (asked.form(visit, html! {
            (asked.lines("words", "What did the child say?").hint("In the child's own words, in the child's own language where you can").rows(5))
            (asked.line("asked", "What was the child asked, or what went before?").hint("Leave it empty when the child began"))
            (typed::day_line(&asked, "on", "On which day?"))
            (asked.line("heard_by", "Who heard it?"))
            (Button::new("Write them down"))
        }))
    };
    below(visit, &view, "The child's words", body)
}

fn send(visit: &Visit<'_>, id: Id<Section47>, filling: &Filling) -> Result<Sent, Stop> {
    let fields = &filling.fields;
    let mut problems: Vec<Problem> = Vec::new();
    let asked = WordsAsked {
        on: typed::day(fields, "on", &mut problems),
        heard_by: fields.get("heard_by").into(),
        asked: fields.get("asked").into(),
        words: fields.get("words").into(),
    };
    if !problems.is_empty() {
        return Err(Refusal::Invalid(problems).into());
    }
    section47::child_said(&visit.session, &filling.sending(), id, asked)?;
    Ok(Sent::to(address(id, "")))
}
