//! Should we meet (ux 3.6)? What rose beside what is in hand; who is needed, whom we rang and how long they are silent; when agencies can come; what we
//! know, what we do not know, what cannot wait; and the two answers: hold now with who we have, or wait, with what keeps the child safe meanwhile.

use std::collections::BTreeMap;

use casework::Stop;
use casework::strategy::{AgencyRing, Planner, Taken};
use design::Form;
use design::govuk::{Button, Cell, Table};
use design::own::{Tone, scroll_pane};
use domain::calendar::london;
use domain::id::Id;
use domain::meeting::Meeting;
use domain::strategy::{Discussion, RingAnswer, Stage};
use maud::{Markup, html};

use super::{address, convene, items, pictures, told};
use crate::meeting::name;
use crate::route::Visit;

/// The planner, below the heading of the discussion's page.
pub(super) fn planner(visit: &Visit<'_>, id: Id<Discussion>) -> Result<Markup, Stop> {
    let plan = casework::strategy::planner(&visit.session, id)?;
    let known = &plan.view.discussion.record;
    let words = &visit.house().pack.strategy;
    let href = address(id, "/information");
    Ok(html! {
        (hold(&plan))
        h2 class="govuk-heading-m" { "Why now" }
        (told::why(known))
        div class="app-halves" {
            div {
                h2 class="govuk-heading-m" { "What rose" }
                (pictures::line(visit, &plan.trajectory))
            }
            div {
                h2 class="govuk-heading-m" { "Information in hand" }
                (items::bar(words, &known.information, "hand", "Information in hand", &href))
            }
        }
        h2 class="govuk-heading-m" { "What built up" }
        (pictures::strip(visit, &plan.view, &plan.trajectory))
        h2 class="govuk-heading-m" { "What we know" }
        (offered(&plan, &href))
        (items::three_columns(words, &known.information, &href))
        h2 class="govuk-heading-m" { "Who is needed" }
        (who(visit, &plan))
        (slots(visit, &plan))
        (answer(visit, &plan))
    })
}

/// That the record offers more than the discussion says.
fn offered(plan: &Planner, href: &str) -> Markup {
    html! {
        @if !plan.offers.is_empty() {
            p class="govuk-body" {
                (Tone::Active.tag("New on record")) " The record offers " (plan.offers.len()) " answers that differ from what stands here. "
                a class="govuk-link" href=(href) { "Look at them" }
            }
        }
    }
}

/// The ring-round: who is needed, whom we rang, what they said, and the next rung of the ladder in one click.
fn who(visit: &Visit<'_>, plan: &Planner) -> Markup {
    let rows = plan.rings.iter().map(|ring| of_agency(visit, plan, ring));
    let head = ["Agency", "Asked to the meeting", "Rung round", "What can be done"];
    let table = Table::new("Ring-round", head, rows.collect());
    html! { (scroll_pane("Ring-round", table)) }
}

fn of_agency(visit: &Visit<'_>, plan: &Planner, ring: &AgencyRing) -> Vec<Cell> {
    let pack = &visit.house().pack;
    let called = html! {
        (pack.agency_name(&ring.agency))
        @if ring.needed { br; (Tone::Pressing.tag("Must be there")) }
    };
    let invited =
        plan.view.meeting.as_ref().map(|meeting| invited(&meeting.record, &ring.agency)).unwrap_or_default();
    let tries = html! {
        @for one in &ring.tries {
            (london::moment_in_short(one.at, visit.session.at)) " "
            @if !one.whom.trim().is_empty() { (name(&one.whom)) ": " }
            (one.answer.words().to_lowercase())
            @if let Some(from) = one.can_from { ", from " (london::moment_in_words(from)) }
            @if !one.words.trim().is_empty() { ". " (name(&one.words)) }
            br;
        }
        @if ring.tries.is_empty() { @if ring.needed { "Not rung yet" } @else { "Not asked yet" } }
        @if let Some(since) = ring.silent_since {
            (Tone::Pressing.tag("Silent")) " since the first try, " (told::ago(since, visit.session.at))
            @if let Some(rung) = &ring.rung { ": " (rung.name) }
        }
    };
    vec![called.into(), invited.into(), tries.into(), acts(visit, plan, ring).into()]
}

fn invited(meeting: &Meeting, agency: &str) -> Markup {
    let theirs: Vec<_> = meeting
        .asked()
        .map(|(_, invited)| invited)
        .filter(|one| one.agency.as_deref() == Some(agency))
        .collect();
    html! {
        @if theirs.is_empty() { "Not invited" }
        @for one in theirs {
            (name(&one.name)) ": "
            @match &one.reply { Some(reply) => (reply.coming.words().to_lowercase()), None => "no answer yet" }
            br;
        }
    }
}

