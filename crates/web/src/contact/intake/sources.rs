//! Who is contacting us, in two steps: a group, then one of its codes of the national returns, which begin alike. A group that has one code asks no
//! further.

use domain::contact::CONTACT_SOURCES;
use domain::pack::{Code, Pack};

/// A group of sources, as the form of a contact offers them.
pub(super) struct Sources {
    pub(super) code: &'static str,
    begins: &'static [&'static str],
}

/// The groups; the last takes every code that is in none of the others.
pub(super) const SOURCES: &[Sources] = &[
    Sources { code: "police", begins: &["6"] },
    Sources { code: "school", begins: &["2"] },
    Sources { code: "health", begins: &["3"] },
    Sources { code: "family", begins: &["1A", "1B", "1C", "1D", "9"] },
    Sources { code: "other", begins: &[] },
];

impl Sources {
    /// The codes of the group that can be chosen today.
    pub(super) fn codes<'p>(&self, pack: &'p Pack) -> Vec<&'p Code> {
        let named =
            |group: &Sources, code: &Code| group.begins.iter().any(|start| code.code.starts_with(start));
        let mine = |code: &Code| match self.begins {
            [] => !SOURCES.iter().any(|group| named(group, code)),
            _ => named(self, code),
        };
        let list = pack.code_list(CONTACT_SOURCES).map_or(&[][..], |list| &list.codes);
        list.iter().filter(|code| !code.withdrawn && mine(code)).collect()
    }

    /// The question that asks which of the group.
    pub(super) fn question(&self) -> String {
        format!("source_{}", self.code)
    }

    /// Its field.
    pub(super) fn field(&self) -> String {
        format!("source-{}", self.code)
    }
}
