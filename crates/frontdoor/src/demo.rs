//! An invented council, ready to use in a browser. Its folder bears a mark, so that a demo is never taken for a council nor a council for a demo.

use std::fs;
use std::io::ErrorKind;
use std::net::SocketAddr;
use std::path::Path;
use std::sync::Arc;

use anyhow::{Context, Result, ensure};
use casework::council::{self, DEMO_PASSWORD, DEMO_PEOPLE, Plan, make};
use casework::partner::Ways;
use casework::{House, sign_in};
use domain::pack::england;
use store::Database;
use web::DemoPerson;

use crate::place::{Record, Stand, house};
use crate::progress::Telling;
use crate::serve;
use crate::shell::DaysLater;

/// What the mark says while the council is being made: one that was broken off is made anew.
const BEING_MADE: &str = "being made\n";
/// What the mark says of a council that is whole.
const WHOLE: &str = "everything here is invented\n";

/// Starts the demo: makes its council when it is not there yet, then serves it. The council is made under England's pack and may be looked at under
/// another: that is how somebody tries a form that they wrote. It may be looked at so many days from today: what time brings is there without waiting for it.
pub fn demo(
    listen: SocketAddr,
    folder: &Path,
    scale: u32,
    pack: Option<&Path>,
    days_later: u16,
) -> Result<()> {
    let pack = pack.map(crate::pack::read).transpose()?;
    let stand = Stand::of_demo(folder);
    // Links in the demo's messages lead back to it.
    let ways = Ways { address: Some(format!("http://{listen}")), ..Ways::default() };
    let mut house = council(&stand, scale)?.with_ways(ways).as_demo_on(Arc::new(DaysLater(days_later)));
    if let Some(pack) = pack {
        house.calendar = Arc::new(pack.calendar());
        house.pack = Arc::new(pack);
    }
    let settings = web::Settings {
        plain_http: true,
        demo_people: DEMO_PEOPLE.iter().map(on_the_page).collect(),
        ..web::Settings::default()
    };
    serve::run(house, settings, serve::into_folder(&stand)?, Vec::new(), listen, |address| {
        println!("This is a demonstration: everybody in it is invented. Sign in as one of these:\n");
        if days_later > 0 {
            println!("It is looked at {days_later} days from today.\n");
        }
        for person in DEMO_PEOPLE {
            println!("  {:16} {:20} {}", person.user_name, person.name, person.title);
        }
        println!("\nThe password is the same for all of them: {DEMO_PASSWORD}");
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

/// Fills an empty house with an invented council as it stands now.
fn fill(house: &House, scale: u32) -> Result<()> {
    let plan = Plan::of(usize::try_from(scale)?);
    let mut telling = Telling::of("contacts");
    let mut tell = |done, of| telling.tell(done, Some(of));
    let made = make(&house.store, &house.pack, &house.calendar, plan, house.now(), &mut tell)?;
    for (person, staff) in &made.people {
        sign_in::demo_person(house, *staff, person.user_name, DEMO_PASSWORD)?;
    }
    println!(
        "{} children, {} contacts, {} restricted records, {} protected addresses.",
        made.children, made.contacts, made.restricted, made.protected
    );
    Ok(())
}

fn on_the_page(person: &council::DemoPerson) -> DemoPerson {
    DemoPerson {
        name: person.name.into(),
        role: person.title.into(),
        user_name: person.user_name.into(),
        password: DEMO_PASSWORD.into(),
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
