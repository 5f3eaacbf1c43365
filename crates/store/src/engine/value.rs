//! What a column may hold. Four kinds exist on both engines and mean the same on both: nothing, a whole number, text, bytes.
//!
//! Everything else is written as one of these: a truth as 0 or 1, an instant as microseconds since 1970 (UTC), a date as `2026-03-31`,
//! a record's id as 32 hexadecimal digits, a document as JSON text.

use domain::id::Id;
use jiff::Timestamp;
use jiff::civil::Date;

/// One parameter or one stored column.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub enum Value {
    /// Nothing stands here.
    Null,
    /// A whole number, a truth (0 or 1) or an instant.
    Integer(i64),
    /// Text, a date, an id or a JSON document.
    Text(String),
    /// Bytes: a digest, a sealed value.
    Bytes(Vec<u8>),
}

/// One column of one row, borrowed from the engine while the row is read.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Cell<'r> {
    /// Nothing stands here.
    Null,
    /// A whole number.
    Integer(i64),
    /// Text.
    Text(&'r str),
    /// Bytes.
    Bytes(&'r [u8]),
}

/// The kind of a column.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Kind {
    /// `{integer}` in a migration.
    Integer,
    /// `text` in a migration.
    Text,
    /// `{bytes}` in a migration.
    Bytes,
}

/// The name and kind of a column, as a row type or a record's table declares it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Column {
    /// The name in the answer or table.
    pub name: &'static str,
    /// The kind both engines must give.
    pub kind: Kind,
}

impl Column {
    /// A whole number, truth or instant.
    pub const fn integer(name: &'static str) -> Self {
        Column { name, kind: Kind::Integer }
    }

    /// Text, date, id or JSON.
    pub const fn text(name: &'static str) -> Self {
        Column { name, kind: Kind::Text }
    }

    /// Bytes.
    pub const fn bytes(name: &'static str) -> Self {
        Column { name, kind: Kind::Bytes }
    }
}

impl Cell<'_> {
    /// The same, kept beyond the row.
    pub fn to_value(self) -> Value {
        match self {
            Cell::Null => Value::Null,
            Cell::Integer(number) => Value::Integer(number),
            Cell::Text(text) => Value::Text(text.to_owned()),
            Cell::Bytes(bytes) => Value::Bytes(bytes.to_owned()),
        }
    }
}

/// A type that one column holds.
pub trait Field: Sized {
    /// The kind of the column.
    const KIND: Kind;

