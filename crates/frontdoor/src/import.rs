//! Moving in from the terminal: a file is brought and becomes proposals, which are listed with what they would do; `--accept` takes those of which nobody need be
//! asked. Any import is told of again later, and taken back.

use std::fs::{self, File};
use std::path::Path;

use anyhow::{Context, Result, bail, ensure};
use casework::House;
use casework::import::back::take_back;
use casework::import::decide::{Decided, accept_all};
use casework::import::original::{files, write};
use casework::import::report::{Report, recent, report};
use casework::import::{Bytes, Given, Open, Progress, Step, bring, of_census};
use domain::id::Id;
use domain::import::{Kind, Source};
use jiff::civil::Date;

use crate::arguments::{Import, Place};
use crate::national::whole;
use crate::notifications;
use crate::place::{Record, Stand};
use crate::progress::Telling;

/// Takes in what is asked.
pub fn import(what: &Import, place: &Place) -> Result<()> {
    let (source, path, accept, on, report_to) = match what {
        Import::Notifications { path, agency, accept } => {
            return notifications::import(path, agency, *accept, place);
        }
        Import::List => return list(&Stand::of(place)?.house_or_demo(Record::MustExist)?),
        Import::Report { import, csv } => {
            let house = Stand::of(place)?.house_or_demo(Record::MustExist)?;
            return tell(&report(&house.system(), of_name(import)?)?, csv.as_deref());
        }
        Import::File { import, out } => {
            return original(&Stand::of(place)?.house_or_demo(Record::MustExist)?, of_name(import)?, out);
        }
        Import::TakeBack { import, reason } => {
            return back(&Stand::of(place)?.house_or_demo(Record::MustExist)?, of_name(import)?, reason);
        }
        Import::Cin { file, accept, report } => (Source::Cin, file, *accept, None, report.as_deref()),
        Import::AnnexA { file, on, accept, report } => {
            (Source::AnnexA, file, *accept, *on, report.as_deref())
        }
        Import::Ssd { folder, on, accept, report } => (Source::Ssd, folder, *accept, *on, report.as_deref()),
        Import::People { file, on, accept, report } => {
            (Source::People, file, *accept, *on, report.as_deref())
        }
    };
    let house = Stand::of(place)?.house_or_demo(Record::MayBeNew)?;
    let nothing = || format!("nothing is taken in from {}", path.display());
    let given = given(source, path, on).with_context(nothing)?;
    let mut telling = Steps::default();
    let brought =
        bring(&house.system(), &given, &mut |progress| telling.tell(progress)).with_context(nothing)?;
    drop(telling);
    let import = brought.import.id;
    if brought.again {
        println!("This file came before: its proposals are those of then.");
    }
    let decided = match accept {
        true => taken(&house, import)?,
        false => Decided::default(),
    };
    tell(&report(&house.system(), import)?, report_to)?;
    if source == Source::Cin {
        let total = of_census(&brought.tally);
        println!(
            "{} children, {} of them new; {} new episodes.",
            total.children, total.new_children, total.new_episodes
        );
    }
    left(&decided);
    println!("The import is {import}.");
    println!("{}", if accept { "Taken in." } else { "Nothing is taken in yet: --accept takes it." });
    Ok(())
}

fn taken(house: &House, import: Id<domain::import::Import>) -> Result<Decided> {
    let mut telling = Steps::default();
    let kinds = [Kind::NewPerson, Kind::NewEpisodes, Kind::Changes];
    Ok(accept_all(&house.system(), import, &kinds, &mut |progress| telling.tell(progress))?)
}

/// What was left, and for whom.
fn left(decided: &Decided) {
    let rings: std::collections::BTreeSet<&String> = decided.restricted.iter().collect();
    for ring in rings {
        println!("Restricted: ring {ring}.");
    }
    if decided.doubtful > 0 {
        println!("{} may be somebody known: somebody must say who is meant.", decided.doubtful);
    }
}

fn of_name(name: &str) -> Result<Id<domain::import::Import>> {
    name.parse().ok().with_context(|| format!("“{name}” is no import: frontdoor import list names them"))
}

fn list(house: &House) -> Result<()> {
    for import in recent(&house.system())? {
        println!("{}  {}  {}: {}", import.id, import.at, import.source.words(), import.name);
    }
    Ok(())
}

fn tell(report: &Report, csv: Option<&Path>) -> Result<()> {
    print!("{}", report.text());
    if let Some(path) = csv {
        whole(path, |file| Ok(file.write_all(report.csv().as_bytes())?))?;
    }
    Ok(())
}

/// Gives the files of an import back, for their owner alone.
fn original(house: &House, import: Id<domain::import::Import>, out: &Path) -> Result<()> {
    let files = files(&house.system(), import)?;
    let several = files.len() > 1;
    if several {
        fs::create_dir_all(out).with_context(|| format!("{} is not written", out.display()))?;
    }
    for (file, number) in files.iter().zip(0..) {
        let bare = Path::new(&file.name).file_name().context("a file without a name is kept")?;
        let path = if several { out.join(bare) } else { out.to_owned() };
        let given = whole(&path, |to| Ok(write(&house.system(), import, number, to)?))?;
        println!("{}: {} bytes, as they came. SHA-256 {}.", path.display(), given.size, given.digest);
    }
    Ok(())
}

fn back(house: &House, import: Id<domain::import::Import>, reason: &str) -> Result<()> {
    let mut telling = Steps::default();
    let decided = take_back(&house.system(), import, reason, &mut |progress| telling.tell(progress))?;
    drop(telling);
    println!("{} proposals are taken back.", decided.decided);
    if decided.kept > 0 {
        println!("{} records were changed since, or are in use: they stand as they are.", decided.kept);
    }
    Ok(())
}

/// The files that are brought: one, or those of a folder.
fn given(source: Source, path: &Path, on: Option<Date>) -> Result<Given<'static>> {
    let name = path.file_name().context("a file is expected")?.to_string_lossy().into_owned();
    let open = |path: &Path| -> Open<'static> {
        let path = path.to_owned();
        Box::new(move || Ok(Box::new(File::open(&path)?) as Box<dyn Bytes>))
    };
    if source != Source::Ssd {
        return Ok(Given { source, name: name.clone(), files: vec![(name, open(path))], as_of: on });
    }
    if !path.is_dir() {
        bail!("{} is no folder: the tables are a CSV file each, in a folder", path.display());
    }
    let mut paths: Vec<_> =
        fs::read_dir(path)?.map(|file| file.map(|file| file.path())).collect::<Result<_, _>>()?;
    paths.retain(|file| file.extension().is_some_and(|end| end.eq_ignore_ascii_case("csv")));
    paths.sort();
    ensure!(!paths.is_empty(), "{} has no CSV file", path.display());
    let files = paths.iter().map(|file| {
        (file.file_name().map(|name| name.to_string_lossy().into_owned()).unwrap_or_default(), open(file))
    });
    Ok(Given { source, name, files: files.collect(), as_of: on })
}

/// How far each step has come.
#[derive(Default)]
struct Steps(Option<(Step, Telling)>);

impl Steps {
    fn tell(&mut self, progress: Progress) {
        let words = match progress.step {
            Step::Reading => "reading",
            Step::Proposing => "proposing",
            Step::Accepting => "taking in",
            Step::TakingBack => "taking back",
        };
        if self.0.as_ref().is_none_or(|(step, _)| *step != progress.step) {
            self.0 = Some((progress.step, Telling::timed(words)));
        }
        if let Some((_, telling)) = &mut self.0 {
            telling.tell(progress.done, progress.of);
        }
    }
}
