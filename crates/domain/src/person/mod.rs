//! A person the record knows: a child, an unborn child or an adult.

use serde::{Deserialize, Serialize};

use crate::id::Id;
use crate::record::Record;

/// One person.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Person {
    /// The person's name in the store.
    pub id: Id<Person>,
}

impl Record for Person {
    const KIND: &'static str = "person";
    fn id(&self) -> Id<Person> {
        self.id
    }
    fn children(&self) -> Vec<Id<Person>> {
        vec![self.id]
    }
}
