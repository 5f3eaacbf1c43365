//! Public labelled sets, their columns mapped to ours as well as they can be. They are Australian, American or historical, and
//! invented or drawn from public pages. They are read where they are at hand and are no part of the project.
//!
//! `docs/evidence/matching.md` says where each comes from.

use std::collections::HashMap;
use std::fs;
use std::io::Read;
use std::path::{Path, PathBuf};

use crate::set::{Form, Set};

/// A public set by its name, from the first of the folders that has it.
pub fn read(name: &str, folders: &[PathBuf]) -> Option<Set> {
    let mut set = match name {
        "febrl1" => febrl(&[&text("dataset1.csv", folders)?]),
        "febrl2" => febrl(&[&text("dataset2.csv", folders)?]),
        "febrl3" => febrl(&[&text("dataset3.csv", folders)?]),
        "febrl4" => febrl(&[&text("dataset4a.csv", folders)?, &text("dataset4b.csv", folders)?]),
        "fake_1000" => fake(&text("fake_1000.csv", folders)?),
        "historical_50k" => historical(&text("historical_50k.csv", folders)?),
        _ => return None,
    };
    name.clone_into(&mut set.name);
    Some(set)
}

fn text(file: &str, folders: &[PathBuf]) -> Option<String> {
    folders
        .iter()
        .find_map(|folder| plain(&folder.join(file)).or_else(|| zipped(&folder.join(format!("{file}.gz")))))
}

fn plain(path: &Path) -> Option<String> {
    fs::read_to_string(path).ok()
}

fn zipped(path: &Path) -> Option<String> {
    let mut text = String::new();
    flate2::read::GzDecoder::new(fs::File::open(path).ok()?).read_to_string(&mut text).ok()?;
    Some(text)
}

/// Each row by heading.
fn rows(text: &str) -> impl Iterator<Item = HashMap<String, String>> {
    let mut reader = csv::ReaderBuilder::new().trim(csv::Trim::All).from_reader(text.as_bytes());
    let headings = reader.headers().unwrap().clone();
    let rows: Vec<csv::StringRecord> = reader.records().map(Result::unwrap).collect();
    rows.into_iter()
        .map(move |row| headings.iter().map(str::to_owned).zip(row.iter().map(str::to_owned)).collect())
}

/// Numbers for names, in the order in which they come.
#[derive(Default)]
struct Numbering(HashMap<String, u32>);

impl Numbering {
    fn of(&mut self, name: &str) -> u32 {
        let next = u32::try_from(self.0.len()).unwrap();
        *self.0.entry(name.to_owned()).or_insert(next)
    }
}

fn push(set: &mut Set, form: &Form, truth: u32) {
    set.rows.push(form.row());
    set.truth.push(truth);
    set.family.push(truth);
    set.culture.push("");
    set.faults.push(Vec::new());
}

/// Febrl: several files are linked. The social security number stands where ours have an NHS number.
fn febrl(texts: &[&String]) -> Set {
    let (mut set, mut people) = (Set::default(), Numbering::default());
    for (side, text) in (0..).zip(texts) {
        for row in rows(text) {
            let street = format!("{} {}", row["street_number"], row["address_1"]);
            let lines = [street.as_str(), &row["address_2"], &row["suburb"]];
            let form = Form {
                rec_id: row["rec_id"].clone(),
                forename: row["given_name"].clone(),
                surname: row["surname"].clone(),
                dob: row["date_of_birth"].clone(),
                nhs_number: row["soc_sec_id"].clone(),
                address: lines
                    .iter()
                    .map(|line| line.trim())
                    .filter(|line| !line.is_empty())
                    .collect::<Vec<_>>()
                    .join(", "),
                postcode: row["postcode"].clone(),
                ..Form::default()
            };
            let person = form.rec_id.split('-').nth(1).unwrap_or_default().to_owned();
            push(&mut set, &form, people.of(&person));
            if texts.len() > 1 {
                set.side.push(side);
            }
        }
    }
    set
}

/// A thousand invented Americans with heavy misspelling; the e-mail address stands where ours have a phone.
fn fake(text: &str) -> Set {
    let (mut set, mut people) = (Set::default(), Numbering::default());
    for row in rows(text) {
        let form = Form {
            rec_id: row["unique_id"].clone(),
            forename: row["first_name"].clone(),
            surname: row["surname"].clone(),
            dob: row["dob"].clone(),
            address: row["city"].clone(),
            phone: row["email"].clone(),
            ..Form::default()
        };
        push(&mut set, &form, people.of(&row["cluster"]));
    }
    set
}

/// People of history with errors put in; the place of birth stands where ours have an address.
fn historical(text: &str) -> Set {
    let (mut set, mut people) = (Set::default(), Numbering::default());
    for row in rows(text) {
        let form = Form {
            rec_id: row["unique_id"].clone(),
            forename: row["first_name"].clone(),
            surname: row["surname"].clone(),
            dob: row["dob"].clone(),
            sex: row["gender"].clone(),
            address: row["birth_place"].clone(),
            postcode: row["postcode_fake"].clone(),
            ..Form::default()
        };
        push(&mut set, &form, people.of(&row["cluster"]));
    }
    set
}
