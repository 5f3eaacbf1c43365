//! How a site is set up, as far as its pages need to know.

use std::time::Duration;

/// How a site is set up.
#[derive(Debug, Clone)]
pub struct Settings {
    /// Without a secure connection: a demo on this computer only. The sign-in cookie is then not bound to one.
    pub plain_http: bool,
    /// Behind a proxy of the council's own, which puts the caller's address last in `X-Forwarded-For`.
    pub behind_proxy: bool,
    /// How long an answer may take before the person is told that the service is busy.
    pub longest_answer: Duration,
    /// The invented people whose passwords stand on the sign-in page. Shown only in a house that is a demo.
    pub demo_people: Vec<DemoPerson>,
}

impl Default for Settings {
    fn default() -> Self {
        Settings {
            plain_http: false,
            behind_proxy: false,
            longest_answer: Duration::from_secs(30),
            demo_people: Vec::new(),
        }
    }
}

/// An invented person as the demo's sign-in page offers them.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct DemoPerson {
    /// Their name.
    pub name: String,
    /// What they do: "MASH manager".
    pub role: String,
    /// Their user name.
    pub user_name: String,
    /// Their password, which everybody may know.
    pub password: String,
}
