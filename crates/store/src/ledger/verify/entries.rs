//! Both chains, entry by entry. An entry's hash is made from its own row, which holds the hash before it, so parts of a chain are verified side
//! by side and only their seams are looked at in order. Memory stays bounded however long the chain is.

use std::collections::{BTreeMap, BTreeSet};
use std::num::NonZero;
use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::mpsc::{SyncSender, sync_channel};

use super::super::digest::{
    AccessColumns, BEFORE_ALL, EntryColumns, Hash, access_hash, body_digest, entry_hash,
};
use super::{Finding, Found, Progress, Step, Wrong};
use crate::Store;
use crate::engine::{Query, Row, Transaction};
use crate::failure::Failure;
use crate::ledger::{Chain, Head, Seq};

/// Entries verified at once by one thread.
const PART: u64 = 4_096;

/// Threads at most: beyond these the disk is the limit.
const MOST_THREADS: usize = 4;

/// What the chain's entries showed.
pub(super) struct Checked {
    pub found: Found,
    pub disposed: u64,
}

/// One part of a chain.
#[derive(Default)]
struct Part {
    /// The `previous` of its first entry.
    begins: Option<Hash>,
    /// The `hash` of its last entry.
    ends: Option<Hash>,
    found: Found,
    disposed: u64,
}

crate::row! {
    struct LedgerRow {
        seq: i64,
        known_at: i64,
        actor: String,
        command: String,
        form: Option<String>,
        reason: Option<String>,
        kind: String,
        record: String,
        version: i64,
        body: Option<String>,
        body_digest: Hash,
        previous: Hash,
        hash: Hash,
    }
}

crate::row! {
    struct AccessRow {
        seq: i64,
        at: i64,
        actor: String,
        act: String,
        purpose: String,
        child: Option<String>,
        kind: Option<String>,
        record: Option<String>,
        outcome: String,
        grounds: String,
        previous: Hash,
        hash: Hash,
    }
}

crate::row! {
    struct ChildRow {
        seq: i64,
        child: String,
    }
}

crate::statements! {
    static LEDGER: Query<LedgerRow> = "select seq, known_at, actor, command, form, reason, kind, record, version, body, body_digest, previous, hash
        from ledger where seq between $1 and $2 order by seq";
    static ACCESS: Query<AccessRow> = "select seq, at, actor, act, purpose, child, kind, record, outcome, grounds, previous, hash
        from access where seq between $1 and $2 order by seq";
    static CHILDREN: Query<ChildRow> = "select seq, child from ledger_child where seq between $1 and $2 order by seq, child";
    static DISPOSED: Query<(i64,)> = "select seq as value from disposal where seq between $1 and $2";
}

/// Verifies a chain up to a head.
pub(super) fn verify(
    store: &Store,
    head: &Head,
    progress: &mut dyn FnMut(Progress),
) -> Result<Checked, Failure> {
    let parts = head.seq.0.div_ceil(PART);
    let threads = std::thread::available_parallelism().map_or(1, NonZero::get).min(MOST_THREADS);
    let threads = threads.min(usize::try_from(parts).unwrap_or(MOST_THREADS));
    let next = AtomicU64::new(0);
    let mut seams = Seams::new(head);
    std::thread::scope(|scope| {
        let (done, results) = sync_channel(threads * 2);
        for _ in 0..threads {
            let (done, next) = (done.clone(), &next);
            scope.spawn(move || work(store, head, parts, next, &done));
        }
        drop(done);
        for (number, part) in results {
            seams.join(number, part?, progress);
        }
        Ok(seams.finish())
    })
}

/// One thread: takes the next part until there is none. A failure ends every thread, because nobody listens any more.
fn work(
    store: &Store,
    head: &Head,
    parts: u64,
    next: &AtomicU64,
    done: &SyncSender<(u64, Result<Part, Failure>)>,
) {
    loop {
        let number = next.fetch_add(1, Ordering::Relaxed);
        if number >= parts {
            return;
        }
        let (first, last) = (number * PART + 1, ((number + 1) * PART).min(head.seq.0));
        let part = store.look(|tx| match head.chain {
            Chain::Ledger => ledger_part(tx, first, last),
            Chain::Access => access_part(tx, first, last),
        });
        let failed = part.is_err();
        if done.send((number, part)).is_err() || failed {
            return;
        }
    }
}

/// Puts the parts together in order.
struct Seams<'h> {
    head: &'h Head,
    step: Step,
    waiting: BTreeMap<u64, Part>,
    next: u64,
    before: Option<Hash>,
    checked: Checked,
}

impl<'h> Seams<'h> {
    fn new(head: &'h Head) -> Self {
        let step = match head.chain {
            Chain::Ledger => Step::Ledger,
            Chain::Access => Step::Access,
        };
        let checked = Checked { found: Found::default(), disposed: 0 };
        Seams { head, step, waiting: BTreeMap::new(), next: 0, before: Some(BEFORE_ALL), checked }
    }

