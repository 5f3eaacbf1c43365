//! The pure crates' own words: no file, no network, no clock, no thread, no terminal, outside their tests.
//!
//! Cargo knows what a crate is built from, but the standard library is within everybody's reach; so the sources are
//! read as well. This is a net for the honest mistake, not a wall: the wall is review.

use std::fs;
use std::path::Path;

use anyhow::Result;

use crate::invariants::{PURE, QUIET};

/// The parts of the standard library that touch the world.
const WORLDLY: [&str; 6] = ["env", "fs", "net", "process", "thread", "os"];

/// Words that touch the world under whatever name they were brought in.
const WORLDLY_WORDS: [&str; 8] = [
    "Instant::now",
    "SystemTime",
    "Timestamp::now",
    "Zoned::now",
    "println!",
    "eprintln!",
    "stdin()",
    "RandomState::new",
];

/// Every line of the pure crates that touches the world, with its place.
///
/// # Errors
/// When a source cannot be read.
pub fn broken(root: &Path) -> Result<Vec<String>> {
    let mut faults = Vec::new();
    for name in PURE.into_iter().chain(QUIET) {
        read(&root.join("crates").join(name).join("src"), root, &mut faults)?;
    }
    Ok(faults)
}

fn read(folder: &Path, root: &Path, faults: &mut Vec<String>) -> Result<()> {
    for entry in fs::read_dir(folder)? {
        let path = entry?.path();
        if path.is_dir() {
            read(&path, root, faults)?;
        } else if is_shipped(&path) {
            let place = path.strip_prefix(root).unwrap_or(&path).display().to_string();
            let source = fs::read_to_string(&path)?;
            let worldly = before_tests(&source).filter(|(_, line)| is_worldly(line));
            faults.extend(
                worldly.map(|(number, line)| format!("{place}:{number} is not pure: {}", line.trim())),
            );
        }
    }
    Ok(())
}

/// Whether a file is source and not a file of tests.
fn is_shipped(path: &Path) -> bool {
    let name = path.file_name().and_then(|name| name.to_str()).unwrap_or_default();
    name.ends_with(".rs") && name != "tests.rs" && !name.ends_with("_tests.rs")
}

/// A source's lines with their numbers, up to its unit tests and without comments.
fn before_tests(source: &str) -> impl Iterator<Item = (usize, &str)> {
    let lines = (1..).zip(source.lines()).take_while(|(_, line)| !line.contains("#[cfg(test)]"));
    lines.filter(|(_, line)| !line.trim_start().starts_with("//"))
}

fn is_worldly(line: &str) -> bool {
    let grouped = line.split_once("std::{").map(|(_, group)| group).unwrap_or_default();
    let parts = grouped.split([',', '{', '}', ' ']);
    let brought_in = parts.filter_map(|part| part.split("::").next()).any(|part| WORLDLY.contains(&part));
    let named = WORLDLY
        .iter()
        .any(|part| line.contains(&format!("std::{part}::")) || line.contains(&format!("std::{part};")));
    brought_in || named || WORLDLY_WORDS.iter().any(|word| line.contains(word))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(line: &str, expected: bool) {
        assert_eq!(is_worldly(line), expected, "{line}");
    }

    #[test]
    fn touching_the_world_is_noticed() {
        check("use std::fs;", true);
        check("use std::{fmt, fs};", true);
        check("use std::{collections::BTreeMap, net::{IpAddr, Ipv4Addr}};", true);
        check("let text = std::fs::read_to_string(path)?;", true);
        check("let now = jiff::Timestamp::now();", true);
        check("use std::{collections::BTreeMap, fmt};", false);
        check("use std::fmt::{self, Display};", false);
        check("let environment = network(process);", false);
        check("const TIMERS: &str = include_str!(\"timers.toml\");", false);
    }

    #[test]
    fn files_of_tests_are_left_out() {
        let check = |path: &str, expected: bool| assert_eq!(is_shipped(Path::new(path)), expected, "{path}");
        check("src/calendar/clock.rs", true);
        check("src/calendar/tests.rs", false);
        check("src/calendar/typed_tests.rs", false);
        check("src/calendar/timers.toml", false);
    }

    #[test]
    fn comments_and_tests_may_say_anything() {
        let source = "// std::fs::read\nfn pure() {}\n#[cfg(test)]\nmod tests { use std::fs; }";
        let lines: Vec<_> = before_tests(source).collect();
        assert_eq!(lines, [(2, "fn pure() {}")]);
    }
}
