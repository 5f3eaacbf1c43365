//! Direct work: what was done, what it shows in words, and a picture of it where the child lets us keep one.

use casework::Stop;
use casework::section47;
use design::govuk::{Button, FileUpload};
use domain::access::Action;
use domain::id::Id;
use domain::partner::MOST_BYTES;
use domain::section47::{DirectWork, Section47};
use maud::html;

use super::{address, below, blank, heading, open};
use crate::route::{Act, Attached, File, Filling, Sent, View, Visit};
use crate::voice::draw;

/// Keeping it.
pub(super) static DIRECT_WORK: Act<Id<Section47>> = Act {
    path: "/section47/{section47}/direct-work",
    name: "direct work in a section 47 enquiry",
    action: Action::MakeSection47,
    prefill: blank,
    show,
    send,
};

/// A picture of it.
pub(super) static PICTURE: File<(Id<Section47>, Id<DirectWork>)> = File {
    path: "/section47/{section47}/direct-work/{direct_work}/picture",
    name: "picture of direct work",
    action: Action::ReadSection47,
    get: |visit, (section47, work)| {
        let drawn = section47::picture(&visit.session, section47, work)?;
        let name = format!("direct-work.{}", drawn.kind.ending());
        Ok(Attached { name, media_type: drawn.kind.media_type(), bytes: drawn.bytes })
    },
};

fn show(visit: &Visit<'_>, id: Id<Section47>, filling: &Filling) -> Result<View, Stop> {
    let view = open(visit, id, Action::MakeSection47)?;
    let sheet = draw::sheet(visit)?;
    let hint = format!(
        "PNG or JPEG, up to {} megabytes. It is kept without where and with what it was taken. Other kinds of file are not taken: what they say of who made them cannot be taken out.",
        MOST_BYTES / 1024 / 1024
    );
    let questions = html! {
        (sheet.asked(filling))
        (FileUpload::new("file", "A picture of it, if the child agrees").hint(hint).error(filling.error("file")))
        (Button::new("Keep it"))
    };
    let body = html! {
        (sheet.notices(filling))
        (heading(&view, "Direct work"))
        (visit.form(filling, questions).with_files())
    };
    below(visit, &view, "Direct work", body)
}

fn send(visit: &Visit<'_>, id: Id<Section47>, filling: &Filling) -> Result<Sent, Stop> {
    let sheet = draw::sheet(visit)?;
    let given = sheet.read(&filling.fields)?;
    given.all_right()?;
    let new = draw::read(&given);
    section47::add_direct_work(&visit.session, &filling.sending(), id, new, filling.files.clone())?;
    Ok(Sent::to(address(id, "")))
}
