//! Copies of a council's store. A backup is one SQLite file, whichever engine the council runs on, taken at one moment while others read and
//! write. Restoring it, or moving to another engine, copies every row as it is, and the whole is verified afterwards.
//!
//! The key file is not in a backup: it belongs in another place. Without it drafts and second factors do not open; the record does.

use std::fs::{self, File};
use std::path::{Path, PathBuf};

use crate::engine::{Change, Database, Transaction, Value, copy_sqlite, settle_sqlite, sqlite_holds};
use crate::failure::Failure;
use crate::ledger::{Chain, Head, copy_head, heads};
use crate::schema::Schema;
use crate::seal::Key;
use crate::{Settings, Store};

/// How far a copy has come, in pages or rows; `of` is nothing where it is not known.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Copied {
    /// Done so far.
    pub done: u64,
    /// To do.
    pub of: Option<u64>,
}

/// Parameters of one insert: PostgreSQL and SQLite both take many more.
const PARAMETERS: usize = 960;

impl Store {
    /// Writes everything as it stands at this moment into a new file, and gives the heads of the chains in it. The file appears under its
    /// name only when it is whole.
    ///
    /// # Errors
    /// When there is such a file already, or it cannot be written.
    pub fn backup(&self, to: &Path, progress: &mut dyn FnMut(Copied)) -> Result<[Head; 2], Failure> {
        refuse_existing(to)?;
        let part = beside(to, "part");
        remove(&part)?;
        match self.database() {
            Database::Sqlite(from) => {
                let mut pages = |done, of| progress(Copied { done, of: Some(of) });
                copy_sqlite(from, &part, &mut pages).map_err(|fault| Failure::engine("backup", fault))?;
            }
            Database::Postgres(_) => {
                let into = self.beginning_at(Database::Sqlite(part.clone()))?;
                self.copy_rows(&into, progress)?;
            }
        }
        settle_sqlite(&part).map_err(|fault| Failure::engine("backup", fault))?;
        let copy = self.beginning_at(Database::Sqlite(part.clone()))?;
        let heads = copy.heads()?;
        drop(copy);
        settle_sqlite(&part).map_err(|fault| Failure::engine("backup", fault))?;
        let failed =
            |error| Failure::file(format!("the backup {} could not be finished", to.display()), error);
        File::open(&part).and_then(|file| file.sync_all()).map_err(failed)?;
        fs::rename(&part, to).map_err(failed)?;
        let folder = to.parent().filter(|folder| !folder.as_os_str().is_empty()).unwrap_or(Path::new("."));
        File::open(folder).and_then(|folder| folder.sync_all()).map_err(failed)?;
        Ok(heads)
    }

    /// Copies everything into a new database, on either engine. Nobody may write meanwhile into the one left behind: what they write after
    /// this moment stays there.
    ///
    /// # Errors
    /// When the other database holds something already, or either cannot be reached.
    pub fn copy_to(&self, to: Database, progress: &mut dyn FnMut(Copied)) -> Result<Store, Failure> {
        if let Database::Sqlite(path) = &to {
            refuse_existing(path)?;
        }
        let into = self.beginning_at(to)?;
        self.copy_rows(&into, progress)?;
        Ok(into)
    }

    /// Makes a new store from a backup. The caller verifies it before it is used.
    ///
    /// # Errors
    /// When the file is not a backup, the database holds something already, or either cannot be reached.
    pub fn restore(
        backup: &Path,
        into: Database,
        key: Key,
        settings: Settings,
        schema: Schema,
        progress: &mut dyn FnMut(Copied),
    ) -> Result<Store, Failure> {
        if !sqlite_holds(backup, "chain").map_err(|fault| Failure::engine("restore", fault))? {
            return Err(Failure::Schema(format!("{} is not a backup of Frontdoor", backup.display())));
        }
        if let Database::Sqlite(path) = &into {
            refuse_existing(path)?;
            crate::open::keep_private(path)?;
            let mut pages = |done, of| progress(Copied { done, of: Some(of) });
            copy_sqlite(backup, path, &mut pages).map_err(|fault| Failure::engine("restore", fault))?;
            return Store::open_with(into, key, settings, schema);
        }
        let from = Database::Sqlite(backup.to_owned());
        let from = Store::open_with(from, key.clone(), settings, Schema::clone(&schema))?;
        let into = Store::open_with(into, key, settings, schema)?;
        from.copy_rows(&into, progress)?;
        Ok(into)
    }

