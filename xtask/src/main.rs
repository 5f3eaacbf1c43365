//! What developers and CI run: `cargo xtask test`.
//!
//! One command checks everything a change could break, from the formatting to six people's journey through a real
//! browser, against both databases. It fetches what it needs where it may, and names whatever it had to leave out.

#![expect(clippy::print_stdout, reason = "a program for a terminal: its output is its purpose")]

mod api;
mod browser;
mod cargo;
mod command;
mod demo;
mod invariants;
mod outcome;
mod postgres;
mod purity;
mod repository;
mod steps;
mod supply;
mod tools;

use std::process::ExitCode;

use anyhow::Result;
use clap::{Parser, Subcommand};

use crate::repository::Repository;
use crate::steps::Step;

#[derive(Parser)]
#[command(name = "cargo xtask", about = "Checks, journeys and screenshots for Frontdoor's developers")]
struct Arguments {
    #[command(subcommand)]
    task: Task,
}

#[derive(Subcommand)]
enum Task {
    /// Run every check; the last line counts what passed, failed and was skipped
    Test {
        /// Run only these steps
        #[arg(long, value_name = "STEP", num_args = 1..)]
        only: Vec<Step>,
        /// Leave these steps out
        #[arg(long, value_name = "STEP", num_args = 1..)]
        skip: Vec<Step>,
        /// Break files in every way for a minute a parser, and not a few hundred times
        #[arg(long)]
        long: bool,
    },
    /// Check which crate may reach which, what the pure crates may not do, and every dependency's licence
    Invariants,
    /// Walk the browser journeys against the demo and keep their pictures in docs/screenshots
    Screenshots,
}

/// How many seconds a parser is tried in the long form.
const LONG: u32 = 60;

fn main() -> Result<ExitCode> {
    let arguments = Arguments::parse();
    command::stop_everything_when_interrupted()?;
    let mut repository = Repository::open()?;
    match arguments.task {
        Task::Test { only, skip, long } => {
            repository.long = long.then_some(LONG);
            steps::run(&repository, &steps::chosen(&only, &skip))
        }
        Task::Invariants => steps::run(&repository, &[Step::Invariants]),
        Task::Screenshots => browser::screenshots(&repository),
    }
}
