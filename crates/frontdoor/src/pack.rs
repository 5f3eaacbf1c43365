//! Practice packs from a folder: read whole, or every problem told with file and line.

use std::fs;
use std::path::{Path, PathBuf};

use anyhow::{Context, Result, bail};
use domain::pack;

use crate::arguments;

/// The names in a pack are short; a folder given by mistake is not read to its end.
const MOST_FILES: usize = 1_000;

/// Checks a pack.
pub fn pack(what: &arguments::Pack) -> Result<()> {
    let arguments::Pack::Check { folder, was } = what;
    let files = files(folder)?;
    let pack = read_files(folder, &files)?;
    let changed = match was {
        Some(was) => pack::changed(&files, &pack, &read(was)?, pack::Against::Before),
        None => pack::changed(&files, &pack, pack::england(), pack::Against::Default),
    };
    tell(folder, &changed)?;
    println!(
        "{} is whole: {}, {} timers, {} forms.",
        folder.display(),
        pack.version(),
        pack.timers.len(),
        pack.forms.len()
    );
    Ok(())
}

/// The pack in a folder. What is wrong with it is printed.
pub fn read(folder: &Path) -> Result<pack::Pack> {
    read_files(folder, &files(folder)?)
}

/// The files of a pack: names inside it and their texts.
fn files(folder: &Path) -> Result<Vec<(String, String)>> {
    let mut files = Vec::new();
    gather(folder, folder, &mut files)?;
    Ok(files)
}

fn read_files(folder: &Path, files: &[(String, String)]) -> Result<pack::Pack> {
    let read = pack::Pack::read(files.iter().map(|(name, text)| (name.as_str(), text.as_str())));
    match read {
        Ok(pack) => Ok(pack),
        Err(problems) => {
            tell(folder, &problems)?;
            bail!("the practice pack in {} cannot be read", folder.display())
        }
    }
}

/// Prints what is wrong, and fails when something is.
fn tell(folder: &Path, problems: &[pack::PackProblem]) -> Result<()> {
    for problem in problems {
        println!("{}:{}: {}", folder.join(&problem.file).display(), problem.line, problem.words);
    }
    match problems.len() {
        0 => Ok(()),
        1 => bail!("the practice pack in {} has 1 problem", folder.display()),
        many => bail!("the practice pack in {} has {many} problems", folder.display()),
    }
}

/// The pack's files: names inside the pack and their texts.
fn gather(root: &Path, folder: &Path, files: &mut Vec<(String, String)>) -> Result<()> {
    let unreadable = || format!("{} cannot be read", folder.display());
    let entries = fs::read_dir(folder).with_context(unreadable)?;
    let mut paths: Vec<PathBuf> = entries.map(|entry| Ok(entry?.path())).collect::<Result<_>>()?;
    paths.sort();
    for path in paths {
        let known = path.extension().is_some_and(|end| end == "toml" || end == "csv");
        if path.is_dir() {
            gather(root, &path, files)?;
        } else if known {
            let name = path.strip_prefix(root)?.to_string_lossy().into_owned();
            let text =
                fs::read_to_string(&path).with_context(|| format!("{} cannot be read", path.display()))?;
            files.push((name, text));
            if files.len() > MOST_FILES {
                bail!("{} holds too many files to be a practice pack", root.display());
            }
        }
    }
    Ok(())
}
