//! Opening a council's store: its tables brought up to date, its connections ready, its recorder at work.

use std::sync::Arc;
use std::time::Duration;

use crate::engine::{Database, Limits, Mode, Pool, Transaction, apply};
use crate::everybody::Everybody;
use crate::failure::Failure;
use crate::ledger::{Head, heads, remake};
use crate::recorder::Recorder;
use crate::schema::Schema;
use crate::seal::Key;

/// How many may read and write at once, and how long anyone waits.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Settings {
    /// Sessions that read at once.
    pub readers: usize,
    /// Sessions that write at once on PostgreSQL: drafts and sign-ins beside each other. On SQLite there is one.
    pub writers: usize,
    /// How many may wait for a place, readers and writers each. One more is told that the service is busy.
    pub waiting: usize,
    /// How long anyone waits.
    pub longest_wait: Duration,
}

impl Default for Settings {
    fn default() -> Self {
        Settings { readers: 8, writers: 4, waiting: 256, longest_wait: Duration::from_secs(5) }
    }
}

/// A council's store. Cloning it is cheap: all clones are the same store.
#[derive(Clone)]
pub struct Store {
    inner: Arc<Inner>,
}

struct Inner {
    database: Database,
    schema: Arc<Schema>,
    key: Key,
    reading: Arc<Pool>,
    writing: Arc<Pool>,
    recorder: Recorder,
    everybody: Arc<Everybody>,
}

impl Store {
    /// Opens a council's store, making it when it is not there.
    ///
    /// # Errors
    /// When the database cannot be reached, was made by a newer program, or has been changed by hand.
    pub fn open(database: Database, key: Key, settings: Settings) -> Result<Self, Failure> {
        Self::open_with(database, key, settings, Schema::frontdoor())
    }

    /// Opens a store that keeps other kinds of records: for the tests of this crate.
    ///
    /// # Errors
    /// As [`Store::open`].
    pub fn open_with(
        database: Database,
        key: Key,
        settings: Settings,
        schema: Schema,
    ) -> Result<Self, Failure> {
        let limits =
            |connections| Limits { connections, waiting: settings.waiting, longest: settings.longest_wait };
        let sqlite = matches!(database, Database::Sqlite(_));
        if let Database::Sqlite(path) = &database {
            keep_private(path)?;
        }
        let writers = if sqlite { 1 } else { settings.writers };
        let writing = Pool::new(database.clone(), Mode::Write, limits(writers));
        let begin = || Transaction::begin(&writing, Mode::Write);
        apply(&schema.migrations, begin, |tx| remake(tx, &schema.kinds))?;
        let reading = Pool::new(database.clone(), Mode::Read, limits(settings.readers));
        let recording =
            if sqlite { Arc::clone(&writing) } else { Pool::new(database.clone(), Mode::Write, limits(1)) };
        let recorder = Recorder::start(recording)?;
        let everybody = Arc::default();
        let inner = Inner { database, schema: Arc::new(schema), key, reading, writing, recorder, everybody };
        Ok(Store { inner: Arc::new(inner) })
    }

    /// Where the chains end now: to be printed and kept elsewhere, so that a cut or rewritten chain shows.
    ///
    /// # Errors
    /// When the database fails.
    pub fn heads(&self) -> Result<[Head; 2], Failure> {
        self.look(heads)
    }

    /// Reads outside the records.
    pub(crate) fn look<T>(&self, act: impl FnOnce(&Transaction) -> Result<T, Failure>) -> Result<T, Failure> {
        self.beside(self.reading(), Mode::Read, act)
    }

    /// Writes outside the records.
    pub(crate) fn change<T>(
        &self,
        act: impl FnOnce(&Transaction) -> Result<T, Failure>,
    ) -> Result<T, Failure> {
        self.beside(self.writing(), Mode::Write, act)
    }

    /// Where the store stands.
    pub fn database(&self) -> &Database {
        &self.inner.database
    }

    pub(crate) fn schema(&self) -> Arc<Schema> {
        Arc::clone(&self.inner.schema)
    }

    /// The key under which drafts and sign-in secrets are sealed.
    pub(crate) fn key(&self) -> &Key {
        &self.inner.key
    }

    pub(crate) fn reading(&self) -> &Arc<Pool> {
        &self.inner.reading
    }

    pub(crate) fn writing(&self) -> &Arc<Pool> {
        &self.inner.writing
    }

    /// The people in memory.
    pub(crate) fn everybody(&self) -> &Arc<Everybody> {
        &self.inner.everybody
    }

    pub(crate) fn recorder(&self) -> &Recorder {
        &self.inner.recorder
    }
}

/// Makes a new database file readable by its owner only; SQLite gives its log the same rights.
pub(crate) fn keep_private(path: &std::path::Path) -> Result<(), Failure> {
    use std::os::unix::fs::OpenOptionsExt;
    let made = std::fs::OpenOptions::new().write(true).create(true).truncate(false).mode(0o600).open(path);
    made.map(drop)
        .map_err(|error| Failure::file(format!("the database {} cannot be opened", path.display()), error))
}

#[cfg(test)]
mod tests {
    use crate::engine::Change;
    use crate::testing::each_engine;
    use crate::values;

    #[test]
    fn a_reader_changes_nothing_whatever_it_is_asked() {
        let change = Change::new("test", "insert into throttle (key, count, since) values ('x', 1, 1)");
        each_engine(|engine, store| {
            assert!(store.look(|tx| tx.run(&change, &[])).is_err(), "{engine}");
            assert_eq!(store.change(|tx| tx.run(&change, &values![])).ok(), Some(1), "{engine}");
        });
    }
}
