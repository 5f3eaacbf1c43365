//! What annex A does not ask for and a focused visit asks for all the same (domain register, 3.3): strategy discussions after which no section 47 enquiry was made,
//! emergency powers, what the night team recorded, contacts about children in private fostering or missing, what the hub asked of agencies with and without the
//! family's agreement, children missing or exploited, homeless young people of 16 and 17, and decisions that were audited. Each over the same six months, in the same
//! form as the lists. Whatever has no area in this record yet has no list here, and the page says so.

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
    /// The name of its sheet in a workbook: no longer than a workbook allows.
    pub sheet: &'static str,
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
const CHECKS: usize = 4;
const EXPLOITED: usize = 5;
const HOMELESS: usize = 6;
const AUDITS: usize = 7;

/// What this record knows nothing of yet, and inspectors ask for.
pub const NOT_RECORDED: &str = "Supervision of staff and the log of the designated officer are not recorded in Frontdoor yet. Give them from where they are kept.";

/// The kinds of events that are told of, and that of the talk after a child was missing.
const MISSING: [&str; 2] = ["missing", "exploitation"];
const INTERVIEW: &str = "return_interview";
/// The paragraph of the thresholds document under which a young person without a home is decided.
const WITHOUT_A_HOME: &str = "home_and_money_4";
/// The power by which a young person is accommodated by agreement.
const ACCOMMODATION: &str = "accommodation";

/// The powers that are told of.
const KINDS: [&str; 4] = ["police_protection", "emergency_protection", "accommodation", "interim_care"];
/// The outcomes of contacts that are told of.
const OUTCOMES: [&str; 3] = ["private_fostering", "missing", "other_council_cp"];

