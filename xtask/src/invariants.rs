//! The map of ARCHITECTURE.md, checked against what Cargo says: which crate may reach which, and which library
//! belongs to whom.

use std::collections::{BTreeMap, BTreeSet};

use anyhow::{Context, Result, ensure};
use cargo_metadata::{DependencyKind, Metadata};

use crate::cargo::cargo;
use crate::outcome::Outcome;
use crate::repository::Repository;
use crate::{purity, supply};

/// Our crates, and which of our crates each may use. An arrow that is not here does not exist.
const MAP: [(&str, &[&str]); 11] = [
    ("domain", &[]),
    ("design", &[]),
    ("identity", &[]),
    ("letters", &["domain"]),
    ("matching", &["domain"]),
    ("returns", &["domain"]),
    ("store", &["domain", "matching"]),
    ("casework", &["domain", "store", "matching", "returns", "identity"]),
    ("web", &["domain", "casework", "design"]),
    ("frontdoor", &["domain", "store", "casework", "letters", "matching", "web"]),
    ("xtask", &[]),
];

/// The crates that compute and do nothing else.
///
/// `matching` spreads a batch of millions over all cores by `rayon`, whose threads only compute: what comes out does not depend on
/// how many there are or which is first.
pub const PURE: [&str; 3] = ["domain", "matching", "returns"];

/// Crates whose own words touch nothing either, built on libraries that could.
pub const QUIET: [&str; 1] = ["letters"];

/// Libraries that touch the world. None of them is within a pure crate's reach, at any distance.
const WORLDLY: [&str; 18] = [
    "async-std",
    "axum",
    "fastrand",
    "getrandom",
    "hyper",
    "lettre",
    "libsqlite3-sys",
    "mio",
    "postgres",
    "rand",
    "reqwest",
    "rusqlite",
    "rustix",
    "socket2",
    "tempfile",
    "tokio",
    "tokio-postgres",
    "ureq",
];

/// Libraries that only some crates may use themselves, and what would be lost if others did.
const OWNED: [(&str, &[&str], &str); 10] = [
    ("rusqlite", &["store"], "only store speaks SQL"),
    ("postgres", &["store"], "only store speaks SQL"),
    ("axum", &["web", "frontdoor"], "only web speaks HTTP, and the program serves it"),
    ("tower-http", &["web"], "only web speaks HTTP"),
    ("maud", &["design", "web"], "only design and web write HTML"),
    ("getrandom", &["frontdoor"], "chance enters at the program's shell, so that a run can be repeated"),
    ("lettre", &["casework"], "messages leave through one outbox"),
    ("age", &["frontdoor"], "the downtime pack is sealed where it is written"),
    ("typst", &["letters"], "documents are typeset in one place"),
    ("ureq", &["frontdoor"], "the Department is reached from the program's shell"),
];

/// Checks the map, the purity of the pure crates and the supply of everybody else's code.
///
/// # Errors
/// When a file cannot be read.
pub fn check(repository: &Repository) -> Result<Outcome> {
    let graph = Graph::of(&repository.metadata)?;
    let mut impure = purity::broken(&repository.root)?;
    for pure in PURE {
        impure.extend(worldly(pure, &built_from(repository, pure)?));
    }
    let found = [graph.broken(), impure, supply::broken(repository)?];
    let mut outcome = Outcome::default();
    for faults in found {
        outcome = outcome.and(faults.is_empty());
        outcome.remarks.extend(faults);
    }
    Ok(outcome)
}

/// Who uses whom, by name, leaving out what only tests use.
struct Graph {
    ours: BTreeSet<String>,
    uses: BTreeMap<String, BTreeSet<String>>,
}

impl Graph {
    fn of(metadata: &Metadata) -> Result<Self> {
        let resolve = metadata.resolve.as_ref().context("cargo metadata resolved nothing")?;
        let names: BTreeMap<_, _> =
            metadata.packages.iter().map(|package| (&package.id, package.name.to_string())).collect();
        let name = |id| names.get(id).cloned().context("a package without a name");
        let mut uses: BTreeMap<String, BTreeSet<String>> = BTreeMap::new();
        for node in &resolve.nodes {
            let used = uses.entry(name(&node.id)?).or_default();
            for dependency in &node.deps {
                if dependency.dep_kinds.iter().any(|info| info.kind != DependencyKind::Development) {
                    used.insert(name(&dependency.pkg)?);
                }
            }
        }
        let ours = metadata.workspace_members.iter().map(name).collect::<Result<_>>()?;
        Ok(Self { ours, uses })
    }

