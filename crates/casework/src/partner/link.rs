//! Sending somebody of an agency a link for one request, and taking it back. The link goes by e-mail and says nothing of a child; the code goes by
//! text message where the council has a gateway for them, and is read out on the telephone otherwise.

use domain::access::{Action, Subject};
use domain::calendar::london;
use domain::id::Id;
use domain::mash::{Request, Substitute};
use domain::partner::{AgencyContact, AnswerLink, CodeBy, LinkState, until};
use domain::refusal::Refusal;
use identity::link_code::LinkCode;
use identity::token::Token;
use jiff::Timestamp;
use store::partner::link::Secret;
use store::{Permit, Stop, Version, Versioned, WriteDoor, WritePermit, load, save};

use crate::house::House;
use crate::outbox;
use crate::session::{Sending, Session};
use crate::staff::Names;

/// What is asked before a link is sent.
#[derive(Debug, Clone, PartialEq)]
pub struct LinkForm {
    /// The request.
    pub request: Request,
    /// Those of its agency and organisation who were verified: nobody else can be chosen.
    pub contacts: Vec<AgencyContact>,
    /// The links that were sent for it, newest first.
    pub links: Vec<SentLink>,
    /// By which way the code would go.
    pub code_by: CodeBy,
    /// Names of those who sent and verified.
    pub names: Names,
}

/// A link that was sent, as the hub sees it.
#[derive(Debug, Clone, PartialEq)]
pub struct SentLink {
    /// The link.
    pub link: AnswerLink,
    /// How it stands.
    pub state: LinkState,
    /// To whom it was sent.
    pub to: String,
}

/// A link is on its way.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct LinkSent {
    /// Until when it opens anything.
    pub until: Timestamp,
    /// To whom it was sent.
    pub to: String,
    /// Their telephone number, for reading the code out.
    pub phone: String,
    /// The code, to be read out now; it is never shown again. Nothing when it goes by text message, or when the form was sent before.
    pub code: Option<String>,
    /// By which way the code goes.
    pub code_by: CodeBy,
}

/// What is asked before a link is sent for a request.
///
/// # Errors
/// When the person may not send links in this enquiry.
pub fn link_form(session: &Session<'_>, request: Id<Request>) -> Result<LinkForm, Stop> {
    session.read("links for a request", |door| {
        let own = door.permit(Action::SeeOwnWork, Subject::House)?;
        let enquiry = store::partner::request::enquiry_of(&own, request)?.ok_or(Refusal::NotFound)?;
        let permit = door.permit(Action::SendLink, Subject::Enquiry(enquiry))?;
        let request: Request = load(&permit, request)?.ok_or(Refusal::NotFound)?.record;
        let mut contacts: Vec<AgencyContact> = Vec::new();
        for id in store::partner::contact::of_agency(&permit, &request.agency, &request.organisation)? {
            contacts.extend(load(&permit, id)?.map(|known: Versioned<AgencyContact>| known.record));
        }
        contacts.retain(AgencyContact::can_be_sent_a_link);
        let links = links(&permit, request.id, session.at)?;
        let staff = links.iter().map(|sent| sent.link.sent_by);
        let verified = contacts.iter().filter_map(|contact| contact.verified.as_ref()).map(|it| it.by);
        let names = Names::of(&permit, staff.chain(verified))?;
        Ok(LinkForm { request, contacts, links, code_by: way(session.house), names })
    })
}

/// The links that were sent for a request, newest first, under a permit for its enquiry.
///
/// # Errors
/// When the store fails.
pub(crate) fn links(
    permit: &Permit<'_>,
    request: Id<Request>,
    now: Timestamp,
) -> Result<Vec<SentLink>, Stop> {
    let mut links = Vec::new();
    for id in store::partner::link::of_request(permit, request)? {
        let link: AnswerLink = load(permit, id)?.ok_or(Refusal::NotFound)?.record;
        let contact: Option<Versioned<AgencyContact>> = load(permit, link.contact)?;
        let to = contact.map(|known| known.record.name).unwrap_or_default();
        links.push(SentLink { state: link.state(now), link, to });
    }
    Ok(links)
}

fn way(house: &House) -> CodeBy {
    if house.ways.text_gateway.is_some() { CodeBy::Text } else { CodeBy::Telephone }
}

