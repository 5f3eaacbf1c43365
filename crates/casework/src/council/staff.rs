//! The people of the invented council: those the demo's visitor can be, and enough colleagues to share the work.

use std::collections::BTreeMap;

use domain::id::Id;
use domain::staff::Staff;
use store::Stop;

use crate::house::House;
use crate::session::Sending;
use crate::staff::{StaffAsked, add_staff, set_active};

/// The password of every demo person. It is printed beside their names: nothing in a demo is secret.
pub const DEMO_PASSWORD: &str = "invented harbour lantern tide";

/// Somebody a visitor of the demo can be.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct DemoPerson {
    /// The name they sign in with.
    pub user_name: &'static str,
    /// What colleagues call them.
    pub name: &'static str,
    /// Their title.
    pub title: &'static str,
    /// Role codes.
    pub roles: &'static [&'static str],
    /// Team codes.
    pub teams: &'static [&'static str],
    /// The agency, for partners.
    pub agency: Option<&'static str>,
    /// Which of the agency's organisations, for partners of an agency that is many.
    pub organisation: &'static str,
}

const fn person(
    user_name: &'static str,
    name: &'static str,
    title: &'static str,
    roles: &'static [&'static str],
    teams: &'static [&'static str],
) -> DemoPerson {
    DemoPerson { user_name, name, title, roles, teams, agency: None, organisation: "" }
}

const fn partner(
    user_name: &'static str,
    name: &'static str,
    title: &'static str,
    agency: &'static str,
    organisation: &'static str,
) -> DemoPerson {
    DemoPerson { user_name, name, title, roles: &["partner"], teams: &[], agency: Some(agency), organisation }
}

/// Everybody a visitor can be.
pub const DEMO_PEOPLE: &[DemoPerson] = &[
    person("officer", "Asha Pillai", "Contact and referral officer", &["contact_officer"], &["front_door"]),
    person("social-worker", "Tom Okafor", "Social worker", &["social_worker"], &["assessment_1"]),
    person("mash-worker", "Nkechi Sorensen", "MASH social worker", &["mash_social_worker"], &["front_door"]),
    person("mash-manager", "Rashid Karim", "MASH manager", &["mash_manager"], &["front_door"]),
    person("team-manager", "Helen Marchbanks", "Team manager", &["team_manager"], &["assessment_1"]),
    partner("police-partner", "Sgt Dana Whitlock", "Police vulnerability unit", "police", ""),
    partner(
        "school-partner",
        "Ruth Adeyemi",
        "Designated safeguarding lead, Elm Grove Primary",
        "school",
        "Elm Grove Primary",
    ),
    partner(
        "health-partner",
        "Oluwaseun Brandt",
        "Safeguarding nurse",
        "health",
        "Northbridge Community Health",
    ),
    partner("housing-partner", "Carys Penhallow", "Tenancy officer", "housing", "Northbridge Homes"),
    person("night-worker", "Grace Lindqvist", "Night team worker", &["night_worker"], &["night"]),
    person("night-manager", "Tobias Renshaw", "Night team manager", &["night_manager"], &["night"]),
    person("auditor", "Iris Bellweather", "Auditor", &["auditor"], &["quality"]),
    person(
        "principal-social-worker",
        "Adaeze Rowntree",
        "Principal social worker",
        &["principal_social_worker"],
        &["quality"],
    ),
    person("administrator", "Sam Ferreira", "System administrator", &["administrator"], &[]),
    person("analyst", "Nikhil Ravenscroft", "Data and returns analyst", &["analyst"], &["quality"]),
    person("service-manager", "Margaret Osei", "Service manager", &["service_manager"], &["front_door"]),
    DemoPerson {
        roles: &["agency_administrator"],
        ..partner(
            "school-administrator",
            "Imogen Faraday",
            "School business manager, Elm Grove Primary",
            "school",
            "Elm Grove Primary",
        )
    },
];

/// Colleagues who share the work and whom nobody signs in as.
const COLLEAGUES: &[DemoPerson] = &[
    person(
        "officer2",
        "Ben Hargreave",
        "Contact and referral officer",
        &["contact_officer"],
        &["front_door"],
    ),
    person("officer3", "Lucia Marin", "Contact and referral officer", &["contact_officer"], &["front_door"]),
    person("manager2", "Yvonne Clarke-Ito", "Assistant MASH manager", &["mash_manager"], &["front_door"]),
    person("worker2", "Priyanka Shaw", "Social worker", &["social_worker"], &["assessment_1"]),
    person("worker3", "Marek Dolan", "Social worker", &["social_worker"], &["assessment_2"]),
    person("worker4", "Femi Achterberg", "Social worker", &["social_worker"], &["assessment_2"]),
];

/// The staff of the council, by the name they sign in with.
pub(super) struct StaffRoom(BTreeMap<&'static str, Staff>);

impl StaffRoom {
    /// Makes the staff.
    pub(super) fn make(house: &House) -> Result<Self, Stop> {
        let mut staff = BTreeMap::new();
        for person in DEMO_PEOPLE.iter().chain(COLLEAGUES) {
            let asked = StaffAsked {
                name: person.name.into(),
                title: person.title.into(),
                roles: person.roles.iter().map(ToString::to_string).collect(),
                teams: person.teams.iter().map(ToString::to_string).collect(),
                agency: person.agency.map(String::from),
                organisation: person.organisation.into(),
                phone: "01632 960100".into(),
                email: format!("{}@northbridge.example", person.user_name),
            };
            let sending = Sending { form: house.id(), opened: 0, content: person.user_name.into() };
            let id = add_staff(&house.system(), &sending, asked.clone())?;
            staff.insert(person.user_name, as_staff(id, asked));
        }
        Ok(StaffRoom(staff))
    }

    /// Says of everybody of an agency that they still work there: an account that nobody confirms closes by itself.
    pub(super) fn confirm_partners(&self, house: &House) -> Result<(), Stop> {
        for partner in self.0.values().filter(|staff| staff.agency.is_some()) {
            let sending = Sending { form: house.id(), opened: 0, content: Vec::new() };
            set_active(&house.system(), &sending, partner.id, true)?;
        }
        Ok(())
    }

    /// Those a visitor of the demo can be, with their records.
    pub(super) fn demo_people(&self) -> Vec<(DemoPerson, Id<Staff>)> {
        DEMO_PEOPLE.iter().filter_map(|person| Some((*person, self.named(person.user_name)?.id))).collect()
    }

    /// Somebody by the name they sign in with.
    pub(super) fn named(&self, user_name: &str) -> Option<&Staff> {
        self.0.get(user_name)
    }
}

fn as_staff(id: Id<Staff>, asked: StaffAsked) -> Staff {
    Staff {
        id,
        name: asked.name,
        title: asked.title,
        roles: asked.roles.iter().filter_map(|code| domain::staff::Role::from_code(code)).collect(),
        teams: asked.teams.into_iter().collect(),
        agency: asked.agency,
        organisation: asked.organisation,
        phone: asked.phone,
        email: asked.email,
        active: true,
    }
}
