//! Who is visiting, and with what. A visit has a signed-in person; a caller is anybody.

use casework::{House, Session};
use jiff::Timestamp;

use super::Fields;

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
}

/// Anybody's request: the sign-in page and the public form.
pub struct Caller<'a> {
    /// The house.
    pub house: &'a House,
    /// The query of the address.
    pub query: Fields,
    /// The address the request came from, for throttling.
    pub address: String,
    /// The cookie token they came with, if any.
    pub token: Option<String>,
}

/// The name of the sign-in cookie: `__Host-` binds it to this host, to the root path and to a secure connection.
pub const COOKIE: &str = "__Host-frontdoor";

/// The sign-in token among the cookies.
pub(super) fn token(cookies: &str) -> Option<&str> {
    cookies.split(';').find_map(|pair| pair.trim().strip_prefix(COOKIE)?.strip_prefix('=')).filter(|token| !token.is_empty())
}

/// The cookie that carries a token.
pub fn cookie_for(token: &str) -> String {
    format!("{COOKIE}={token}; Path=/; Secure; HttpOnly; SameSite=Lax")
}

/// The cookie that takes the token away.
pub fn no_cookie() -> String {
    format!("{COOKIE}=; Path=/; Secure; HttpOnly; SameSite=Lax; Max-Age=0")
}

#[cfg(test)]
mod tests {
    use super::token;

    #[test]
    fn only_our_own_cookie_is_a_token() {
        assert_eq!(token("a=b; __Host-frontdoor=abc"), Some("abc"));
        assert_eq!(token("frontdoor=abc"), None);
        assert_eq!(token("__Host-frontdoor=; a=b"), None);
        assert_eq!(token("__Host-frontdoors=abc"), None);
    }
}