    /// A store with the same key and kinds of record somewhere else.
    fn beginning_at(&self, database: Database) -> Result<Store, Failure> {
        Store::open_with(database, self.key().clone(), Settings::default(), Schema::clone(&self.schema()))
    }

    /// Copies every row, as it stands at one moment, into a store in which there is none.
    fn copy_rows(&self, into: &Store, progress: &mut dyn FnMut(Copied)) -> Result<(), Failure> {
        self.look(|from| {
            into.change(|to| {
                let empty = heads(to)?.iter().all(|head| head.seq.0 == 0);
                if !empty {
                    return Err(Failure::Schema("the database copied into holds records already".to_owned()));
                }
                let mut done = 0;
                for (table, columns) in to.tables()? {
                    // The target's own migrations stand; the heads are moved at the end.
                    if !matches!(table.as_str(), "migration" | "chain") {
                        done += copy_table(from, to, &table, &columns, &mut |rows| {
                            progress(Copied { done: done + rows, of: None });
                        })?;
                    }
                }
                for chain in [Chain::Ledger, Chain::Access] {
                    copy_head(from, to, chain)?;
                }
                Ok(())
            })
        })
    }
}

/// Copies one table's rows, many to an insert, and gives their number.
fn copy_table(
    from: &Transaction,
    to: &Transaction,
    table: &str,
    columns: &[String],
    progress: &mut dyn FnMut(u64),
) -> Result<u64, Failure> {
    let together = (PARAMETERS / columns.len().max(1)).max(1);
    let columns: Vec<&str> = columns.iter().map(String::as_str).collect();
    let many = Change::inserting(table, &columns, together);
    let mut waiting: Vec<Value> = Vec::with_capacity(PARAMETERS);
    let (mut rows, mut held) = (0, 0);
    let all =
        Change::composed(format!("copy {table}"), format!("select {} from {table}", columns.join(", ")));
    from.each_cells(&all, &[], |cells| {
        waiting.extend(cells.iter().map(|cell| cell.to_value()));
        held += 1;
        rows += 1;
        if held == together {
            to.run(&many, &waiting)?;
            waiting.clear();
            held = 0;
            progress(rows);
        }
        Ok(())
    })?;
    if held > 0 {
        to.run(&Change::inserting(table, &columns, held), &waiting)?;
    }
    progress(rows);
    Ok(rows)
}

fn refuse_existing(path: &Path) -> Result<(), Failure> {
    if path.exists() {
        let error = std::io::Error::from(std::io::ErrorKind::AlreadyExists);
        return Err(Failure::file(
            format!("{} is there already and is not overwritten", path.display()),
            error,
        ));
    }
    Ok(())
}

/// A file that a backup broken off before may have left.
fn remove(path: &Path) -> Result<(), Failure> {
    for left in [path.to_owned(), beside(path, "wal"), beside(path, "shm")] {
        match fs::remove_file(&left) {
            Err(error) if error.kind() != std::io::ErrorKind::NotFound => {
                return Err(Failure::file(format!("{} is in the way", left.display()), error));
            }
            _ => {}
        }
    }
    Ok(())
}

fn beside(path: &Path, end: &str) -> PathBuf {
    let mut name = path.as_os_str().to_owned();
    name.push(format!("-{end}"));
    PathBuf::from(name)
}
