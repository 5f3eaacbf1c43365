//! The rooms of child protection in one place: what asks, what is discussed, enquired into, decided and kept safe. Each is one press from here, and this
//! page is one press from anywhere.

use casework::Stop;
use domain::access::Action;
use maud::html;

use crate::route::{Page, View, Visit};

pub(super) static PROTECTION: Page<()> =
    Page { path: "/protection", name: "child protection", action: Action::SeeDisagreements, show };

/// The rooms: the act that opens each, its address, its name and what is done there.
const ROOMS: &[(Action, &str, &str, &str)] = &[
    (
        Action::SeePrompts,
        "/watch",
        "Escalation watch",
        "What was recorded asks: is it time for a strategy discussion?",
    ),
    (
        Action::SeeDiscussions,
        "/strategy",
        "Strategy discussions",
        "To prepare, convene, hold, decide and sign; which were late, and why.",
    ),
    (
        Action::SeeSection47s,
        "/section47",
        "Section 47 enquiries",
        "Those that run: the child seen, every risk answered for, the outcome.",
    ),
    (
        Action::SeeConferences,
        "/conferences",
        "Child protection conferences",
        "Asked for, planned, overdue; what was decided, core groups and reviews.",
    ),
    (Action::SeePowers, "/powers", "Powers, orders and conditions", "What runs now, and when each ends."),
    (
        Action::SeeSafetyPlans,
        "/safety-plans",
        "Safety plans",
        "Those that stand, that run out, and that must be looked at again.",
    ),
    (
        Action::SeeDisagreements,
        "/disagreements",
        "Professional disagreements",
        "Who sees it differently, and how far up the ladder it is.",
    ),
    (
        Action::SeeHubMeasures,
        "/strategy/scorecard",
        "Balanced scorecard",
        "Whether discussions are held at the right time: all lines together.",
    ),
    (
        Action::SeeChildInNeedPlans,
        "/plans",
        "Child in need plans",
        "Those that are open, with reviews near and overdue.",
    ),
    (
        Action::SeeClosures,
        "/closures",
        "Closings",
        "To decide, sent back, and steps down that nobody has accepted.",
    ),
];

fn show(visit: &Visit<'_>, (): ()) -> Result<View, Stop> {
    let body = html! {
        h1 class="govuk-heading-l" { "Protection" }
        @for (action, href, name, words) in ROOMS {
            @if visit.may(*action) {
                h2 class="govuk-heading-s govuk-!-margin-bottom-1" { a class="govuk-link" href=(href) { (name) } }
                p class="govuk-body" { (words) }
            }
        }
    };
    Ok(View::new("Protection", body))
}
