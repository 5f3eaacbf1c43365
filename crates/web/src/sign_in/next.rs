//! Where somebody goes after signing in: back to the page they came from, if it is one of ours, and if they are the person who came from it.

use casework::{House, Resumed, Stop};
use maud::{Markup, html};

use crate::route::Fields;

/// What is carried through the steps of signing in.
pub(super) struct Next {
    page: String,
    owner: String,
}

impl Next {
    /// From a query or a form.
    pub(super) fn read(fields: &Fields) -> Self {
        Next { page: own(fields.get("next")).to_owned(), owner: fields.get("for").to_owned() }
    }

    /// As hidden fields of a form.
    pub(super) fn hidden(&self) -> Markup {
        html! {
            @if self.page != "/" { input type="hidden" name="next" value=(self.page); }
            @if !self.owner.is_empty() { input type="hidden" name="for" value=(self.owner); }
        }
    }

    /// As the query of the next step's address, with more.
    pub(super) fn query(&self, more: &[(&str, &str)]) -> String {
        let mut query = form_urlencoded::Serializer::new(String::new());
        if self.page != "/" {
            query.append_pair("next", &self.page);
        }
        if !self.owner.is_empty() {
            query.append_pair("for", &self.owner);
        }
        query.extend_pairs(more);
        query.finish()
    }

    /// Where to go now that somebody is signed in: whoever left something half written comes back to it, anybody else begins at the beginning.
    pub(super) fn after(&self, house: &House, token: &str) -> Result<String, Stop> {
        let Resumed::Live { session, .. } = casework::resume(house, token)? else {
            return Ok("/".to_owned());
        };
        let theirs = self.owner.is_empty() || self.owner == session.staff.id.to_string();
        Ok(if theirs { self.page.clone() } else { "/".to_owned() })
    }
}

/// The page, if it is an address of ours and not of signing in or out; else the first page. A browser reads `//`, `/\` and control characters as
/// the beginning of somebody else's address.
fn own(page: &str) -> &str {
    let other = page.starts_with("//") || page.contains('\\') || page.chars().any(char::is_control);
    let circle = ["/sign-in", "/sign-out", "/session", "/enrol"].iter().any(|start| page.starts_with(start));
    if page.starts_with('/') && !other && !circle { page } else { "/" }
}

#[cfg(test)]
mod tests {
    use super::own;

    #[test]
    fn only_our_own_pages_follow_a_sign_in() {
        for (page, expected) in [
            ("/contacts/new", "/contacts/new"),
            ("/children/0?known=2026-01-01", "/children/0?known=2026-01-01"),
            ("", "/"),
            ("contacts", "/"),
            ("//elsewhere.example", "/"),
            ("/\\elsewhere.example", "/"),
            ("/\t/elsewhere.example", "/"),
            ("/contacts\r\nset-cookie: a=b", "/"),
            ("https://elsewhere.example/", "/"),
            ("javascript:alert(1)", "/"),
            ("/sign-out", "/"),
            ("/sign-in?next=/sign-in", "/"),
        ] {
            assert_eq!(own(page), expected, "{page:?}");
        }
    }
}
