//! The people who sign in, from the terminal: how a council's first administrator joins, and what to do when nobody can sign in.

use anyhow::{Context, Result, ensure};
use casework::sign_in::{Account, account, accounts, invite, is_user_name};
use casework::staff::{StaffAsked, add_staff, set_active};
use casework::{House, Sending};
use domain::calendar::london;
use domain::id::Id;
use domain::staff::Staff;

use crate::arguments::{Place, User};
use crate::place::{Record, Stand};

/// Where people follow their link to.
const JOIN: &str = "/enrol/";

/// Carries out what is asked about somebody who signs in.
pub fn user(what: User, place: &Place) -> Result<()> {
    let stand = Stand::of(place)?;
    let house = stand.house(Record::MayBeNew)?;
    let link =
        |staff, user_name: &str| print_link(&house, stand.settings.address.as_deref(), staff, user_name);
    match what {
        User::Add { name, user_name, roles, teams, agency, organisation, title, phone, email } => {
            // Said before anybody is added: an administrator corrects the line and repeats it.
            ensure!(is_user_name(&user_name), "a user name has no spaces and at most 100 letters");
            let taken = account(&house.system(), &user_name)?;
            ensure!(taken.is_none(), "somebody already signs in as {user_name}");
            let asked = StaffAsked {
                name,
                title,
                roles,
                teams,
                agency,
                organisation: organisation.unwrap_or_default(),
                phone,
                email,
            };
            let staff = add_staff(&house.system(), &sending(&house), asked)?;
            println!("Added.");
            link(staff, &user_name)
        }
        User::Disable { user_name } => {
            let account = known(&house, &user_name)?;
            set_active(&house.system(), &sending(&house), account.staff.id, false)?;
            println!(
                "{} can no longer sign in; at their next click they are signed out.",
                account.staff.name
            );
            Ok(())
        }
        User::Enable { user_name } => {
            let account = known(&house, &user_name)?;
            set_active(&house.system(), &sending(&house), account.staff.id, true)?;
            println!("{} can sign in.", account.staff.name);
            Ok(())
        }
        User::Enrol { user_name } => link(known(&house, &user_name)?.staff.id, &user_name),
        User::List => {
            for Account { staff, user_name, standing } in accounts(&house.system())? {
                let roles: Vec<&str> = staff.roles.iter().map(|role| role.words()).collect();
                let user_name = user_name.unwrap_or_else(|| "-".into());
                println!("{user_name}\t{}\t{}\t{}", staff.name, roles.join(", "), standing.words());
            }
            Ok(())
        }
    }
}

fn print_link(house: &House, address: Option<&str>, staff: Id<Staff>, user_name: &str) -> Result<()> {
    let invitation = invite(&house.system(), staff, user_name)?;
    let address = address.unwrap_or("http://127.0.0.1:8080").trim_end_matches('/');
    println!(
        "Hand them this link by a safe way. It works once, until {}:",
        london::moment_in_words(invitation.until)
    );
    println!("{address}{JOIN}{}", invitation.token);
    Ok(())
}

fn known(house: &House, user_name: &str) -> Result<Account> {
    account(&house.system(), user_name)?.with_context(|| format!("nobody signs in as {user_name}"))
}

/// One act from a terminal: sent once.
fn sending(house: &House) -> Sending {
    Sending { form: house.id(), opened: 0, content: Vec::new() }
}