/// A try to write down, and where an agency is silent the next rung in one click.
fn acts(visit: &Visit<'_>, plan: &Planner, ring: &AgencyRing) -> Markup {
    let known = &plan.view.discussion;
    let called = visit.house().pack.agency_name(&ring.agency);
    let to = address(known.record.id, "/ring");
    let escalate = ring.rung.as_ref().map(|rung| {
        let id = visit.house().id::<casework::SentForm>().to_string();
        let fields = html! {
            input type="hidden" name="agency" value=(ring.agency);
            input type="hidden" name="whom" value=(rung.name);
            input type="hidden" name="answer" value=(RingAnswer::Message.code());
            input type="hidden" name="words" value=(rung.words);
            (Button::new(html! { "Escalate: " (rung.name) span class="govuk-visually-hidden" { ", " (called) } }).secondary())
        };
        Form::new(to.clone(), id, fields).opened_at(known.version.0)
    });
    html! {
        a class="govuk-link" href=(format!("{to}?agency={}", ring.agency)) {
            "Write down a try, or why it is not asked" span class="govuk-visually-hidden" { ": " (called) }
        }
        @if let Some(escalate) = escalate { (escalate) }
    }
}

/// When agencies can come, which of their times another discussion has taken, and what was wanted and not to be had.
fn slots(visit: &Visit<'_>, plan: &Planner) -> Markup {
    let known = &plan.view.discussion.record;
    let pack = &visit.house().pack;
    html! {
        (crate::meeting::plan::free_times(visit, &plan.meeting))
        (taken(visit, &plan.taken))
        @for unmet in &known.unmet {
            p class="govuk-body" {
                (Tone::Pressing.tag("Not to be had")) " " (crate::meeting::agency(pack, Some(&unmet.agency), &unmet.organisation)) ", "
                (london::moment_in_words(unmet.wanted)) ": "
                @if unmet.taken { "another child's discussion took the time." } @else { "no time was published." }
            }
        }
    }
}

fn taken(visit: &Visit<'_>, taken: &BTreeMap<String, Vec<Taken>>) -> Markup {
    let pack = &visit.house().pack;
    let rows = taken.iter().map(|(agency, times)| {
        let times = html! {
            @for time in times.iter().take(6) {
                (london::moment_in_words(time.starts)) " to " (london::time_in_words(time.ends)) br;
            }
        };
        vec![pack.agency_name(agency).into(), times.into()]
    });
    let rows: Vec<Vec<Cell>> = rows.collect();
    html! {
        @if !rows.is_empty() {
            p class="govuk-body" { "These times are taken by other children's discussions. Where two need the same one, a manager says which goes first." }
            (scroll_pane("Times taken", Table::new("Times taken", ["Agency", "Taken"], rows)))
        }
    }
}

/// The next step, once it is convened.
fn hold(plan: &Planner) -> Markup {
    let known = &plan.view.discussion.record;
    let standing = plan.view.meeting.as_ref().filter(|meeting| meeting.record.cancelled.is_none());
    html! {
        @if known.stage() == Stage::Convened {
            h2 class="govuk-heading-m" { "Hold it" }
            @match standing {
                None => {
                    p class="govuk-body" { "It is convened, and nobody has been asked yet." }
                    div class="govuk-button-group" {
                        (Button::link("Ask everybody to the meeting", address(known.id, "/meeting")))
                        (Button::link("Hold it by telephone", address(known.id, "/telephone")).secondary())
                    }
                },
                Some(meeting) => {
                    p class="govuk-body" { "The meeting is " (london::moment_in_words(meeting.record.starts)) "." }
                    div class="govuk-button-group" {
                        (Button::link("Open the record", address(known.id, "/record")))
                        a class="govuk-link" href=(format!("/meetings/{}", meeting.record.id)) { "Who is asked, and change the plan" }
                    }
                },
            }
        }
    }
}

/// The two answers.
fn answer(visit: &Visit<'_>, plan: &Planner) -> Markup {
    let known = &plan.view.discussion.record;
    html! {
        (convene::embedded(visit, &plan.view, &plan.unknown, known.stage() == Stage::Convened))
        @if visit.may(domain::access::Action::DecideDiscussion) {
            p class="govuk-body" { a class="govuk-link" href=(address(known.id, "/not-held")) { "No discussion is needed after all" } }
        }
    }
}
