//! The rows that Frontdoor knows by itself: lists 1 and 3 to 7. Each is what an inspector is shown, in the order of the list's columns.

use jiff::civil::Date;

use super::layout::list;
use crate::workbook::Written;

/// Who a row is about: the first columns of every list.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Who {
    /// The council's identifier of the child.
    pub identifier: String,
    /// `M`, `F`, `U` for not known or unborn, `N` for neither.
    pub gender: &'static str,
    /// Code of ethnicity; `UNKNOWN` when nobody knows.
    pub ethnicity: String,
    /// Day of birth; nothing for an unborn child, or when the day is not known.
    pub birth: Option<Date>,
    /// Whole years on the day of the lists.
    pub age: Option<u32>,
    /// Whether the child has a disability: nothing when nobody knows.
    pub disabled: Option<bool>,
}

/// The team and the worker who have the child.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Allocated {
    /// The team's name.
    pub team: String,
    /// The worker's name.
    pub worker: String,
}

/// A row of one of the lists.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Row {
    /// List 1.
    Contact(Contact),
    /// List 3.
    Referral(Referral),
    /// List 4.
    Assessment(Assessment),
    /// List 5.
    Enquiry(Enquiry),
    /// List 6.
    Need(Need),
    /// List 7.
    Plan(Plan),
}

/// A contact about a child.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Contact {
    /// The child.
    pub who: Who,
    /// The day on which it came.
    pub on: Date,
    /// Code of its source.
    pub source: String,
}

/// A referral.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Referral {
    /// The child.
    pub who: Who,
    /// Its day.
    pub on: Date,
    /// Code of its source.
    pub source: Option<String>,
    /// Whether nothing further was done.
    pub no_further_action: bool,
    /// Referrals in the twelve months before this one.
    pub earlier: u32,
    /// Who has the child.
    pub allocated: Allocated,
}

/// A child and family assessment.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Assessment {
    /// The child.
    pub who: Who,
    /// The day on which it began.
    pub started: Date,
    /// Whether the child was seen in it; nothing when the record does not say.
    pub seen: Option<bool>,
    /// The day on which it was authorised.
    pub authorised: Option<Date>,
    /// Whether the child needs support of children's social care.
    pub in_need: Option<bool>,
    /// Who has the child.
    pub allocated: Allocated,
}

/// A section 47 enquiry, and its conference.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Enquiry {
    /// The child.
    pub who: Who,
    /// The day of the discussion that began it.
    pub started: Date,
    /// Whether no conference was needed; nothing while that is open.
    pub unnecessary: Option<bool>,
    /// The day of the conference.
    pub conference: Option<Date>,
    /// Whether the conference made a plan.
    pub planned: Option<bool>,
    /// Other enquiries begun in the twelve months before this one.
    pub enquiries: u32,
    /// Other initial conferences in the twelve months before this enquiry.
    pub conferences: u32,
    /// Who has the child.
    pub allocated: Allocated,
}

/// An episode of need.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Need {
    /// The child.
    pub who: Who,
    /// The day of the referral that began it.
    pub started: Date,
    /// Code of the primary need.
    pub need: Option<String>,
    /// The day on which the child was last seen.
    pub last_seen: Option<Date>,
    /// The day on which it was closed.
    pub closed: Option<Date>,
    /// Code of the reason.
    pub reason: Option<String>,
    /// `a` looked after, `b` child protection plan, `c` child in need plan, `d` open assessment, `e` closed.
    pub status: &'static str,
    /// Who has the child.
    pub allocated: Allocated,
}

/// A child protection plan.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Plan {
    /// The child.
    pub who: Who,
    /// The day on which it began.
    pub started: Date,
    /// Code of the category under which it was made.
    pub first_category: Option<String>,
    /// Code of the category now.
    pub latest_category: Option<String>,
    /// The day of the last visit under the plan.
    pub visited: Option<Date>,
    /// Whether the child was seen alone at it.
    pub alone: Option<bool>,
    /// The day of the latest review.
    pub reviewed: Option<Date>,
    /// The day on which it ended.
    pub ended: Option<Date>,
    /// Whether an emergency order or police protection held in the six months.
    pub emergency: bool,
    /// How many plans of this council the child had before.
    pub earlier: u32,
    /// Who has the child.
    pub allocated: Allocated,
}

