//! SQLite: one file beside its log. Every commit is on the disk before it is acknowledged (`synchronous=FULL`), readers see one moment
//! throughout, and one writer at a time is let in by our own queue, so that nobody meets a lock they cannot wait for.

use std::path::Path;
use std::time::Duration;

use rusqlite::config::DbConfig;
use rusqlite::types::{Null, ValueRef};
use rusqlite::{ErrorCode, OpenFlags, Statement as Prepared};

use super::connection::{Found, Mode};
use super::fault::Fault;
use super::statement::Statement;
use super::value::{Cell, Kind, Value};

/// An open file.
pub(crate) struct Connection {
    raw: rusqlite::Connection,
}

/// How often the change to a log is asked for again: more than there are processes that make one file at the same moment.
const TURNS: usize = 64;

/// How long whoever looks for damage waits for a file that is being made.
const PATIENCE: Duration = Duration::from_secs(5);

/// How many prepared statements a connection keeps: more than the register holds.
const KEPT_STATEMENTS: usize = 512;

impl Connection {
    /// Opens or makes the file. A reader can never write, whatever it is asked.
    pub(super) fn open(path: &Path, mode: Mode, patience: Duration) -> Result<Self, Fault> {
        let raw = rusqlite::Connection::open_with_flags(
            path,
            OpenFlags::SQLITE_OPEN_READ_WRITE
                | OpenFlags::SQLITE_OPEN_CREATE
                | OpenFlags::SQLITE_OPEN_NO_MUTEX,
        )?;
        raw.busy_timeout(patience)?;
        raw.set_prepared_statement_cache_capacity(KEPT_STATEMENTS);
        // The plan of a statement is made once. Without this SQLite makes it again for every set of values that might bear on it: a record is read by its
        // name thousands of times for one long chronology, and each time cost more to plan than to read.
        raw.set_db_config(DbConfig::SQLITE_DBCONFIG_ENABLE_QPSG, true)?;
        // recursive_triggers: without it, `insert or replace` would delete an evidence row without asking its trigger.
        keep_a_log(&raw)?;
        raw.execute_batch(
            "pragma synchronous = full;
             pragma foreign_keys = on;
             pragma recursive_triggers = on;
             pragma trusted_schema = off;
             pragma cell_size_check = on;
             pragma temp_store = memory;
             pragma cache_size = -16000;",
        )?;
        if mode == Mode::Read {
            raw.execute_batch("pragma query_only = on;")?;
        }
        Ok(Connection { raw })
    }

    pub(super) fn batch(&mut self, sql: &str) -> Result<(), Fault> {
        Ok(self.raw.execute_batch(sql)?)
    }

    pub(super) fn begin(&mut self, mode: Mode) -> Result<(), Fault> {
        self.batch(match mode {
            Mode::Read => "begin deferred",
            Mode::Write => "begin immediate",
        })
    }

