//! Who is visiting, and with what. A visit has a signed-in person; a caller is anybody.

use casework::{House, Session};
use design::Form;
use domain::access::Action;
use jiff::Timestamp;
use maud::Render;

use super::{Fields, Filling};
use crate::settings::Settings;

/// A signed-in person's request.
pub struct Visit<'a> {
    /// Their session: every use case takes it.
    pub session: Session<'a>,
    /// The address asked for, without its query.
    pub path: String,
    /// The query of the address.
    pub query: Fields,
    /// The sign-in token they came with: for signing out.
    pub token: String,
    /// When the sign-in ends unless they go on.
    pub ends_at: Timestamp,
}

impl Visit<'_> {
    /// The house.
    pub fn house(&self) -> &House {
        self.session.house
    }

    /// Whether the act is one of the person's roles' acts: whether a page offers it at all. What may be done to one record, the door says.
    pub fn may(&self, action: Action) -> bool {
        if self.session.actor.scope.is_some() && action != Action::AnswerRequest {
            return false;
        }
        self.session.actor.roles.iter().any(|role| action.is_for(*role))
    }

    /// The page's own form, drafted while it is typed.
    pub fn form(&self, filling: &Filling, questions: impl Render) -> Form {
        filling.form(&self.path, questions)
    }

    /// The page's own form, when it is too short for a draft.
    pub fn short_form(&self, filling: &Filling, questions: impl Render) -> Form {
        filling.undrafted(&self.path, questions)
    }
}

/// Anybody's request: the sign-in page and the public form.
pub struct Caller<'a> {
    /// The house.
    pub house: &'a House,
    /// How the site is set up.
    pub settings: &'a Settings,
    /// The address asked for, without its query.
    pub path: String,
    /// The query of the address.
    pub query: Fields,
    /// The network address the request came from, for throttling.
    pub address: String,
    /// The cookie token they came with, if any.
    pub token: Option<String>,
}

impl Caller<'_> {
    /// The page's own form. Nobody is signed in, so nothing is drafted.
    pub fn form(&self, filling: &Filling, questions: impl Render) -> Form {
        filling.undrafted(&self.path, questions)
    }
}

/// The name of the sign-in cookie: `__Host-` binds it to this host, to the root path and to a secure connection.
const SECURE: &str = "__Host-frontdoor";
/// The same for a demo on this computer without a secure connection, where some browsers take no secure cookie.
const PLAIN: &str = "frontdoor-demo";

fn name(settings: &Settings) -> &'static str {
    if settings.plain_http { PLAIN } else { SECURE }
}

/// The sign-in token among the cookies.
pub(super) fn token<'c>(settings: &Settings, cookies: &'c str) -> Option<&'c str> {
    let name = name(settings);
    cookies
        .split(';')
        .find_map(|pair| pair.trim().strip_prefix(name)?.strip_prefix('='))
        .filter(|token| !token.is_empty())
}

/// The cookie that carries a token.
pub(super) fn cookie_for(settings: &Settings, token: &str) -> String {
    let secure = if settings.plain_http { "" } else { " Secure;" };
    format!("{}={token}; Path=/;{secure} HttpOnly; SameSite=Lax", name(settings))
}

/// The cookie that takes the token away.
pub(super) fn no_cookie(settings: &Settings) -> String {
    format!("{}; Max-Age=0", cookie_for(settings, ""))
}

#[cfg(test)]
mod tests {
    use super::{cookie_for, no_cookie, token};
    use crate::settings::Settings;

    #[test]
    fn only_our_own_cookie_is_a_token() {
        let settings = Settings::default();
        assert_eq!(token(&settings, "a=b; __Host-frontdoor=abc"), Some("abc"));
        assert_eq!(token(&settings, "frontdoor=abc"), None);
        assert_eq!(token(&settings, "__Host-frontdoor=; a=b"), None);
        assert_eq!(token(&settings, "__Host-frontdoors=abc"), None);
        assert_eq!(token(&settings, "frontdoor-demo=abc"), None);
    }

    #[test]
    fn a_cookie_is_bound_to_this_host_over_a_secure_connection() {
        let settings = Settings::default();
        assert_eq!(
            cookie_for(&settings, "abc"),
            "__Host-frontdoor=abc; Path=/; Secure; HttpOnly; SameSite=Lax"
        );
        assert!(no_cookie(&settings).ends_with("Max-Age=0"));
        let demo = Settings { plain_http: true, ..Settings::default() };
        assert_eq!(cookie_for(&demo, "abc"), "frontdoor-demo=abc; Path=/; HttpOnly; SameSite=Lax");
    }
}
