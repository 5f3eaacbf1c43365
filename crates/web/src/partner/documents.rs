//! Documents: handed out to be kept, never shown; and the council's list of what an agency sent, with sharing.

use casework::Stop;
use casework::partner::{Download, documents, download, download_as_partner, share_document};
use design::govuk::{BackLink, Button, Input, Select, SelectItem};
use domain::access::Action;
use domain::id::Id;
use domain::mash::Request;
use domain::partner::Document;
use domain::refusal::Refusal;
use maud::{Render, html};

use super::{agency_name, said};
use crate::route::{Act, At, Attached, File, Filling, Page, Prefilled, Sent, View, Visit};

/// A document, for its agency.
pub(super) static OWN: File<(Id<Request>, Id<Document>)> = File {
    path: "/requests/{request}/documents/{document}",
    name: "a document",
    action: Action::AnswerRequest,
    get: |visit, (request, document)| Ok(attached(download_as_partner(&visit.session, request, document)?)),
};

/// A document, for whoever may read the enquiry.
pub(super) static FILE: File<(Id<Request>, Id<Document>)> = File {
    path: "/enquiries/requests/{request}/documents/{document}",
    name: "a document of an agency",
    action: Action::ReadEnquiry,
    get: |visit, (request, document)| Ok(attached(download(&visit.session, request, document)?)),
};

/// What an agency sent with its answer.
pub(super) static DOCUMENTS: Page<Id<Request>> = Page {
    path: "/enquiries/requests/{request}/documents",
    name: "documents of an agency",
    action: Action::ReadEnquiry,
    show,
};

/// Sharing a document with another agency.
pub(super) static SHARE: Act<(Id<Request>, Id<Document>)> = Act {
    path: "/enquiries/requests/{request}/documents/{document}/share",
    name: "share a document with an agency",
    action: Action::ShareWithAgency,
    prefill: |_, _, _: At| Ok(Prefilled::default()),
    show: show_share,
    send,
};

fn attached(download: Download) -> Attached {
    let Download { document, bytes } = download;
    Attached { name: document.name, media_type: document.kind.media_type(), bytes }
}

fn show(visit: &Visit<'_>, request: Id<Request>) -> Result<View, Stop> {
    let (documents, _, names) = documents(&visit.session, request)?;
    let base = format!("/enquiries/requests/{request}/documents");
    let body = html! {
        h1 class="govuk-heading-l" { "Documents" }
        @if documents.is_empty() { p class="govuk-body" { "This agency sent no documents." } }
        (said::document_list(&documents, |document| format!("{base}/{}", document.id)))
        @for document in &documents {
            h2 class="govuk-heading-s" { bdi { (document.name) } }
            p class="govuk-body" { "Sent by " (names.name(document.by)) "." }
            @for shared in &document.shared { p class="govuk-body" { "Shared with " (agency_name(visit.house(), &shared.with, &shared.organisation)) ": " (shared.why) } }
            @if visit.may(Action::ShareWithAgency) && document.scan.opens() {
                p class="govuk-body" { a class="govuk-link" href={ (base) "/" (document.id) "/share" } { "Share with another agency" span class="govuk-visually-hidden" { ": " (document.name) } } }
            }
        }
    };
    Ok(View::new("Documents", body))
}

fn show_share(
    visit: &Visit<'_>,
    (request, document): (Id<Request>, Id<Document>),
    filling: &Filling,
) -> Result<View, Stop> {
    let (documents, others, _) = documents(&visit.session, request)?;
    let document = documents.iter().find(|each| each.id == document).ok_or(Refusal::NotFound)?;
    let mut items = vec![SelectItem::new("", "Choose")];
    items.extend(others.iter().map(|other| {
        SelectItem::new(other.id.to_string(), agency_name(visit.house(), &other.agency, &other.organisation))
    }));
    let questions = html! {
        (Select::new("with", "With which agency", items).value(filling.get("with")).error(filling.error("with")))
        (Input::new("why", "Why they need to see it").value(filling.get("why")).error(filling.error("why")))
        (Button::new("Share it"))
    };
    let body = html! {
        (filling.notices(&[]))
        h1 class="govuk-heading-l" { "Share a document" }
        p class="govuk-body" { bdi { (document.name) } }
        (visit.short_form(filling, questions))
    };
    let back = BackLink::to(format!("/enquiries/requests/{request}/documents")).render();
    Ok(View::new("Share a document", body).before(back))
}

fn send(
    visit: &Visit<'_>,
    (request, document): (Id<Request>, Id<Document>),
    filling: &Filling,
) -> Result<Sent, Stop> {
    let with = filling.get("with").parse();
    let with = with.map_err(|_| Refusal::field("with", "Choose the agency that needs to see it."))?;
    share_document(&visit.session, &filling.sending(), request, document, with, filling.get("why"))?;
    Ok(Sent::to(format!("/enquiries/requests/{request}/documents")))
}
