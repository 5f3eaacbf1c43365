//! Notifications that come as files: one at the terminal, first what would be taken in, then the taking; or a folder into which an agency's system
//! puts them. A file of a folder is taken once it stands still; then it lies in `taken` or in `refused`, with a report beside it. A file that is
//! still being written has the ending `.part`, or is left alone until its length and time are the same at two looks.

use std::collections::BTreeMap;
use std::fs::{self, File};
use std::io::Read;
use std::path::{Path, PathBuf};
use std::sync::mpsc::{Receiver, RecvTimeoutError, Sender, channel};
use std::thread::JoinHandle;
use std::time::{Duration, SystemTime};

use anyhow::{Context, Result, bail, ensure};
use casework::House;
use casework::notification::{
    MOST_BYTES, NotTaken, Preview, Receipt, RefusedWords, Sent, format_of, look_up, preview, take_in,
};
use domain::calendar::london;
use domain::notification::Way;

use crate::arguments::Place;
use crate::place::{Record, Stand};

/// How often a folder is looked at.
const EVERY: Duration = Duration::from_secs(5);
/// The ending of a file that is still being written.
const BEING_WRITTEN: &str = "part";
/// Where files lie that were taken in.
const TAKEN: &str = "taken";
/// Where files lie that could not be read.
const REFUSED: &str = "refused";

/// Takes in a file or a folder from the terminal; without `accept` says what would be taken in.
pub fn import(path: &Path, agency: &str, accept: bool, place: &Place) -> Result<()> {
    let house = Stand::of(place)?.house_or_demo(Record::MayBeNew)?;
    ensure!(house.pack.agency(agency).is_some(), "there is no agency “{agency}” in the practice pack");
    if path.is_dir() && accept {
        let mut taken = 0;
        for file in files(path)? {
            println!("{}", take_from_folder(&house, path, &file, agency)?);
            taken += 1;
        }
        look_up(&house)?;
        println!("{taken} files taken in or refused. Files that end in .{BEING_WRITTEN} are left.");
        return Ok(());
    }
    let several = if path.is_dir() { files(path)? } else { vec![path.to_owned()] };
    for file in several {
        let bytes = bytes_of(&file)?;
        let name = name_of(&file);
        let sent = Sent {
            agency,
            way: Way::CommandLine,
            name: &name,
            format: format_of(&name, &bytes),
            bytes: &bytes,
        };
        let nothing = || format!("nothing is taken in from {}", file.display());
        if accept {
            let receipt = take_in(&house.system(), &sent, None).with_context(nothing)?;
            println!("{}", report(&name, &receipt));
            look_up(&house)?;
        } else {
            print(&name, &preview(&house.system(), &sent).with_context(nothing)?);
        }
    }
    println!("{}", if accept { "Taken in." } else { "Nothing is taken in yet: --accept takes it." });
    Ok(())
}

fn print(name: &str, preview: &Preview) {
    println!(
        "{name}: {} incidents, {} new, {} sent before with other words, {} sent before word for word, {} that cannot be taken as they are; \
         in {} somebody may be on the record.",
        preview.rows,
        preview.new,
        preview.changed,
        preview.same,
        preview.refused.len(),
        preview.known
    );
    preview.findings.iter().for_each(|finding| println!("  {finding}"));
    preview.refused.iter().for_each(|row| println!("{}", refused_in_words(row)));
}

fn refused_in_words(row: &RefusedWords) -> String {
    let words: Vec<String> = row
        .problems
        .iter()
        .map(|problem| format!("{}: {}", column(&problem.field), problem.words.replace('\n', " ")))
        .collect();
    format!("  line {}: {}", row.line, words.join(" "))
}

/// The column that a problem is in, as whoever made the file knows it.
fn column(field: &str) -> String {
    let of_person = field.strip_prefix("person-").and_then(|rest| rest.split_once('-'));
    let of_person = of_person.and_then(|(place, column)| Some((place.parse::<u32>().ok()?, column)));
    of_person.map_or_else(|| field.to_owned(), |(place, column)| format!("{column} of person {}", place + 1))
}

/// What is written beside a file that was taken in: nothing of it depends on who is on the record.
fn report(name: &str, receipt: &Receipt) -> String {
    let batch = &receipt.batch;
    let mut words = format!(
        "{name}: batch {} of {}, {}: {} incidents, {} new, {} sent before with other words, {} sent before word for word, {} to mend.",
        batch.id,
        london::moment_in_words(batch.received_at),
        if receipt.again { "the same file as before" } else { "taken in" },
        batch.rows,
        batch.taken,
        batch.changed,
        batch.same,
        batch.refused
    );
    for finding in &batch.findings {
        words.push_str(&format!("\n  {finding}"));
    }
    for row in &receipt.refused {
        words.push_str(&format!("\n{}", refused_in_words(row)));
    }
    words
}

fn name_of(file: &Path) -> String {
    file.file_name().map(|name| name.to_string_lossy().into_owned()).unwrap_or_default()
}

/// The bytes of a file, and no more of it than one file may have.
fn bytes_of(file: &Path) -> Result<Vec<u8>> {
    let opened = File::open(file).with_context(|| format!("{} cannot be read", file.display()))?;
    let mut bytes = Vec::new();
    opened.take(MOST_BYTES as u64 + 1).read_to_end(&mut bytes)?;
    Ok(bytes)
}

