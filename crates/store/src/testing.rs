//! Stores for tests: each test gets a database of its own on SQLite and, where `FRONTDOOR_TEST_POSTGRES` holds the address of a server on which
//! databases may be made, on PostgreSQL too.

use std::sync::atomic::{AtomicU32, Ordering};
use std::time::Duration;

use postgres::NoTls;
use sha2::{Digest, Sha256};

use crate::engine::{Database, Limits, Mode, Pool, Transaction, apply};
use crate::ledger::remake;
use crate::schema::Schema;
use crate::seal::Key;
use crate::{Settings, Store};

/// The variable with the server's address.
pub const POSTGRES: &str = "FRONTDOOR_TEST_POSTGRES";

/// The key of every test's store.
pub const KEY: Key = Key::from_bytes([42; 32]);

static NEXT: AtomicU32 = AtomicU32::new(0);

/// A database that goes away when dropped.
pub struct Throwaway {
    /// Where it is.
    pub database: Database,
    folder: Option<tempfile::TempDir>,
    server: Option<(String, String)>,
}

/// Runs a test on each engine, with a store that keeps Frontdoor's own records.
///
/// # Panics
/// When the test does, when no database can be made, or when `CI` is set and there is no PostgreSQL.
pub fn each_engine(test: impl Fn(&str, &Store)) {
    let made = std::iter::once(Throwaway::sqlite()).chain(Throwaway::postgres_with_tables());
    for throwaway in made {
        test(throwaway.database.engine(), &throwaway.open());
    }
}

/// The same with other kinds of records and other settings.
///
/// # Panics
/// As [`each_engine`].
pub fn each_engine_with(
    schema: impl Fn() -> Schema,
    settings: Settings,
    test: impl Fn(&str, &Store, &Throwaway),
) {
    for throwaway in throwaways() {
        let store = throwaway.open_with(schema(), settings);
        test(throwaway.database.engine(), &store, &throwaway);
    }
}

/// A new database on each engine that is there.
///
/// # Panics
/// As [`each_engine`].
pub fn throwaways() -> Vec<Throwaway> {
    let mut made = vec![Throwaway::sqlite()];
    made.extend(Throwaway::postgres());
    made
}

impl Throwaway {
    /// A SQLite file in a folder of its own.
    ///
    /// # Panics
    /// When there is no room for it.
    #[expect(clippy::expect_used, reason = "a test without a database has failed")]
    pub fn sqlite() -> Self {
        let folder = tempfile::tempdir().expect("a temporary folder");
        let database = Database::Sqlite(folder.path().join("frontdoor.sqlite"));
        Throwaway { database, folder: Some(folder), server: None }
    }

    /// A PostgreSQL database, where there is a server.
    ///
    /// # Panics
    /// When the server refuses, or when `CI` is set and there is none.
    pub fn postgres() -> Option<Self> {
        Self::on_server(|_, _| "template0".to_owned())
    }

    /// The same with Frontdoor's tables in it, copied from a database that is made once a server: to make them anew takes longer than most tests do.
    ///
    /// # Panics
    /// As [`Throwaway::postgres`].
    pub fn postgres_with_tables() -> Option<Self> {
        Self::on_server(with_tables)
    }

