//! Around every page: the council, where one can go, who is signed in and what they have at hand, whom to ring by day and by night, that the view
//! is recorded (ux 3: header and footer on all pages). And the pages for when something cannot be done.

mod stopped;

pub(crate) use stopped::{Left, refused, sorry, taking_long, too_much};

use design::govuk::{ExitThisPage, NavigationItem};
use design::{Page, SessionEnd, Viewer, demonstration, layout};
use domain::access::Action;
use domain::pack::Pack;
use maud::{Markup, html};

use crate::route::{Site, View, Visit};

/// The service's name, as people call it.
pub(crate) const SERVICE: &str = "Frontdoor";

/// The main places, and the act that opens each.
const PLACES: &[(Action, &str, &str)] = &[
    (Action::SeeOwnWork, "/", "My work"),
    (Action::SeeQueue, "/queue", "Front door"),
    (Action::SeeHub, "/hub", "Hub"),
    (Action::SeeWhoIsWho, "/who-is-who", "Who is who"),
    (Action::RecordContact, "/contacts/new", "New contact"),
    (Action::SeeOwnReferrals, "/referrals", "My referrals"),
    (Action::SendReferral, "/referrals/new", "New referral"),
    (Action::SeeMeetings, "/meetings", "Meetings"),
    (Action::PublishSlots, "/meetings/mine", "My meetings"),
    (Action::SeeQueueRegister, "/queues", "Queues"),
    (Action::SeeBreakGlass, "/openings", "Openings"),
    (Action::SeeTonight, "/tonight", "Tonight"),
    (Action::SeeMorning, "/morning", "From the night"),
    (Action::ManagePeople, "/people", "People"),
    (Action::SeeDeadLetters, "/dead-letters", "Unsent"),
    (Action::ChangePack, "/practice", "Practice"),
    (Action::SeeNotifications, "/notifications", "Notifications"),
    (Action::ManageKeys, "/agency-keys", "Agency keys"),
    (Action::SeeReferralsWaiting, "/acceptances", "Referrals"),
    (Action::SeeConsistency, "/consistency", "Consistency"),
    (Action::ManageAgency, "/agency", "Your agency"),
    (Action::ManageContacts, "/agency/contacts", "Agency contacts"),
    (Action::SeeDisagreements, "/protection", "Protection"),
    (Action::SeeOwnDisagreements, "/disagreements/mine", "My disagreements"),
    (Action::SeeAudits, "/audits", "Audits"),
    (Action::SeeQuality, "/quality", "Quality"),
    (Action::GradeCalibration, "/calibration", "Calibration"),
    (Action::SeePractice, "/practice/sessions", "Practice development"),
    (Action::SeeAssessments, "/assessments", "Assessments"),
    (Action::SeeDataQuality, "/data-quality", "Returns"),
    (Action::MakeInspectionLists, "/inspection", "Inspection"),
    (Action::MakeReturn, "/feed", "Daily feed"),
    (Action::ImportRecords, "/imports", "Moving in"),
];

/// A page in its shell.
pub(crate) fn around(site: &Site, visit: Option<&Visit<'_>>, view: View, in_error: bool) -> Markup {
    let pack = &site.house.pack;
    let View { title, body, before, identity, wide, exit } = view;
    let page = Page {
        title,
        in_error,
        council: pack.council.name.clone(),
        service_name: SERVICE.to_owned(),
        home_href: home(visit),
        navigation: visit.map(navigation).unwrap_or_default(),
        viewer: visit.map(viewer),
        duty: duty(pack).into(),
        phase: site.house.demo.then(|| demonstration("Everybody and everything here is invented.")),
        exit: exit.then(|| ExitThisPage { redirect_url: "/leave".to_owned(), ..ExitThisPage::default() }),
        before,
        identity,
        wide,
        recorded: visit.is_some(),
        foot: html! {
            @if visit.is_some_and(|visit| visit.session.actor.scope.is_none()) { p { a class="govuk-link" href="/account" { "My account" } } }
        },
        session_end: visit.map(session_end),
    };
    layout(&page, body)
}

/// Where the service's name leads: for whoever came by a link, to the one thing there is.
fn home(visit: Option<&Visit<'_>>) -> String {
    let scope = visit.and_then(|visit| visit.session.actor.scope);
    scope.map_or_else(|| "/".to_owned(), |request| format!("/requests/{request}"))
}

fn navigation(visit: &Visit<'_>) -> Vec<NavigationItem> {
    let places = PLACES.iter().filter(|(action, ..)| visit.may(*action));
    let item = |(_, href, words): &(Action, &str, &str)| NavigationItem {
        content: (*words).into(),
        href: (*href).to_owned(),
        current: visit.path == *href,
        active: *href != "/" && visit.path.starts_with(&format!("{href}/")),
        ..NavigationItem::default()
    };
    let mut items: Vec<NavigationItem> = places.map(item).collect();
    // Only the nearest place is where one is: "New contact" lies below no other.
    if items.iter().any(|item| item.current) {
        items.iter_mut().for_each(|item| item.active = false);
    }
    items
}

fn viewer(visit: &Visit<'_>) -> Viewer {
    let staff = &visit.session.staff;
    let drafts = casework::draft::list(&visit.session);
    Viewer {
        name: staff.name.clone(),
        role: staff.title.clone(),
        drafts_href: if visit.session.actor.scope.is_none() { "/drafts".to_owned() } else { String::new() },
        // A page is shown even when nobody can say how many drafts there are; the list of drafts says what failed.
        drafts: drafts.map_or(0, |drafts| drafts.len()),
        sign_out_action: "/sign-out".to_owned(),
        search_action: if visit.may(Action::SearchPeople) { "/search".to_owned() } else { String::new() },
    }
}

/// Whom to ring, in the same place on every page (WCAG 3.2.6).
fn duty(pack: &Pack) -> Markup {
    let council = &pack.council;
    html! { "Duty: " (council.duty_phone) ". Nights and weekends: " (council.night_phone) }
}

fn session_end(visit: &Visit<'_>) -> SessionEnd {
    let left = visit.ends_at.duration_since(visit.session.at).as_secs();
    SessionEnd {
        expires_in_seconds: u32::try_from(left).unwrap_or(0),
        warn_seconds: u32::try_from(visit.house().limits.warn_before().as_secs()).unwrap_or(0),
        extend_url: "/session/extend".to_owned(),
        ended_url: "/sign-in?ended=yes".to_owned(),
    }
}
