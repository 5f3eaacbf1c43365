//! My work (ux 3.1): what, who, when due, what to do next as a verb. The most urgent first.

use casework::Stop;
use casework::mash::BoardRow;
use casework::work::{OwnWork, Row, own_work};
use design::Content;
use design::govuk::Button;
use design::own::{CaseTable, Column};
use domain::access::Action;
use domain::contact::Contact;
use domain::mash::Stage as EnquiryStage;
use domain::person::name::shown_in_line;
use maud::{Markup, html};

use super::rows;
use crate::power::OfChildren;
use crate::route::{Page, View, Visit};

pub(super) static HOME: Page<()> = Page { path: "/", name: "my work", action: Action::SeeOwnWork, show };

fn show(visit: &Visit<'_>, (): ()) -> Result<View, Stop> {
    if visit.session.staff.agency.is_some() {
        return crate::partner::first_page(visit);
    }
    let work = own_work(&visit.session)?;
    let openings = if visit.may(Action::SeeBreakGlass) {
        casework::child::openings_to_review(&visit.session)?.len()
    } else {
        0
    };
    let (desk, handover) = crate::handover::desk(visit)?;
    let further = further(visit)?;
    let running = running(visit, &work)?;
    let body = html! {
        h1 class="govuk-heading-l" { "My work" }
        @if !is_empty(&work) { p class="govuk-body" { (in_one_line(&work)) } }
        (at_the_door(&work))
        (starts(visit))
        (desk)
        (notices(visit, &work, &running))
        (actions(visit, &work, &running))
        (enquiries(visit, &work, &running))
        (contacts(visit, (&work, &running), "To decide", &work.to_decide, "decision", "Decide"))
        (further)
        (contacts(visit, (&work, &running), "In your hands", &work.held, "", "Open"))
        (contacts(visit, (&work, &running), "Referrers to tell", &work.to_tell, "feedback", "Tell"))
        (contacts(visit, (&work, &running), "To screen", &work.to_screen, "", "Screen"))
        @if openings > 0 {
            h2 class="govuk-heading-m" { "Records opened with a reason" }
            p class="govuk-body" {
                a class="govuk-link" href="/openings" { (counted(openings, "opening", "openings")) " to review" }
            }
        }
        @if is_empty(&work) && openings == 0 && !handover && further.0.is_empty() { p class="govuk-body" { "Nothing waits for you yourself." } }
        @if visit.may(Action::SeeCaseSummaries) { p class="govuk-body" { a class="govuk-link" href="/case-summaries" { "Case summaries that are missing, stale or due" } } }
    };
    Ok(View::new("My work", body).wide())
}

/// What runs for the children whose rows stand on the page.
fn running(visit: &Visit<'_>, work: &OwnWork) -> Result<OfChildren, Stop> {
    let rows = [&work.held, &work.to_decide, &work.to_tell, &work.to_screen].into_iter().flatten();
    let people = rows.flat_map(|row| row.people.iter().copied());
    let actions = work.actions.iter().filter_map(|(_, contact)| contact.as_ref()).flat_map(Contact::people);
    let noticed = work.notices.iter().map(|notice| notice.record.child);
    let asked = work.enquiries.iter().flat_map(|row| row.people.iter().copied());
    OfChildren::ask(visit, people.chain(actions).chain(noticed).chain(asked))
}

/// What waits for managers beside contacts: referrals to accept, decisions to read a second time.
fn further(visit: &Visit<'_>) -> Result<Markup, Stop> {
    Ok(html! {
        (crate::acceptance::on_work_page(visit)?)
        (crate::second_reading::on_work_page(visit)?)
        (crate::watch::on_work_page(visit)?)
        (crate::strategy::on_work_page(visit)?)
        (crate::section47::desk(visit)?)
        (crate::conference::on_work_page(visit)?)
        (crate::disagreement::on_work_page(visit)?)
        (crate::power::on_work_page(visit)?)
        (crate::safety_plan::on_work_page(visit)?)
        (crate::child_in_need::on_work_page(visit)?)
        (crate::closure::on_work_page(visit)?)
        (crate::document::on_work_page(visit)?)
        (crate::audit::on_work_page(visit)?)
        (crate::calibration::on_work_page(visit)?)
        (crate::assessment::on_work_page(visit)?)
        (crate::person::on_work_page(visit)?)
    })
}

fn is_empty(work: &OwnWork) -> bool {
    let lists = [&work.held, &work.to_decide, &work.to_tell, &work.to_screen];
    lists.iter().all(|list| list.is_empty())
        && work.actions.is_empty()
        && work.notices.is_empty()
        && work.enquiries.is_empty()
}

/// "2 to decide, 1 in your hands, 3 to screen".
fn in_one_line(work: &OwnWork) -> String {
    let parts = [
        (work.notices.len(), "to acknowledge"),
        (work.actions.len(), "to do"),
        (work.enquiries.len(), "in the hub"),
        (work.to_decide.len(), "to decide"),
        (work.held.len(), "in your hands"),
        (work.to_tell.len(), "to tell"),
        (work.to_screen.len(), "to screen"),
    ];
    let said: Vec<String> = parts
        .iter()
        .filter(|(count, _)| *count > 0)
        .map(|(count, words)| format!("{count} {words}"))
        .collect();
    said.join(", ")
}

/// What waits for anybody at the front door, danger first.
fn at_the_door(work: &OwnWork) -> Markup {
    let door = work.at_the_door;
    html! {
        @if door.waiting > 0 {
            p class="govuk-body" {
                @if door.danger > 0 { strong { (door.danger) " with danger now" } ": " }
                a class="govuk-link" href="/queue" {
                    (counted(door.waiting, "contact waits", "contacts wait")) " at the front door"
                }
            }
        }
    }
}

