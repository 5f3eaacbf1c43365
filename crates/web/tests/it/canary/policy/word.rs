//! A protected word, the pages on which it may be seen, and by whom.

use domain::staff::Role;
use domain::staff::Role::{Auditor, PrincipalSocialWorker};

/// A word that stands in one protected place.
#[derive(Debug)]
pub struct Canary {
    /// What it stands for.
    pub what: &'static str,
    /// The word.
    pub text: &'static str,
    pub(super) shown: &'static [Shown],
}

/// A page with everything below it, and those who see the canary there.
#[derive(Debug)]
pub struct Shown {
    /// The page: `/contacts/{call}`.
    pub under: &'static str,
    /// Who sees it, on that page or on one below it. Each of them must.
    pub to: &'static [Role],
}

/// A page asked about a moment, or a page below, is the page too. Nothing is below a person's own first page.
pub fn is_under(page: &str, under: &str) -> bool {
    page.strip_prefix(under)
        .is_some_and(|rest| rest.is_empty() || under != "/" && rest.starts_with(['/', '?']))
}

impl Canary {
    /// Whether it may be seen there.
    pub fn may_be_seen(&self, by: Option<Role>, page: &str) -> bool {
        // The principal social worker reads whatever an auditor reads.
        let to = |shown: &Shown, by: Role| {
            shown.to.contains(&by) || by == PrincipalSocialWorker && shown.to.contains(&Auditor)
        };
        self.shown.iter().any(|shown| by.is_some_and(|by| to(shown, by)) && is_under(page, shown.under))
    }

    /// Whether it may be seen on some page: what stands in a record is found by its words by those who read the record.
    pub fn may_be_found(&self, by: Role) -> bool {
        let to = |shown: &Shown| {
            shown.to.contains(&by) || by == PrincipalSocialWorker && shown.to.contains(&Auditor)
        };
        self.shown.iter().any(to)
    }

    /// Those who must have seen it, and under which page.
    pub fn must_be_seen(&self) -> impl Iterator<Item = (Role, &'static str)> {
        self.shown.iter().flat_map(|shown| shown.to.iter().map(|role| (*role, shown.under)))
    }
}
