//! What a place of a file holds. A day that cannot be read is not a blank: something was meant, and no rule may take it for nothing.

/// One value of a file.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Hash)]
pub enum Given<T> {
    /// The element is missing or empty.
    #[default]
    Missing,
    /// Something is written there that cannot be read; a finding says what.
    Unreadable,
    /// What was read.
    Read(T),
}

impl<T: Copy> Given<T> {
    /// The value, when there is one that can be read.
    pub fn read(self) -> Option<T> {
        match self {
            Given::Read(value) => Some(value),
            Given::Missing | Given::Unreadable => None,
        }
    }
}

impl<T> Given<T> {
    /// Whether nothing is written there.
    pub const fn is_missing(&self) -> bool {
        matches!(self, Given::Missing)
    }

    /// Whether something is written there, readable or not.
    pub const fn is_given(&self) -> bool {
        !self.is_missing()
    }
}

impl<T: Copy + PartialOrd> Given<T> {
    /// Whether both can be read and this comes first.
    pub fn before(self, other: Given<T>) -> bool {
        matches!((self, other), (Given::Read(one), Given::Read(two)) if one < two)
    }

    /// Whether it can be read and comes before a value.
    pub fn is_before(self, other: T) -> bool {
        self.before(Given::Read(other))
    }

    /// Whether it can be read and comes after a value.
    pub fn is_after(self, other: T) -> bool {
        Given::Read(other).before(self)
    }
}

impl<T: PartialEq> Given<T> {
    /// Whether it can be read and is this.
    pub fn is(&self, value: &T) -> bool {
        matches!(self, Given::Read(read) if read == value)
    }
}
