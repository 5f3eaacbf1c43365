//! The way to the Department for Education: a token by client credentials (RFC 6749, section 4.4), kept until it expires, and the requests of the daily feed.
//!
//! What is sent is children's records, so it goes by TLS, to the address of the configuration and no further: no redirection is followed. Neither secret, key nor
//! token stands in a message, a log or an error.

use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;

use casework::Clock;
use casework::feed::{Department, NotCarried};
use casework::returns::csc_api::Answer;
use jiff::{SignedDuration, Timestamp};
use serde::Deserialize;
use ureq::http::Response;
use ureq::tls::{Certificate, RootCerts, TlsConfig};
use ureq::{Agent, Body};

/// How long one request may take in all.
const LONGEST: Duration = Duration::from_secs(30);
/// How much of an answer is read.
const MOST_READ: u64 = 64 * 1024;
/// A token is thrown away so long before it expires: it must outlast a request.
const BEFORE_IT_EXPIRES: SignedDuration = SignedDuration::from_secs(60);
/// How long a token is kept whose end is not said (RFC 6749, 5.1 only recommends saying it).
const UNTOLD: i64 = 5 * 60;

/// The name of the service in requests.
const NAME: &str = concat!("Frontdoor/", env!("CARGO_PKG_VERSION"));

/// Where the feed goes, and who we are there.
pub struct Way {
    /// The whole address of the children of this authority.
    pub children: String,
    /// Where a token is given.
    pub tokens: String,
    /// The name of this client.
    pub client: String,
    /// Its secret.
    pub secret: String,
    /// Whether the secret goes in the body of the request for a token; otherwise it goes in its head, as RFC 6749 prefers.
    pub secret_in_body: bool,
    /// What the token is asked for; nothing when the server knows.
    pub scope: Option<String>,
    /// A key of the Department's gateway: the name of the header, and the key.
    pub key: Option<(String, String)>,
}

/// Carries requests to the Department.
pub struct Line {
    agent: Agent,
    way: Way,
    clock: Arc<dyn Clock>,
    token: Mutex<Option<Token>>,
}

struct Token {
    words: String,
    until: Timestamp,
}

/// What a token comes in (RFC 6749, 5.1).
#[derive(Deserialize)]
struct Given {
    access_token: String,
    token_type: String,
    expires_in: Option<i64>,
}

impl Line {
    /// A line to the Department. Nobody is asked yet. The machine's own certificates say who may be trusted.
    pub fn new(way: Way, clock: Arc<dyn Clock>) -> Self {
        let provider = Arc::new(rustls::crypto::ring::default_provider());
        let trusted = rustls_native_certs::load_native_certs();
        let roots = trusted.certs.iter().map(|one| Certificate::from_der(one.as_ref()).to_owned());
        let tls = TlsConfig::builder()
            .unversioned_rustls_crypto_provider(provider)
            .root_certs(RootCerts::from(roots.collect::<Vec<_>>()))
            .build();
        // Plain HTTP is for a stand-in on this machine, which the configuration makes sure of.
        let only_tls = way.children.starts_with("https://") && way.tokens.starts_with("https://");
        let config = Agent::config_builder()
            .http_status_as_error(false)
            .https_only(only_tls)
            .max_redirects(0)
            .timeout_global(Some(LONGEST))
            .user_agent(NAME)
            .tls_config(tls)
            .build();
        Line { agent: config.into(), way, clock, token: Mutex::new(None) }
    }

    /// The token that is kept, or a new one.
    fn token(&self) -> Result<String, NotCarried> {
        let mut kept = self.token.lock().unwrap_or_else(PoisonError::into_inner);
        let now = self.clock.now();
        if let Some(token) = kept.as_ref().filter(|token| token.until > now) {
            return Ok(token.words.clone());
        }
        let given = self.fetch()?;
        let lasts = SignedDuration::from_secs(given.expires_in.unwrap_or(UNTOLD).clamp(0, 24 * 60 * 60));
        let until = now.saturating_add(lasts.saturating_sub(BEFORE_IT_EXPIRES)).unwrap_or(now);
        *kept = Some(Token { words: given.access_token.clone(), until });
        Ok(given.access_token)
    }

