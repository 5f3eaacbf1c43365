//! The steps of `cargo xtask test`: what each checks, in which order they run, and what they came to together.

use std::env;
use std::process::ExitCode;
use std::time::{Duration, Instant};

use anyhow::Result;
use clap::ValueEnum;

use crate::outcome::{Counts, Outcome};
use crate::repository::Repository;
use crate::tools::{self, Tool};
use crate::{api, browser, cargo, command, invariants};

/// One step. The quick ones come first; the tests come last, so that the run ends with their runner's own summary.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum Step {
    /// Every file is written as rustfmt writes it
    Format,
    /// Which crate may reach which, what the pure crates may not do, every dependency's licence
    Invariants,
    /// The committed stylesheets and scripts are what their sources make
    Assets,
    /// The dependencies as cargo-deny sees them, where it is installed
    Deny,
    /// The house lints
    Clippy,
    /// The examples in the documentation
    Examples,
    /// The interface for other agencies' systems, tried against its own description
    Api,
    /// The journeys through a real browser, with accessibility checks
    Journeys,
    /// Unit, property, store, page and fault tests, on both databases
    Test,
}

impl Step {
    fn tools(self) -> &'static [Tool] {
        match self {
            Self::Format | Self::Invariants | Self::Deny | Self::Clippy | Self::Examples | Self::Api => &[],
            Self::Assets => &[Tool::Node, Tool::Npm],
            Self::Journeys => &browser::TOOLS,
            Self::Test => &[Tool::Postgres, Tool::Xmllint],
        }
    }

    fn run(self, repository: &Repository) -> Result<Outcome> {
        match self {
            Self::Format => cargo::format(repository),
            Self::Invariants => invariants::check(repository),
            Self::Assets => browser::assets(repository),
            Self::Deny => cargo::deny(repository),
            Self::Clippy => cargo::clippy(repository),
            Self::Examples => cargo::examples(repository),
            Self::Api => api::tried(repository),
            Self::Journeys => browser::journeys(repository),
            Self::Test => cargo::tests(repository),
        }
    }
}

/// The steps asked for, in their order: those named in `only` (all, if none is), without those named in `skip`.
pub fn chosen(only: &[Step], skip: &[Step]) -> Vec<Step> {
    let wanted = |step: &Step| (only.is_empty() || only.contains(step)) && !skip.contains(step);
    Step::value_variants().iter().copied().filter(wanted).collect()
}

/// A step, what it came to, and how long it took.
struct Done {
    step: Step,
    outcome: Outcome,
    took: Duration,
}

/// Runs the steps, all of them even if one fails, and says at the end what they came to.
///
/// # Errors
/// When the package manager that should bring missing tools cannot be started.
pub fn run(repository: &Repository, chosen: &[Step]) -> Result<ExitCode> {
    let needed: Vec<Tool> = chosen.iter().flat_map(|step| step.tools()).copied().collect();
    tools::install_missing(&needed)?;
    let mut done = Vec::new();
    for step in chosen.iter().copied().take_while(|_| !command::interrupted()) {
        println!("\n== {}: {}", name(step), purpose(step));
        let start = Instant::now();
        let outcome = step.run(repository).unwrap_or_else(|error| Outcome::failure(format!("{error:#}")));
        let took = start.elapsed();
        println!("== {}: {} in {}", name(step), verdict(outcome.counts), spoken(took));
        done.push(Done { step, outcome, took });
    }
    Ok(conclude(&done))
}

/// Says what the steps came to, and gives the program's exit code.
fn conclude(done: &[Done]) -> ExitCode {
    let mut all = Counts::default();
    println!("\n== in all");
    for Done { step, outcome, took } in done {
        all += outcome.counts;
        println!("{:<11} {:<36} {:>12}", name(*step), verdict(outcome.counts), spoken(*took));
        outcome.remarks.iter().for_each(|remark| println!("            {remark}"));
    }
    println!();
    done.iter().flat_map(|done| &done.outcome.summary).for_each(|line| println!("{line}"));
    let skips_count = env::var("CI").is_ok_and(|value| value == "true");
    if skips_count && all.skipped > 0 {
        println!("CI=true: what is skipped counts as failed");
    }
    println!("{} passed, {} failed, {} skipped", all.passed, all.failed, all.skipped);
    if command::interrupted() {
        println!("stopped before the end");
        return ExitCode::from(130);
    }
    let held = all.failed == 0 && !(skips_count && all.skipped > 0);
    if held { ExitCode::SUCCESS } else { ExitCode::FAILURE }
}

fn verdict(counts: Counts) -> String {
    match counts {
        Counts { passed: 0, failed: 0, skipped: 0 } => "nothing to check".to_owned(),
        Counts { passed, failed: 0, skipped: 0 } => format!("{passed} passed"),
        Counts { passed, failed, skipped } => format!("{passed} passed, {failed} failed, {skipped} skipped"),
    }
}

/// A step's name, as it is given on the command line.
fn name(step: Step) -> String {
    step.to_possible_value().map(|value| value.get_name().to_owned()).unwrap_or_default()
}

/// What a step is for: the same words as the command line's help.
fn purpose(step: Step) -> String {
    let value = step.to_possible_value();
    value.as_ref().and_then(|value| value.get_help()).map(ToString::to_string).unwrap_or_default()
}

fn spoken(took: Duration) -> String {
    let seconds = took.as_secs();
    match seconds / 60 {
        0 => format!("{seconds} s"),
        minutes => format!("{minutes} min {:02} s", seconds % 60),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn steps_keep_their_order_and_the_tests_come_last() {
        let all = chosen(&[], &[]);
        assert_eq!(all.last(), Some(&Step::Test));
        assert_eq!(chosen(&[Step::Test, Step::Format], &[]), [Step::Format, Step::Test]);
        assert_eq!(chosen(&[], &all[1..]), [Step::Format]);
        assert_eq!(chosen(&[Step::Clippy], &[Step::Clippy]), []);
    }

    #[test]
    fn every_step_says_what_it_is_for() {
        for step in Step::value_variants() {
            assert!(!purpose(*step).is_empty(), "{step:?}");
        }
    }
}
