//! What needs Node.js: the stylesheets rebuilt, and the journeys through a real browser.

use std::path::{Path, PathBuf};
use std::process::{Command, ExitCode};
use std::{env, fs, thread};

use anyhow::{Context, Result};

use crate::cargo::cargo;
use crate::command;
use crate::demo::Demo;
use crate::outcome::Outcome;
use crate::repository::Repository;
use crate::tools::{self, Tool};

/// What the journeys need beside the demo.
pub const TOOLS: [Tool; 3] = [Tool::Node, Tool::Npm, Tool::Chromium];

/// What the browser loads is committed; building it again gives the same bytes.
pub fn assets(repository: &Repository) -> Result<Outcome> {
    let folder = repository.root.join("assets/src");
    if let Some(why) = missing(&[Tool::Node, Tool::Npm]) {
        return Ok(Outcome::skipped(why));
    }
    if !packages_are_there(&folder)? {
        return Ok(Outcome::skipped(packages_missing(&folder)));
    }
    let heard = command::run(npm(&folder).args(["run", "check"]))?;
    let remedy = "`npm run build` in assets/src puts it right";
    Ok(if heard.success { Outcome::of_one(true) } else { Outcome::failure(remedy) })
}

/// The journeys, each file of them on a demo of its own. Each page they reach is checked by axe, wide and narrow.
pub fn journeys(repository: &Repository) -> Result<Outcome> {
    walk(repository, None)
}

/// Walks the journeys and keeps their pictures.
pub fn screenshots(repository: &Repository) -> Result<ExitCode> {
    tools::install_missing(&TOOLS)?;
    let pictures = repository.root.join("docs/screenshots");
    fs::create_dir_all(&pictures)?;
    let outcome = walk(repository, Some(&pictures))?;
    outcome.remarks.iter().for_each(|remark| println!("{remark}"));
    println!("pictures are in {}", pictures.display());
    Ok(if outcome.counts.failed + outcome.counts.skipped == 0 {
        ExitCode::SUCCESS
    } else {
        ExitCode::FAILURE
    })
}

/// Cargo's words for building the program as the tests need it: built otherwise, its libraries would have other features and be built twice.
const BUILD_THE_PROGRAM: [&str; 4] = ["build", "--workspace", "--bins", "--tests"];

/// Builds the program; whether it was built.
pub fn program_is_built(repository: &Repository) -> Result<bool> {
    Ok(command::run(&mut cargo(repository, &BUILD_THE_PROGRAM))?.success)
}

fn walk(repository: &Repository, pictures: Option<&Path>) -> Result<Outcome> {
    let folder = repository.root.join("browser");
    if let Some(why) = missing(&TOOLS) {
        return Ok(Outcome::skipped(why));
    }
    if !packages_are_there(&folder)? {
        return Ok(Outcome::skipped(packages_missing(&folder)));
    }
    if !program_is_built(repository)? {
        return Ok(Outcome::failure("the program did not build"));
    }
    let program = repository.built("frontdoor");
    let made = Demo::made(&program)?;
    let mut node = Command::new("node");
    // The journeys of one file share a demo and go one after the other; files have nothing in common.
    let at_once = thread::available_parallelism().map_or(1, |cores| cores.get().min(4));
    node.args(["--test", "--test-reporter=spec", &format!("--test-concurrency={at_once}")]);
    node.args(files(&folder)?).current_dir(&folder);
    node.env("FRONTDOOR_PROGRAM", &program).env("FRONTDOOR_MADE", made.path());
    node.env("CHROMIUM", Tool::Chromium.find().context("Chromium has gone")?);
    if let Some(pictures) = pictures {
        node.env("FRONTDOOR_SCREENSHOTS", pictures);
    }
    let heard = command::run(&mut node)?;
    Ok(Outcome::of_runner(heard.success, &heard.lines))
}

/// The harness's own test first, then every journey by name. `FRONTDOOR_JOURNEY` keeps those whose name holds it.
fn files(folder: &Path) -> Result<Vec<PathBuf>> {
    let wanted = env::var("FRONTDOOR_JOURNEY").unwrap_or_default();
    let mut journeys = Vec::new();
    for entry in fs::read_dir(folder.join("journeys"))? {
        let path = entry?.path();
        let named = path.file_name().is_some_and(|name| name.to_string_lossy().contains(&wanted));
        if named && path.extension().is_some_and(|extension| extension == "mjs") {
            journeys.push(path);
        }
    }
    journeys.sort();
    journeys.insert(0, folder.join("harness.test.mjs"));
    Ok(journeys)
}

/// What is missing among these tools and how to get it; nothing when all are there.
fn missing(tools: &[Tool]) -> Option<String> {
    let missing: Vec<String> =
        tools.iter().filter(|tool| tool.find().is_none()).map(|tool| tool.how_to_get()).collect();
    if missing.is_empty() { None } else { Some(missing.join("; ")) }
}

/// Brings a folder's packages to what its lock file says, unless they are so already.
fn packages_are_there(folder: &Path) -> Result<bool> {
    let lock = folder.join("package-lock.json");
    let lock = fs::read(&lock).with_context(|| format!("{} could not be read", lock.display()))?;
    let installed = folder.join("node_modules/installed-from-lock.json");
    if fs::read(&installed).is_ok_and(|installed| installed == lock) {
        return Ok(true);
    }
    // No package's own scripts run: nothing we use needs them, and a stranger's script is a stranger's program.
    let heard = command::run(npm(folder).args(["ci", "--ignore-scripts", "--no-audit", "--no-fund"]))?;
    if heard.success {
        fs::write(installed, lock)?;
    }
    Ok(heard.success)
}

fn packages_missing(folder: &Path) -> String {
    format!(
        "the packages of {} could not be fetched: run `npm ci` there when a registry answers",
        folder.display()
    )
}

fn npm(folder: &Path) -> Command {
    let mut npm = Command::new("npm");
    npm.current_dir(folder);
    npm
}