    #[expect(
        clippy::expect_used,
        clippy::print_stderr,
        reason = "a test without a database has failed; a skip is said aloud"
    )]
    fn on_server(template: impl Fn(&str, &mut postgres::Client) -> String) -> Option<Self> {
        let Ok(server) = std::env::var(POSTGRES) else {
            assert!(
                std::env::var("CI").is_err(),
                "{POSTGRES} is not set: on CI the store is tested on PostgreSQL too"
            );
            eprintln!("skipped on PostgreSQL: {POSTGRES} is not set");
            return None;
        };
        let name = format!("frontdoor_{}_{}", std::process::id(), NEXT.fetch_add(1, Ordering::Relaxed));
        let mut client = postgres::Client::connect(&server, NoTls).expect("the test server answers");
        let template = template(&server, &mut client);
        client
            .batch_execute(&format!("create database {name} template {template}"))
            .expect("a database can be made");
        let database = Database::Postgres(with_database(&server, &name));
        Some(Throwaway { database, folder: None, server: Some((server, name)) })
    }

    /// Opens it with Frontdoor's own records.
    ///
    /// # Panics
    /// When it cannot be opened.
    pub fn open(&self) -> Store {
        self.open_with(Schema::frontdoor(), Settings::default())
    }

    /// Opens it with other records and settings.
    ///
    /// # Panics
    /// When it cannot be opened.
    #[expect(clippy::expect_used, reason = "a test without a database has failed")]
    pub fn open_with(&self, schema: Schema, settings: Settings) -> Store {
        Store::open_with(self.database.clone(), KEY, settings, schema).expect("the store opens")
    }

    /// Runs statements past the door, as a database administrator with every right could.
    ///
    /// # Errors
    /// What the engine says.
    pub fn as_administrator(&self, sql: &str) -> Result<(), String> {
        let part = crate::engine::part_for(self.database.engine(), sql);
        match &self.database {
            Database::Sqlite(path) => {
                let opened = rusqlite::Connection::open(path).map_err(|error| error.to_string())?;
                opened.execute_batch(&part).map_err(|error| error.to_string())
            }
            Database::Postgres(address) => {
                let mut client =
                    postgres::Client::connect(address, NoTls).map_err(|error| error.to_string())?;
                client.batch_execute(&part).map_err(|error| format!("{error:?}"))
            }
        }
    }
}

impl Drop for Throwaway {
    fn drop(&mut self) {
        if let Some((server, name)) = self.server.take()
            && let Ok(mut client) = postgres::Client::connect(&server, NoTls)
        {
            // A database left over goes with the throwaway server.
            let _ = client.batch_execute(&format!("drop database if exists {name} with (force)"));
        }
        drop(self.folder.take());
    }
}

/// The name of the server's database that has Frontdoor's tables and nothing in them. The first who asks makes it; the others wait.
#[expect(clippy::expect_used, reason = "a test without a database has failed")]
fn with_tables(server: &str, client: &mut postgres::Client) -> String {
    let schema = Schema::frontdoor();
    let texts: String = schema.migrations.iter().map(|one| one.text).collect();
    let name = format!("frontdoor_tables_{:.16}", crate::hex(&Sha256::digest(texts)));
    client.batch_execute("select pg_advisory_lock(1)").expect("the test server locks");
    let there = client.query_opt("select from pg_database where datname = $1", &[&name]);
    if there.expect("the test server answers").is_none() {
        let making = format!("{name}_making");
        for (act, template) in [("drop database if exists", ""), ("create database", " template template0")] {
            client.batch_execute(&format!("{act} {making}{template}")).expect("a database can be made");
        }
        let limits = Limits { connections: 1, waiting: 1, longest: Duration::from_secs(60) };
        let pool = Pool::new(Database::Postgres(with_database(server, &making)), Mode::Write, limits);
        let begin = || Transaction::begin(&pool, Mode::Write);
        apply(&schema.migrations, begin, |tx| remake(tx, &schema.kinds)).expect("tables can be made");
        drop(pool);
        client
            .batch_execute(&format!("alter database {making} rename to {name}"))
            .expect("a database has a name");
    }
    client.batch_execute("select pg_advisory_unlock(1)").expect("the test server unlocks");
    name
}

/// The server's address with another database: the path of the address is the database's name.
fn with_database(server: &str, name: &str) -> String {
    let (before, options) =
        server.split_once('?').map_or((server, None), |(before, after)| (before, Some(after)));
    let scheme = before.find("://").map_or(0, |at| at + 3);
    let end = before[scheme..].find('/').map_or(before.len(), |at| scheme + at);
    let options = options.map_or(String::new(), |options| format!("?{options}"));
    format!("{}/{name}{options}", &before[..end])
}
