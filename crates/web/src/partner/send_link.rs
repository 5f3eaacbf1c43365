//! The hub sends somebody of an agency a link to answer with, and takes it back. The code is shown once, to be read out on the telephone.

use casework::Stop;
use casework::partner::{LinkSent, SentLink, link_form, revoke_link, send_link};
use design::Content;
use design::govuk::{Button, Choice, InsetText, Radios, WarningText};
use design::own::{CaseTable, Column};
use domain::access::Action;
use domain::calendar::london::moment_in_words;
use domain::id::Id;
use domain::mash::Request;
use domain::partner::{AnswerLink, CodeBy, LinkState};
use domain::refusal::Refusal;
use maud::{Markup, html};

use super::agency_name;
use crate::route::{Act, At, Filling, Prefilled, Sent, View, Visit};

/// Sending a link.
pub(super) static LINK: Act<Id<Request>> = Act {
    path: "/enquiries/requests/{request}/link",
    name: "send a link to answer with",
    action: Action::SendLink,
    prefill: |_, _, _: At| Ok(Prefilled::default()),
    show,
    send,
};

/// Taking a link back.
pub(super) static REVOKE: Act<(Id<Request>, Id<AnswerLink>)> = Act {
    path: "/enquiries/requests/{request}/link/{link}/revoke",
    name: "take a link back",
    action: Action::SendLink,
    prefill: |_, _, _: At| Ok(Prefilled::default()),
    show: show_revoke,
    send: send_revoke,
};

const TITLE: &str = "Send a link to answer with";

fn show(visit: &Visit<'_>, id: Id<Request>, filling: &Filling) -> Result<View, Stop> {
    let form = link_form(&visit.session, id)?;
    let choices = form.contacts.iter().map(|contact| {
        let verified = contact.verified.as_ref().map_or_else(String::new, |verified| {
            format!(
                " Checked {} by {}: {}",
                moment_in_words(verified.at),
                form.names.name(verified.by),
                verified.how
            )
        });
        Choice::new(contact.id.to_string(), contact.name.as_str())
            .hint(format!("{}. {}, {}.{verified}", contact.role, contact.email, contact.phone))
    });
    let choices: Vec<Choice> = choices.collect();
    let none = choices.is_empty();
    let questions = html! {
        (Radios::new("contact", "To whom", choices).value(filling.get("contact")).error(filling.error("contact")))
        (Button::new("Send the link"))
    };
    let agency = agency_name(visit.house(), &form.request.agency, &form.request.organisation);
    let body = html! {
        (filling.notices(&[]))
        h1 class="govuk-heading-l" { (TITLE) }
        p class="govuk-body" { (agency) ", " (form.request.reference) ". The link goes by e-mail, works once and on one device, and opens this one question." }
        p class="govuk-body" {
            @match form.code_by {
                CodeBy::Text => "The code goes by text message.",
                CodeBy::Telephone => "You read the code out on the telephone: have them on the line.",
            }
        }
        @if none {
            (InsetText::new(html! {
                "Nobody of this agency can be sent a link yet: somebody has to be on the list and checked first."
                @if visit.may(Action::ManageContacts) { " " a class="govuk-link" href="/agency/contacts" { "The list" } }
            }))
        } @else { (visit.short_form(filling, questions)) }
        (sent(id, &form.links, &form.names))
    };
    Ok(View::new(TITLE, body))
}

fn sent(request: Id<Request>, links: &[SentLink], names: &casework::staff::Names) -> Markup {
    let row = |sent: &SentLink| -> Vec<Content> {
        let link = &sent.link;
        let can = link.revoked.is_none() && sent.state != LinkState::Expired;
        vec![
            sent.to.as_str().into(),
            format!("{}, {}", moment_in_words(link.sent_at), names.name(link.sent_by)).into(),
            moment_in_words(link.until).into(),
            sent.state.words().into(),
            html! {
                @if can {
                    a class="govuk-link" href={ "/enquiries/requests/" (request) "/link/" (link.id) "/revoke" } {
                        "Take it back" span class="govuk-visually-hidden" { ": the link to " (sent.to) }
                    }
                }
            }
            .into(),
        ]
    };
    let columns = ["To", "Sent", "Works until", "State", "What to do"].map(Column::new).into();
    html! {
        @if !links.is_empty() {
            h2 class="govuk-heading-m" { "Links sent for this question" }
            (CaseTable { caption_hidden: true, ..CaseTable::new("Links sent for this question", columns, links.iter().map(row).collect()) })
        }
    }
}

fn send(visit: &Visit<'_>, id: Id<Request>, filling: &Filling) -> Result<Sent, Stop> {
    let contact = filling.get("contact").parse();
    let contact = contact.map_err(|_| Refusal::field("contact", "Choose to whom the link goes."))?;
    let LinkSent { until, to, phone, code, code_by } =
        send_link(&visit.session, &filling.sending(), id, contact)?;
    let title = "The link is on its way";
    let body = html! {
        h1 class="govuk-heading-l" { (title) }
        p class="govuk-body" { "It goes to " (to) " by e-mail and works until " (moment_in_words(until)) "." }
        @match (&code, code_by) {
            (Some(code), _) => {
                p class="govuk-body" { "Ring " strong { (phone) } " and read out this code:" }
                p class="govuk-heading-l" { code { (code) } }
                (WarningText::new("It is not shown again. Say it to nobody but them, and never by e-mail."))
            }
            (None, CodeBy::Text) => { p class="govuk-body" { "The code goes to " (phone) " by text message." } }
            (None, CodeBy::Telephone) => { p class="govuk-body" { "You sent this form before. Its code is not shown a second time: send another link if it was lost." } }
        }
        p class="govuk-body" { a class="govuk-link" href={ "/enquiries/requests/" (id) "/link" } { "Links sent for this question" } }
    };
    Ok(Sent::once(View::new(title, body)))
}

fn show_revoke(
    visit: &Visit<'_>,
    (request, link): (Id<Request>, Id<AnswerLink>),
    filling: &Filling,
) -> Result<View, Stop> {
    let form = link_form(&visit.session, request)?;
    let sent = form.links.iter().find(|sent| sent.link.id == link).ok_or(Refusal::NotFound)?;
    let title = "Take a link back";
    let body = html! {
        h1 class="govuk-heading-l" { (title) }
        p class="govuk-body" { "The link to " (sent.to) " then opens nothing, and if they have opened it they are signed out. What they typed is kept for them." }
        (visit.short_form(filling, Button::new("Take it back").warning()))
    };
    Ok(View::new(title, body))
}

fn send_revoke(
    visit: &Visit<'_>,
    (request, link): (Id<Request>, Id<AnswerLink>),
    filling: &Filling,
) -> Result<Sent, Stop> {
    revoke_link(&visit.session, &filling.sending(), request, link)?;
    Ok(Sent::to(format!("/enquiries/requests/{request}/link")))
}
