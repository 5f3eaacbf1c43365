//! What annex A does not ask for and a focused visit asks for all the same (domain register, 3.3): strategy discussions after which no section 47 enquiry was made,
//! emergency powers, what the night team recorded, and contacts about children in private fostering or missing. Each over the same six months, in the same form as
//! the lists. Audits stand on their own pages. Whatever has no area in this record yet has no list here.

use domain::calendar::london;
use domain::contact::Contact;
use domain::id::{Any, Id};
use domain::person::Person;
use domain::record::Record;
use jiff::civil::Date;
use jiff::{Timestamp, ToSpan};
use returns::workbook::Written;
use store::inspection::Told;

use crate::session::Session;

/// One more list.
#[derive(Debug, Clone, PartialEq)]
pub struct Further {
    /// Its name in addresses.
    pub code: &'static str,
    /// What it is of.
    pub words: &'static str,
    /// Its columns.
    pub columns: &'static [&'static str],
    /// Its rows.
    pub lines: Vec<FurtherLine>,
}

/// A row of it.
#[derive(Debug, Clone, PartialEq)]
pub struct FurtherLine {
    /// The child.
    pub child: Id<Person>,
    /// Its cells, as many as there are columns.
    pub cells: Vec<Written>,
    /// Why it is here.
    pub why: String,
    /// What it comes from: the kind of the record, and its name.
    pub of: (&'static str, Id<Any>),
}

const DISCUSSIONS: usize = 0;
const POWERS: usize = 1;
const NIGHT: usize = 2;
const ROUTES: usize = 3;

/// The powers that are told of.
const KINDS: [&str; 4] = ["police_protection", "emergency_protection", "accommodation", "interim_care"];
/// The outcomes of contacts that are told of.
const OUTCOMES: [&str; 3] = ["private_fostering", "missing", "other_council_cp"];

/// The lists before anything is in them.
pub(super) fn empty() -> Vec<Further> {
    let list = |code, words, columns| Further { code, words, columns, lines: Vec::new() };
    vec![
        list(
            "discussions",
            "Strategy discussions after which no section 47 enquiry was made",
            &[
                "Child Unique ID",
                "Discussion",
                "Date decided to hold",
                "Date held",
                "Outcome",
                "Signed by the chair",
            ],
        ),
        list(
            "powers",
            "Emergency powers, accommodation and interim orders",
            &["Child Unique ID", "Power", "Start date", "End date"],
        ),
        list(
            "night",
            "What the night team recorded",
            &["Child Unique ID", "Date", "Time", "Something was done", "Date by which the day team must act"],
        ),
        list(
            "routes",
            "Contacts about private fostering, missing children and other councils’ plans",
            &["Child Unique ID", "Contact", "Date of contact", "Outcome"],
        ),
    ]
}

/// Adds a child's rows; whether there were any.
pub(super) fn add(
    session: &Session<'_>,
    told: &Told,
    identifier: &str,
    on: Date,
    lists: &mut [Further],
) -> bool {
    let six = on.checked_sub(6.months()).unwrap_or(on);
    let before: usize = lists.iter().map(|list| list.lines.len()).sum();
    let mut of = Of { session, told, identifier, on, six, lists };
    of.discussions();
    of.powers();
    of.night();
    of.routes();
    let after: usize = of.lists.iter().map(|list| list.lines.len()).sum();
    after > before
}

struct Of<'o> {
    session: &'o Session<'o>,
    told: &'o Told,
    identifier: &'o str,
    on: Date,
    six: Date,
    lists: &'o mut [Further],
}