/// Sends a link for a request to somebody of its agency who was verified. A link sent to them before opens nothing more.
///
/// # Errors
/// When they were not verified or belong to another agency or organisation, the request is answered or closed, its time has gone by, or this service
/// does not know its own address.
pub fn send_link(
    session: &Session<'_>,
    sending: &Sending,
    request: Id<Request>,
    contact: Id<AgencyContact>,
) -> Result<LinkSent, Stop> {
    let house = session.house;
    if house.ways.address.is_none() {
        return Err(Refusal::NotNow(
            "Links cannot be sent: the administrator has to write this service's own address into its configuration.".into(),
        )
        .into());
    }
    let (id, code) = (house.id(), LinkCode::from_bytes(house.chance()));
    // The code is no part of the act's answer: what an act answers is kept.
    let (link, to): (Id<AnswerLink>, Id<AgencyContact>) = session.send(sending, "send_link", |door| {
        let own = door.permit(Action::SeeOwnWork, Subject::House)?;
        let enquiry = store::partner::request::enquiry_of(&own, request)?.ok_or(Refusal::NotFound)?;
        let permit = door.permit(Action::SendLink, Subject::Enquiry(enquiry))?;
        let link = made(session, &permit, id, request, contact)?;
        take_back_earlier(session, door, &permit, &link)?;
        save(&permit, &link, Version::NONE, "send_link", None)?;
        keep(session, door, &permit, &link, &code)?;
        Ok((link.id, contact))
    })?;
    let fresh = link == id;
    let (link, contact) = (house.store.link(link)?.ok_or(Refusal::NotFound)?, to);
    let (name, phone) = called(session, &link, contact)?;
    let code = Some(code.as_text()).filter(|_| fresh && link.code_by == CodeBy::Telephone);
    Ok(LinkSent { until: link.until, to: name, phone, code, code_by: link.code_by })
}

/// The link, and the request with the person beside those who may answer it.
fn made(
    session: &Session<'_>,
    permit: &WritePermit<'_>,
    id: Id<AnswerLink>,
    request: Id<Request>,
    contact: Id<AgencyContact>,
) -> Result<AnswerLink, Stop> {
    let choose = || Refusal::field("contact", "Choose somebody of this agency who was verified.");
    let known: Versioned<Request> = load(permit, request)?.ok_or(Refusal::NotFound)?;
    let asked = &known.record;
    let contact: AgencyContact = load(permit, contact)?.ok_or_else(choose)?.record;
    let theirs = contact.agency == asked.agency && contact.organisation == asked.organisation;
    if !theirs || !contact.can_be_sent_a_link() {
        return Err(choose().into());
    }
    let substitute = Substitute { staff: contact.staff, by: session.staff.id, at: session.at };
    // Asked of anybody there, it is asked of them as well; what stands in the way of a substitute stands in the way of a link.
    let substituted = asked.substituted(substitute)?;
    let there = asked.to.is_none()
        || asked.to == Some(contact.staff)
        || asked.substitutes.iter().any(|each| each.staff == contact.staff);
    if !there {
        save(permit, &substituted, known.version, "send_link", None)?;
    }
    Ok(AnswerLink {
        id,
        request,
        enquiry: asked.enquiry,
        children: asked.children.clone(),
        contact: contact.id,
        staff: contact.staff,
        sent_by: session.staff.id,
        sent_at: session.at,
        until: until(asked, session.at, &session.house.pack.hub.partner)?,
        code_by: way(session.house),
        used: None,
        revoked: None,
    })
}

/// A link sent to the same person for the same request before opens nothing more. What it opened already stays open.
fn take_back_earlier(
    session: &Session<'_>,
    door: &WriteDoor,
    permit: &WritePermit<'_>,
    new: &AnswerLink,
) -> Result<(), Stop> {
    for id in store::partner::link::of_request(permit, new.request)? {
        let known: Versioned<AnswerLink> = load(permit, id)?.ok_or(Refusal::NotFound)?;
        let waits = known.record.state(session.at) == LinkState::Waiting;
        if known.record.contact == new.contact && waits {
            let revoked = known.record.revoke(session.staff.id, session.at)?;
            save(permit, &revoked, known.version, "send_link", None)?;
            store::partner::link::forget_secret(door, id)?;
        }
    }
    Ok(())
}

/// Keeps what opens the link, and asks the outbox to send it.
fn keep(
    session: &Session<'_>,
    door: &WriteDoor,
    permit: &WritePermit<'_>,
    link: &AnswerLink,
    code: &LinkCode,
) -> Result<(), Stop> {
    let house = session.house;
    let token = Token::from_bytes(house.chance());
    let token_sealed = house.store.seal(&token_place(link.id), token.as_text().as_bytes(), house.chance())?;
    let code_sealed = match link.code_by {
        CodeBy::Text => {
            Some(house.store.seal(&code_place(link.id), code.as_text().as_bytes(), house.chance())?)
        }
        CodeBy::Telephone => None,
    };
    let secret = Secret {
        id: link.id,
        token_digest: *token.digest().as_bytes(),
        code_digest: *code.digest().as_bytes(),
        token_sealed: Some(token_sealed),
        code_sealed,
    };
    store::partner::link::keep_secret(permit, &secret)?;
    outbox::send_link(door, link)
}

fn token_place(link: Id<AnswerLink>) -> String {
    format!("link {link}")
}