    fn fetch(&self) -> Result<Given, NotCarried> {
        let way = &self.way;
        let mut form = vec![("grant_type", "client_credentials")];
        form.extend(way.scope.as_deref().map(|scope| ("scope", scope)));
        let mut request = self.agent.post(&way.tokens).header("Accept", "application/json");
        if way.secret_in_body {
            form.extend([("client_id", way.client.as_str()), ("client_secret", way.secret.as_str())]);
        } else {
            request = request.header("Authorization", basic(&way.client, &way.secret));
        }
        let answer = request.send_form(form).map_err(|error| not_reached("whoever gives tokens", &error))?;
        let (status, retry_after) = (answer.status().as_u16(), self.retry_after(&answer));
        if status != 200 {
            // An answer's own words may quote what was sent to it: only its status is told.
            let words = format!("No token was given: {status}. Look whether client and secret are right.");
            return Err(NotCarried { words, retry_after });
        }
        let given: Option<Given> = serde_json::from_str(&read(answer)).ok();
        given
            .filter(|given| given.token_type.eq_ignore_ascii_case("bearer") && is_plain(&given.access_token))
            .ok_or_else(|| NotCarried {
                words: "The answer of whoever gives tokens holds none that can be used.".into(),
                retry_after: None,
            })
    }

    /// How long is asked to wait, in seconds: as a number, or as a moment (RFC 9110, 10.2.3).
    fn retry_after(&self, answer: &Response<Body>) -> Option<u64> {
        let words = answer.headers().get("retry-after")?.to_str().ok()?.trim();
        if let Ok(seconds) = words.parse() {
            return Some(seconds);
        }
        let until = jiff::fmt::rfc2822::DateTimeParser::new().parse_timestamp(words).ok()?;
        u64::try_from(until.duration_since(self.clock.now()).as_secs()).ok()
    }
}

impl Department for Line {
    fn carry(&self, body: &[u8]) -> Result<Answer, NotCarried> {
        let token = self.token()?;
        let mut request = self
            .agent
            .post(&self.way.children)
            .header("Authorization", format!("Bearer {token}"))
            .header("Content-Type", "application/json")
            .header("Accept", "application/json");
        if let Some((name, key)) = &self.way.key {
            request = request.header(name.as_str(), key.as_str());
        }
        let answer = request.send(body).map_err(|error| not_reached("the Department", &error))?;
        let (status, retry_after) = (answer.status().as_u16(), self.retry_after(&answer));
        Ok(Answer { status: Some(status), retry_after, body: read(answer) })
    }

    fn renew(&self) {
        *self.token.lock().unwrap_or_else(PoisonError::into_inner) = None;
    }
}

/// The beginning of an answer's body; nothing of one that breaks off.
fn read(mut answer: Response<Body>) -> String {
    answer.body_mut().with_config().limit(MOST_READ).lossy_utf8(true).read_to_string().unwrap_or_default()
}

/// The head of a request for a token: each part is encoded as in a form before they are put together (RFC 6749, 2.3.1).
fn basic(client: &str, secret: &str) -> String {
    use base64::Engine;
    use base64::engine::general_purpose::STANDARD;
    let part = |words: &str| form_urlencoded::byte_serialize(words.as_bytes()).collect::<String>();
    format!("Basic {}", STANDARD.encode(format!("{}:{}", part(client), part(secret))))
}

/// A token goes into the head of a request as it is: whatever could end a line there is none.
fn is_plain(token: &str) -> bool {
    !token.is_empty() && token.chars().all(|letter| letter.is_ascii_graphic())
}

/// An error's own words may hold an address or what was sent: its kind is told.
fn not_reached(whom: &str, error: &ureq::Error) -> NotCarried {
    let why = match error {
        ureq::Error::Timeout(_) => "did not answer in time",
        ureq::Error::HostNotFound => "has an address that nobody knows",
        ureq::Error::Tls(_) | ureq::Error::Rustls(_) => "showed no certificate that is trusted",
        ureq::Error::BadUri(_) | ureq::Error::RequireHttpsOnly(_) => {
            "has no right address in the configuration"
        }
        _ => "could not be reached",
    };
    NotCarried { words: format!("{whom} {why}."), retry_after: None }
}

#[cfg(test)]
mod tests;
