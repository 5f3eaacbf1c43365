//! National returns, made from the record. A file stands only when all of it is written: one that fails on the way leaves nothing behind.

use std::fs::{self, OpenOptions};
use std::io::{BufWriter, Write};
use std::os::unix::fs::OpenOptionsExt;
use std::path::{Path, PathBuf};

use anyhow::{Context, Result};
use casework::census::{Written, write};

use crate::arguments::{Place, Return};
use crate::place::{Record, Stand};

/// Makes what is asked.
pub fn make(what: &Return, place: &Place) -> Result<()> {
    let Return::Cin { year, out, as_known_on } = what;
    let house = Stand::of(place)?.house(Record::MustExist)?;
    let Written { children, episodes } =
        whole(out, |file| Ok(write(&house.system(), *year, *as_known_on, file)?))?;
    println!(
        "{}: {children} children and {episodes} episodes of the year ending 31 March {year}.",
        out.display()
    );
    println!("frontdoor check cin {} says what is wrong in it, where, and how to mend it.", out.display());
    Ok(())
}

/// Writes a file beside its place, for its owner alone, and puts it there once it is whole.
fn whole<T>(out: &Path, write: impl FnOnce(&mut dyn Write) -> Result<T>) -> Result<T> {
    let mut part = out.as_os_str().to_owned();
    part.push(".part");
    let part = PathBuf::from(part);
    let told = || format!("{} is not written", out.display());
    let open = OpenOptions::new().write(true).create(true).truncate(true).mode(0o600).open(&part);
    let written = open.map_err(anyhow::Error::from).and_then(|file| {
        let mut file = BufWriter::with_capacity(1 << 16, file);
        let answer = write(&mut file)?;
        file.flush()?;
        file.get_ref().sync_all()?;
        Ok(answer)
    });
    let placed = written.and_then(|answer| {
        fs::rename(&part, out)?;
        Ok(answer)
    });
    if placed.is_err() {
        // Whether it can be taken away or not, what failed is what is told.
        let _ = fs::remove_file(&part);
    }
    placed.with_context(told)
}
