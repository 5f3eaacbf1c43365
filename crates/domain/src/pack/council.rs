//! The council itself: its name, telephones, teams and the hours of its front door.

use serde::Deserialize;

use crate::calendar::MashHours;

/// Who runs this front door.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Council {
    /// The council's name.
    pub name: String,
    /// The local authority's code in national returns: three digits.
    pub la_code: String,
    /// The telephone of the front door in working hours.
    pub duty_phone: String,
    /// The telephone of the emergency duty team, out of hours.
    pub night_phone: String,
    /// The address for replies to letters and messages.
    pub email: String,
    /// When the MASH works.
    pub mash_hours: MashHours,
    /// The hour before which a school wants an answer, "before pick-up": `15:00`.
    pub school_day_ends: jiff::civil::Time,
    /// The teams.
    #[serde(rename = "team")]
    pub teams: Vec<Team>,
}

/// A team.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Team {
    /// The team's name in the pack and in addresses.
    pub id: String,
    /// The team's name on pages.
    pub name: String,
    /// What it does.
    pub kind: TeamKind,
    /// Its telephone.
    pub phone: String,
}

/// What a team does.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum TeamKind {
    /// Contacts, screening and multi-agency checks.
    FrontDoor,
    /// Assessments, enquiries and plans.
    Assessment,
    /// Early help and family support.
    EarlyHelp,
    /// Exploitation and missing.
    Exploitation,
    /// Out of hours.
    Night,
    /// Allegations against people who work with children.
    DesignatedOfficer,
    /// Audit, performance and practice development.
    Quality,
}

impl Council {
    /// The team of this name.
    pub fn team(&self, id: &str) -> Option<&Team> {
        self.teams.iter().find(|team| team.id == id)
    }
}
