//! The program as an administrator meets it: commands, what they print, and how they end.

#![expect(clippy::unwrap_used, clippy::expect_used, reason = "a test that cannot go on has failed")]

mod annex_a;
mod check;
mod copies;
mod downtime;
mod forms;
mod match_files;
mod moving_in;
mod national;
mod notifications;
mod people;
mod refusals;
mod server;
mod stories;

use std::path::Path;
use std::process::{Command, Output};

/// What a command printed and how it ended.
struct Said {
    done: bool,
    out: String,
    err: String,
}

impl From<Output> for Said {
    fn from(output: Output) -> Self {
        let text = |bytes| String::from_utf8(bytes).unwrap();
        Said { done: output.status.success(), out: text(output.stdout), err: text(output.stderr) }
    }
}

impl Said {
    /// The one line that says why it failed.
    #[track_caller]
    fn why(&self) -> &str {
        assert!(!self.done, "this should have failed: {}", self.out);
        let lines: Vec<&str> = self.err.lines().filter(|line| line.starts_with("frontdoor: ")).collect();
        assert_eq!(lines.len(), 1, "{}", self.err);
        lines[0].trim_start_matches("frontdoor: ")
    }

    /// What it printed, when it did what it was asked.
    #[track_caller]
    fn well(&self) -> &str {
        assert!(self.done, "{}", self.err);
        &self.out
    }
}

fn command() -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_frontdoor"));
    command.env("FRONTDOOR_LOG", "warn");
    command
}

/// Runs a command line in a folder.
fn run(folder: &Path, line: &str) -> Said {
    command().current_dir(folder).args(line.split(' ')).output().unwrap().into()
}

/// A council with one administrator in `data`.
fn council() -> tempfile::TempDir {
    let folder = tempfile::tempdir().unwrap();
    run(folder.path(), "user add --name Cy --user-name cy --role administrator --data data").well();
    folder
}

fn workspace(path: &str) -> String {
    format!("{}/../../{path}", env!("CARGO_MANIFEST_DIR"))
}