fn counted(count: usize, one: &str, many: &str) -> String {
    format!("{count} {}", if count == 1 { one } else { many })
}

/// What somebody begins here.
fn starts(visit: &Visit<'_>) -> Markup {
    html! {
        div class="govuk-button-group" {
            @if visit.may(Action::RecordContact) { (Button::link("Record a new contact", "/contacts/new")) }
            @if visit.may(Action::SendReferral) { (Button::link("Send a referral", "/referrals/new")) }
            @if visit.may(Action::SeeOwnReferrals) { a class="govuk-link" href="/referrals" { "The referrals you sent" } }
        }
    }
}

fn notices(visit: &Visit<'_>, work: &OwnWork, running: &OfChildren) -> Markup {
    if work.notices.is_empty() {
        return html! {};
    }
    let row = |notice: &casework::Versioned<domain::notice::Notice>| -> Vec<Content> {
        let record = &notice.record;
        let about = match record.contact {
            Some(contact) => format!("/contacts/{contact}"),
            None => format!("/children/{}", record.child),
        };
        vec![
            html! { (child(work.children.get(&record.child))) (running.of(record.child)) }.into(),
            html! { a class="govuk-link" href=(about) { (record.words) } }.into(),
            rows::moment(visit, record.sent_at),
            act(&format!("/notices/{}", record.id), "Acknowledge", &record.words),
        ]
    };
    let rows = work.notices.iter().map(row).collect();
    section("You need to know", &["Child", "What happened", "When", "What to do"], rows)
}

/// The child a notice is about.
fn child(name: Option<&String>) -> Content {
    name.map_or_else(|| "Not shown to you".into(), |name| html! { bdi { (shown_in_line(name)) } }.into())
}

fn actions(visit: &Visit<'_>, work: &OwnWork, running: &OfChildren) -> Markup {
    if work.actions.is_empty() {
        return html! {};
    }
    let rows = work.actions.iter().map(|(action, contact)| -> Vec<Content> {
        let basis = contact.as_ref().and_then(|contact| contact.decision()).and_then(|decision| decision.outcomes.as_ref());
        let place = usize::try_from(action.place).unwrap_or(usize::MAX);
        let what = basis.and_then(|basis| basis.actions.get(place)).map(|action| action.what.as_str());
        let what = what.unwrap_or("An action in a record that you cannot open now");
        let reference = work.references.get(&action.id).map_or("", String::as_str);
        vec![
            contact.as_ref().map_or_else(
                || "Not shown to you".into(),
                |contact| {
                    let people: Vec<_> = contact.people().collect();
                    html! { (rows::children_of(contact)) (running.of_each(&people)) }.into()
                },
            ),
            html! {
                @if contact.is_some() { a class="govuk-link" href={ "/contacts/" (action.id) } { (what) } } @else { (what) }
                " " span class="govuk-hint" { (reference) }
            }
            .into(),
            rows::by_when(visit, Some(action.due)),
            act(
                &format!("/contacts/{}/actions/{}", action.id, action.place),
                "Say it is done",
                &format!("{what} ({reference})"),
            ),
        ]
    });
    section("To do", &["About", "What", "By when", "What to do"], rows.collect())
}

/// The hub's enquiries that wait for this person: the next act as a verb.
fn enquiries(visit: &Visit<'_>, work: &OwnWork, running: &OfChildren) -> Markup {
    if work.enquiries.is_empty() {
        return html! {};
    }
    let row = |row: &BoardRow| -> Vec<Content> {
        let (below, verb) = match EnquiryStage::from_code(&row.listed.stage) {
            Some(EnquiryStage::Recommended) => ("/decision", "Decide"),
            _ => ("", "Open"),
        };
        let to = crate::mash::address(row.listed.id, below);
        vec![
            html! { (crate::mash::about(row)) (running.of_each(&row.people)) }.into(),
            if row.listed.met.is_some() { "Analysed".into() } else { rows::by_when(visit, row.listed.due) },
            crate::mash::in_hand(row).into(),
            act(&to, verb, &format!("enquiry {}", row.reference)),
        ]
    };
    let rows = work.enquiries.iter().map(row).collect();
    section("In the hub", &["About", "By when", "Information in hand", "What to do"], rows)
}

fn contacts(
    visit: &Visit<'_>,
    (work, running): (&OwnWork, &OfChildren),
    title: &str,
    rows: &[Row],
    page: &str,
    verb: &str,
) -> Markup {
    if rows.is_empty() {
        return html! {};
    }
    let row = |row: &Row| -> Vec<Content> {
        let contact = format!("/contacts/{}", row.listed.id);
        let to = if page.is_empty() { contact.clone() } else { format!("{contact}/{page}") };
        vec![
            rows::named(row, &contact, running),
            rows::by_when(visit, row.listed.due),
            rows::stage(row),
            rows::holder(row, &work.names),
            act(&to, verb, &format!("contact {}", row.listed.reference)),
        ]
    };
    section(
        title,
        &["About", "By when", "Stage", "In whose hands", "What to do"],
        rows.iter().map(row).collect(),
    )
}

/// What to do next, as a verb; those who hear the page hear what it is about.
fn act(href: &str, verb: &str, about: &str) -> Content {
    html! {
        a class="govuk-link" href=(href) { (verb) span class="govuk-visually-hidden" { ": " (about) } }
    }
    .into()
}

fn section(title: &str, columns: &[&str], rows: Vec<Vec<Content>>) -> Markup {
    let caption = format!("{title}: {}", rows.len());
    let columns = columns.iter().map(|column| Column::new(*column)).collect();
    html! {
        h2 class="govuk-heading-m" { (caption) }
        (CaseTable { caption_hidden: true, ..CaseTable::new(title, columns, rows) })
    }
}
