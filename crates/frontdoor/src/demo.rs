//! An invented council, ready to use in a browser. Its folder bears a mark, so that a demo is never taken for a council nor a council for a demo.

use std::fs;
use std::io::ErrorKind;
use std::net::SocketAddr;
use std::path::Path;

use anyhow::{Context, Result, ensure};
use casework::staff::{StaffAsked, add_staff};
use casework::{House, Sending, sign_in};
use domain::pack::england;
use domain::staff::Role;
use store::Database;
use web::DemoPerson;

use crate::place::{Record, Stand, house};
use crate::serve;

/// What the mark says while the council is being made: one that was broken off is made anew.
const BEING_MADE: &str = "being made\n";
/// What the mark says of a council that is whole.
const WHOLE: &str = "everything here is invented\n";

/// The password of all the demo's people.
const PASSWORD: &str = "lanterns over quiet harbours";

/// One of the demo's people.
struct Invented {
    user_name: &'static str,
    name: &'static str,
    title: &'static str,
    role: Role,
    team: Option<&'static str>,
    agency: Option<&'static str>,
}

const fn colleague(
    user_name: &'static str,
    name: &'static str,
    title: &'static str,
    role: Role,
    team: &'static str,
) -> Invented {
    Invented { user_name, name, title, role, team: Some(team), agency: None }
}

const fn partner(
    user_name: &'static str,
    name: &'static str,
    title: &'static str,
    agency: &'static str,
) -> Invented {
    Invented { user_name, name, title, role: Role::Partner, team: None, agency: Some(agency) }
}

/// Those who stand on the sign-in page.
const PEOPLE: &[Invented] = &[
    colleague("officer", "Amara Okoye", "Contact and referral officer", Role::ContactOfficer, "front_door"),
    colleague("social-worker", "Rhys Bevan", "Social worker", Role::SocialWorker, "assessment_1"),
    colleague("mash-manager", "Priya Nair", "MASH manager", Role::MashManager, "front_door"),
    colleague("team-manager", "Ruth Adeyemi", "Team manager", Role::TeamManager, "assessment_1"),
    partner("police-partner", "Det Sgt Colin Marsh", "Public protection unit", "police"),
    partner("school-partner", "Helen Frost", "Designated safeguarding lead", "school"),
    colleague("night-worker", "Tomasz Zielinski", "Night team worker", Role::NightWorker, "night"),
    colleague("auditor", "Grace Lim", "Auditor", Role::Auditor, "quality"),
    colleague("administrator", "Owen Price", "System administrator", Role::Administrator, "quality"),
];

/// Starts the demo: makes its council when it is not there yet, then serves it.
pub fn demo(listen: SocketAddr, folder: &Path, scale: u32) -> Result<()> {
    let stand = Stand::of_demo(folder);
    let house = council(&stand, scale)?;
    let settings = web::Settings {
        plain_http: true,
        demo_people: PEOPLE.iter().map(Invented::on_the_page).collect(),
        ..web::Settings::default()
    };
    serve::run(house, settings, serve::into_folder(&stand)?, listen, |address| {
        println!("This is a demonstration: everybody in it is invented. Sign in as one of these:\n");
        for person in PEOPLE {
            println!("  {:16} {:20} {}", person.user_name, person.name, person.role.words());
        }
        println!("\nThe password is the same for all of them: {PASSWORD}");
        println!("The sign-in page shows the codes. Messages are written into {}.", stand.outbox().display());
        println!("Open http://{address} in a browser. Stop with Ctrl-C.");
    })
}

/// The demo's council, made now or before.
fn council(stand: &Stand, scale: u32) -> Result<House> {
    let mark = stand.demo_mark();
    let marked = match fs::read_to_string(&mark) {
        Ok(text) => Some(text),
        Err(error) if error.kind() == ErrorKind::NotFound => None,
        Err(error) => return Err(error).with_context(|| format!("{} cannot be read", mark.display())),
    };
    if marked.as_deref() == Some(WHOLE) {
        return open(stand);
    }
    let Database::Sqlite(file) = &stand.database else { return open(stand) };
    let broken_off = marked.is_some();
    ensure!(
        broken_off || !file.exists(),
        "{} holds a record that is not a demo's: choose another folder with --data",
        stand.folder.display()
    );
    if broken_off {
        for end in ["", "-wal", "-shm"] {
            let mut path = file.clone().into_os_string();
            path.push(end);
            remove(Path::new(&path))?;
        }
    }
    stand.key()?;
    fs::write(&mark, BEING_MADE).with_context(|| format!("{} cannot be written", mark.display()))?;
    let house = open(stand)?;
    println!("Making an invented council…");
    fill(&house, scale)?;
    fs::write(&mark, WHOLE)?;
    Ok(house)
}

fn open(stand: &Stand) -> Result<House> {
    Ok(house(stand.store(Record::MayBeNew)?, england().clone()).as_demo())
}

/// Fills an empty house with invented people and families.
fn fill(house: &House, _scale: u32) -> Result<()> {
    for person in PEOPLE {
        let sending = Sending { form: house.id(), opened: 0, content: Vec::new() };
        let staff = add_staff(&house.system(), &sending, person.asked())?;
        sign_in::demo_person(house, staff, person.user_name, PASSWORD)?;
    }
    Ok(())
}

impl Invented {
    fn asked(&self) -> StaffAsked {
        StaffAsked {
            name: self.name.into(),
            title: self.title.into(),
            roles: vec![self.role.code().into()],
            teams: self.team.into_iter().map(String::from).collect(),
            agency: self.agency.map(String::from),
            phone: "01632 960100".into(),
            email: format!("{}@northbridge.example", self.user_name),
        }
    }

    fn on_the_page(&self) -> DemoPerson {
        DemoPerson {
            name: self.name.into(),
            role: self.role.words().into(),
            user_name: self.user_name.into(),
            password: PASSWORD.into(),
        }
    }
}

fn remove(file: &Path) -> Result<()> {
    match fs::remove_file(file) {
        Err(error) if error.kind() != ErrorKind::NotFound => {
            Err(error).with_context(|| format!("{} cannot be removed", file.display()))
        }
        _ => Ok(()),
    }
}
