//! Everybody else's code: under which licence it came, from where, and that none of it is banned.
//!
//! `deny.toml` says what is allowed. cargo-deny reads it too and looks deeper, but it takes minutes to install; these
//! three questions are answered on every run.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;

use anyhow::{Context, Result};
use cargo_metadata::{Metadata, Package};
use serde::Deserialize;
use spdx::{Expression, ParseMode};

use crate::repository::Repository;

/// The part of `deny.toml` that is checked here.
#[derive(Deserialize)]
struct Rules {
    licenses: Licences,
    bans: Bans,
}

#[derive(Deserialize)]
struct Licences {
    /// Licences by their SPDX names, some `WITH` an exception.
    allow: Vec<String>,
    /// Licences that one crate alone may come under.
    exceptions: Vec<Exception>,
}

#[derive(Deserialize)]
struct Exception {
    #[serde(rename = "crate")]
    name: String,
    allow: Vec<String>,
}

#[derive(Deserialize)]
struct Bans {
    deny: Vec<Ban>,
}

#[derive(Deserialize)]
struct Ban {
    #[serde(rename = "crate")]
    name: String,
    reason: String,
    /// The libraries that may use it all the same.
    #[serde(default)]
    wrappers: Vec<String>,
}

/// Every package that `deny.toml` does not allow, in words.
///
/// # Errors
/// When `deny.toml` cannot be read or understood.
pub fn broken(repository: &Repository) -> Result<Vec<String>> {
    let rules =
        fs::read_to_string(repository.root.join("deny.toml")).context("deny.toml could not be read")?;
    let rules: Rules = toml::from_str(&rules).context("deny.toml")?;
    let foreign = repository.metadata.packages.iter().filter(|package| package.source.is_some());
    let users = users(&repository.metadata);
    let nobody = BTreeSet::new();
    let used_by = |package: &Package| users.get(package.name.as_str()).unwrap_or(&nobody);
    Ok(foreign.flat_map(|package| rules.faults_of(package, used_by(package))).collect())
}

/// Who uses each package, by name.
fn users(metadata: &Metadata) -> BTreeMap<&str, BTreeSet<&str>> {
    let names: BTreeMap<_, _> =
        metadata.packages.iter().map(|package| (&package.id, package.name.as_str())).collect();
    let mut users: BTreeMap<&str, BTreeSet<&str>> = BTreeMap::new();
    for node in metadata.resolve.iter().flat_map(|resolve| &resolve.nodes) {
        for used in &node.dependencies {
            if let (Some(user), Some(used)) = (names.get(&node.id), names.get(used)) {
                users.entry(used).or_default().insert(user);
            }
        }
    }
    users
}

impl Rules {
    fn faults_of(&self, package: &Package, users: &BTreeSet<&str>) -> Vec<String> {
        let mut faults = Vec::new();
        let name = package.name.as_str();
        if let Some(ban) = self.bans.deny.iter().find(|ban| ban.name == name && !ban.is_wrapped(users)) {
            faults.push(format!("{name} is banned: {}", ban.reason));
        }
        if !package.source.as_ref().is_some_and(cargo_metadata::Source::is_crates_io) {
            faults.push(format!("{name} does not come from the public registry"));
        }
        let licence = package.license.as_deref().unwrap_or("none stated");
        if !self.licenses.allow(name, licence) {
            faults.push(format!("{name}'s licence is not on the list in deny.toml: {licence}"));
        }
        faults
    }
}

impl Ban {
    /// Whether nobody uses it but those who may.
    fn is_wrapped(&self, users: &BTreeSet<&str>) -> bool {
        !self.wrappers.is_empty() && users.iter().all(|user| self.wrappers.iter().any(|may| may == user))
    }
}

impl Licences {
    /// Whether a crate's licence expression can be met with licences from the list and the crate's own exception.
    fn allow(&self, name: &str, licence: &str) -> bool {
        let Ok(expression) = Expression::parse_mode(licence, ParseMode::LAX) else { return false };
        let exception = self.exceptions.iter().filter(|exception| exception.name == name);
        let allowed: Vec<&String> = self.allow.iter().chain(exception.flat_map(|own| &own.allow)).collect();
        expression.evaluate(|wanted| allowed.iter().any(|allowed| **allowed == wanted.to_string()))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_banned_library_may_be_used_only_by_those_that_wrap_it() {
        let check = |wrappers: &[&str], users: &[&str], expected| {
            let wrappers = wrappers.iter().map(|name| (*name).to_owned()).collect();
            let ban = Ban { name: "some".to_owned(), reason: String::new(), wrappers };
            assert_eq!(ban.is_wrapped(&users.iter().copied().collect()), expected, "{users:?}");
        };
        check(&["syntect"], &["syntect"], true);
        check(&["syntect"], &["syntect", "other"], false);
        check(&[], &["syntect"], false);
    }

    #[test]
    fn a_licence_is_allowed_when_the_list_can_meet_it() {
        let allow = vec!["MIT".to_owned(), "Apache-2.0 WITH LLVM-exception".to_owned()];
        let exceptions = vec![Exception { name: "selectors".to_owned(), allow: vec!["MPL-2.0".to_owned()] }];
        let licences = Licences { allow, exceptions };
        let check =
            |name, licence, expected| assert_eq!(licences.allow(name, licence), expected, "{name} {licence}");
        check("some", "MIT", true);
        check("some", "MIT OR GPL-3.0-only", true);
        check("some", "MIT/GPL-3.0", true);
        check("some", "MIT AND GPL-3.0-only", false);
        check("some", "Apache-2.0 WITH LLVM-exception", true);
        check("some", "Apache-2.0", false);
        check("some", "none stated", false);
        check("some", "MPL-2.0", false);
        check("selectors", "MPL-2.0", true);
    }
}
