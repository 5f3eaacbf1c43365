//! A pack while it is read: every file opened, every value read, every problem gathered before any is told.

use std::collections::BTreeMap;

use serde::Deserialize;
use serde::de::DeserializeOwned;
use sha2::{Digest, Sha256};

use super::source::SourceFile;
use super::{Agency, CodeList, Letter, Outcome, Pack, PackProblem, RoleWords, Thresholds, form_file};
use crate::calendar::{BankHolidays, NotAHolidayList};
use crate::form::Form;

/// The bank holidays: the one file that is a table and not a text.
const HOLIDAYS: &str = "bank_holidays.csv";

/// Problems gathered while reading goes on.
pub(super) trait Problems {
    fn take<T>(&mut self, read: Result<T, PackProblem>) -> Option<T>;
}

impl Problems for Vec<PackProblem> {
    fn take<T>(&mut self, read: Result<T, PackProblem>) -> Option<T> {
        read.map_err(|problem| self.push(problem)).ok()
    }
}

/// The files of a pack while they are read, and what is wrong with them.
pub(super) struct Reading<'a> {
    pub(super) files: BTreeMap<&'a str, SourceFile<'a>>,
    pub(super) problems: Vec<PackProblem>,
    /// Whether a file could not be opened as a tree: then nothing is said of what only shows when all are read together.
    malformed: bool,
}

/// Reads the files of a pack; `default` is the pack whose binding limits may not be loosened without a reason.
pub(super) fn read(texts: &BTreeMap<&str, &str>, default: Option<&Pack>) -> Result<Pack, Vec<PackProblem>> {
    let mut reading = Reading { files: BTreeMap::new(), problems: Vec::new(), malformed: false };
    let holidays = reading.holidays(texts.get(HOLIDAYS).copied());
    for (name, text) in texts.iter().filter(|(name, _)| **name != HOLIDAYS) {
        match SourceFile::open(name, text) {
            Ok(file) => {
                reading.files.insert(name, file);
            }
            Err(problems) => reading.problems.extend(problems),
        }
    }
    // A file that is not well-formed is not also told as missing; what is wrong inside the others is told all the same.
    if !reading.problems.is_empty() {
        reading.malformed = true;
    }
    let pack = reading.pack(holidays, digest(texts), default);
    reading.problems.sort();
    reading.problems.dedup();
    match pack {
        Some(pack) if reading.problems.is_empty() => Ok(pack),
        _ => Err(reading.problems),
    }
}

