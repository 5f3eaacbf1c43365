//! A kind of record the store keeps. Its body stands once, in the ledger; its tables are only what is searched, counted and joined, and can be
//! thrown away and made again from the bodies. `verify` does exactly that and compares.

use domain::id::Id;
use domain::person::Person;
use domain::record::Record;

use crate::engine::{Change, Column, Kind, Statement, Value};
use crate::failure::Failure;
use crate::search::Told;

/// A table made from records of one kind. Its first column is the record's `id`; the main table goes on with `version` and `seq`.
#[derive(Debug, Clone, Copy)]
pub struct Table {
    /// The table's name.
    pub name: &'static str,
    /// The searched columns after `id` (and after `version` and `seq` in the main table).
    pub columns: &'static [Column],
    /// The kind of record whose rows these are, where several kinds share a table: its column `kind` says whose a row is.
    pub of: Option<&'static str>,
}

/// One row of a further table.
#[derive(Debug, Clone, PartialEq)]
pub struct FurtherRow {
    /// The table's name.
    pub table: &'static str,
    /// Its values, without the record's id.
    pub values: Vec<Value>,
}

/// A record the store keeps.
///
/// A file a record: the struct's searched columns, its queries, and one line in [`crate::schema::KINDS`].
pub trait Kept: Record {
    /// The table with one row for each record: `id`, `version`, `seq` and these columns. `seq` leads to the body that stands now.
    const TABLE: Table;

    /// Tables with any number of rows for each record: names, addresses, the children of a contact.
    const FURTHER: &'static [Table] = &[];

    /// The main table's searched columns.
    fn row(&self) -> Vec<Value>;

    /// The rows of the further tables.
    fn further(&self) -> Vec<FurtherRow> {
        Vec::new()
    }

    /// The people the escalation watch looks at again whenever this is saved, though it tells no facts itself: who lives where, who holds whom.
    fn watched(&self) -> Vec<Id<Person>> {
        Vec::new()
    }
}

/// A kind of record, without its type: for the register, the test of the tables and the replay.
#[derive(Debug, Clone, Copy)]
pub struct KeptKind {
    /// The kind's name in the ledger.
    pub name: &'static str,
    /// The main table.
    pub main: Table,
    /// The further tables.
    pub further: &'static [Table],
    /// The rows a body gives.
    pub(crate) replay: fn(&str) -> Result<Rows, Failure>,
    /// What a body tells that may be searched by its words.
    pub(crate) tell: fn(&str) -> Result<Told, Failure>,
}

/// A record's rows in all its tables.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Rows {
    pub main: Vec<Value>,
    pub further: Vec<FurtherRow>,
}

impl KeptKind {
    /// The kind of `R`.
    pub const fn of<R: Kept>() -> Self {
        KeptKind { name: R::KIND, main: R::TABLE, further: R::FURTHER, replay: replay::<R>, tell: tell::<R> }
    }

    /// All its tables, and of each whether it is the main one: its own, and those that it shares.
    pub(crate) fn tables(&self) -> impl Iterator<Item = (Table, bool)> {
        let further = self.further.iter().copied().chain(crate::search::tables(self.name));
        std::iter::once((self.main, true)).chain(further.map(|table| (table, false)))
    }

    /// The changes by which records of this kind are written: for the test that prepares every statement.
    pub(crate) fn changes(&self) -> Vec<Change> {
        let row = |table: &Table| vec![Value::Integer(0); table.columns.len()];
        // Of a table without columns of its own all rows of a record are one.
        let further = self.further.iter().filter(|table| !table.columns.is_empty());
        let further = further.map(|table| table.delete_rows(&[row(table).as_slice()]));
        self.tables()
            .flat_map(|(table, main)| [table.delete(), table.insert(main, 1)])
            .chain(further)
            .collect()
    }
}

impl Table {
    /// A table with these searched columns.
    pub const fn new(name: &'static str, columns: &'static [Column]) -> Self {
        Table { name, columns, of: None }
    }

    /// A table that several kinds share: the first of its columns is `kind`.
    pub(crate) const fn shared(name: &'static str, columns: &'static [Column], kind: &'static str) -> Self {
        Table { name, columns, of: Some(kind) }
    }

    /// That a row is of this kind, for the end of a condition.
    fn own(&self) -> String {
        self.of.map_or_else(String::new, |kind| format!(" and kind = '{kind}'"))
    }

    /// A row of this table, when it is one of the further tables.
    pub fn row(&self, values: Vec<Value>) -> FurtherRow {
        FurtherRow { table: self.name, values }
    }

    /// All the columns in order.
    pub(crate) fn all_columns(&self, main: bool) -> Vec<Column> {
        let mut columns = vec![Column::text("id")];
        if main {
            columns.extend([Column::integer("version"), Column::integer("seq")]);
        }
        columns.extend(self.columns);
        columns
    }