/// A list before anything is in it: its code, the name of its sheet, what it is of, and its columns.
type Blank = (&'static str, &'static str, &'static str, &'static [&'static str]);

const BLANK: [Blank; 8] = [
    (
        "discussions",
        "Discussions without enquiry",
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
    (
        "powers",
        "Powers and orders",
        "Emergency powers, accommodation and interim orders",
        &["Child Unique ID", "Power", "Start date", "End date"],
    ),
    (
        "night",
        "Night team",
        "What the night team recorded",
        &["Child Unique ID", "Date", "Time", "Something was done", "Date by which the day team must act"],
    ),
    (
        "routes",
        "Fostering, missing, transfers",
        "Contacts about private fostering, missing children and other councils’ plans",
        &["Child Unique ID", "Contact", "Date of contact", "Outcome"],
    ),
    (
        "checks",
        "Agency checks",
        "What the hub asked of agencies, with and without the family’s agreement",
        &[
            "Child Unique ID",
            "Request",
            "Agency",
            "Date asked",
            "Ground",
            "The family agreed",
            "Date answered",
        ],
    ),
    (
        "missing",
        "Missing and exploitation",
        "Children missing, and children exploited or at risk of it",
        &["Child Unique ID", "Event", "Date known", "Date it ended", "Return interview"],
    ),
    (
        "homeless",
        "Homeless 16 and 17",
        "Young people of 16 and 17 without a home",
        &["Child Unique ID", "What", "Date", "Age"],
    ),
    (
        "audits",
        "Audits",
        "Decisions that were audited",
        &["Child Unique ID", "Audit", "Date of the decision", "Date graded", "Actions to be done"],
    ),
];

/// The lists before anything is in them.
pub(super) fn empty() -> Vec<Further> {
    let list = |(code, sheet, words, columns)| Further { code, sheet, words, columns, lines: Vec::new() };
    BLANK.into_iter().map(list).collect()
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
    of.checks();
    of.exploited();
    of.homeless();
    of.audits();
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

impl Of<'_> {
    fn checks(&mut self) {
        for request in self.told.requests.iter().filter(|request| request.withdrawn.is_none()) {
            if !self.in_six(request.asked_at) {
                continue;
            }
            let basis = self.told.bases.iter().find(|basis| Some(basis.id) == request.lawful.basis);
            let agreed = basis.is_some_and(|basis| basis.answer == domain::consent::Answer::Agreed);
            let asked = london::date_of(request.asked_at);
            let agency = self.session.house.pack.agency_name(&request.agency).to_owned();
            let why = format!(
                "The hub asked {agency} on {}, {}, {} the family’s agreement.",
                london::date_in_words(asked),
                self.since(),
                if agreed { "with" } else { "without" }
            );
            let answered = request.clock.met.map(london::date_of).filter(|day| *day <= self.on);
            let cells = vec![
                Written::Text(request.reference.clone()),
                Written::Text(agency),
                Written::Day(asked),
                Written::Text(request.lawful.name.clone()),
                yes(agreed),
                answered.map_or(Written::Blank, Written::Day),
            ];
            self.add(CHECKS, cells, why, (domain::mash::Request::KIND, request.id.any()));
        }
    }

    fn exploited(&mut self) {
        for event in self.told.events.iter().filter(|event| event.stands()) {
            if !MISSING.contains(&event.kind.as_str()) || !self.in_six(event.known_at) {
                continue;
            }
            let kinds = &self.session.house.pack.events;
            let name = kinds.kind(&event.kind).map_or_else(|| event.kind.clone(), |kind| kind.name.clone());
            let known = london::date_of(event.known_at);
            let talked =
                self.told.events.iter().any(|later| {
                    later.stands() && later.kind == INTERVIEW && later.known_at >= event.known_at
                });
            let ended = event.until.map(london::date_of).filter(|day| *day <= self.on);
            let why = format!("“{name}” became known on {}, {}.", london::date_in_words(known), self.since());
            let cells = vec![
                Written::Text(name),
                Written::Day(known),
                ended.map_or(Written::Blank, Written::Day),
                // A talk is offered after a child was missing, and after nothing else.
                if event.kind == MISSING[0] { yes(talked) } else { Written::Blank },
            ];
            self.add(EXPLOITED, cells, why, (domain::event::Event::KIND, event.id.any()));
        }
    }

    /// The age of a young person who was, or may have been, 16 or 17 on the day.
    fn sixteen(&self, on: Date) -> Option<u8> {
        let age = self.told.person.birth.answer()?.age_on(on)?;
        (age.at_least <= 17 && age.at_most >= 16).then_some(if age.at_least >= 17 { 17 } else { 16 })
    }

    fn homeless(&mut self) {
        for contact in &self.told.contacts {
            let on = london::date_of(contact.received_at);
            let about =
                contact.children.iter().any(|child| child.found.person() == Some(self.told.person.id));
            let decided = contact.decision().and_then(|decision| decision.outcomes.as_ref());
            let cited =
                decided.is_some_and(|basis| basis.paragraphs().any(|paragraph| paragraph == WITHOUT_A_HOME));
            let Some(age) = self.sixteen(on).filter(|_| about && cited && self.in_six(contact.received_at))
            else {
                continue;
            };
            let why = format!(
                "Contact {} came on {}, {}, about a young person of {age}, and was decided as one without a home.",
                contact.reference,
                london::date_in_words(on),
                self.since()
            );
            let what = Written::Text(format!("Contact {}", contact.reference));
            let cells = vec![what, Written::Day(on), whole(age)];
            self.add(HOMELESS, cells, why, (Contact::KIND, contact.id.any()));
        }
        for power in self.told.powers.iter().filter(|power| power.kind == ACCOMMODATION) {
            let on = london::date_of(power.started);
            let Some(age) = self.sixteen(on).filter(|_| self.in_six(power.started)) else { continue };
            let words = london::date_in_words(on);
            let why = format!("Accommodated from {words}, {}, at the age of {age}.", self.since());
            let cells = vec![Written::Text("Accommodated by agreement".into()), Written::Day(on), whole(age)];
            self.add(HOMELESS, cells, why, (domain::power::Power::KIND, power.id.any()));
        }
    }

    /// Audits that are graded: before that no second auditor may know of the first.
    fn audits(&mut self) {
        for audit in self.told.audits.iter().filter(|audit| audit.is_graded()) {
            let Some(graded) = audit.clock.met.filter(|at| self.in_six(*at)) else { continue };
            let (decided, graded) = (london::date_of(audit.of.at), london::date_of(graded));
            let open = audit.actions.iter().filter(|action| !action.is_closed()).count();
            let why = format!(
                "A decision of {} was audited, and graded on {}, {}.",
                london::date_in_words(decided),
                london::date_in_words(graded),
                self.since()
            );
            let cells = vec![
                Written::Text(audit.reference.clone()),
                Written::Day(decided),
                Written::Day(graded),
                whole(u16::try_from(open).unwrap_or(u16::MAX)),
            ];
            self.add(AUDITS, cells, why, (domain::audit::Audit::KIND, audit.id.any()));
        }
    }
}

fn whole(number: impl Into<u32>) -> Written {
    Written::Whole(number.into())
}

fn yes(yes: bool) -> Written {
    Written::Text(if yes { "Yes" } else { "No" }.to_owned())
}
