//! The program: one command for each thing an administrator does from a terminal, and the server. Here, and nowhere else, a clock is read and the
//! machine is asked for chance. Every command prints what it did; one that fails says why in one line and ends with 1.

#![expect(
    clippy::print_stdout,
    clippy::print_stderr,
    reason = "a program for a terminal: its output is its purpose"
)]

mod arguments;
mod check;
mod copies;
mod demo;
mod department;
mod downtime;
mod import;
mod key;
mod match_files;
mod national;
mod notifications;
mod pack;
mod place;
mod press;
mod progress;
mod scenario;
mod serve;
mod settings;
mod shell;
mod user;
mod verify;
mod watch;

use std::process::ExitCode;

use clap::Parser;

use crate::arguments::{Arguments, Command};

fn main() -> ExitCode {
    let Arguments { command } = Arguments::parse();
    shell::log_to_stderr();
    let outcome = match command {
        Command::Serve { place, listen } => serve::serve(&place, listen),
        Command::Demo { listen, data, scale, pack, days_later } => {
            demo::demo(listen, &data, scale, pack.as_deref(), days_later)
        }
        Command::User { what, place } => user::user(what, &place),
        Command::Key { what, place } => key::key(what, &place),
        Command::Pack { what } => pack::pack(&what),
        Command::Return { what, place } => national::make(&what, &place),
        Command::Check { what } => check::check(&what),
        Command::Import { what, place } => import::import(&what, &place),
        Command::Match { what } => match_files::match_files(&what),
        Command::Scenario { what } => scenario::scenario(&what),
        Command::Watch { what, place } => watch::watch(&what, &place),
        Command::Verify { export_head, against, place } => {
            verify::verify(&place, export_head.as_deref(), against.as_deref())
        }
        Command::Downtime { what, place } => downtime::downtime_pack(&what, &place),
        Command::Backup { file, place } => copies::backup(&place, &file),
        Command::Restore { file, place } => copies::restore(&place, &file),
        Command::Copy { to, place } => copies::copy(&place, &to),
    };
    match outcome {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("frontdoor: {}", in_one_line(&error));
            ExitCode::FAILURE
        }
    }
}

/// The error and its causes, each said once.
fn in_one_line(error: &anyhow::Error) -> String {
    let mut line = String::new();
    for cause in error.chain() {
        let words = cause.to_string().replace('\n', " ");
        if line.contains(&words) {
            continue;
        }
        if !line.is_empty() {
            line.push_str(": ");
        }
        line.push_str(&words);
    }
    line
}

#[cfg(test)]
mod tests {
    use super::in_one_line;
    use anyhow::anyhow;

    #[test]
    fn an_error_is_one_line_that_repeats_nothing() {
        let error = anyhow!("disk\nfull").context("writing: disk full").context("backup failed");
        assert_eq!(in_one_line(&error), "backup failed: writing: disk full");
    }
}
