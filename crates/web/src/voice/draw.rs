//! Keeping a drawing or other direct work of a child, outside any enquiry: described in words, with a picture where the child agrees.

use casework::Stop;
use casework::voice::add_direct_work;
use design::govuk::{Button, FileUpload};
use domain::access::Action;
use domain::id::Id;
use domain::partner::MOST_BYTES;
use domain::person::Person;
use domain::section47::{DIRECT_WORK_FORM, NewDirectWork};
use maud::{Markup, html};

use super::at;
use crate::child::identity;
use crate::forms::page::{Given, Sheet};
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

/// The form, with the kinds of the pack. An enquiry asks the same.
pub(crate) fn sheet(visit: &Visit<'_>) -> Result<Sheet, Stop> {
    let pack = &visit.house().pack;
    let kinds = pack.section47.works.iter().map(|kind| (&*kind.code, &*kind.name));
    Ok(Sheet::new(pack, &DIRECT_WORK_FORM, None)?.offering("kind", kinds))
}

/// What it says.
pub(crate) fn read(given: &Given<'_>) -> NewDirectWork {
    NewDirectWork {
        kind: given.words("kind"),
        on: given.day("on"),
        description: given.words("description"),
        agreed: given.words("agreed"),
        further: given.further(),
    }
}

fn show(visit: &Visit<'_>, child: Id<Person>, filling: &Filling) -> Result<View, Stop> {
    let sheet = sheet(visit)?;
    let hint = format!(
        "PNG or JPEG, up to {} megabytes. The picture is made anew: where, when and with what it was taken is not kept.",
        MOST_BYTES / 1024 / 1024
    );
    let questions = html! {
        (sheet.asked(filling))
        (FileUpload::new("file", "A picture of it, if the child agrees").hint(hint).error(filling.error("file")))
        (Button::new("Keep it"))
    };
    let body = html! {
        (sheet.notices(filling))
        h1 class="govuk-heading-l" { "Keep a drawing" }
        (visit.form(filling, questions).with_files())
    };
    Ok(identity::about(visit, child, Action::WriteVoice, "Keep a drawing", body)?
        .before(identity::back("Back to what the child says and shows", at(child, ""))))
}

fn send(visit: &Visit<'_>, child: Id<Person>, filling: &Filling) -> Result<Sent, Stop> {
    let sheet = sheet(visit)?;
    let given = sheet.read(&filling.fields)?;
    given.all_right()?;
    add_direct_work(&visit.session, &filling.sending(), child, read(&given), filling.files.clone())?;
    Ok(Sent::to(at(child, "")))
}