    pub(super) fn each(
        &mut self,
        statement: &dyn Statement,
        values: &[Value],
        visit: &mut dyn FnMut(&[Cell<'_>]) -> bool,
    ) -> Result<(), Fault> {
        let mut prepared = self.raw.prepare_cached(statement.sql())?;
        bind(&mut prepared, values)?;
        let width = prepared.column_count();
        let mut rows = prepared.raw_query();
        while let Some(row) = rows.next()? {
            let mut cells = Vec::with_capacity(width);
            for column in 0..width {
                cells.push(cell(row.get_ref(column)?)?);
            }
            if !visit(&cells) {
                break;
            }
        }
        Ok(())
    }

    pub(super) fn run(&mut self, statement: &dyn Statement, values: &[Value]) -> Result<u64, Fault> {
        let mut prepared = self.raw.prepare_cached(statement.sql())?;
        bind(&mut prepared, values)?;
        let changed = prepared.raw_execute()?;
        Ok(changed as u64)
    }

    /// Every table and its columns, in the order in which they were made. An index of words is none, nor a column that SQLite numbers by itself (a key that
    /// is not declared `not null`): both are made again by what is put into the tables.
    pub(super) fn tables(&mut self) -> Result<Vec<(String, Vec<String>)>, Fault> {
        let mut names = self.raw.prepare(
            "select made.name from sqlite_schema made join pragma_table_list kind on kind.name = made.name and kind.schema = 'main'
             where made.type = 'table' and kind.type = 'table' and made.name not like 'sqlite%' order by made.rowid",
        )?;
        let names = names.query_map([], |row| row.get::<_, String>(0))?.collect::<Result<Vec<_>, _>>()?;
        let mut tables = Vec::with_capacity(names.len());
        for name in names {
            let mut columns = self.raw.prepare(
                "select name from pragma_table_info($1) where not (pk = 1 and \"notnull\" = 0) order by cid",
            )?;
            let columns = columns.query_map([&name], |row| row.get(0))?.collect::<Result<Vec<_>, _>>()?;
            tables.push((name, columns));
        }
        Ok(tables)
    }

    /// What SQLite itself finds wrong with its file: an index that leads elsewhere than its table would hide an entry from a child's record.
    pub(super) fn damage(&mut self) -> Result<Vec<String>, Fault> {
        // A connection that has read an index of words keeps what it knew of its pieces, and would call those damaged that another has put together since: a
        // new one knows nothing before it looks.
        let path = self.raw.path().unwrap_or_default().to_owned();
        let looking = Connection::open(Path::new(&path), Mode::Read, PATIENCE)?;
        let mut check = looking.raw.prepare("pragma integrity_check")?;
        let words = check.query_map([], |row| row.get::<_, String>(0))?.collect::<Result<Vec<_>, _>>()?;
        Ok(words.into_iter().filter(|word| word != "ok").collect())
    }

    /// The names and declared kinds of a statement's columns.
    pub(super) fn describe(&mut self, sql: &str) -> Result<Vec<(String, Found)>, Fault> {
        let prepared = self.raw.prepare(sql)?;
        let columns = prepared.columns();
        Ok(columns.into_iter().map(|column| (column.name().to_owned(), found(column.decl_type()))).collect())
    }
}

/// Declared types as our migrations write them.
fn found(declared: Option<&str>) -> Found {
    match declared.map(str::to_lowercase).as_deref() {
        Some("integer") => Found::Kind(Kind::Integer),
        Some("text") => Found::Kind(Kind::Text),
        Some("blob") => Found::Kind(Kind::Bytes),
        Some(_) => Found::Foreign,
        None => Found::Unknown,
    }
}

/// Has the file kept with a log beside it. Of processes that make one file at the same moment, all read it when they ask for the change: SQLite
/// lets one of them go on and refuses another at once, whatever its patience, because each would wait for the other. Whoever is refused waits for a turn at writing,
/// as everybody does, and asks again.
fn keep_a_log(raw: &rusqlite::Connection) -> Result<(), Fault> {
    const LOG: &str = "pragma journal_mode = wal;";
    for _ in 0..TURNS {
        match raw.execute_batch(LOG) {
            Err(fault) if fault.sqlite_error_code() == Some(ErrorCode::DatabaseBusy) => {
                raw.execute_batch("begin immediate; commit;")?;
            }
            done => return Ok(done?),
        }
    }
    Ok(raw.execute_batch(LOG)?)
}

/// SQLite numbers `$n` by first appearance, so each parameter is found by its name.
fn bind(prepared: &mut Prepared<'_>, values: &[Value]) -> Result<(), Fault> {
    if prepared.parameter_count() != values.len() {
        return Err(Fault::own(format!(
            "{} parameters are needed and {} were given",
            prepared.parameter_count(),
            values.len()
        )));
    }
    for (place, value) in values.iter().enumerate() {
        let name = format!("${}", place + 1);
        let Some(index) = prepared.parameter_index(&name)? else {
            return Err(Fault::own(format!("there is no parameter {name}")));
        };
        match value {
            Value::Null => prepared.raw_bind_parameter(index, Null)?,
            Value::Integer(number) => prepared.raw_bind_parameter(index, number)?,
            Value::Text(text) => prepared.raw_bind_parameter(index, text)?,
            Value::Bytes(bytes) => prepared.raw_bind_parameter(index, bytes)?,
        }
    }
    Ok(())
}

fn cell(value: ValueRef<'_>) -> Result<Cell<'_>, Fault> {
    Ok(match value {
        ValueRef::Null => Cell::Null,
        ValueRef::Integer(number) => Cell::Integer(number),
        ValueRef::Blob(bytes) => Cell::Bytes(bytes),
        ValueRef::Text(text) => {
            Cell::Text(std::str::from_utf8(text).map_err(|_| Fault::own("a text column does not hold text"))?)
        }
        ValueRef::Real(_) => return Err(Fault::own("a column holds a fraction: the store keeps none")),
    })
}

/// Whether a file is a SQLite database with such a table. It is not changed.
pub(crate) fn holds(path: &Path, table: &str) -> Result<bool, Fault> {
    let opened = rusqlite::Connection::open_with_flags(path, OpenFlags::SQLITE_OPEN_READ_ONLY)?;
    let tables = "select count(*) from sqlite_schema where type = 'table' and name = $1";
    Ok(opened.query_row(tables, [table], |row| row.get::<_, i64>(0))? == 1)
}

/// Makes a database one file that can be moved: no log stands beside it.
pub(crate) fn settle(path: &Path) -> Result<(), Fault> {
    let opened = rusqlite::Connection::open(path)?;
    Ok(opened.execute_batch("pragma journal_mode = delete; pragma synchronous = full;")?)
}

/// Copies every page of one file into another as they stood at one moment, while others read and write.
pub(crate) fn copy_file(from: &Path, to: &Path, progress: &mut dyn FnMut(u64, u64)) -> Result<(), Fault> {
    /// Pages between two reports of progress: 16 MB.
    const PAGES: std::ffi::c_int = 4096;
    let source = rusqlite::Connection::open_with_flags(from, OpenFlags::SQLITE_OPEN_READ_ONLY)?;
    source.busy_timeout(Duration::from_secs(10))?;
    // An open reading transaction holds the moment still: without it a busy council's copy would begin again after each write.
    source.execute_batch("begin deferred; select count(*) from sqlite_schema;")?;
    let mut target = rusqlite::Connection::open(to)?;
    {
        let backup = rusqlite::backup::Backup::new(&source, &mut target)?;
        loop {
            use rusqlite::backup::StepResult;
            match backup.step(PAGES)? {
                StepResult::Done => break,
                StepResult::More => {
                    let pages = backup.progress();
                    let count = u64::try_from(pages.pagecount).unwrap_or(0);
                    progress(count - u64::try_from(pages.remaining).unwrap_or(0).min(count), count);
                }
                _ => return Err(Fault::own("the copy was kept waiting by another program")),
            }
        }
    }
    Ok(())
}
