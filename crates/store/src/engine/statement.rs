//! SQL text with a name and typed columns. Every statement of the store is one of these and stands in the register
//! ([`crate::schema::STATEMENTS`]), so that one test can prepare all of them on both engines: a misspelt column fails the tests.

use std::borrow::Cow;
use std::marker::PhantomData;

use super::value::{Cell, Column, Field};

/// What one answer of a query is read into.
pub trait Row: Sized {
    /// The columns in order.
    const COLUMNS: &'static [Column];

    /// The row from its cells.
    ///
    /// # Errors
    /// The name of the column that holds something else than its type says.
    fn read(cells: &[Cell<'_>]) -> Result<Self, &'static str>;
}

/// Any statement: what the register holds.
pub trait Statement: Sync {
    /// The statement's name: its module and the name of its constant. Stands in errors and logs instead of any value.
    fn name(&self) -> &str;
    /// The text, in the portable subset, with `$1`, `$2` … for parameters.
    fn sql(&self) -> &str;
    /// The columns it answers with; none for a change.
    fn columns(&self) -> &[Column];
}

/// A statement that answers with rows of `R`.
pub struct Query<R> {
    name: Cow<'static, str>,
    sql: Cow<'static, str>,
    row: PhantomData<fn() -> R>,
}

/// A statement that answers with the number of rows it changed.
pub struct Change {
    name: Cow<'static, str>,
    sql: Cow<'static, str>,
}

impl<R: Row> Query<R> {
    /// A query written by hand. Use [`crate::statements!`], which names and registers it.
    pub const fn new(name: &'static str, sql: &'static str) -> Self {
        Query { name: Cow::Borrowed(name), sql: Cow::Borrowed(sql), row: PhantomData }
    }

    /// A query put together from constant pieces of text. No value may ever stand in the text.
    pub fn composed(name: impl Into<Cow<'static, str>>, sql: String) -> Self {
        Query { name: name.into(), sql: Cow::Owned(sql), row: PhantomData }
    }
}

impl Change {
    /// A change written by hand. Use [`crate::statements!`], which names and registers it.
    pub const fn new(name: &'static str, sql: &'static str) -> Self {
        Change { name: Cow::Borrowed(name), sql: Cow::Borrowed(sql) }
    }

    /// A change put together from constant pieces of text. No value may ever stand in the text.
    pub fn composed(name: impl Into<Cow<'static, str>>, sql: String) -> Self {
        Change { name: name.into(), sql: Cow::Owned(sql) }
    }
}

impl Change {
    /// Inserts so many rows of these columns.
    pub(crate) fn inserting(table: &str, columns: &[&str], rows: usize) -> Self {
        let row = |row: usize| {
            let places = (1..=columns.len()).map(|place| format!("${}", row * columns.len() + place));
            format!("({})", places.collect::<Vec<_>>().join(", "))
        };
        let rows: Vec<String> = (0..rows).map(row).collect();
        let sql = format!("insert into {table} ({}) values {}", columns.join(", "), rows.join(", "));
        Change::composed(format!("insert into {table}"), sql)
    }
}

impl<R: Row> Statement for Query<R> {
    fn name(&self) -> &str {
        &self.name
    }
    fn sql(&self) -> &str {
        &self.sql
    }
    fn columns(&self) -> &[Column] {
        R::COLUMNS
    }
}

impl Statement for Change {
    fn name(&self) -> &str {
        &self.name
    }
    fn sql(&self) -> &str {
        &self.sql
    }
    fn columns(&self) -> &[Column] {
        &[]
    }
}

/// One column only: `Query<(i64,)>` reads a column named `value`.
impl<T: Field> Row for (T,) {
    const COLUMNS: &'static [Column] = &[Column { name: "value", kind: T::KIND }];

    fn read(cells: &[Cell<'_>]) -> Result<Self, &'static str> {
        cells.first().and_then(|cell| T::read(*cell)).map(|value| (value,)).ok_or("value")
    }
}

/// Declares a struct and reads it from a row whose columns have the names of its fields, in order.
#[macro_export]
macro_rules! row {
    ($(#[$meta:meta])* $visible:vis struct $name:ident {
        $($(#[$field_meta:meta])* $field_visible:vis $field:ident : $type:ty),* $(,)?
    }) => {
        $(#[$meta])*
        $visible struct $name {
            $($(#[$field_meta])* $field_visible $field: $type),*
        }

        impl $crate::engine::Row for $name {
            const COLUMNS: &'static [$crate::engine::Column] = &[
                $($crate::engine::Column {
                    name: stringify!($field),
                    kind: <$type as $crate::engine::Field>::KIND,
                }),*
            ];

            fn read(cells: &[$crate::engine::Cell<'_>]) -> Result<Self, &'static str> {
                let mut cells = cells.iter();
                Ok($name {
                    $($field: cells
                        .next()
                        .and_then(|cell| <$type as $crate::engine::Field>::read(*cell))
                        .ok_or(stringify!($field))?),*
                })
            }
        }
    };
}

/// Declares a file's statements as constants and lists them as `STATEMENTS` for the register.
///
/// ```
/// # use store::engine::{Query, Change};
/// store::statements! {
///     /// How many there are.
///     static COUNT: Query<(i64,)> = "select count(*) as value from migration";
/// }
/// assert_eq!(STATEMENTS.len(), 1);
/// ```
#[macro_export]
macro_rules! statements {
    ($($(#[$meta:meta])* $visible:vis static $name:ident : $type:ty = $sql:expr;)*) => {
        $($(#[$meta])* $visible static $name: $type =
            <$type>::new(concat!(module_path!(), "::", stringify!($name)), $sql);)*

        /// Every statement of this file.
        pub(crate) static STATEMENTS: &[&dyn $crate::engine::Statement] = &[$(&$name),*];
    };
}
