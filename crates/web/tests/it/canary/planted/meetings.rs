//! The meetings of the house of the canaries: one about Ava's contact with its minutes, one about her restricted sister.

use casework::Sending;
use casework::meeting::{About, Planned, Written, arrange, distribute, sign, write};
use casework::staff::{StaffAsked, add_staff};
use domain::id::Id;
use domain::mash::Handling;
use domain::meeting::{ActionAsked, Attended, MinutesAsked, Resolution, SaidAsked};
use domain::staff::{Role, Staff};
use jiff::SignedDuration;

use super::{own_answer, sending, session};
use crate::house::Invented;

/// A meeting about Ava's contact with somebody of health, signed and distributed; and one about the sister.
pub(super) fn meetings(
    of: &Invented,
    named: &[(&str, &str, String)],
) -> Vec<(&'static str, &'static str, String)> {
    let contact = |name: &str| {
        let (.., id) = named.iter().find(|(kind, of, _)| *kind == "contact" && *of == name).unwrap();
        About::Contact(id.parse().unwrap())
    };
    let nurse = StaffAsked {
        name: "Invented nurse".into(),
        title: "Nurse".into(),
        roles: vec![Role::Partner.code().into()],
        teams: Vec::new(),
        agency: Some("health".into()),
        organisation: "Community Health".into(),
        phone: "01632 960103".into(),
        email: "nurse@northbridge.example".into(),
    };
    let nurse = add_staff(&of.house.system(), &sending(of), nurse).unwrap();
    let planned = |chair: Role, purpose: &str, people: Vec<Id<Staff>>| Planned {
        kind: "professionals".into(),
        purpose: purpose.into(),
        chair: Some(of.staff[&chair]),
        minute_taker: (chair == Role::TeamManager).then(|| of.staff[&Role::BusinessSupport]),
        starts: of.house.now() + SignedDuration::from_mins(20),
        lasts_minutes: 30,
        place: "Room 4".into(),
        dial_in: String::new(),
        agenda: vec![format!("{purpose} first")],
        people,
        needed: Vec::new(),
        guests: Vec::new(),
        withdrawn: Vec::new(),
        further: own_answer("meeting", if purpose == "Ivelmarsh" { "Ouzelcombe" } else { "Wolfsdenne" }),
    };
    let plan = planned(Role::TeamManager, "Ivelmarsh", vec![nurse]);
    let panel = arrange(&session(of, Role::MashManager), &sending(of), contact("call"), plan).unwrap();
    let invited = vec![nurse, of.staff[&Role::MashManager]];
    let plan = planned(Role::ServiceManager, "Wolfsdenne", invited);
    let closed = arrange(&session(of, Role::ServiceManager), &sending(of), contact("sisters"), plan).unwrap();
    let chair = session(of, Role::TeamManager);
    let opened = |version| Sending { opened: version, ..sending(of) };
    let minutes = minutes(of);
    write(&chair, &opened(1), panel, Written { minutes, told: Vec::new() }).unwrap();
    sign(&chair, &opened(2), panel).unwrap();
    distribute(&chair, &opened(3), panel, &[2]).unwrap();
    vec![("meeting", "panel", panel.to_string()), ("meeting", "closed", closed.to_string())]
}

/// The minutes of the meeting about Ava's contact.
fn minutes(of: &Invented) -> MinutesAsked {
    let told = |agency: Option<&str>, words: &str, handling| SaidAsked {
        agency: agency.map(String::from),
        organisation: agency.map(|_| "Community Health".to_owned()).unwrap_or_default(),
        by: "Somebody, lead".into(),
        words: words.into(),
        handling: Some(handling),
        origin: None,
    };
    MinutesAsked {
        attendance: (0..3).map(|place| (place, (Attended::InPerson, String::new()))).collect(),
        said: vec![
            told(Some("health"), "Tollgatherne", Handling::Meeting),
            told(None, "Ruddlescombe", Handling::Council),
        ],
        decision: Some(Resolution {
            words: "Hexenfordian".into(),
            considered: "Nothing else".into(),
            handling: Handling::Agencies,
            dissent: Vec::new(),
        }),
        actions: vec![ActionAsked {
            what: "Quarrelbyre".into(),
            owners: vec![of.staff[&Role::SocialWorker]],
            due: Some(of.house.now() + SignedDuration::from_hours(30)),
            handling: Handling::Council,
        }],
        end: true,
        ..MinutesAsked::default()
    }
}
