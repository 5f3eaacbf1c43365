//! An invitation on one screen, for a phone: when and where, what it is about, and four answers (ux 3.19).

use casework::Stop;
use casework::meeting::{Answering, Invitation, Ours};
use design::govuk::{Button, Choice, Details, SelectItem, SummaryList, SummaryRow};
use design::own::Restricted;
use domain::access::Action;
use domain::calendar::london;
use domain::id::Id;
use domain::meeting::{Coming, Meeting, Stage};
use maud::{Markup, Render, html};

use super::typed::person;
use super::{address, agency, lines, name};
use crate::contact::filled::Asked;
use crate::route::{Act, Fields, Filling, Prefilled, Sent, View, Visit};

/// An invitation.
pub(super) static INVITATION: Act<Id<Meeting>> = Act {
    path: "/meetings/{meeting}/invitation",
    name: "invitation to a meeting",
    action: Action::ReadInvitation,
    prefill: |visit, meeting, _| {
        let invitation = casework::meeting::invitation(&visit.session, *meeting)?;
        let first = invitation.ours.first();
        let mut fields = Fields::default();
        if let Some(ours) = first {
            fields.set("for", ours.place.to_string());
        }
        if let Some((coming, words)) = first.and_then(|ours| ours.reply.as_ref()) {
            fields.set("coming", coming.code());
            fields.set("words", words);
        }
        Ok(Prefilled { fields, version: invitation.version })
    },
    show,
    send,
};

fn show(visit: &Visit<'_>, meeting: Id<Meeting>, filling: &Filling) -> Result<View, Stop> {
    let invitation = casework::meeting::invitation(&visit.session, meeting)?;
    let pack = &visit.house().pack;
    let kind = pack.meetings.kind(&invitation.kind).map_or(invitation.kind.as_str(), |kind| &kind.name);
    let asked = Asked::new(filling, &[]);
    let body = html! {
        (asked.summary())
        span class="govuk-caption-l" { (kind) " " (invitation.reference) }
        h1 class="govuk-heading-l" { "You are asked to a meeting" }
        (when(&invitation))
        (about(visit, &invitation))
        (crate::strategy::of_invitation(visit, meeting)?)
        @if invitation.copy_ready {
            (Button::link("Read your copy of the minutes", address(meeting, "/copy")))
        }
        @if invitation.stage == Stage::Planned {
            (asked.form(visit, questions(&asked, &invitation)))
            p class="govuk-body" { a class="govuk-link" href=(address(meeting, "/calendar.ics")) { "Put it into my calendar" } }
        } @else {
            p class="govuk-body" { (super::stage(invitation.stage)) }
        }
    };
    Ok(View::new("Invitation to a meeting", body))
}

fn when(invitation: &Invitation) -> Markup {
    let ends = london::time_in_words(invitation.ends);
    let when = format!("{} to {ends}", london::moment_in_words(invitation.starts));
    let mut rows = vec![SummaryRow::new("When", when)];
    for (what, where_to) in [("Where", &invitation.place), ("Dial in", &invitation.dial_in)] {
        if !where_to.trim().is_empty() {
            rows.push(SummaryRow::new(what, name(where_to)));
        }
    }
    html! { (SummaryList::new(rows)) }
}

fn about(visit: &Visit<'_>, invitation: &Invitation) -> Markup {
    let pack = &visit.house().pack;
    html! {
        @if let Some(about) = &invitation.about {
            (lines(&about.purpose))
            @if let Some(why) = &about.called_off { p class="govuk-body" { "Called off: " (name(why)) } }
            @if !about.children.is_empty() {
                p class="govuk-body" { "About " @for (number, child) in about.children.iter().enumerate() { @if number > 0 { ", " } (name(child)) } "." }
            }
            (Details::new("Agenda and who is asked", html! {
                ol class="govuk-list govuk-list--number" { @for line in &about.agenda { li { (name(line)) } } }
                ul class="govuk-list govuk-list--bullet" {
                    @for (who, of, organisation) in &about.others { li { (name(who)) ", " (agency(pack, of.as_deref(), organisation)) } }
                }
            }))
        }
        @if let Some(words) = &invitation.closed {
            @let whom = words.strip_prefix("Restricted: ring ").map(|whom| whom.trim_end_matches('.'));
            @match whom {
                Some(whom) => (Restricted::ring(whom).render()),
                None => p class="govuk-body" { "What it is about is told at the meeting." },
            }
        }
    }
}

fn questions(asked: &Asked<'_>, invitation: &Invitation) -> Markup {
    let ours = |ours: &Ours| {
        let words = html! { (name(&ours.name)) @if ours.me { " (you)" } };
        Choice::new(ours.place.to_string(), words)
    };
    let colleagues =
        invitation.colleagues.iter().map(|one| SelectItem::new(one.id.to_string(), one.name.as_str()));
    let colleagues: Vec<SelectItem> = colleagues.collect();
    let answer_by = invitation.ours.first().map(|ours| ours.answer_by);
    html! {
        @if let Some(by) = answer_by { p class="govuk-body" { "Please answer by " (london::moment_in_words(by)) "." } }
        @if invitation.ours.len() > 1 {
            (asked.one_of("for", "Whom do you answer for?", invitation.ours.iter().map(ours).collect()))
        } @else if let Some(one) = invitation.ours.first() {
            input type="hidden" name="for" value=(one.place);
        }
        (asked.one_of("coming", "Do you come?", super::answers::choices()))
        (asked.lines("words", "If you cannot: why. If you send information: how.").rows(2))
        @if !colleagues.is_empty() {
            (asked.list("substitute", "Who comes instead?", colleagues).hint("They are asked at once."))
        }
        (Button::new("Send my answer"))
    }
}

fn send(visit: &Visit<'_>, meeting: Id<Meeting>, filling: &Filling) -> Result<Sent, Stop> {
    let answering = Answering {
        place: filling.get("for").parse().unwrap_or(usize::MAX),
        coming: Coming::from_code(filling.get("coming")),
        words: filling.get("words").to_owned(),
        substitute: person(filling.get("substitute")),
    };
    casework::meeting::answer(&visit.session, &filling.sending(), meeting, answering)?;
    Ok(Sent::to("/meetings/mine"))
}
