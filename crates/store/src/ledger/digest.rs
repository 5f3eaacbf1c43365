//! How an entry's hash is made, so that anybody can make it again in eighty years with any tool that knows SHA-256.
//!
//! `sha-256/1`: the hash of an entry is SHA-256 over its columns in the order below, each as one tag byte and, unless it is empty, a length
//! and its bytes: tag 0 is an empty column; tag 1 a whole number, length 8, big-endian two's complement; tag 2 a text in UTF-8; tag 3 bytes.
//! Lengths are 8 bytes, big-endian. The first column is the chain's name, the second the hash of the entry before (32 zero bytes for the
//! first). A ledger entry ends with its children in ascending order and takes in its body only through `body_digest`, the SHA-256 of the
//! body's UTF-8 text: a body can be disposed of under a recorded decision and the chain still verifies.

use sha2::{Digest, Sha256};

/// The name of this way of making hashes, kept beside each chain's head.
pub(crate) const ALGORITHM: &str = "sha-256/1";

/// A SHA-256.
pub(crate) type Hash = [u8; 32];

/// What stands before the first entry.
pub(crate) const BEFORE_ALL: Hash = [0; 32];

/// The columns of a ledger entry that its hash takes in.
pub(crate) struct EntryColumns<'e> {
    pub previous: &'e [u8],
    pub seq: i64,
    pub known_at: i64,
    pub actor: &'e str,
    pub command: &'e str,
    pub form: Option<&'e str>,
    pub reason: Option<&'e str>,
    pub kind: &'e str,
    pub record: &'e str,
    pub version: i64,
    pub body_digest: &'e [u8],
}

/// The columns of an access entry that its hash takes in.
pub(crate) struct AccessColumns<'e> {
    pub previous: &'e [u8],
    pub seq: i64,
    pub at: i64,
    pub actor: &'e str,
    pub act: &'e str,
    pub purpose: &'e str,
    pub child: Option<&'e str>,
    pub kind: Option<&'e str>,
    pub record: Option<&'e str>,
    pub outcome: &'e str,
    pub grounds: &'e str,
}

/// The digest of a record's body.
pub(crate) fn body_digest(body: &str) -> Hash {
    Sha256::digest(body.as_bytes()).into()
}

/// The hash of a ledger entry. `children` must come in ascending order.
pub(crate) fn entry_hash<'c>(entry: &EntryColumns<'_>, children: impl Iterator<Item = &'c str>) -> Hash {
    let mut encoded = Encoded::of("ledger", entry.previous);
    encoded.number(entry.seq);
    encoded.number(entry.known_at);
    encoded.text(entry.actor);
    encoded.text(entry.command);
    encoded.maybe(entry.form);
    encoded.maybe(entry.reason);
    encoded.text(entry.kind);
    encoded.text(entry.record);
    encoded.number(entry.version);
    encoded.bytes(entry.body_digest);
    for child in children {
        encoded.text(child);
    }
    encoded.finish()
}

/// The hash of an access entry.
pub(crate) fn access_hash(entry: &AccessColumns<'_>) -> Hash {
    let mut encoded = Encoded::of("access", entry.previous);
    encoded.number(entry.seq);
    encoded.number(entry.at);
    encoded.text(entry.actor);
    encoded.text(entry.act);
    encoded.text(entry.purpose);
    encoded.maybe(entry.child);
    encoded.maybe(entry.kind);
    encoded.maybe(entry.record);
    encoded.text(entry.outcome);
    encoded.text(entry.grounds);
    encoded.finish()
}

/// Columns one after the other, gathered before they are hashed: one pass over one buffer is several times quicker than many small ones.
struct Encoded {
    buffer: Vec<u8>,
}

impl Encoded {
    fn of(chain: &str, previous: &[u8]) -> Self {
        let mut encoded = Encoded { buffer: Vec::with_capacity(512) };
        encoded.text(chain);
        encoded.bytes(previous);
        encoded
    }

    fn number(&mut self, number: i64) {
        self.column(1, &number.to_be_bytes());
    }

    fn text(&mut self, text: &str) {
        self.column(2, text.as_bytes());
    }

    fn maybe(&mut self, text: Option<&str>) {
        match text {
            Some(text) => self.text(text),
            None => self.buffer.push(0),
        }
    }

    fn bytes(&mut self, bytes: &[u8]) {
        self.column(3, bytes);
    }

    fn column(&mut self, tag: u8, bytes: &[u8]) {
        self.buffer.push(tag);
        self.buffer.extend_from_slice(&(bytes.len() as u64).to_be_bytes());
        self.buffer.extend_from_slice(bytes);
    }

    fn finish(self) -> Hash {
        Sha256::digest(&self.buffer).into()
    }
}

#[cfg(test)]
mod tests {
    use super::{BEFORE_ALL, EntryColumns, entry_hash};

    fn entry<'e>(actor: &'e str, command: &'e str, reason: Option<&'e str>) -> EntryColumns<'e> {
        EntryColumns {
            previous: &BEFORE_ALL,
            seq: 1,
            known_at: 1_774_000_000_000_000,
            actor,
            command,
            form: None,
            reason,
            kind: "contact",
            record: "00000000000000000000000000000001",
            version: 1,
            body_digest: &[7; 32],
        }
    }

    /// Made once with Python's hashlib from the description above: a change of the encoding would break every council's chain.
    #[test]
    fn the_hash_is_the_one_described() {
        let hash = entry_hash(&entry("ab", "decide", Some("why")), ["c1", "c2"].into_iter());
        assert_eq!(crate::hex(&hash), "edfee296b7b9d566182c18beae3c9c10adbc6e041920b09d533a16e3557bc2fc");
    }

    #[test]
    fn no_two_entries_share_an_encoding() {
        let entries = [
            entry_hash(&entry("ab", "c", None), [].into_iter()),
            entry_hash(&entry("a", "bc", None), [].into_iter()),
            entry_hash(&entry("ab", "c", Some("")), [].into_iter()),
            entry_hash(&entry("ab", "c", None), ["x"].into_iter()),
            entry_hash(&entry("ab", "c", None), ["x", ""].into_iter()),
            entry_hash(&entry("ab", "c", Some("x")), [].into_iter()),
        ];
        for (place, hash) in entries.iter().enumerate() {
            assert!(!entries[..place].contains(hash), "entry {place} has the hash of another");
        }
    }
}