/// The files of a folder that are whole, in the order of their names: no folder, nothing hidden, nothing that is still being written.
fn files(folder: &Path) -> Result<Vec<PathBuf>> {
    let mut found = Vec::new();
    for entry in fs::read_dir(folder).with_context(|| format!("{} cannot be read", folder.display()))? {
        let entry = entry?;
        let path = entry.path();
        let being_written = path.extension().is_some_and(|end| end.eq_ignore_ascii_case(BEING_WRITTEN));
        // A link could lead anywhere: only files are files.
        if entry.file_type()?.is_file() && !being_written && !name_of(&path).starts_with('.') {
            found.push(path);
        }
    }
    found.sort();
    Ok(found)
}

/// Takes in one file of a folder and moves it away, with its report beside it. If the program dies between the two, the file is found again, is the
/// same batch, and is moved then.
fn take_from_folder(house: &House, folder: &Path, file: &Path, agency: &str) -> Result<String> {
    let (name, bytes) = (name_of(file), bytes_of(file)?);
    let sent =
        Sent { agency, way: Way::Folder, name: &name, format: format_of(&name, &bytes), bytes: &bytes };
    let (to, words) = match take_in(&house.system(), &sent, None) {
        Ok(receipt) => (TAKEN, report(&name, &receipt)),
        Err(NotTaken::Unreadable { line, words }) => {
            (REFUSED, format!("{name}: nothing was taken. Line {line}: {words}"))
        }
        Err(other) => return Err(other.into()),
    };
    let to = folder.join(to);
    fs::create_dir_all(&to).with_context(|| format!("{} cannot be made", to.display()))?;
    let kept = free(&to, &name)?;
    let mut beside = kept.clone().into_os_string();
    beside.push(".report.txt");
    fs::write(&beside, format!("{words}\n"))?;
    fs::rename(file, &kept).with_context(|| format!("{} cannot be moved", file.display()))?;
    Ok(words)
}

/// A name that nothing has yet: another file of the same name may have come before.
fn free(folder: &Path, name: &str) -> Result<PathBuf> {
    for number in 0..10_000 {
        let path = if number == 0 { folder.join(name) } else { folder.join(format!("{number}-{name}")) };
        if !path.exists() {
            return Ok(path);
        }
    }
    bail!("{} is full of files called {name}: move them away", folder.display())
}

/// Somebody who looks at the folder while the server runs. Dropping it ends the looking.
pub struct Watch {
    stop: Option<Sender<()>>,
    thread: Option<JoinHandle<()>>,
}

impl Watch {
    /// Begins to look at a folder in which each agency has its own.
    pub fn start(house: House, folder: PathBuf) -> Result<Self> {
        ensure!(folder.is_dir(), "[notifications] folder: there is no folder {}", folder.display());
        let (stop, stopped) = channel();
        let thread = std::thread::Builder::new()
            .name("notifications".into())
            .spawn(move || look(&house, &folder, &stopped))?;
        Ok(Watch { stop: Some(stop), thread: Some(thread) })
    }
}

impl Drop for Watch {
    fn drop(&mut self) {
        drop(self.stop.take());
        if let Some(thread) = self.thread.take()
            && thread.join().is_err()
        {
            tracing::error!("whoever looked at the folder of notifications had stopped by itself");
        }
    }
}

/// How a file stood at the last look.
type Stood = BTreeMap<PathBuf, (u64, Option<SystemTime>)>;

fn look(house: &House, folder: &Path, stopped: &Receiver<()>) {
    let mut stood = Stood::new();
    loop {
        for agency in &house.pack.agencies {
            let own = folder.join(&agency.id);
            if !own.is_dir() {
                continue;
            }
            if let Err(error) = look_at(house, &own, &agency.id, &mut stood) {
                // The path is ours; what the file says is not in the words.
                tracing::error!(folder = %own.display(), error = format!("{error:#}"), "notifications could not be taken from the folder");
            }
        }
        stood.retain(|file, _| file.exists());
        match stopped.recv_timeout(EVERY) {
            Err(RecvTimeoutError::Timeout) => {}
            Ok(()) | Err(RecvTimeoutError::Disconnected) => return,
        }
    }
}

/// Takes what stands still since the last look.
fn look_at(house: &House, folder: &Path, agency: &str, stood: &mut Stood) -> Result<()> {
    for file in files(folder)? {
        let about = fs::metadata(&file)?;
        let now = (about.len(), about.modified().ok());
        if stood.insert(file.clone(), now) != Some(now) {
            continue;
        }
        // One file that cannot be taken now keeps no other waiting; it is tried again at the next look.
        match take_from_folder(house, folder, &file, agency) {
            Ok(_) => tracing::info!(agency, "a file of notifications was taken from the folder"),
            Err(error) => {
                tracing::error!(
                    agency,
                    error = format!("{error:#}"),
                    "a file of notifications could not be taken"
                );
            }
        }
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::column;

    #[test]
    fn a_problem_names_its_column_as_the_file_does() {
        for (field, expected) in [
            ("kinds", "kinds"),
            ("person-0-born", "born of person 1"),
            ("person-11-given_name", "given_name of person 12"),
            ("person-x-born", "person-x-born"),
            ("", ""),
        ] {
            assert_eq!(column(field), expected, "{field}");
        }
    }
}
