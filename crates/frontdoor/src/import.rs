//! Taking in records: what would be taken in is printed first; `--accept` takes it.

use std::fs::File;
use std::io::BufReader;

use anyhow::{Context, Result};
use casework::import::{Proposal, cin};

use crate::arguments::{Import, Place};
use crate::notifications;
use crate::place::{Record, Stand};

/// Takes in what is asked.
pub fn import(what: &Import, place: &Place) -> Result<()> {
    let (file, accept) = match what {
        Import::Cin { file, accept } => (file, accept),
        Import::Notifications { path, agency, accept } => {
            return notifications::import(path, agency, *accept, place);
        }
    };
    let house = Stand::of(place)?.house(Record::MayBeNew)?;
    let name = file.file_name().context("a file is expected")?.to_string_lossy();
    let open = || File::open(file).map(BufReader::new);
    let total = cin(&house.system(), &name, open, *accept, &mut print)
        .with_context(|| format!("nothing is taken in from {}", file.display()))?;
    println!(
        "{} children, {} of them new; {} new episodes; {} findings.",
        total.children, total.new_children, total.new_episodes, total.findings
    );
    println!("{}", if *accept { "Taken in." } else { "Nothing is taken in yet: --accept takes it." });
    Ok(())
}

fn print(proposal: &Proposal) {
    let Proposal { line, identifier, known, new_episodes, findings } = proposal;
    let who = if *known { "known" } else { "new" };
    println!("line {line}: child {identifier}, {who}, {new_episodes} new episodes");
    for finding in findings {
        println!("  {finding}");
    }
}
