//! What an answer of the Department means, and what happens next: 401, 403, 429, a fault of the server and a receipt that cannot be read are tried again, longer and longer after; 204, 400 and
//! 413 are final, because the same request would get the same answer (DfE CSC API 1.0.1).

use std::time::Duration;

/// An answer to one request.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Answer {
    /// The status of HTTP; nothing when no answer came.
    pub status: Option<u16>,
    /// How long the server asks to wait, in seconds.
    pub retry_after: Option<u64>,
    /// The body.
    pub body: String,
}

/// What happens next.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Next {
    /// Acknowledged: the receipt.
    Acknowledged(String),
    /// The same request again after so long; `renew` with a new token.
    Again {
        /// How long to wait.
        after: Duration,
        /// Whether the token is no longer good.
        renew: bool,
    },
    /// Never again as it is: why, in words.
    Final(String),
}

/// The first wait, and the longest.
const FIRST: u64 = 30;
const LONGEST: u64 = 6 * 60 * 60;
/// So often a request is tried in all: with the waits above, over a day.
const MOST_TRIES: u32 = 12;

/// What follows from an answer to the `tries`-th try of a request, from 1.
pub fn next(answer: &Answer, tries: u32) -> Next {
    let status = match answer.status {
        Some(200) => match receipt(&answer.body) {
            Some(receipt) => return Next::Acknowledged(receipt),
            // The answer was torn on its way: what was taken in is taken in again, and nothing is lost.
            None => Some(200),
        },
        Some(204) => {
            return Next::Final("The Department took nothing in (204): the request held no child.".into());
        }
        Some(400) => {
            return Next::Final(
                "The Department calls the request malformed (400). Nothing of it was taken in.".into(),
            );
        }
        Some(413) => {
            return Next::Final(
                "The Department calls the request too long (413). Nothing of it was taken in.".into(),
            );
        }
        status => status,
    };
    let again = matches!(status, None | Some(200 | 401 | 403 | 429 | 500..=599));
    let said = match status {
        Some(200) => "200 without a receipt that can be read".to_owned(),
        Some(status) => status.to_string(),
        None => "no answer".to_owned(),
    };
    if !again {
        return Next::Final(format!("The Department answered {said}, which the interface does not know."));
    }
    if tries >= MOST_TRIES {
        return Next::Final(format!("Tried {tries} times, and the last answer was {said}."));
    }
    let doubled = FIRST.saturating_mul(1 << tries.saturating_sub(1).min(16)).min(LONGEST);
    let after = answer.retry_after.unwrap_or_default().clamp(doubled.min(LONGEST), LONGEST.max(doubled));
    Next::Again { after: Duration::from_secs(after), renew: matches!(status, Some(401 | 403)) }
}

/// The receipt of an answer: a JSON text with a UUID in it.
fn receipt(body: &str) -> Option<String> {
    let text: String = serde_json::from_str(body).unwrap_or_else(|_| body.trim().to_owned());
    let groups: Vec<usize> = text.split('-').map(str::len).collect();
    let uuid =
        groups == [8, 4, 4, 4, 12] && text.chars().all(|letter| letter == '-' || letter.is_ascii_hexdigit());
    uuid.then(|| text.to_ascii_lowercase())
}
