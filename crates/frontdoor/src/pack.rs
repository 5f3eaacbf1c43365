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
    let arguments::Pack::Check { folder } = what;
    let pack = read(folder)?;
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
    let mut files = Vec::new();
    gather(folder, folder, &mut files)?;
    match pack::Pack::read(files) {
        Ok(pack) => Ok(pack),
        Err(problems) => {
            for problem in &problems {
                println!(
                    "{}",
                    folder.join(&problem.file).display().to_string()
                        + &format!(":{}: {}", problem.line, problem.words)
                );
            }
            bail!("the practice pack in {} has {} problems", folder.display(), problems.len())
        }
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