    fn join(&mut self, number: u64, part: Part, progress: &mut dyn FnMut(Progress)) {
        self.waiting.insert(number, part);
        while let Some(part) = self.waiting.remove(&self.next) {
            // A missing entry on either side of the seam has been named already.
            if let (Some(before), Some(begins)) = (self.before, part.begins)
                && before != begins
            {
                let seq = Seq(self.next * PART + 1);
                self.checked.found.add(Finding::Entry {
                    chain: self.head.chain,
                    seq,
                    what: Wrong::NotFollowing,
                });
            }
            self.before = part.ends;
            self.checked.disposed += part.disposed;
            self.checked.found.append(part.found);
            self.next += 1;
            let done = (self.next * PART).min(self.head.seq.0);
            progress(Progress { step: self.step, done, of: self.head.seq.0 });
        }
    }

    fn finish(mut self) -> Checked {
        if self.before.is_some_and(|last| last != self.head.hash) {
            let what = "its hash is not the last entry's";
            self.checked.found.add(Finding::Head { chain: self.head.chain, what });
        }
        self.checked
    }
}

/// Follows the entries of one part.
struct Walk {
    chain: Chain,
    part: Part,
    expected: u64,
    last: u64,
}

impl Walk {
    fn new(chain: Chain, first: u64, last: u64) -> Self {
        Walk { chain, part: Part::default(), expected: first, last }
    }

    fn wrong(&mut self, seq: u64, what: Wrong) {
        self.part.found.add(Finding::Entry { chain: self.chain, seq: Seq(seq), what });
    }

    /// The next row's place and links. Gives its number.
    fn follow(&mut self, seq: i64, previous: &Hash, hash: &Hash) -> u64 {
        let seq = u64::try_from(seq).unwrap_or(0);
        let gap = self.expected != seq;
        for missing in self.expected..seq {
            self.wrong(missing, Wrong::Missing);
        }
        if self.part.begins.is_none() && self.part.ends.is_none() && !gap {
            self.part.begins = Some(*previous);
        } else if !gap && self.part.ends.is_some_and(|before| before != *previous) {
            self.wrong(seq, Wrong::NotFollowing);
        }
        self.part.ends = Some(*hash);
        self.expected = seq + 1;
        seq
    }

    fn unreadable(&mut self) {
        self.wrong(self.expected, Wrong::Unreadable);
        self.part.ends = None;
        self.expected += 1;
    }

    fn finish(mut self) -> Part {
        for missing in self.expected..=self.last {
            self.wrong(missing, Wrong::Missing);
            self.part.ends = None;
        }
        self.part
    }
}

fn ledger_part(tx: &Transaction, first: u64, last: u64) -> Result<Part, Failure> {
    let range = crate::values![first, last];
    let children = tx.all(&CHILDREN, &range)?;
    let disposed: BTreeSet<i64> = tx.all(&DISPOSED, &range)?.into_iter().map(|(seq,)| seq).collect();
    let mut children = children.iter().peekable();
    let mut walk = Walk::new(Chain::Ledger, first, last);
    tx.each_cells(&LEDGER, &range, |cells| {
        let Ok(row) = LedgerRow::read(cells) else {
            walk.unreadable();
            return Ok(());
        };
        let seq = walk.follow(row.seq, &row.previous, &row.hash);
        // Children of entries that are missing belong to nobody.
        while children.next_if(|child| child.seq < row.seq).is_some() {}
        let own = std::iter::from_fn(|| children.next_if(|child| child.seq == row.seq));
        if row.expected_hash(own.map(|child| child.child.as_str())) != row.hash {
            walk.wrong(seq, Wrong::Changed);
        }
        match &row.body {
            Some(body) if body_digest(body) != row.body_digest => walk.wrong(seq, Wrong::BodyChanged),
            Some(_) => {}
            None if disposed.contains(&row.seq) => walk.part.disposed += 1,
            None => walk.wrong(seq, Wrong::BodyGone),
        }
        Ok(())
    })?;
    Ok(walk.finish())
}

fn access_part(tx: &Transaction, first: u64, last: u64) -> Result<Part, Failure> {
    let mut walk = Walk::new(Chain::Access, first, last);
    tx.each_cells(&ACCESS, &crate::values![first, last], |cells| {
        let Ok(row) = AccessRow::read(cells) else {
            walk.unreadable();
            return Ok(());
        };
        let seq = walk.follow(row.seq, &row.previous, &row.hash);
        if row.expected_hash() != row.hash {
            walk.wrong(seq, Wrong::Changed);
        }
        Ok(())
    })?;
    Ok(walk.finish())
}

impl LedgerRow {
    fn expected_hash<'c>(&self, children: impl Iterator<Item = &'c str>) -> Hash {
        let columns = EntryColumns {
            previous: &self.previous,
            seq: self.seq,
            known_at: self.known_at,
            actor: &self.actor,
            command: &self.command,
            form: self.form.as_deref(),
            reason: self.reason.as_deref(),
            kind: &self.kind,
            record: &self.record,
            version: self.version,
            body_digest: &self.body_digest,
        };
        entry_hash(&columns, children)
    }
}

impl AccessRow {
    fn expected_hash(&self) -> Hash {
        access_hash(&AccessColumns {
            previous: &self.previous,
            seq: self.seq,
            at: self.at,
            actor: &self.actor,
            act: &self.act,
            purpose: &self.purpose,
            child: self.child.as_deref(),
            kind: self.kind.as_deref(),
            record: self.record.as_deref(),
            outcome: &self.outcome,
            grounds: &self.grounds,
        })
    }
}