    /// Takes a record's rows away.
    pub(crate) fn delete(&self) -> Change {
        let sql = format!("delete from {} where id = $1{}", self.name, self.own());
        Change::composed(format!("delete {}", self.name), sql)
    }

    /// Takes some of a record's rows in a further table away, and no others. Its values are the record's id and then those of the rows, but for the columns
    /// in which nothing stands.
    pub(crate) fn delete_rows(&self, rows: &[&[Value]]) -> Change {
        let mut place = 1;
        let mut is = |(column, value): (&Column, &Value)| {
            if *value == Value::Null {
                return format!("{} is null", column.name);
            }
            place += 1;
            format!("{} = ${place}", column.name)
        };
        let mut row = |row: &&[Value]| {
            let columns = self.columns.iter().zip(*row).map(&mut is);
            format!("({})", columns.collect::<Vec<_>>().join(" and "))
        };
        let rows: Vec<String> = rows.iter().map(&mut row).collect();
        let sql = format!("delete from {} where id = $1 and ({})", self.name, rows.join(" or "));
        Change::composed(format!("delete of {}", self.name), sql)
    }

    /// Puts rows of a record in, all at once.
    pub(crate) fn insert(&self, main: bool, rows: usize) -> Change {
        let columns = self.all_columns(main);
        let names: Vec<&str> = columns.iter().map(|column| column.name).collect();
        Change::inserting(self.name, &names, rows)
    }

    /// Refuses a row that does not fit the declared columns.
    fn check(&self, kind: &'static str, values: &[Value]) -> Result<(), Failure> {
        let wrong = |what: String| Err(Failure::Declaration { kind, what });
        if values.len() != self.columns.len() {
            let (given, declared) = (values.len(), self.columns.len());
            return wrong(format!("{} has {declared} columns and a row of {given} values", self.name));
        }
        for (column, value) in self.columns.iter().zip(values) {
            let fits = match value {
                Value::Null => true,
                Value::Integer(_) => column.kind == Kind::Integer,
                Value::Text(_) => column.kind == Kind::Text,
                Value::Bytes(_) => column.kind == Kind::Bytes,
            };
            if !fits {
                return wrong(format!("{}.{} is not {:?}", self.name, column.name, column.kind));
            }
        }
        Ok(())
    }
}

/// Every column of a record's table for a range of records: to compare with its declaration and with the replay.
pub(crate) struct TableRows {
    name: String,
    sql: String,
    columns: Vec<Column>,
}

impl TableRows {
    /// What a further table holds of the record `$1`.
    pub fn of_record(table: &Table) -> Self {
        let columns = table.all_columns(false);
        let names: Vec<&str> = columns.iter().map(|column| column.name).collect();
        let sql = format!("select {} from {} where id = $1{}", names.join(", "), table.name, table.own());
        TableRows { name: format!("rows of one record in {}", table.name), sql, columns }
    }

    /// The rows whose `id` is after `$1` and not after `$2`.
    pub fn within(table: &Table, main: bool) -> Self {
        let columns = table.all_columns(main);
        let names: Vec<&str> = columns.iter().map(|column| column.name).collect();
        let sql = format!(
            "select {} from {} where id > $1 and id <= $2{} order by id",
            names.join(", "),
            table.name,
            table.own()
        );
        TableRows { name: format!("rows of {}", table.name), sql, columns }
    }
}

impl Statement for TableRows {
    fn name(&self) -> &str {
        &self.name
    }
    fn sql(&self) -> &str {
        &self.sql
    }
    fn columns(&self) -> &[Column] {
        &self.columns
    }
}

impl Rows {
    /// The rows of a record, checked against its declaration.
    pub fn of<R: Kept>(record: &R) -> Result<Self, Failure> {
        let mut rows = Rows { main: record.row(), further: record.further() };
        R::TABLE.check(R::KIND, &rows.main)?;
        for row in &rows.further {
            let Some(table) = R::FURTHER.iter().find(|table| table.name == row.table) else {
                let what = format!("a row for {}, which is not one of its tables", row.table);
                return Err(Failure::Declaration { kind: R::KIND, what });
            };
            table.check(R::KIND, &row.values)?;
        }
        rows.further.extend(crate::search::rows(record));
        Ok(rows)
    }
}

fn tell<R: Kept>(body: &str) -> Result<Told, Failure> {
    let record = super::load::read_body::<R>(body)?;
    Ok(Told { passages: record.passages(), children: record.children() })
}

fn replay<R: Kept>(body: &str) -> Result<Rows, Failure> {
    Rows::of(&super::load::read_body::<R>(body)?)
}
