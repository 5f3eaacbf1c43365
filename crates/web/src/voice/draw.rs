//! Keeping a drawing or other direct work of a child, outside any enquiry: described in words, with a picture where the child agrees.

use casework::Stop;
use casework::voice::add_direct_work;
use design::govuk::{Button, FileUpload, SelectItem};
use domain::access::Action;
use domain::calendar::typed::parse_date;
use domain::id::Id;
use domain::partner::MOST_BYTES;
use domain::person::Person;
use domain::refusal::{Problem, Refusal};
use domain::section47::NewDirectWork;
use maud::{Markup, html};

use super::at;
use crate::child::identity;
use crate::contact::filled::Asked;
use crate::route::{Act, At, Filling, Prefilled, Sent, View, Visit};

/// Keeping it.
pub(super) static DRAW: Act<Id<Person>> = Act {
    path: "/children/{child}/voice/draw",
    name: "keep a child's direct work",
    action: Action::WriteVoice,
    prefill,
    show,
    send,
};

fn prefill(visit: &Visit<'_>, child: &Id<Person>, _: At) -> Result<Prefilled, Stop> {
    identity::about(visit, *child, Action::WriteVoice, "", Markup::default())?;
    Ok(Prefilled::default())
}

fn show(visit: &Visit<'_>, child: Id<Person>, filling: &Filling) -> Result<View, Stop> {
    let asked = Asked::new(filling, &[]);
    let kinds = &visit.house().pack.section47.works;
    let kinds = kinds.iter().map(|kind| SelectItem::new(&kind.code, kind.name.as_str())).collect();
    let hint = format!(
        "PNG or JPEG, up to {} megabytes. The picture is made anew: where, when and with what it was taken is not kept.",
        MOST_BYTES / 1024 / 1024
    );
    let body = html! {
        (asked.summary())
        h1 class="govuk-heading-l" { "Keep a drawing" }
        (asked.form(visit, html! {
            (asked.list("kind", "What was done?", kinds))
            (asked.line("on", "On which day?").hint("For example, 4 3 2026").classes("govuk-input--width-10"))
            (asked.lines("description", "What does it show, and what did the child say about it?").rows(5)
                .hint("Whoever cannot see the picture knows it from your words"))
            (asked.line("agreed", "Does the child agree that it is kept? Who may see it?"))
            (FileUpload::new("file", "A picture of it, if the child agrees").hint(hint).error(filling.error("file")))
            (Button::new("Keep it"))
        }).with_files())
    };
    Ok(identity::about(visit, child, Action::WriteVoice, "Keep a drawing", body)?
        .before(identity::back("Back to what the child says and shows", at(child, ""))))
}

fn send(visit: &Visit<'_>, child: Id<Person>, filling: &Filling) -> Result<Sent, Stop> {
    let fields = &filling.fields;
    let mut problems: Vec<Problem> = Vec::new();
    let on = match fields.get("on").trim() {
        "" => None,
        typed => parse_date(typed).map_err(|fault| problems.push(Problem::new("on", fault.to_string()))).ok(),
    };
    if !problems.is_empty() {
        return Err(Refusal::Invalid(problems).into());
    }
    let new = NewDirectWork {
        kind: fields.get("kind").into(),
        on,
        description: fields.get("description").into(),
        agreed: fields.get("agreed").into(),
    };
    add_direct_work(&visit.session, &filling.sending(), child, new, filling.files.clone())?;
    Ok(Sent::to(at(child, "")))
}
