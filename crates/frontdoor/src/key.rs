//! The keys of other agencies' systems, from the terminal.

use anyhow::{Context, Result, bail};
use casework::Sending;
use casework::notification::{keys, make_key, revoke_key};
use domain::calendar::london;

use crate::arguments::{Key, Place};
use crate::place::{Record, Stand};

/// Carries out what is asked about keys.
pub fn key(what: Key, place: &Place) -> Result<()> {
    let house = Stand::of(place)?.house(Record::MayBeNew)?;
    let session = house.system();
    match what {
        Key::Add { agency, name, days } => {
            let made = make_key(&session, &agency, &name, &days)?;
            println!(
                "Key {} holds until {}. Hand it over by a way that only they can read; it is not shown again:",
                made.key.id,
                london::moment_in_words(made.key.expires_at)
            );
            println!("{}", made.secret);
        }
        Key::End { key } => {
            let Ok(id) = key.parse() else { bail!("a key's number is 32 digits, as key list prints it") };
            let sending = Sending { form: house.id(), opened: 0, content: Vec::new() };
            revoke_key(&session, &sending, id).with_context(|| format!("key {key}"))?;
            println!("Ended: its next request is refused.");
        }
        Key::List => {
            for key in keys(&session)?.0 {
                let key = key.record;
                let until = london::moment_in_words(key.expires_at);
                println!(
                    "{}\t{}\t{}\tuntil {until}\t{}",
                    key.id,
                    key.agency,
                    key.name,
                    key.standing(session.at)
                );
            }
        }
    }
    Ok(())
}
