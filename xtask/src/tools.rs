//! The programs that the checks need beside Rust: found, installed where that may be done, or named with how to get them.

use std::path::{Path, PathBuf};
use std::process::Command;
use std::{env, fs};

use anyhow::Result;

use crate::command;

/// The oldest Node.js that Playwright runs on.
const OLDEST_NODE: u32 = 20;

/// A program that some checks cannot do without.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Tool {
    /// PostgreSQL's server programs.
    Postgres,
    /// A Chromium to walk the journeys in.
    Chromium,
    /// Node.js, which drives the browser and compiles the stylesheets.
    Node,
    /// Node.js's package manager.
    Npm,
    /// libxml's reader, which holds a file against a schema.
    Xmllint,
}

impl Tool {
    /// Where the tool is: the program itself, or for PostgreSQL the folder with its programs.
    pub fn find(self) -> Option<PathBuf> {
        match self {
            Self::Postgres => postgres_programs(),
            Self::Chromium => ["chromium", "chromium-browser", "google-chrome"].into_iter().find_map(on_path),
            Self::Node => on_path("node").filter(|node| node_version(node) >= Some(OLDEST_NODE)),
            Self::Npm => on_path("npm"),
            Self::Xmllint => on_path("xmllint"),
        }
    }

    /// Debian's packages that bring it. The browser needs fonts to measure text as a reader's screen would.
    fn packages(self) -> &'static [&'static str] {
        match self {
            Self::Postgres => &["postgresql"],
            Self::Chromium => &["chromium", "fonts-liberation", "fonts-dejavu-core"],
            Self::Node => &["nodejs"],
            Self::Npm => &["npm"],
            Self::Xmllint => &["libxml2-utils"],
        }
    }

    /// What is missing and how to get it, in one line.
    pub fn how_to_get(self) -> String {
        let name = match self {
            Self::Postgres => "PostgreSQL (initdb, pg_ctl)".to_owned(),
            Self::Chromium => "Chromium".to_owned(),
            Self::Node => format!("Node.js {OLDEST_NODE} or later"),
            Self::Npm => "npm".to_owned(),
            Self::Xmllint => "xmllint".to_owned(),
        };
        format!("{name} is not on this machine: `apt-get install {}`, or the like", self.packages().join(" "))
    }
}

/// Installs what is missing with Debian's package manager, if we may: one run for all.
///
/// # Errors
/// When the package manager cannot be started. That it found nothing is no error: the checks then say what they lack.
pub fn install_missing(needed: &[Tool]) -> Result<()> {
    let missing: Vec<Tool> = needed.iter().copied().filter(|tool| tool.find().is_none()).collect();
    if missing.is_empty() || !is_root() || on_path("apt-get").is_none() {
        return Ok(());
    }
    let packages: Vec<&str> = missing.iter().flat_map(|tool| tool.packages()).copied().collect();
    println!("\n== installing {}", packages.join(" "));
    command::run(&mut apt(&["update", "--quiet"]))?;
    let mut install = apt(&["install", "--quiet", "--yes", "--no-install-recommends"]);
    command::run(install.args(packages))?;
    Ok(())
}

fn apt(arguments: &[&str]) -> Command {
    let mut apt = Command::new("apt-get");
    apt.args(arguments).env("DEBIAN_FRONTEND", "noninteractive");
    apt
}

/// Whether we are the machine's administrator.
pub fn is_root() -> bool {
    rustix::process::geteuid().is_root()
}

/// The first program of that name that a shell would find.
pub fn on_path(name: &str) -> Option<PathBuf> {
    let path = env::var_os("PATH")?;
    env::split_paths(&path).map(|folder| folder.join(name)).find(|program| program.is_file())
}

/// The folder with PostgreSQL's programs. Debian keeps a version's own folder off the path; the newest version wins.
fn postgres_programs() -> Option<PathBuf> {
    let on_path =
        on_path("initdb").and_then(|program| Some(fs::canonicalize(program).ok()?.parent()?.to_owned()));
    let debian = fs::read_dir("/usr/lib/postgresql").into_iter().flatten().flatten();
    let debian = debian.map(|version| version.path().join("bin")).max_by_key(|programs| version_of(programs));
    on_path.into_iter().chain(debian).find(|programs| programs.join("pg_ctl").is_file())
}

/// The number of the PostgreSQL version in `/usr/lib/postgresql/17/bin`.
fn version_of(programs: &Path) -> Option<u32> {
    programs.parent()?.file_name()?.to_str()?.parse().ok()
}

/// The first number of `v20.11.1`.
fn node_version(node: &Path) -> Option<u32> {
    let told = Command::new(node).arg("--version").output().ok()?;
    let told = String::from_utf8(told.stdout).ok()?;
    told.trim().strip_prefix('v')?.split('.').next()?.parse().ok()
}
