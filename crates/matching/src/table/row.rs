//! One row of a file of people: what one agency wrote down of somebody at one time.

use jiff::civil::Date;

use crate::description::{Address, Birth, Description, Name, Sex};

use super::day;

/// The columns of a file of people.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Column {
    /// What the file calls this row, once in a file.
    RecId,
    /// Who wrote it down: an agency or a system.
    Source,
    /// The day when it was last written down.
    Recorded,
    /// First given name.
    Forename,
    /// Further given names.
    MiddleNames,
    /// Family name.
    Surname,
    /// The name that the person goes by.
    KnownAs,
    /// Date of birth, or the year or month of it, or the date when a child is expected.
    Dob,
    /// Sex as written: F, M, female, …
    Sex,
    /// NHS number.
    NhsNumber,
    /// Unique pupil number.
    Upn,
    /// Address, the postcode apart.
    Address,
    /// Postcode.
    Postcode,
    /// Phone; several apart by a semicolon.
    Phone,
}

impl Column {
    /// Every column, in the order in which a row keeps its cells.
    pub const ALL: [Column; 14] = [
        Column::RecId,
        Column::Source,
        Column::Recorded,
        Column::Forename,
        Column::MiddleNames,
        Column::Surname,
        Column::KnownAs,
        Column::Dob,
        Column::Sex,
        Column::NhsNumber,
        Column::Upn,
        Column::Address,
        Column::Postcode,
        Column::Phone,
    ];

    /// The heading by which the column is found.
    pub const fn heading(self) -> &'static str {
        match self {
            Column::RecId => "rec_id",
            Column::Source => "source",
            Column::Recorded => "recorded",
            Column::Forename => "forename",
            Column::MiddleNames => "middle_names",
            Column::Surname => "surname",
            Column::KnownAs => "known_as",
            Column::Dob => "dob",
            Column::Sex => "sex",
            Column::NhsNumber => "nhs_number",
            Column::Upn => "upn",
            Column::Address => "address",
            Column::Postcode => "postcode",
            Column::Phone => "phone",
        }
    }

    /// Whether the column says something by which two people can be compared.
    pub const fn compares(self) -> bool {
        !matches!(self, Column::RecId | Column::Source | Column::Recorded)
    }
}

/// One row of a file of people. All cells are kept in one text, so that millions of rows fit into memory.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Row {
    text: Box<str>,
    ends: [u32; Column::ALL.len()],
}

impl Row {
    /// A row of these cells, in the order of [`Column::ALL`]. Space around a cell is left off; empty means not known.
    pub fn new(cells: [&str; Column::ALL.len()]) -> Row {
        let mut text = String::with_capacity(cells.iter().map(|cell| cell.len()).sum());
        let ends = cells.map(|cell| {
            text.push_str(cell.trim());
            u32::try_from(text.len()).unwrap_or(u32::MAX)
        });
        Row { text: text.into_boxed_str(), ends }
    }

    /// What stands in a column. Empty when nothing does.
    pub fn cell(&self, column: Column) -> &str {
        let place = column as usize;
        let start = if place == 0 { 0 } else { self.ends[place - 1] };
        self.text.get(start as usize..self.ends[place] as usize).unwrap_or_default()
    }

    /// What the file calls this row.
    pub fn id(&self) -> &str {
        self.cell(Column::RecId)
    }

    /// What the row says of a person, for comparing.
    pub fn description(&self) -> Description {
        let names = self.names();
        Description {
            names,
            birth: self.birth(),
            sex: self.sex(),
            nhs_number: self.given(Column::NhsNumber),
            upn: self.given(Column::Upn),
            addresses: self.address().into_iter().collect(),
            left: Vec::new(),
            phones: self.phones().map(str::to_owned).collect(),
            relatives: Vec::new(),
            recorded: self.recorded(),
        }
    }

    /// The name in use, then the name that the person goes by.
    fn names(&self) -> Vec<Name> {
        let given = format!("{} {}", self.cell(Column::Forename), self.cell(Column::MiddleNames));
        let (given, family, known_as) =
            (given.trim(), self.cell(Column::Surname), self.cell(Column::KnownAs));
        let mut names = Vec::new();
        match (given.trim_end_matches(','), family.trim_end_matches(',')) {
            ("", "") => {}
            // A whole name in one of the two cells, as happens when a file is made of another.
            (whole, "") | ("", whole) if whole.contains([',', ' ']) => names.push(Name::from_text(whole)),
            // "Cole," and "Amy": the part before a comma is the family name.
            (first, second) if given.ends_with(',') => names.push(Name::new(second, first)),
            (given, family) => names.push(Name::new(given, family)),
        }
        if !known_as.is_empty() {
            names.push(Name::new(known_as, family));
        }
        names
    }

    /// Sex, as far as the cell says one.
    pub fn sex(&self) -> Option<Sex> {
        match self.cell(Column::Sex).bytes().next().map(|letter| letter.to_ascii_lowercase()) {
            Some(b'f' | b'w' | b'g' | b'2') => Some(Sex::Female),
            Some(b'm' | b'b' | b'1') => Some(Sex::Male),
            _ => None,
        }
    }

    /// The day when it was last written down.
    pub fn recorded(&self) -> Option<Date> {
        day::read_birth(self.cell(Column::Recorded)).map(|recorded| recorded.latest())
    }

    /// When the person was born, as far as the cell can be read.
    pub fn birth(&self) -> Option<Birth> {
        day::read_birth(self.cell(Column::Dob))
    }

    /// Whether figures stand where a date of birth should, and cannot be read as one. Words alone, such as "not known", are no date and no fault.
    pub(super) fn has_birth_that_cannot_be_read(&self) -> bool {
        let cell = self.cell(Column::Dob);
        cell.contains(|sign: char| sign.is_ascii_digit()) && day::read_birth(cell).is_none()
    }

    fn given(&self, column: Column) -> Option<String> {
        let cell = self.cell(column);
        (!cell.is_empty()).then(|| cell.to_owned())
    }

    fn address(&self) -> Option<Address> {
        let (line, postcode) = (self.cell(Column::Address), self.cell(Column::Postcode));
        if line.is_empty() && postcode.is_empty() {
            return None;
        }
        let lines = if line.is_empty() { Vec::new() } else { vec![line.to_owned()] };
        Some(Address { lines, postcode: postcode.to_owned() })
    }

    fn phones(&self) -> impl Iterator<Item = &str> {
        self.cell(Column::Phone).split(';').map(str::trim).filter(|phone| !phone.is_empty())
    }
}
