//! Notifications sent by an agency's system.

use axum::http::{StatusCode, header};
use casework::notification::{NotTaken, Receipt, RefusedWords, Sent, receipt, sending, take_in};
use domain::access::Action;
use domain::id::Id;
use domain::notification::{Batch, Format, Way};
use domain::refusal::Refusal;
use serde_json::{Value, json};

use crate::route::{Call, Problem, Reply, SystemAsks, SystemSends};

pub(super) static SEND: SystemSends = SystemSends {
    path: "/api/notifications",
    name: "notifications of a system",
    action: Action::SendNotifications,
    answer: send,
};

pub(super) static BATCH: SystemAsks<Id<Batch>> = SystemAsks {
    path: "/api/notifications/batches/{batch}",
    name: "a system's batch",
    action: Action::SendNotifications,
    answer: |call, batch| {
        let receipt = receipt(&call.session, batch)?;
        Ok(Reply { status: StatusCode::OK, body: in_json(&receipt), location: None })
    },
};

/// How long a key may be by which a system names a sending: long enough not to be used twice by chance.
const KEY_LENGTH: std::ops::RangeInclusive<usize> = 8..=200;

fn send(call: &Call<'_>) -> Result<Reply, Problem> {
    let format = format(call)?;
    let agency = call.session.actor.agency.clone().unwrap_or_default();
    if call.session.house.pack.agency(&agency).is_none() {
        let words =
            "The agency of this key is not in the council's practice pack any more. Ring the council.";
        return Err(Problem::new(StatusCode::FORBIDDEN, words));
    }
    let sent = Sent { agency: &agency, way: Way::Interface, name: "", format, bytes: call.body };
    let named = named(call)?;
    let sending = named.map(|key| sending(&call.session, key, format, call.body));
    let receipt =
        take_in(&call.session, &sent, sending.as_ref()).map_err(|not| not_taken(not, named.is_some()))?;
    let status = match (receipt.again, receipt.batch.refused) {
        (true, _) => StatusCode::OK,
        (false, 0) => StatusCode::CREATED,
        (false, _) => StatusCode::MULTI_STATUS,
    };
    let location = (!receipt.again).then(|| format!("/api/notifications/batches/{}", receipt.batch.id));
    Ok(Reply { status, body: in_json(&receipt), location })
}

/// What the body is written in, by its content type.
fn format(call: &Call<'_>) -> Result<Format, Problem> {
    let written = call.header(header::CONTENT_TYPE.as_str()).unwrap_or_default();
    let kind = written.split(';').next().unwrap_or_default().trim().to_ascii_lowercase();
    match kind.as_str() {
        "application/json" => Ok(Format::Json),
        "application/xml" | "text/xml" => Ok(Format::Xml),
        "text/csv" => Ok(Format::Csv),
        _ => {
            let words = "Send application/json, application/xml or text/csv, and say which in Content-Type.";
            Err(Problem::new(StatusCode::UNSUPPORTED_MEDIA_TYPE, words))
        }
    }
}

/// The key by which the system names this sending, if any.
fn named<'c>(call: &'c Call<'_>) -> Result<Option<&'c str>, Problem> {
    let Some(key) = call.header("idempotency-key") else { return Ok(None) };
    let sign = |byte: u8| byte.is_ascii_alphanumeric() || matches!(byte, b'.' | b'_' | b':' | b'-');
    let readable = KEY_LENGTH.contains(&key.len()) && key.bytes().all(sign);
    if !readable {
        let words = "Idempotency-Key has 8 to 200 letters, digits, dots, colons, underscores or hyphens.";
        return Err(Problem::new(StatusCode::BAD_REQUEST, words));
    }
    Ok(Some(key))
}

fn not_taken(not: NotTaken, named: bool) -> Problem {
    match not {
        NotTaken::Unreadable { line, words } => {
            let more = vec![("line", json!(line))];
            Problem {
                more,
                ..Problem::new(
                    StatusCode::BAD_REQUEST,
                    format!("Line {line}: {words} Nothing of it was taken."),
                )
            }
        }
        NotTaken::Stopped(casework::Stop::Refusal(Refusal::NotNow(_))) if named => {
            let words =
                "This Idempotency-Key came before with another body. Use a new key for another sending.";
            Problem::new(StatusCode::CONFLICT, words)
        }
        NotTaken::Stopped(stop) => stop.into(),
        NotTaken::File(_) => Problem::new(StatusCode::BAD_REQUEST, "The body could not be read."),
    }
}

/// A receipt: what was taken, and what is wrong with which row of theirs. Nothing of it depends on who is on the record.
fn in_json(receipt: &Receipt) -> Value {
    let batch = &receipt.batch;
    json!({
        "batch": batch.id.to_string(),
        "state": if batch.is_finished() { "taken" } else { "being_taken" },
        "received_at": batch.received_at.to_string(),
        "format": batch.format.code(),
        "sha256": batch.digest,
        "rows": batch.rows,
        "taken": batch.taken,
        "changed": batch.changed,
        "same": batch.same,
        "refused": batch.refused,
        "findings": batch.findings,
        "problems": receipt.refused.iter().map(problem).collect::<Vec<_>>(),
    })
}

fn problem(refused: &RefusedWords) -> Value {
    let problems =
        refused.problems.iter().map(|problem| json!({ "field": problem.field, "words": problem.words }));
    json!({ "line": refused.line, "reference": refused.reference, "problems": problems.collect::<Vec<_>>() })
}