    /// Every arrow that the map does not have, in words.
    fn broken(&self) -> Vec<String> {
        let mut faults = Vec::new();
        for name in &self.ours {
            let Some((_, allowed)) = MAP.iter().find(|(known, _)| known == name) else {
                faults
                    .push(format!("{name} is not on the map in xtask/src/invariants.rs and ARCHITECTURE.md"));
                continue;
            };
            let used = self.used_by(name).filter(|used| self.ours.contains(*used));
            let strange = used.filter(|used| !allowed.contains(used));
            faults.extend(strange.map(|used| format!("{name} must not use {used}")));
        }
        for (library, owners, why) in OWNED {
            let others = self.ours.iter().filter(|name| !owners.contains(&name.as_str()));
            let users = others.filter(|name| self.used_by(name).any(|used| used == library));
            faults.extend(users.map(|name| format!("{name} must not use {library}: {why}")));
        }
        faults
    }

    fn used_by(&self, name: &str) -> impl Iterator<Item = &str> {
        self.uses.get(name).into_iter().flatten().map(String::as_str)
    }
}

/// Everything a crate is built from when it is built alone, at any distance.
///
/// Cargo's account of the whole workspace will not do: there, what one crate asks of a library, all its users get.
fn built_from(repository: &Repository, name: &str) -> Result<BTreeSet<String>> {
    let arguments =
        ["tree", "--package", name, "--edges", "normal,build", "--prefix", "none", "--format", "{p}"];
    let told = cargo(repository, &arguments).output().context("cargo tree could not be run")?;
    ensure!(told.status.success(), "cargo tree: {}", String::from_utf8_lossy(&told.stderr));
    let lines = String::from_utf8(told.stdout)?;
    Ok(lines.lines().filter_map(|line| line.split(' ').next()).map(str::to_owned).collect())
}

/// What touches the world among the things a pure crate is built from, in words.
fn worldly(pure: &str, built_from: &BTreeSet<String>) -> Vec<String> {
    let found = WORLDLY.iter().filter(|library| built_from.contains(**library));
    found.map(|library| format!("{pure} is pure and must not be built from {library}")).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn frontdoor_keeps_to_its_map() {
        let outcome = check(&Repository::open().unwrap()).unwrap();
        assert!(outcome.remarks.is_empty(), "{}", outcome.remarks.join("\n"));
    }

    /// Each case is a set of arrows `user > used`, and the faults that must be found in it.
    fn check_arrows(arrows: &[&str], expected: &[&str]) {
        let mut graph = Graph { ours: BTreeSet::new(), uses: BTreeMap::new() };
        for arrow in arrows {
            let (user, used) = arrow.split_once(" > ").unwrap();
            graph.uses.entry(user.to_owned()).or_default().insert(used.to_owned());
            let ours = [user, used].into_iter().filter(|name| MAP.iter().any(|(known, _)| known == name));
            graph.ours.extend(ours.map(str::to_owned));
        }
        assert_eq!(graph.broken(), expected, "{arrows:?}");
    }

    #[test]
    fn each_forbidden_arrow_is_found() {
        check_arrows(&["web > casework", "casework > store", "store > rusqlite", "store > domain"], &[]);
        check_arrows(&["web > store"], &["web must not use store"]);
        check_arrows(&["store > casework"], &["store must not use casework"]);
        check_arrows(
            &["matching > getrandom"],
            &[
                "matching must not use getrandom: chance enters at the program's shell, so that a run can be repeated",
            ],
        );
        check_arrows(&["casework > rusqlite"], &["casework must not use rusqlite: only store speaks SQL"]);
    }

    #[test]
    fn what_touches_the_world_is_found_at_any_distance() {
        let everything = built_from(&Repository::open().unwrap(), "store").unwrap();
        let faults = worldly("store", &everything);
        assert!(
            faults.contains(&"store is pure and must not be built from socket2".to_owned()),
            "{faults:?}"
        );
    }

    #[test]
    fn a_crate_off_the_map_is_found() {
        let graph = Graph { ours: ["helpers".to_owned()].into(), uses: BTreeMap::new() };
        assert_eq!(
            graph.broken(),
            ["helpers is not on the map in xtask/src/invariants.rs and ARCHITECTURE.md"]
        );
    }
}