fn code_place(link: Id<AnswerLink>) -> String {
    format!("code {link}")
}

/// What the person is called, and their telephone number.
fn called(
    session: &Session<'_>,
    link: &AnswerLink,
    contact: Id<AgencyContact>,
) -> Result<(String, String), Stop> {
    session.read("to whom a link was sent", |door| {
        let permit = door.permit(Action::SendLink, Subject::Enquiry(link.enquiry))?;
        let contact: AgencyContact = load(&permit, contact)?.ok_or(Refusal::NotFound)?.record;
        Ok((contact.name, contact.phone))
    })
}

/// Takes a link back: it opens nothing, and what it opened is closed at the next click.
///
/// # Errors
/// When the person may not send links in this enquiry, or it was taken back already.
pub fn revoke_link(
    session: &Session<'_>,
    sending: &Sending,
    request: Id<Request>,
    link: Id<AnswerLink>,
) -> Result<(), Stop> {
    session.send(sending, "revoke_link", |door| {
        let own = door.permit(Action::SeeOwnWork, Subject::House)?;
        let enquiry = store::partner::request::enquiry_of(&own, request)?.ok_or(Refusal::NotFound)?;
        let permit = door.permit(Action::SendLink, Subject::Enquiry(enquiry))?;
        let known: Versioned<AnswerLink> = load(&permit, link)?.ok_or(Refusal::NotFound)?;
        if known.record.request != request {
            return Err(Refusal::NotFound.into());
        }
        let revoked = known.record.revoke(session.staff.id, session.at)?;
        save(&permit, &revoked, known.version, "revoke_link", None)?;
        store::partner::link::forget_secret(door, link)?;
        Ok(store::partner::link::end_sessions(door, revoked.staff, request)?)
    })
}

/// A message that leaves: to whom, about what, in which words.
pub(crate) struct Leaving {
    pub to: String,
    pub subject: String,
    pub words: String,
}

/// The message with the link; nothing when it has left, was taken back, or its time went by. It says nothing of a child.
///
/// # Errors
/// When the store fails.
pub(crate) fn send_link_message(house: &House, id: Id<AnswerLink>) -> Result<Option<Leaving>, Stop> {
    let Some((link, contact, secret)) = waiting(house, id)? else { return Ok(None) };
    let (Some(sealed), Some(address)) = (secret.token_sealed, &house.ways.address) else { return Ok(None) };
    let token = String::from_utf8(house.store.unseal(&token_place(id), &sealed)?).unwrap_or_default();
    let council = &house.pack.council;
    let words = format!(
        "{} asks your organisation a question and needs the answer of somebody who knows.\n\n\
         Open this page and type the code that reaches you another way, by text message or telephone:\n\n\
         {}/answer/{token}\n\n\
         It works once, on one device, until {}. Nobody will ever ask you for the code by e-mail.\n\n\
         If you did not expect this, or the code does not come, ring {} (nights and weekends: {}).\n",
        council.name,
        address.trim_end_matches('/'),
        london::moment_in_words(link.until),
        council.duty_phone,
        council.night_phone,
    );
    Ok(Some(Leaving { to: contact.email, subject: format!("{}: a question for you", council.name), words }))
}

/// The text message with the code; nothing when it has left or nothing waits for it.
///
/// # Errors
/// When the store fails.
pub(crate) fn send_link_code(house: &House, id: Id<AnswerLink>) -> Result<Option<Leaving>, Stop> {
    let Some((_, contact, secret)) = waiting(house, id)? else { return Ok(None) };
    let (Some(sealed), Some(gateway)) = (secret.code_sealed, &house.ways.text_gateway) else {
        return Ok(None);
    };
    let code = String::from_utf8(house.store.unseal(&code_place(id), &sealed)?).unwrap_or_default();
    let phone: String = contact.phone.chars().filter(char::is_ascii_digit).collect();
    let words = format!("{}: your code is {code}. Do not pass it on.", house.pack.council.name);
    Ok(Some(Leaving { to: gateway.replace("{phone}", &phone), subject: "Code".into(), words }))
}

fn waiting(house: &House, id: Id<AnswerLink>) -> Result<Option<(AnswerLink, AgencyContact, Secret)>, Stop> {
    let (Some(link), Some(secret)) = (house.store.link(id)?, house.store.secret_of(id)?) else {
        return Ok(None);
    };
    if link.state(house.now()) != LinkState::Waiting {
        return Ok(None);
    }
    let contact = house.system().read("send a link", |door| {
        let permit = door.permit(Action::SeeOwnWork, Subject::House)?;
        Ok(load(&permit, link.contact)?.map(|known: Versioned<AgencyContact>| known.record))
    })?;
    Ok(contact.filter(AgencyContact::can_be_sent_a_link).map(|contact| (link, contact, secret)))
}
