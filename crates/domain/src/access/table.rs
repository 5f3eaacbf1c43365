//! The table itself. A test writes it to `docs/access.md`; the list filters of the store are made from it, so that a list holds a child
//! exactly when a decision would allow it.

use serde::{Deserialize, Serialize};

use super::facts::Relationship;
use crate::staff::Role;

/// How much of a record a viewer may have.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Layer {
    /// Not even that there is a record.
    Nothing,
    /// That a restricted record exists, and whom to ring.
    Ring,
    /// That the child is known: name, date of birth, team and whom to ring.
    Existence,
    /// Legal status, plan, hazards, earlier contacts by date and outcome.
    Summary,
    /// The record.
    Content,
}

impl Layer {
    /// The layer in one word.
    pub const fn words(self) -> &'static str {
        match self {
            Layer::Nothing => "nothing",
            Layer::Ring => "ring",
            Layer::Existence => "existence",
            Layer::Summary => "summary",
            Layer::Content => "content",
        }
    }
}

/// The ways in which a viewer can stand to a child.
pub const WAYS: usize = Relationship::ALL.len();

struct Line {
    role: Role,
    /// In the order of `Relationship::ALL`: allocated, circle, team, duty, broke glass, stranger.
    open: [Layer; WAYS],
    /// The same for somebody outside the circle of a restricted record.
    restricted: [Layer; WAYS],
}

const N: Layer = Layer::Nothing;
const R: Layer = Layer::Ring;
const E: Layer = Layer::Existence;
const S: Layer = Layer::Summary;
const C: Layer = Layer::Content;

const TABLE: &[Line] = &[
    Line { role: Role::ContactOfficer, open: [C, C, C, C, C, E], restricted: [C, R, R, R, R, R] },
    Line { role: Role::SocialWorker, open: [C, C, C, E, C, E], restricted: [C, R, R, R, C, R] },
    Line { role: Role::MashSocialWorker, open: [C, C, C, C, C, S], restricted: [C, R, R, R, C, R] },
    Line { role: Role::MashManager, open: [C, C, C, C, C, S], restricted: [C, R, R, R, C, R] },
    Line { role: Role::TeamManager, open: [C, C, C, E, C, E], restricted: [C, R, R, R, C, R] },
    Line { role: Role::ServiceManager, open: [C, C, C, S, C, S], restricted: [C, R, R, R, C, R] },
    Line { role: Role::EarlyHelpWorker, open: [S, S, S, N, N, N], restricted: [R, N, R, N, N, N] },
    Line { role: Role::Partner, open: [N; WAYS], restricted: [N; WAYS] },
    Line { role: Role::AgencyAdministrator, open: [N; WAYS], restricted: [N; WAYS] },
    Line { role: Role::NightWorker, open: [C, C, S, S, C, S], restricted: [C, R, R, R, C, R] },
    Line { role: Role::NightManager, open: [C, C, S, S, C, S], restricted: [C, R, R, R, C, R] },
    Line { role: Role::ShieldCoordinator, open: [C, C, C, E, C, E], restricted: [C, R, R, R, C, R] },
    Line { role: Role::DesignatedOfficer, open: [C, C, C, E, C, E], restricted: [C, R, R, R, C, R] },
    Line { role: Role::Auditor, open: [C, C, C, C, C, C], restricted: [R; WAYS] },
    Line { role: Role::PrincipalSocialWorker, open: [C, C, C, C, C, C], restricted: [R; WAYS] },
    Line { role: Role::Analyst, open: [N; WAYS], restricted: [N; WAYS] },
    Line { role: Role::Leader, open: [N; WAYS], restricted: [N; WAYS] },
    Line { role: Role::BusinessSupport, open: [S, S, S, N, N, N], restricted: [R, N, R, N, N, N] },
    Line { role: Role::Administrator, open: [N; WAYS], restricted: [N; WAYS] },
    Line { role: Role::System, open: [C; WAYS], restricted: [C; WAYS] },
];

/// The layer a role has through one relationship.
pub fn layer(role: Role, relationship: Relationship, outside_circle: bool) -> Layer {
    let Some(line) = TABLE.iter().find(|line| line.role == role) else { return Layer::Nothing };
    let row = if outside_circle { &line.restricted } else { &line.open };
    let place = Relationship::ALL.iter().position(|r| *r == relationship);
    place.and_then(|p| row.get(p)).copied().unwrap_or(Layer::Nothing)
}

/// Through which relationships somebody reaches a layer: what a list's filter asks of each row.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Reach {
    /// For open records, in the order of `Relationship::ALL`.
    pub open: [bool; WAYS],
    /// For restricted records seen from outside the circle.
    pub restricted: [bool; WAYS],
}

/// The reach of a set of roles for a layer.
pub fn reach<'a>(roles: impl IntoIterator<Item = &'a Role>, needed: Layer) -> Reach {
    let mut reach = Reach { open: [false; WAYS], restricted: [false; WAYS] };
    for role in roles {
        for (place, relationship) in Relationship::ALL.into_iter().enumerate() {
            reach.open[place] |= layer(*role, relationship, false) >= needed;
            reach.restricted[place] |= layer(*role, relationship, true) >= needed;
        }
    }
    reach
}

/// The whole table, with the actions, for `docs/access.md`.
pub fn as_markdown() -> String {
    let mut text = String::from(
        "# Who may see and do what\n\nWritten by a test from `domain::access`; edit the table there.\n\n\
         ## How much of a child's record\n\nFor a restricted record, a role outside its named circle has the layer in brackets.\n\n\
         | Role | Allocated | In the circle | Team | Contact at the front door | Opened with a reason | None of these |\n|---|---|---|---|---|---|---|\n",
    );
    for line in TABLE {
        let cells: Vec<String> = line
            .open
            .iter()
            .zip(&line.restricted)
            .map(|(open, restricted)| format!("{} ({})", open.words(), restricted.words()))
            .collect();
        text.push_str(&format!("| {} | {} |\n", line.role.words(), cells.join(" | ")));
    }
    text.push_str("\n## What it takes\n\n| Act | Layer needed | Roles |\n|---|---|---|\n");
    for action in super::Action::ALL {
        let roles: Vec<&str> = Role::ALL.iter().filter(|r| action.is_for(**r)).map(|r| r.words()).collect();
        let layer = action.needs().words();
        text.push_str(&format!("| {} | {} | {} |\n", action.words(), layer, roles.join(", ")));
    }
    text
}
