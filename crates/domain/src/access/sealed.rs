//! Protected values: an address, who reported. They cannot be shown without being opened for a viewer.

use std::fmt;

use serde::{Deserialize, Serialize};

/// What a viewer must have been given before the value may be shown.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Guard {
    /// Anyone who may read the content.
    Content,
    /// Only somebody who asked to reveal it, under an entry of its own: a refuge address, an informant's name.
    Protected,
}

/// Proof that a viewer was allowed to see values up to a guard. Made only by an access decision.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Unsealing {
    up_to: Guard,
}

impl Unsealing {
    pub(super) fn up_to(guard: Guard) -> Self {
        Unsealing { up_to: guard }
    }
}

/// A value that can be stored, but shown only when opened for a viewer.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Sealed<T> {
    guard: Guard,
    value: T,
}

impl<T> Sealed<T> {
    /// Seals a value.
    pub fn new(value: T, guard: Guard) -> Self {
        Sealed { guard, value }
    }

    /// What it takes to open it.
    pub fn guard(&self) -> Guard {
        self.guard
    }

    /// The same value under another guard.
    pub fn guarded(self, guard: Guard) -> Self {
        Sealed { guard, ..self }
    }

    /// The value, if the viewer was allowed it; `None` means "withheld", which the page must say in words.
    pub fn open(&self, unsealing: Unsealing) -> Option<&T> {
        (unsealing.up_to >= self.guard).then_some(&self.value)
    }

    /// The value for a use that shows it to nobody: search keys, sending to the person themselves. Pages never call this;
    /// the workspace's invariant test looks for it.
    pub fn unshown(&self) -> &T {
        &self.value
    }
}

impl<T> fmt::Debug for Sealed<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("sealed")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_protected_value_is_not_opened_by_reading() {
        let refuge = Sealed::new("12 Elm Way", Guard::Protected);
        assert_eq!(refuge.open(Unsealing::up_to(Guard::Content)), None);
        assert_eq!(refuge.open(Unsealing::up_to(Guard::Protected)), Some(&"12 Elm Way"));
        assert_eq!(format!("{refuge:?}"), "sealed");
    }
}
