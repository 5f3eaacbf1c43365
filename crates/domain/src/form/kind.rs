//! The sorts of answer a question takes.

/// What sort of answer a question takes, with what belongs to that sort.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Kind {
    /// A line of text.
    ShortText,
    /// As much text as the writer needs.
    LongText,
    /// One of a few choices.
    One(Vec<Choice>),
    /// Any number of a few choices.
    Several(Vec<Choice>),
    /// Yes or no; "not known" beside them when the question offers it.
    YesNo,
    /// A date known as exactly as people know it: a day, a month, a year, about, or expected.
    PartialDate,
    /// A whole day, typed in one line.
    Day,
    /// A day and a time, in two lines, on London's clock.
    Moment {
        /// The time that is taken when only a day is typed, `09:00`; without it a time must be typed.
        hour: Option<String>,
    },
    /// A person's name as one text, in any script.
    PersonName,
    /// A postal address as lines of text.
    Address,
    /// A telephone number.
    Phone,
    /// An e-mail address.
    Email,
    /// An NHS number. A wrong check digit is accepted and flagged.
    NhsNumber,
    /// A unique pupil number. A wrong check letter is accepted and flagged.
    Upn,
    /// A postcode.
    Postcode,
    /// A whole number between two bounds.
    Number {
        /// The least, when there is one.
        min: Option<i64>,
        /// The most, when there is one.
        max: Option<i64>,
    },
    /// One code of a list of the pack.
    Code {
        /// The list's name in the pack.
        list: String,
        /// The list's codes, as they stood when the pack was read.
        choices: Vec<Choice>,
    },
    /// Any number of codes of a list of the pack.
    Codes {
        /// The list's name in the pack.
        list: String,
        /// The list's codes, as they stood when the pack was read.
        choices: Vec<Choice>,
    },
}

/// The name in a form's file of the list that the page itself offers: the children of the family, the agencies of another file of the pack.
pub const PAGE_LIST: &str = "page";

/// One thing that may be chosen.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Choice {
    /// What is kept.
    pub value: String,
    /// What is read.
    pub words: String,
    /// A few words under it.
    pub hint: Option<String>,
    /// What it adds to an instrument's score.
    pub weight: Option<i32>,
    /// The words under which it is folded away with others that are seldom chosen: "Rarer outcomes". Only a page says so.
    pub folded: Option<String>,
}

impl Choice {
    /// A choice with its words only.
    pub fn new(value: impl Into<String>, words: impl Into<String>) -> Self {
        Choice { value: value.into(), words: words.into(), hint: None, weight: None, folded: None }
    }
}

impl Kind {
    /// The name of the kind in a form's file.
    pub fn name(&self) -> &'static str {
        match self {
            Kind::ShortText => "short_text",
            Kind::LongText => "long_text",
            Kind::One(_) => "one",
            Kind::Several(_) => "several",
            Kind::YesNo => "yes_no",
            Kind::PartialDate => "partial_date",
            Kind::Day => "day",
            Kind::Moment { .. } => "moment",
            Kind::PersonName => "person_name",
            Kind::Address => "address",
            Kind::Phone => "phone",
            Kind::Email => "email",
            Kind::NhsNumber => "nhs_number",
            Kind::Upn => "upn",
            Kind::Postcode => "postcode",
            Kind::Number { .. } => "number",
            Kind::Code { .. } => "code",
            Kind::Codes { .. } => "codes",
        }
    }

    /// The most characters one answer may have. Generous, because a limit that bites is a word lost: it exists so that a pasted file
    /// is refused in words and not in silence.
    pub fn longest(&self) -> usize {
        match self {
            Kind::LongText => 250_000,
            Kind::Address => 4_000,
            Kind::ShortText | Kind::PersonName => 2_000,
            Kind::Email => 500,
            Kind::Phone | Kind::PartialDate | Kind::Day | Kind::Moment { .. } => 200,
            Kind::One(_) | Kind::Several(_) | Kind::YesNo | Kind::Code { .. } | Kind::Codes { .. } => 200,
            Kind::NhsNumber | Kind::Upn | Kind::Postcode | Kind::Number { .. } => 100,
        }
    }

    /// What may be chosen; nothing for kinds that are typed in.
    pub fn choices(&self) -> &[Choice] {
        match self {
            Kind::One(choices)
            | Kind::Several(choices)
            | Kind::Code { choices, .. }
            | Kind::Codes { choices, .. } => choices,
            _ => &[],
        }
    }

    /// Whether an answer is a choice and not typed in, so that "not known" is one more choice.
    pub fn is_choice(&self) -> bool {
        matches!(self, Kind::One(_) | Kind::Several(_) | Kind::YesNo | Kind::Code { .. } | Kind::Codes { .. })
    }

    /// Whether the page that asks says what may be chosen.
    pub fn is_of_page(&self) -> bool {
        matches!(self, Kind::Code { list, .. } | Kind::Codes { list, .. } if list == PAGE_LIST)
    }

    /// Whether an answer may be several values.
    pub fn takes_several(&self) -> bool {
        matches!(self, Kind::Several(_) | Kind::Codes { .. })
    }

    /// Whether this value may be chosen. "Not known" is not among them: the question says whether it is offered.
    pub fn offers(&self, value: &str) -> bool {
        match self {
            Kind::YesNo => matches!(value, "yes" | "no"),
            _ => self.choices().iter().any(|choice| choice.value == value),
        }
    }
}