impl Row {
    /// The number of its list.
    pub const fn list(&self) -> u8 {
        match self {
            Row::Contact(_) => 1,
            Row::Referral(_) => 3,
            Row::Assessment(_) => 4,
            Row::Enquiry(_) => 5,
            Row::Need(_) => 6,
            Row::Plan(_) => 7,
        }
    }

    /// Its cells, in the order of the list's columns.
    pub fn cells(&self) -> Vec<Written> {
        let mut cells = Cells { list: self.list(), cells: Vec::new() };
        match self {
            Row::Contact(row) => cells.who(&row.who).day(row.on).code(&row.source),
            Row::Referral(row) => cells
                .who(&row.who)
                .day(row.on)
                .code(row.source.as_deref().unwrap_or("10"))
                .yes(row.no_further_action)
                .whole(row.earlier)
                .allocated(&row.allocated),
            Row::Assessment(row) => cells
                .who(&row.who)
                .disabled(&row.who)
                .day(row.started)
                .code(three(row.seen))
                .day(row.authorised)
                .maybe(row.in_need)
                .allocated(&row.allocated),
            Row::Enquiry(row) => cells
                .who(&row.who)
                .disabled(&row.who)
                .day(row.started)
                .maybe(row.unnecessary)
                .day(row.conference)
                .maybe(row.planned)
                .whole(row.enquiries)
                .whole(row.conferences)
                .allocated(&row.allocated),
            Row::Need(row) => cells
                .who(&row.who)
                .disabled(&row.who)
                .day(row.started)
                .code(row.need.as_deref().unwrap_or("N0"))
                .day(row.last_seen)
                .day(row.closed)
                .code(row.reason.as_deref().unwrap_or_default())
                .code(row.status)
                .allocated(&row.allocated),
            Row::Plan(row) => cells
                .who(&row.who)
                .disabled(&row.who)
                .day(row.started)
                .code(row.first_category.as_deref().unwrap_or_default())
                .code(row.latest_category.as_deref().unwrap_or_default())
                .day(row.visited)
                .code(row.visited.map_or("", |_| three(row.alone)))
                .day(row.reviewed)
                .day(row.ended)
                .yes(row.emergency)
                .whole(row.earlier)
                .allocated(&row.allocated),
        };
        cells.cells
    }
}

/// Yes, no, or unknown.
const fn three(said: Option<bool>) -> &'static str {
    match said {
        Some(true) => "Y",
        Some(false) => "N",
        None => "U",
    }
}

/// The cells of a row, column by column.
struct Cells {
    list: u8,
    cells: Vec<Written>,
}

impl Cells {
    fn add(&mut self, cell: Written) -> &mut Self {
        self.cells.push(cell);
        self
    }

    fn who(&mut self, who: &Who) -> &mut Self {
        self.add(Written::Text(who.identifier.clone())).code(who.gender).code(&who.ethnicity).day(who.birth);
        self.add(who.age.map_or(Written::Blank, Written::Whole))
    }

    fn disabled(&mut self, who: &Who) -> &mut Self {
        self.code(three(who.disabled))
    }

    fn day(&mut self, day: impl Into<Option<Date>>) -> &mut Self {
        self.add(day.into().map_or(Written::Blank, Written::Day))
    }

    fn whole(&mut self, whole: u32) -> &mut Self {
        self.add(Written::Whole(whole))
    }

    fn yes(&mut self, yes: bool) -> &mut Self {
        self.code(three(Some(yes)))
    }

    fn maybe(&mut self, said: Option<bool>) -> &mut Self {
        self.code(said.map_or("", |said| three(Some(said))))
    }

    fn allocated(&mut self, allocated: &Allocated) -> &mut Self {
        self.add(Written::Text(allocated.team.clone())).add(Written::Text(allocated.worker.clone()))
    }

    /// The value with this code in the column that comes next; a code that the guidance does not have stands as it is, so that a check finds it.
    fn code(&mut self, code: &str) -> &mut Self {
        let column = list(self.list).and_then(|list| list.columns.get(self.cells.len()));
        let value = column.and_then(|column| column.value(code)).unwrap_or(code);
        self.add(if value.is_empty() { Written::Blank } else { Written::Text(value.to_owned()) })
    }
}
