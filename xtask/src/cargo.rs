//! The checks that Cargo runs: formatting, lints, tests, examples in the documentation, and dependencies.

use std::env;
use std::path::Path;
use std::process::Command;

use anyhow::Result;

use crate::command;
use crate::outcome::Outcome;
use crate::postgres::Cluster;
use crate::repository::Repository;
use crate::tools::{self, Tool};

/// Cargo, in the repository's folder.
///
/// When Cargo runs a program it tells it about that program's own crate; passed on, those words would make Cargo
/// believe that other crates had changed, and build them again.
pub fn cargo(repository: &Repository, arguments: &[&str]) -> Command {
    let mut cargo = Command::new(env::var_os("CARGO").unwrap_or_else(|| "cargo".into()));
    cargo.args(arguments).current_dir(&repository.root);
    for (name, _) in env::vars_os() {
        let own = name
            .to_str()
            .is_some_and(|name| name.starts_with("CARGO_PKG_") || name.starts_with("CARGO_MANIFEST_"));
        if own {
            cargo.env_remove(name);
        }
    }
    cargo
}

/// Every file is written as rustfmt writes it.
pub fn format(repository: &Repository) -> Result<Outcome> {
    let heard = command::run(&mut cargo(repository, &["fmt", "--all", "--check"]))?;
    Ok(if heard.success {
        Outcome::of_one(true)
    } else {
        Outcome::failure("`cargo fmt --all` puts it right")
    })
}

/// The house lints hold everywhere, tests included.
pub fn clippy(repository: &Repository) -> Result<Outcome> {
    let arguments = ["clippy", "--workspace", "--all-targets", "--all-features", "--", "--deny", "warnings"];
    Ok(Outcome::of_one(command::run(&mut cargo(repository, &arguments))?.success))
}

/// The dependencies as cargo-deny sees them. What must hold in any case, the invariants check without it.
pub fn deny(repository: &Repository) -> Result<Outcome> {
    if tools::on_path("cargo-deny").is_none() {
        println!("cargo-deny is not here; licences, bans and sources are held by the step `invariants`");
        return Ok(Outcome::default());
    }
    let checks = ["deny", "--workspace", "check", "licenses", "bans", "sources"];
    let outcome = Outcome::of_one(command::run(&mut cargo(repository, &checks))?.success);
    let Some(database) = env::var_os("FRONTDOOR_ADVISORIES") else {
        println!("known faults in dependencies were not looked up: CONTRIBUTING.md says how");
        return Ok(outcome);
    };
    let mut advisories = cargo(repository, &["deny", "--workspace", "check", "advisories"]);
    let local = format!("url.file://{}.insteadOf", Path::new(&database).display());
    advisories.envs([("GIT_CONFIG_COUNT", "2"), ("GIT_CONFIG_KEY_0", &local)]);
    advisories.envs([("GIT_CONFIG_VALUE_0", ADVISORIES), ("GIT_CONFIG_KEY_1", "protocol.file.allow")]);
    advisories.env("GIT_CONFIG_VALUE_1", "always");
    Ok(outcome.and(command::run(&mut advisories)?.success))
}

/// Where cargo-deny looks for the faults that others have found; Git is told to look at the local copy instead.
const ADVISORIES: &str = "https://github.com/RustSec/advisory-db";

/// The examples in the documentation compile and hold.
pub fn examples(repository: &Repository) -> Result<Outcome> {
    let heard = command::run(&mut cargo(repository, &["test", "--doc", "--workspace", "--no-fail-fast"]))?;
    Ok(Outcome { summary: Vec::new(), ..Outcome::of_runner(heard.success, &heard.lines) })
}

/// Every unit, property, store, page and fault test, on SQLite and on a PostgreSQL of our own.
pub fn tests(repository: &Repository) -> Result<Outcome> {
    let nextest = tools::on_path("cargo-nextest").is_some();
    let how: &[&str] = if nextest { &["nextest", "run", "--no-tests=pass"] } else { &["test"] };
    let mut runner = cargo(repository, how);
    // The examples are measures for people to run: the lints see that they compile.
    runner.args(["--workspace", "--lib", "--bins", "--tests", "--no-fail-fast"]);
    if let Some(seconds) = repository.long {
        runner.env("FRONTDOOR_LONG", seconds.to_string());
    }
    let Some(programs) = Tool::Postgres.find() else {
        let heard = command::run(runner.env_remove("FRONTDOOR_TEST_POSTGRES"))?;
        let why = format!("the tests ran on SQLite alone: {}", Tool::Postgres.how_to_get());
        return Ok(Outcome::of_runner(heard.success, &heard.lines).and_skipped(why));
    };
    let cluster = Cluster::start(&programs)?;
    println!("PostgreSQL answers at {}", cluster.url());
    let heard = command::run(runner.env("FRONTDOOR_TEST_POSTGRES", cluster.url()))?;
    Ok(Outcome::of_runner(heard.success, &heard.lines))
}