impl Reading<'_> {
    #[expect(clippy::too_many_lines, reason = "one line for each file of a pack")]
    fn pack(
        &mut self,
        holidays: Option<BankHolidays>,
        digest: String,
        default: Option<&Pack>,
    ) -> Option<Pack> {
        if self.malformed {
            let codes = self.codes();
            self.forms(&codes);
            return None;
        }
        self.strays();
        let about = self.one("pack.toml");
        let council = self.one("council.toml");
        let agencies = self.one::<AgencyFile>("agencies.toml");
        let roles = self.one::<RoleFile>("roles.toml");
        let thresholds = self.one::<Thresholds>("thresholds.toml");
        let timers = self.timers(default);
        let codes = self.codes();
        let outcomes = self.one::<OutcomeFile>("outcomes.toml");
        let consent = self.one("consent.toml");
        let hub = self.one("hub.toml");
        let meetings = self.one("meetings.toml");
        let letters = self.one::<LetterFile>("letters.toml");
        let handover = self.one("handover.toml");
        let consistency = self.one("consistency.toml");
        let conferences = self.one("conferences.toml");
        let disagreements = self.one("disagreements.toml");
        let powers = self.one("powers.toml");
        let safety_plans = self.one("safety_plans.toml");
        let child_in_need = self.one("child_in_need.toml");
        let closure = self.one("closure.toml");
        let documents = self.one("documents.toml");
        let chronology = self.one("chronology.toml");
        let case_summary = self.one("case_summary.toml");
        let network = self.one("network.toml");
        let voice = self.one("voice.toml");
        let returns = self.one("returns.toml");
        let forms = self.forms(&codes);
        let events = self.one("events.toml");
        let strategy = self.one("strategy.toml");
        let section47 = self.one("section47.toml");
        let watch = self.one("watch.toml");
        let audit = self.one("audit.toml");
        let assessment = self.one("assessment.toml");
        let mut thresholds = thresholds?;
        thresholds.date_paragraphs();
        thresholds.number_paragraphs();
        let pack = Pack {
            about: about?,
            council: council?,
            agencies: agencies?.agencies,
            roles: roles?.roles,
            thresholds,
            timers: timers?,
            holidays: holidays?,
            codes,
            outcomes: outcomes?.outcomes,
            consent: consent?,
            hub: hub?,
            meetings: meetings?,
            letters: letters?.letters,
            consistency: consistency?,
            forms,
            handover: handover?,
            events: events?,
            strategy: strategy?,
            section47: section47?,
            watch: watch?,
            conferences: conferences?,
            disagreements: disagreements?,
            powers: powers?,
            safety_plans: safety_plans?,
            child_in_need: child_in_need?,
            closure: closure?,
            documents: documents?,
            audit: audit?,
            chronology: chronology?,
            assessment: assessment?,
            case_summary: case_summary?,
            network: network?,
            voice: voice?,
            returns: returns?,
            digest,
        };
        self.check(&pack);
        self.powers(&pack, default);
        Some(pack)
    }

    fn holidays(&mut self, text: Option<&str>) -> Option<BankHolidays> {
        let Some(text) = text else {
            self.problems.push(no_such_file(HOLIDAYS));
            return None;
        };
        let read = BankHolidays::parse(text).map_err(|fault| {
            let line = if let NotAHolidayList::Line(line) = fault { line } else { 1 };
            PackProblem { file: HOLIDAYS.to_owned(), line, words: fault.to_string() }
        });
        self.problems.take(read)
    }

    /// One file that every pack has.
    pub(super) fn one<T: DeserializeOwned>(&mut self, name: &str) -> Option<T> {
        let Some(file) = self.files.get(name) else {
            self.problems.push(no_such_file(name));
            return None;
        };
        let read = file.read();
        self.problems.take(read)
    }

    fn codes(&mut self) -> BTreeMap<String, CodeList> {
        let mut lists = BTreeMap::new();
        for (name, file) in self.files.iter().filter(|(name, _)| name.starts_with("codes/")) {
            let Some(list) = self.problems.take(file.read::<CodeList>()) else { continue };
            if **name != format!("codes/{}.toml", list.id) {
                let words = format!("The list “{}” belongs in the file codes/{}.toml.", list.id, list.id);
                self.problems.push(file.problem("id", words));
            }
            lists.insert(list.id.clone(), list);
        }
        lists
    }

    fn forms(&mut self, codes: &BTreeMap<String, CodeList>) -> Vec<Form> {
        let mut forms: Vec<Form> = Vec::new();
        for (_, file) in self.files.iter().filter(|(name, _)| name.starts_with("forms/")) {
            let Some(form) = form_file::read(file, codes, &mut self.problems) else { continue };
            if forms.iter().any(|each| each.id == form.id && each.version == form.version) {
                let words = format!("The pack has version {} of “{}” twice.", form.version, form.id);
                self.problems.push(file.problem("version", words));
            }
            forms.push(form);
        }
        forms.sort_by(|one, two| (&one.id, one.version).cmp(&(&two.id, two.version)));
        forms
    }
}

fn no_such_file(name: &str) -> PackProblem {
    PackProblem { file: name.to_owned(), line: 1, words: "The pack has no such file.".to_owned() }
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct AgencyFile {
    #[serde(rename = "agency")]
    agencies: Vec<Agency>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct RoleFile {
    #[serde(rename = "role")]
    roles: Vec<RoleWords>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct OutcomeFile {
    #[serde(rename = "outcome")]
    outcomes: Vec<Outcome>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct LetterFile {
    #[serde(rename = "letter")]
    letters: Vec<Letter>,
}

/// Over names and texts with their lengths, so that no two packs share a digest by moving words from one file to another.
fn digest(texts: &BTreeMap<&str, &str>) -> String {
    let mut hash = Sha256::new();
    for (name, text) in texts {
        for part in [name, text] {
            hash.update((part.len() as u64).to_be_bytes());
            hash.update(part.as_bytes());
        }
    }
    hash.finalize().iter().map(|byte| format!("{byte:02x}")).collect()
}
