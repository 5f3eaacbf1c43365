//! The checkout that is being checked: where it lies and what its crates depend on.

use std::env;
use std::path::{Path, PathBuf};
use std::process::Command;

use anyhow::{Context, Result};
use cargo_metadata::{Metadata, MetadataCommand};

/// One checkout of Frontdoor, with Cargo's account of its crates and of everything they are built from.
pub struct Repository {
    /// The folder that holds the workspace's `Cargo.toml`.
    pub root: PathBuf,
    /// Cargo's account: every package this machine would build, and who depends on whom.
    pub metadata: Metadata,
    /// For how many seconds each test that breaks files in every way goes on; by itself a few hundred files are enough.
    pub long: Option<u32>,
}

impl Repository {
    /// Asks Cargo about the workspace that this program belongs to.
    ///
    /// # Errors
    /// When Cargo cannot read the workspace, or cannot fetch a package it names.
    pub fn open() -> Result<Self> {
        // Cargo says where it found us, each time it runs us: two checkouts may share what was built.
        let here = env::var_os("CARGO_MANIFEST_DIR").unwrap_or_else(|| env!("CARGO_MANIFEST_DIR").into());
        // Only this platform's packages, so that a new machine fetches nothing it would not build.
        let metadata = MetadataCommand::new()
            .manifest_path(Path::new(&here).join("Cargo.toml"))
            .other_options(["--filter-platform".to_owned(), host()?])
            .exec()
            .context("cargo metadata could not describe the workspace")?;
        Ok(Self { root: metadata.workspace_root.clone().into(), metadata, long: None })
    }

    /// Where Cargo puts the development build of the program `name`.
    pub fn built(&self, name: &str) -> PathBuf {
        self.metadata.target_directory.join("debug").join(name).into()
    }
}

/// The platform that this machine's compiler builds for, in Cargo's words.
fn host() -> Result<String> {
    let told = Command::new("rustc").arg("-vV").output().context("rustc could not be run")?;
    let told = String::from_utf8(told.stdout)?;
    let host = told.lines().find_map(|line| line.strip_prefix("host: "));
    host.map(str::to_owned).context("rustc did not say which platform it builds for")
}