    /// The value, or nothing when the column holds something else.
    fn read(cell: Cell<'_>) -> Option<Self>;
}

impl Field for i64 {
    const KIND: Kind = Kind::Integer;
    fn read(cell: Cell<'_>) -> Option<Self> {
        match cell {
            Cell::Integer(number) => Some(number),
            _ => None,
        }
    }
}

impl Field for u64 {
    const KIND: Kind = Kind::Integer;
    fn read(cell: Cell<'_>) -> Option<Self> {
        i64::read(cell)?.try_into().ok()
    }
}

impl Field for bool {
    const KIND: Kind = Kind::Integer;
    fn read(cell: Cell<'_>) -> Option<Self> {
        match cell {
            Cell::Integer(0) => Some(false),
            Cell::Integer(1) => Some(true),
            _ => None,
        }
    }
}

impl Field for Timestamp {
    const KIND: Kind = Kind::Integer;
    fn read(cell: Cell<'_>) -> Option<Self> {
        Timestamp::from_microsecond(i64::read(cell)?).ok()
    }
}

impl Field for String {
    const KIND: Kind = Kind::Text;
    fn read(cell: Cell<'_>) -> Option<Self> {
        match cell {
            Cell::Text(text) => Some(text.to_owned()),
            _ => None,
        }
    }
}

impl Field for Date {
    const KIND: Kind = Kind::Text;
    fn read(cell: Cell<'_>) -> Option<Self> {
        match cell {
            Cell::Text(text) => text.parse().ok(),
            _ => None,
        }
    }
}

impl<R> Field for Id<R> {
    const KIND: Kind = Kind::Text;
    fn read(cell: Cell<'_>) -> Option<Self> {
        match cell {
            Cell::Text(text) => text.parse().ok(),
            _ => None,
        }
    }
}

impl Field for Vec<u8> {
    const KIND: Kind = Kind::Bytes;
    fn read(cell: Cell<'_>) -> Option<Self> {
        match cell {
            Cell::Bytes(bytes) => Some(bytes.to_owned()),
            _ => None,
        }
    }
}

impl Field for [u8; 32] {
    const KIND: Kind = Kind::Bytes;
    fn read(cell: Cell<'_>) -> Option<Self> {
        match cell {
            Cell::Bytes(bytes) => bytes.try_into().ok(),
            _ => None,
        }
    }
}

impl<T: Field> Field for Option<T> {
    const KIND: Kind = T::KIND;
    fn read(cell: Cell<'_>) -> Option<Self> {
        match cell {
            Cell::Null => Some(None),
            other => T::read(other).map(Some),
        }
    }
}

/// Writes the conversions into a [`Value`]: the left type, its variant, and how.
macro_rules! into_value {
    ($($from:ty => $variant:ident |$value:ident| $how:expr;)*) => {
        $(impl From<$from> for Value {
            fn from($value: $from) -> Value {
                Value::$variant($how)
            }
        })*
    };
}

into_value! {
    i64 => Integer |value| value;
    i32 => Integer |value| i64::from(value);
    u32 => Integer |value| i64::from(value);
    u16 => Integer |value| i64::from(value);
    u8 => Integer |value| i64::from(value);
    bool => Integer |value| i64::from(value);
    Timestamp => Integer |value| value.as_microsecond();
    &str => Text |value| value.to_owned();
    String => Text |value| value;
    &String => Text |value| value.clone();
    Date => Text |value| value.to_string();
    Vec<u8> => Bytes |value| value;
    &[u8] => Bytes |value| value.to_owned();
    [u8; 32] => Bytes |value| value.to_vec();
    &[u8; 32] => Bytes |value| value.to_vec();
}

/// A count beyond the signed range would be a record saved more than nine quintillion times: it is kept at the limit.
impl From<u64> for Value {
    fn from(value: u64) -> Value {
        Value::Integer(i64::try_from(value).unwrap_or(i64::MAX))
    }
}

/// A length or a place in a list.
impl From<usize> for Value {
    fn from(value: usize) -> Value {
        Value::Integer(i64::try_from(value).unwrap_or(i64::MAX))
    }
}

impl<R> From<Id<R>> for Value {
    fn from(value: Id<R>) -> Value {
        Value::Text(value.to_string())
    }
}

impl<T: Into<Value>> From<Option<T>> for Value {
    fn from(value: Option<T>) -> Value {
        value.map_or(Value::Null, Into::into)
    }
}

/// A list of [`Value`]s from anything that converts: `values![id, 3, "text", None::<i64>]`.
#[macro_export]
macro_rules! values {
    () => {
        Vec::<$crate::engine::Value>::new()
    };
    ($($value:expr),+ $(,)?) => {
        Vec::from([$($crate::engine::Value::from($value)),+])
    };
}

#[cfg(test)]
mod tests {
    use super::{Cell, Field, Value};
    use domain::id::Id;
    use jiff::Timestamp;
    use jiff::civil::{Date, date};

    fn cell(value: &Value) -> Cell<'_> {
        match value {
            Value::Null => Cell::Null,
            Value::Integer(number) => Cell::Integer(*number),
            Value::Text(text) => Cell::Text(text),
            Value::Bytes(bytes) => Cell::Bytes(bytes),
        }
    }

    fn check<T: Field + Into<Value> + PartialEq + std::fmt::Debug + Clone>(value: T) {
        let stored = value.clone().into();
        assert_eq!(T::read(cell(&stored)), Some(value), "{stored:?}");
    }

    #[test]
    fn what_is_stored_is_read_back() {
        check(i64::MIN);
        check(u64::try_from(i64::MAX).unwrap());
        check(true);
        check(false);
        check("O\u{2019}Brien \u{202e}\u{0}".to_owned());
        check(Timestamp::from_microsecond(-1).unwrap());
        check(date(1899, 12, 31));
        check(Id::<()>::from_bits(u128::MAX));
        check(vec![0u8, 255]);
        check([7u8; 32]);
        check(None::<Date>);
        check(Some(3i64));
    }

    #[test]
    fn a_column_of_another_kind_is_not_read() {
        assert_eq!(i64::read(Cell::Text("3")), None);
        assert_eq!(u64::read(Cell::Integer(-1)), None);
        assert_eq!(bool::read(Cell::Integer(2)), None);
        assert_eq!(String::read(Cell::Bytes(b"text")), None);
        assert_eq!(Date::read(Cell::Text("31 November")), None);
        assert_eq!(Id::<()>::read(Cell::Text("abc")), None);
        assert_eq!(<[u8; 32]>::read(Cell::Bytes(&[1, 2])), None);
        assert_eq!(i64::read(Cell::Null), None);
    }
}
