//! A set of anybody's, as files in a folder: `records.csv` with the engine's columns, and `truth.csv` with `rec_id` and `person`,
//! and with `family`, `culture` and `faults` (apart by semicolons) where they are known.

use std::collections::HashMap;
use std::fs::File;
use std::io::BufReader;
use std::path::Path;

use matching::table::{Reader, Table};

use crate::set::Set;

/// The set in a folder; nothing when there is none.
pub fn read(folder: &Path) -> Option<Set> {
    let records = BufReader::with_capacity(1 << 16, File::open(folder.join("records.csv")).ok()?);
    let truth = File::open(folder.join("truth.csv")).ok()?;
    let table = Table::read(Reader::people(records).unwrap(), &mut |_| {}).unwrap();
    let places: HashMap<&str, usize> = (0..).zip(&table.rows).map(|(place, row)| (row.id(), place)).collect();
    let mut words = Words::default();
    let rows = table.rows.len();
    let (mut person, mut family) = (vec![u32::MAX; rows], vec![0; rows]);
    let (mut culture, mut faults) = (vec![""; rows], vec![Vec::new(); rows]);
    let mut reader = csv::Reader::from_reader(BufReader::new(truth));
    let headings = reader.headers().unwrap().clone();
    let column = |name: &str| headings.iter().position(|heading| heading == name);
    let [id, is, of, from, wrong] = ["rec_id", "person", "family", "culture", "faults"].map(column);
    for row in reader.records() {
        let row = row.unwrap();
        let cell = |column: Option<usize>| column.and_then(|column| row.get(column)).unwrap_or_default();
        let Some(place) = places.get(cell(id)) else { continue };
        person[*place] = words.number(cell(is));
        family[*place] = words.number(if of.is_some() { cell(of) } else { cell(is) });
        culture[*place] = words.kept(cell(from));
        faults[*place] =
            cell(wrong).split("; ").filter(|word| !word.is_empty()).map(|word| words.kept(word)).collect();
    }
    assert!(!person.contains(&u32::MAX), "truth.csv says nothing of some of the records");
    drop(places);
    let name = folder.display().to_string();
    Some(Set { name, rows: table.rows, truth: person, family, culture, faults, side: Vec::new() })
}

/// Words that are kept for as long as the example runs, and numbers for names.
#[derive(Default)]
struct Words {
    kept: HashMap<String, &'static str>,
    numbers: HashMap<String, u32>,
}

impl Words {
    fn kept(&mut self, word: &str) -> &'static str {
        if let Some(kept) = self.kept.get(word) {
            return kept;
        }
        let kept: &'static str = word.to_owned().leak();
        self.kept.insert(word.to_owned(), kept);
        kept
    }

    fn number(&mut self, name: &str) -> u32 {
        let next = self.numbers.len() as u32;
        *self.numbers.entry(name.to_owned()).or_insert(next)
    }
}
