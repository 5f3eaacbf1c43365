//! The heads of the two chains: the ledger's and the access log's. A head given away (printed, sent to another council) proves later that
//! nothing before it was cut off or rewritten.

use std::fmt;
use std::str::FromStr;

use jiff::Timestamp;

use super::Seq;
use super::digest::{ALGORITHM, Hash};
use crate::engine::{Change, Query, Transaction};
use crate::failure::Failure;

/// One of the two chains.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Chain {
    /// What became known.
    Ledger,
    /// Who looked.
    Access,
}

impl Chain {
    /// The chain's name in the database and in exported heads.
    pub const fn name(self) -> &'static str {
        match self {
            Chain::Ledger => "ledger",
            Chain::Access => "access",
        }
    }
}

/// Where a chain ended at some moment, to be kept elsewhere: `ledger 4711 9f86d0…`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Head {
    /// Which chain.
    pub chain: Chain,
    /// Its last entry.
    pub seq: Seq,
    /// That entry's hash.
    pub hash: Hash,
}

impl fmt::Display for Head {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} {} {}", self.chain.name(), self.seq, crate::hex(&self.hash))
    }
}

/// The text is not an exported head.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("not a chain's head: a line such as \"ledger 4711 9f86d081…\" is expected")]
pub struct NotAHead;

impl FromStr for Head {
    type Err = NotAHead;

    fn from_str(line: &str) -> Result<Self, NotAHead> {
        let words: Vec<&str> = line.split_whitespace().collect();
        let [chain, seq, hash] = words[..] else { return Err(NotAHead) };
        let chain = match chain {
            "ledger" => Chain::Ledger,
            "access" => Chain::Access,
            _ => return Err(NotAHead),
        };
        let seq = Seq(seq.parse().map_err(|_| NotAHead)?);
        let hash = crate::from_hex(hash).and_then(|bytes| bytes.try_into().ok()).ok_or(NotAHead)?;
        Ok(Head { chain, seq, hash })
    }
}

crate::row! {
    /// A head as it stands in the database.
    #[derive(Debug, Clone)]
    pub(crate) struct Place {
        /// The last entry.
        pub seq: Seq,
        /// When it was made.
        pub at: Timestamp,
        /// Its hash.
        pub hash: Hash,
        /// How hashes are made.
        pub algorithm: String,
    }
}

crate::statements! {
    // Changes nothing and so takes the lock on either engine: whoever holds it is the only writer.
    static TAKE: Query<Place> = "update chain set seq = seq where name = $1 returning seq, at, hash, algorithm";
    static READ: Query<Place> = "select seq, at, hash, algorithm from chain where name = $1";
    static MOVE: Change = "update chain set seq = $2, at = $3, hash = $4 where name = $1";
}

/// Takes a chain's head and with it the right to add to the chain until the transaction ends.
///
/// # Errors
/// When the chain was made in a way this program does not know.
pub(crate) fn take_head(tx: &Transaction, chain: Chain) -> Result<Place, Failure> {
    let place = tx.one(&TAKE, &crate::values![chain.name()])?;
    if place.algorithm != ALGORITHM {
        return Err(Failure::Schema(format!(
            "the {} chain's hashes are made by {}, which this version does not know",
            chain.name(),
            place.algorithm
        )));
    }
    Ok(place)
}

/// Moves a chain's head to its new last entry.
pub(crate) fn move_head(tx: &Transaction, chain: Chain, place: &Place) -> Result<(), Failure> {
    tx.run(&MOVE, &crate::values![chain.name(), place.seq, place.at, place.hash]).map(drop)
}

/// Moves the head of a copied chain to where the original's stands.
pub(crate) fn copy_head(from: &Transaction, to: &Transaction, chain: Chain) -> Result<(), Failure> {
    let place = from.one(&READ, &crate::values![chain.name()])?;
    take_head(to, chain)?;
    move_head(to, chain, &place)
}

/// The last entry of the ledger that lasts: a session's own entries come after it until the session ends.
pub(crate) fn head_seq(tx: &Transaction) -> Result<Seq, Failure> {
    Ok(tx.one(&READ, &crate::values![Chain::Ledger.name()])?.seq)
}

/// Where both chains end.
pub(crate) fn heads(tx: &Transaction) -> Result<[Head; 2], Failure> {
    let head = |chain: Chain| {
        let place = tx.one(&READ, &crate::values![chain.name()])?;
        Ok::<_, Failure>(Head { chain, seq: place.seq, hash: place.hash })
    };
    Ok([head(Chain::Ledger)?, head(Chain::Access)?])
}

#[cfg(test)]
mod tests {
    use super::{Chain, Head, NotAHead, Seq};

    #[test]
    fn an_exported_head_is_read_back() {
        let head = Head { chain: Chain::Access, seq: Seq(4711), hash: [0xa5; 32] };
        assert_eq!(head.to_string().parse(), Ok(head));
        for wrong in ["", "ledger 1", "draft 1 00", "ledger -1 00", "ledger 1 a5", "ledger 1 zz"] {
            assert_eq!(wrong.parse::<Head>(), Err(NotAHead), "{wrong}");
        }
    }
}
