//! PostgreSQL: for councils and regions with several app processes and replicas. Writers come one at a time here too, by taking the ledger's
//! head first (see [`crate::door`]), so that a decision means the same on both engines.

use std::collections::HashMap;
use std::error::Error;
use std::time::Duration;

use postgres::fallible_iterator::FallibleIterator;
use postgres::types::private::BytesMut;
use postgres::types::{IsNull, ToSql, Type, to_sql_checked};
use postgres::{Client, NoTls};

use super::connection::{Found, Mode};
use super::fault::Fault;
use super::statement::Statement;
use super::value::{Cell, Kind, Value};

/// A session on the server with the statements it has prepared.
pub(crate) struct Connection {
    client: Client,
    prepared: HashMap<String, postgres::Statement>,
}

impl Connection {
    pub(super) fn open(address: &str, patience: Duration) -> Result<Self, Fault> {
        let mut config: postgres::Config = address.parse().map_err(Fault::from)?;
        if config.get_application_name().is_none() {
            config.application_name("frontdoor");
        }
        let mut client = config.connect(NoTls)?;
        // A lock is waited for as long as our own queue waits; a forgotten transaction does not hold the ledger's head for ever.
        client.batch_execute(&format!(
            "set lock_timeout = {patience}; set idle_in_transaction_session_timeout = 60000; set client_min_messages = warning;
             set timezone = 'UTC'; set synchronous_commit = on;",
            patience = patience.as_millis()
        ))?;
        Ok(Connection { client, prepared: HashMap::new() })
    }

    pub(super) fn batch(&mut self, sql: &str) -> Result<(), Fault> {
        Ok(self.client.batch_execute(sql)?)
    }

    pub(super) fn begin(&mut self, mode: Mode) -> Result<(), Fault> {
        // A reader sees one moment throughout. A writer waits for the ledger's head and then sees all that went before.
        self.batch(match mode {
            Mode::Read => "begin transaction isolation level repeatable read, read only",
            Mode::Write => "begin transaction isolation level read committed, read write",
        })
    }

    pub(super) fn closed(&self) -> bool {
        self.client.is_closed()
    }

    pub(super) fn each(
        &mut self,
        statement: &dyn Statement,
        values: &[Value],
        visit: &mut dyn FnMut(&[Cell<'_>]) -> bool,
    ) -> Result<(), Fault> {
        let prepared = self.prepare(statement.sql())?;
        count(&prepared, values)?;
        let mut rows = self.client.query_raw(&prepared, values)?;
        while let Some(row) = rows.next()? {
            let mut cells = Vec::with_capacity(row.len());
            for column in 0..row.len() {
                cells.push(cell(&row, column)?);
            }
            if !visit(&cells) {
                break;
            }
        }
        Ok(())
    }

    pub(super) fn run(&mut self, statement: &dyn Statement, values: &[Value]) -> Result<u64, Fault> {
        let prepared = self.prepare(statement.sql())?;
        count(&prepared, values)?;
        let parameters: Vec<&(dyn ToSql + Sync)> = values.iter().map(|value| value as _).collect();
        Ok(self.client.execute(&prepared, &parameters)?)
    }

    /// Every table and its columns, in the order in which they were made, but for columns that the server numbers by itself.
    pub(super) fn tables(&mut self) -> Result<Vec<(String, Vec<String>)>, Fault> {
        let columns = "select c.relname::text, a.attname::text from pg_class c
            join pg_namespace n on n.oid = c.relnamespace join pg_attribute a on a.attrelid = c.oid
            where n.nspname = current_schema() and c.relkind = 'r' and a.attnum > 0 and not a.attisdropped and a.attidentity = ''
            order by c.oid, a.attnum";
        let mut tables: Vec<(String, Vec<String>)> = Vec::new();
        for row in self.client.query(columns, &[])? {
            let (table, column): (String, String) = (row.try_get(0)?, row.try_get(1)?);
            match tables.last_mut() {
                Some((last, columns)) if *last == table => columns.push(column),
                _ => tables.push((table, vec![column])),
            }
        }
        Ok(tables)
    }

    /// The names and kinds of a statement's columns.
    pub(super) fn describe(&mut self, sql: &str) -> Result<Vec<(String, Found)>, Fault> {
        let prepared = self.client.prepare(sql)?;
        let found = |of: &Type| kind(of).map_or(Found::Foreign, Found::Kind);
        let columns = prepared.columns().iter();
        Ok(columns.map(|column| (column.name().to_owned(), found(column.type_()))).collect())
    }

    fn prepare(&mut self, sql: &str) -> Result<postgres::Statement, Fault> {
        if let Some(prepared) = self.prepared.get(sql) {
            return Ok(prepared.clone());
        }
        let prepared = self.client.prepare(sql)?;
        self.prepared.insert(sql.to_owned(), prepared.clone());
        Ok(prepared)
    }
}

/// The driver would panic on a wrong count; a fault can be answered.
fn count(prepared: &postgres::Statement, values: &[Value]) -> Result<(), Fault> {
    if prepared.params().len() == values.len() {
        return Ok(());
    }
    Err(Fault::own(format!(
        "{} parameters are needed and {} were given",
        prepared.params().len(),
        values.len()
    )))
}

fn kind(of: &Type) -> Option<Kind> {
    match *of {
        Type::INT8 => Some(Kind::Integer),
        Type::TEXT => Some(Kind::Text),
        Type::BYTEA => Some(Kind::Bytes),
        _ => None,
    }
}

fn cell(row: &postgres::Row, column: usize) -> Result<Cell<'_>, Fault> {
    let of = row.columns().get(column).and_then(|column| kind(column.type_()));
    Ok(match of {
        Some(Kind::Integer) => row.try_get::<_, Option<i64>>(column)?.map_or(Cell::Null, Cell::Integer),
        Some(Kind::Text) => row.try_get::<_, Option<&str>>(column)?.map_or(Cell::Null, Cell::Text),
        Some(Kind::Bytes) => row.try_get::<_, Option<&[u8]>>(column)?.map_or(Cell::Null, Cell::Bytes),
        None => return Err(Fault::own("a column is neither a whole number, text nor bytes")),
    })
}

impl ToSql for Value {
    fn to_sql(&self, of: &Type, out: &mut BytesMut) -> Result<IsNull, Box<dyn Error + Sync + Send>> {
        match self {
            Value::Null => Ok(IsNull::Yes),
            Value::Integer(number) if *of == Type::INT8 => number.to_sql(of, out),
            // What is compared with a small literal (`$1 = 1`) is taken for a small number.
            Value::Integer(number) if *of == Type::INT4 => i32::try_from(*number)?.to_sql(of, out),
            Value::Text(text) if *of == Type::TEXT => text.to_sql(of, out),
            Value::Bytes(bytes) if *of == Type::BYTEA => bytes.to_sql(of, out),
            // Without its value: the words may reach a log.
            _ => Err(format!("a parameter is not of type {of}").into()),
        }
    }

    fn accepts(of: &Type) -> bool {
        kind(of).is_some() || *of == Type::INT4
    }

    to_sql_checked!();
}
