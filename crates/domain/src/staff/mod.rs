//! The people who use Frontdoor: what they are called, which roles and teams they hold, which agency they come from.
//! How they sign in is kept apart (the `identity` crate): a password is not evidence.

use std::collections::BTreeSet;

use serde::{Deserialize, Serialize};

use crate::id::Id;
use crate::person::Person;
use crate::record::Record;

/// A person who uses Frontdoor, in the council or in a partner agency.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Staff {
    /// The record's name.
    pub id: Id<Staff>,
    /// What colleagues call them.
    pub name: String,
    /// The words after the name: "contact and referral officer", "designated safeguarding lead".
    pub title: String,
    /// What they may do.
    pub roles: BTreeSet<Role>,
    /// The codes of their teams in the pack.
    pub teams: BTreeSet<String>,
    /// The code of the agency in the pack, for people outside the council.
    pub agency: Option<String>,
    /// Which of the agency's organisations, for an agency that is many: one school, one practice. Its people see what it was asked, and nobody
    /// else's. Empty for an agency that is one.
    #[serde(default)]
    pub organisation: String,
    /// A work telephone number.
    pub phone: String,
    /// A work e-mail address.
    pub email: String,
    /// Whether they may sign in. A leaver's name stays in the record.
    pub active: bool,
}

impl Record for Staff {
    const KIND: &'static str = "staff";
    fn id(&self) -> Id<Staff> {
        self.id
    }
    fn children(&self) -> Vec<Id<Person>> {
        Vec::new()
    }

    fn passages(&self) -> Vec<crate::passage::Passage> {
        crate::passage::of_staff(self)
    }
}

macro_rules! roles {
    ($($role:ident = $code:literal, $words:literal;)*) => {
        /// A role, named as the field names it (domain register, 2.1). Its code is the pack's code.
        #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
        #[serde(rename_all = "snake_case")]
        pub enum Role { $(#[doc = $words] $role,)* }

        impl Role {
            /// Every role.
            pub const ALL: &'static [Role] = &[$(Role::$role,)*];

            /// The code in the pack and in the store.
            pub const fn code(self) -> &'static str {
                match self { $(Role::$role => $code,)* }
            }

            /// The role in words.
            pub const fn words(self) -> &'static str {
                match self { $(Role::$role => $words,)* }
            }

            /// The role with this code.
            pub fn from_code(code: &str) -> Option<Role> {
                match code { $($code => Some(Role::$role),)* _ => None }
            }
        }
    };
}

roles! {
    ContactOfficer = "contact_officer", "Contact and referral officer";
    SocialWorker = "social_worker", "Social worker";
    MashSocialWorker = "mash_social_worker", "MASH social worker";
    MashManager = "mash_manager", "MASH manager";
    TeamManager = "team_manager", "Team manager";
    ServiceManager = "service_manager", "Service manager";
    EarlyHelpWorker = "early_help_worker", "Early help worker";
    Partner = "partner", "Partner agency";
    AgencyAdministrator = "agency_administrator", "Agency administrator";
    NightWorker = "night_worker", "Night team worker";
    NightManager = "night_manager", "Night team manager";
    ShieldCoordinator = "shield_coordinator", "Shield coordinator";
    DesignatedOfficer = "designated_officer", "Designated officer for allegations";
    Auditor = "auditor", "Auditor";
    Analyst = "analyst", "Performance analyst";
    Leader = "leader", "Leader";
    BusinessSupport = "business_support", "Business support";
    Administrator = "administrator", "System administrator";
    PrincipalSocialWorker = "principal_social_worker", "Principal social worker";
    System = "system", "Frontdoor itself";
}