impl Of<'_> {
    fn add(&mut self, list: usize, mut cells: Vec<Written>, why: String, of: (&'static str, Id<Any>)) {
        cells.insert(0, Written::Text(self.identifier.to_owned()));
        if let Some(list) = self.lists.get_mut(list) {
            list.lines.push(FurtherLine { child: self.told.person.id, cells, why, of });
        }
    }

    fn since(&self) -> String {
        format!("in the six months since {}", london::date_in_words(self.six))
    }

    fn in_six(&self, at: Timestamp) -> bool {
        (self.six..=self.on).contains(&london::date_of(at))
    }

    fn discussions(&mut self) {
        for discussion in &self.told.discussions {
            let Some(held) = discussion.held_at.filter(|at| self.in_six(*at)) else { continue };
            let decision = discussion.decision_of(self.told.person.id);
            let begun = self.told.enquiries.iter().any(|enquiry| {
                enquiry.initiated.id == discussion.id
                    || enquiry.later.iter().any(|later| later.id == discussion.id)
            });
            if begun || decision.is_some_and(|decision| decision.begins.is_some()) {
                continue;
            }
            let pack = &self.session.house.pack;
            let name = |code: &String| {
                pack.strategy.outcome(code).map_or_else(|| code.clone(), |outcome| outcome.name.clone())
            };
            let outcomes: Vec<String> =
                decision.into_iter().flat_map(|decision| &decision.outcomes).map(name).collect();
            let day = |at: Timestamp| Written::Day(london::date_of(at));
            let cells = vec![
                Written::Text(discussion.reference.clone()),
                day(discussion.decided_to_hold.1),
                day(held),
                Written::Text(if outcomes.is_empty() {
                    "Not decided yet".into()
                } else {
                    outcomes.join("; ")
                }),
                yes(discussion.signed.is_some()),
            ];
            let why = format!(
                "Strategy discussion {} was held on {}, {}, and began no section 47 enquiry for this child.",
                discussion.reference,
                london::date_in_words(london::date_of(held)),
                self.since()
            );
            self.add(DISCUSSIONS, cells, why, (domain::strategy::Discussion::KIND, discussion.id.any()));
        }
    }

    fn powers(&mut self) {
        for power in self.told.powers.iter().filter(|power| KINDS.contains(&power.kind.as_str())) {
            let (started, ended) = (
                london::date_of(power.started),
                power.ended.as_ref().map(|ended| london::date_of(ended.when)),
            );
            if started > self.on || ended.is_some_and(|ended| ended < self.six) {
                continue;
            }
            let name = self
                .session
                .house
                .pack
                .powers
                .kind(&power.kind)
                .map_or_else(|| power.kind.clone(), |kind| kind.name.clone());
            let why = format!(
                "{name} began on {} and had not ended before {}.",
                london::date_in_words(started),
                london::date_in_words(self.six)
            );
            let ended = ended.filter(|ended| *ended <= self.on).map_or(Written::Blank, Written::Day);
            let cells = vec![Written::Text(name), Written::Day(started), ended];
            self.add(POWERS, cells, why, (domain::power::Power::KIND, power.id.any()));
        }
    }

    fn night(&mut self) {
        for note in &self.told.night_notes {
            let at = note.happened_at.unwrap_or(note.at);
            if !self.in_six(at) {
                continue;
            }
            let cells = vec![
                Written::Day(london::date_of(at)),
                Written::Text(london::time_in_words(at)),
                yes(!note.done.trim().is_empty()),
                note.day_by.map_or(Written::Blank, |by| Written::Day(london::date_of(by))),
            ];
            let why = format!(
                "The night team recorded this on {}, {}.",
                london::date_in_words(london::date_of(at)),
                self.since()
            );
            self.add(NIGHT, cells, why, (domain::handover::NightNote::KIND, note.id.any()));
        }
    }

    fn routes(&mut self) {
        for contact in &self.told.contacts {
            if !self.in_six(contact.received_at) {
                continue;
            }
            let about =
                contact.children.iter().any(|child| child.found.person() == Some(self.told.person.id));
            let outcomes = contact.decision().and_then(|decision| decision.outcomes.as_ref());
            let (true, Some(outcomes)) = (about, outcomes) else { continue };
            let mut codes = OUTCOMES.iter().filter(|code| outcomes.outcomes.includes(code));
            let pack = &self.session.house.pack;
            let name = |code: &&str| {
                pack.outcome(code).map_or_else(|| (*code).to_owned(), |outcome| outcome.name.clone())
            };
            let Some(first) = codes.next().map(name) else { continue };
            let named = codes.map(name).fold(first, |all, one| format!("{all}; {one}"));
            let on = london::date_of(contact.received_at);
            let why = format!(
                "Contact {} came on {}, {}, and was decided as: {named}.",
                contact.reference,
                london::date_in_words(on),
                self.since()
            );
            let cells =
                vec![Written::Text(contact.reference.clone()), Written::Day(on), Written::Text(named)];
            self.add(ROUTES, cells, why, (Contact::KIND, contact.id.any()));
        }
    }
}

fn yes(yes: bool) -> Written {
    Written::Text(if yes { "Yes" } else { "No" }.to_owned())
}
