//! The interface for other agencies' systems, tried by schemathesis against its own description: every kind of request that it allows, and many
//! that it does not, on a council of its own.

use std::path::{Path, PathBuf};
use std::process::Command;

use anyhow::{Context, Result};

use crate::browser;
use crate::command;
use crate::demo::Demo;
use crate::outcome::Outcome;
use crate::repository::Repository;
use crate::tools;

/// The version that is tried with: another may ask other questions.
const SCHEMATHESIS: &str = "schemathesis==4.32.5";
/// The chance of a run: the same seed asks the same questions.
const SEED: &str = "20261123";

/// Tries the interface.
pub fn tried(repository: &Repository) -> Result<Outcome> {
    let program = repository.built("frontdoor");
    let target = program.parent().and_then(Path::parent).context("the program has a folder")?;
    let Some(schemathesis) = installed(&target.join(SCHEMATHESIS.replace('=', "-")))? else {
        let why = format!(
            "{SCHEMATHESIS} could not be installed: python3 with venv, and a package registry, are needed"
        );
        return Ok(Outcome::skipped(why));
    };
    if !browser::program_is_built(repository)? {
        return Ok(Outcome::failure("the program did not build"));
    }
    let data = tempfile::Builder::new().prefix("frontdoor-api-").tempdir()?;
    let key = key(&program, data.path())?;
    let server = Demo::serve(&program, data)?;
    let mut run = Command::new(schemathesis);
    run.arg("--config-file").arg(repository.root.join("xtask/schemathesis.toml"));
    run.arg("run").arg(format!("{}/api/openapi.json", server.url()));
    run.arg("--header").arg(format!("Authorization: Bearer {key}"));
    run.args(["--max-examples", "15", "--continue-on-failure", "--seed", SEED]);
    // What it remembers of one run must not lead the next.
    run.args(["--generation-database", "none"]).current_dir(target).env("PYTHONWARNINGS", "ignore");
    let heard = command::run(&mut run)?;
    Ok(if heard.success {
        Outcome::of_one(true)
    } else {
        Outcome::failure("the interface is not as it is described")
    })
}

/// The program in an environment of its own, installed once; nothing when that cannot be.
fn installed(folder: &Path) -> Result<Option<PathBuf>> {
    let (program, whole) = (folder.join("bin/schemathesis"), folder.join("whole"));
    if whole.is_file() {
        return Ok(Some(program));
    }
    let Some(python) = tools::on_path("python3") else { return Ok(None) };
    if !command::run(Command::new(python).args(["-m", "venv"]).arg(folder))?.success {
        return Ok(None);
    }
    let mut pip = Command::new(folder.join("bin/pip"));
    pip.args(["install", "--quiet", "--disable-pip-version-check", SCHEMATHESIS]);
    if !command::run(&mut pip)?.success {
        return Ok(None);
    }
    std::fs::write(whole, "")?;
    Ok(Some(program))
}

/// A council in the folder, with a key of a system of the police.
fn key(program: &Path, data: &Path) -> Result<String> {
    let mut made = Command::new(program);
    made.args(["key", "add", "--agency", "police", "--name", "schemathesis", "--days", "1", "--data"])
        .arg(data);
    // Not through `command::run`: a key is shown to nobody.
    let said = made.output().context("the program could not be run")?;
    let said = String::from_utf8(said.stdout)?;
    said.lines().last().map(str::to_owned).context("the program made no key")
}
