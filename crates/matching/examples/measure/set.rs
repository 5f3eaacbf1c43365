//! A set of people with the truth: which rows are one person. Every set that is measured has this shape, whoever made it.

use matching::table::Row;

/// Rows with the truth about each. The vectors are of one length, and the same place in each is about the same row.
#[derive(Debug, Clone, Default)]
pub struct Set {
    /// What the set is called in the figures.
    pub name: String,
    /// What the engine is given.
    pub rows: Vec<Row>,
    /// Who each row is in truth: rows with one number are one person.
    pub truth: Vec<u32>,
    /// Which family each row's person belongs to. Two people of one family are a lesser mistake than two strangers.
    pub family: Vec<u32>,
    /// The name culture of each row's person. Empty text when the set does not say.
    pub culture: Vec<&'static str>,
    /// What is wrong with each row, in short words: "nickname", "day and month swapped". None for a row as it should be.
    pub faults: Vec<Vec<&'static str>>,
    /// For linking two files: which file each row is of. Empty for a set in which doubles are looked for.
    pub side: Vec<u8>,
}

/// A register of people and questions about them.
#[derive(Debug, Clone, Default)]
pub struct SearchSet {
    /// What the set is called in the figures.
    pub name: String,
    /// What is searched. A person may have several rows.
    pub register: Vec<Row>,
    /// Who each row of the register is in truth.
    pub truth: Vec<u32>,
    /// What is asked.
    pub questions: Vec<Question>,
}

/// One question: what somebody at a telephone knows of a person.
#[derive(Debug, Clone)]
pub struct Question {
    /// What is known. Its `rec_id` is the question's own name.
    pub row: Row,
    /// Who is meant; nothing when they are not on the register.
    pub person: Option<u32>,
    /// What kind of question, in short words: "name and age", "initial, date of birth and postcode".
    pub kind: &'static str,
    /// The name culture of the person meant.
    pub culture: &'static str,
}

/// A row being written, by name. [`Form::row`] makes the row of it.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Form {
    pub rec_id: String,
    pub source: String,
    pub recorded: String,
    pub forename: String,
    pub middle_names: String,
    pub surname: String,
    pub known_as: String,
    pub dob: String,
    pub sex: String,
    pub nhs_number: String,
    pub upn: String,
    pub address: String,
    pub postcode: String,
    pub phone: String,
}

impl Form {
    /// The row that this form says.
    pub fn row(&self) -> Row {
        Row::new([
            &self.rec_id,
            &self.source,
            &self.recorded,
            &self.forename,
            &self.middle_names,
            &self.surname,
            &self.known_as,
            &self.dob,
            &self.sex,
            &self.nhs_number,
            &self.upn,
            &self.address,
            &self.postcode,
            &self.phone,
        ])
    }
}
