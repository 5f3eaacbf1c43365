//! Asking for a passphrase: at a terminal nothing of it is shown; from a file or another program the first line is it.

use std::fs;
use std::io::{BufRead, IsTerminal, stdin};
use std::path::Path;

use age::secrecy::SecretString;
use anyhow::{Context, Result, ensure};
use rustix::termios::{LocalModes, OptionalActions, Termios, tcgetattr, tcsetattr};

/// Fewer characters than this are tried out in a night.
const SHORTEST: usize = 16;

/// A passphrase somebody chooses: at a terminal it is typed twice.
pub fn chosen(file: Option<&Path>) -> Result<SecretString> {
    let first = line(file, "Choose a passphrase of four words or more: ")?;
    ensure!(first.chars().count() >= SHORTEST, "choose a passphrase of at least {SHORTEST} characters");
    if file.is_none() && stdin().is_terminal() {
        let again = line(file, "The same once more: ")?;
        ensure!(first == again, "the two passphrases differ");
    }
    Ok(first.into())
}

/// The passphrase of a key that is there.
pub fn asked(file: Option<&Path>) -> Result<SecretString> {
    Ok(line(file, "Passphrase: ")?.into())
}

fn line(file: Option<&Path>, question: &str) -> Result<String> {
    let text = match file {
        Some(file) => fs::read_to_string(file)
            .with_context(|| format!("the passphrase in {} cannot be read", file.display()))?,
        None => typed(question)?,
    };
    let first = text.lines().next().unwrap_or_default().to_owned();
    ensure!(!first.is_empty(), "no passphrase was given");
    Ok(first)
}

fn typed(question: &str) -> Result<String> {
    let mut text = String::new();
    let silence = if stdin().is_terminal() {
        eprint!("{question}");
        Silence::begin()
    } else {
        None
    };
    let read = stdin().lock().read_line(&mut text);
    if silence.is_some() {
        eprintln!();
    }
    drop(silence);
    read.context("the passphrase cannot be read")?;
    Ok(text)
}

/// While it lasts the terminal shows nothing of what is typed.
struct Silence(Termios);

impl Silence {
    fn begin() -> Option<Self> {
        let before = tcgetattr(stdin()).ok()?;
        let mut silent = before.clone();
        silent.local_modes.remove(LocalModes::ECHO);
        tcsetattr(stdin(), OptionalActions::Flush, &silent).ok()?;
        Some(Silence(before))
    }
}

impl Drop for Silence {
    fn drop(&mut self) {
        if tcsetattr(stdin(), OptionalActions::Flush, &self.0).is_err() {
            eprintln!("frontdoor: the terminal shows nothing any more: type reset");
        }
    }
}
