//! The rows of one child, made from the record as it was known: nothing is typed into a list. Each row says why it stands where it stands, so that "why is this
//! child here four times?" has its answer before it is asked.
//!
//! Source: Ofsted, annex A; case status as the Standard Safeguarding Dataset has it: closed goes before looked after, that before a child protection plan, that
//! before a child in need plan, and that before an open assessment. "In the last 12 months" is counted back from the row's own day, in lists 3 and 5 alike, and
//! never counts the row itself.

use std::ops::Range;

use domain::calendar::london;
use domain::conference::{Conference, PlanDecision};
use domain::contact::Contact;
use domain::episode::{self, Episode, PlanKind};
use domain::id::{Any, Id};
use domain::involvement::Involved;
use domain::person::partial_date::PartialDate;
use domain::person::{Person, Sex};
use domain::staff::Staff;
use jiff::ToSpan;
use jiff::civil::Date;

use super::rows::{self, Allocated, Row, Who};
use crate::Held;

/// Closed after assessment, with no further action or to early help: the child was not in need of support.
const NOT_IN_NEED: [&str; 2] = ["RC8", "RC9"];
/// Powers by which a child is looked after (Children Act 1989 s22(1)): accommodation under section 20, and an interim care order.
const LOOKED_AFTER: [&str; 2] = ["accommodation", "interim_care"];
/// Powers that list 7 asks about.
const EMERGENCY: [&str; 2] = ["emergency_protection", "police_protection"];

/// The day of the lists, and what teams and workers are called.
#[derive(Clone, Copy)]
pub struct Asked<'a> {
    /// The day.
    pub on: Date,
    /// A team's name by its code.
    pub team: &'a dyn Fn(&str) -> String,
    /// A worker's name.
    pub worker: &'a dyn Fn(Id<Staff>) -> String,
}

/// A row, and why it stands in its list.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Line {
    /// The child.
    pub child: Id<Person>,
    /// The row.
    pub row: Row,
    /// Why it is here.
    pub why: String,
    /// What it comes from: the kind of the record, and its name.
    pub of: (&'static str, Id<Any>),
}

/// What a child's episode says, and the child.
struct Telling<'t> {
    held: Held<'t>,
    asked: Asked<'t>,
    who: Who,
    six: Date,
}

/// The rows of one child, list by list.
pub fn lines(held: Held<'_>, asked: Asked<'_>) -> Vec<Line> {
    let six = asked.on.checked_sub(6.months()).unwrap_or(asked.on);
    let telling = Telling { who: who(&held, asked.on), held, asked, six };
    let mut lines: Vec<Line> = held.contacts.iter().filter_map(|contact| telling.contact(contact)).collect();
    for episode in held.episodes.iter().filter(|episode| episode.referral_date <= asked.on) {
        lines.extend(telling.referral(episode));
        lines.extend(episode.assessments.iter().filter_map(|one| telling.assessment(one, episode)));
        lines.extend(episode.enquiries.iter().filter_map(|one| telling.enquiry(one, episode)));
        lines.extend(telling.need(episode));
        lines.extend(episode.plans.iter().filter_map(|plan| telling.plan(plan, episode)));
    }
    lines.sort_by_key(|line| line.row.list());
    lines
}

fn who(held: &Held<'_>, on: Date) -> Who {
    let person = held.person;
    let birth = person.birth.answer();
    let unborn = matches!(birth, Some(PartialDate::Expected(_)))
        || matches!(birth, Some(PartialDate::Exact(day)) if *day > on);
    let known = match birth {
        Some(PartialDate::Exact(day)) if *day <= on => Some(*day),
        _ => None,
    };
    let age = birth.filter(|_| !unborn).and_then(|birth| birth.age_on(on));
    let disabilities = person.disabilities.answer().filter(|codes| !codes.is_empty());
    Who {
        identifier: held.identifier.to_owned(),
        gender: match person.sex.answer() {
            Some(Sex::Male) if !unborn => "M",
            Some(Sex::Female) if !unborn => "F",
            _ => "U",
        },
        ethnicity: match person.ethnicity.answer() {
            Some(code) => code.clone(),
            None if unborn => "NOBT".into(),
            None => "UNKNOWN".into(),
        },
        birth: known,
        age: age.filter(|age| age.at_least == age.at_most).and_then(|age| u32::try_from(age.at_most).ok()),
        disabled: disabilities.map(|codes| !codes.contains("NONE")),
    }
}

/// The twelve months before a day, without the day itself.
fn year_before(day: Date) -> Range<Date> {
    day.checked_sub(12.months()).unwrap_or(day)..day
}

fn words(day: Date) -> String {
    london::date_in_words(day)
}

impl Telling<'_> {
    fn line(&self, row: Row, why: String, of: (&'static str, Id<Any>)) -> Line {
        Line { child: self.held.person.id, row, why, of }
    }

    /// Whether a day lies in the six months up to the day of the lists.
    fn in_six(&self, day: Date) -> bool {
        self.six <= day && day <= self.asked.on
    }

    /// A day that had come by the day of the lists.
    fn by_then(&self, day: Option<Date>) -> Option<Date> {
        day.filter(|day| *day <= self.asked.on)
    }

    fn contact(&self, contact: &Contact) -> Option<Line> {
        let on = london::date_of(contact.received_at);
        let about = contact.children.iter().any(|child| child.found.person() == Some(self.held.person.id));
        if !about || !self.in_six(on) {
            return None;
        }
        let row = rows::Contact { who: self.who.clone(), on, source: contact.source.clone() };
        let why = format!(
            "Contact {} came on {}, in the six months since {}.",
            contact.reference,
            words(on),
            words(self.six)
        );
        Some(self.line(Row::Contact(row), why, ("contact", contact.id.any())))
    }

    fn referral(&self, episode: &Episode) -> Option<Line> {
        let on = episode.referral_date;
        if !self.in_six(on) {
            return None;
        }
        let year = year_before(on);
        let earlier = |other: &&Episode| other.id != episode.id && year.contains(&other.referral_date);
        let row = rows::Referral {
            who: self.who.clone(),
            on,
            source: episode.source.clone(),
            no_further_action: episode.no_further_action,
            earlier: count(self.held.episodes.iter().filter(earlier).count()),
            allocated: self.allocated(episode),
        };
        let what = if episode.no_further_action { "with no further action" } else { "that was accepted" };
        let why =
            format!("A referral {what} is dated {}, in the six months since {}.", words(on), words(self.six));
        Some(self.line(Row::Referral(row), why, ("episode", episode.id.any())))
    }

    fn assessment(&self, line: &episode::Assessment, episode: &Episode) -> Option<Line> {
        let authorised = self.by_then(line.authorised_on);
        if line.started_on > self.asked.on || authorised.is_some_and(|day| day < self.six) {
            return None;
        }
        // One that nobody authorised ends with its episode.
        let closed = self.by_then(episode.closed_on);
        if authorised.is_none() && closed.is_some_and(|day| day < self.six) {
            return None;
        }
        let record = self.held.assessments.iter().find(|record| Some(record.id) == line.record);
        let outcome = record.and_then(|record| record.authorised.as_ref()).and_then(|authorised| {
            authorised.outcomes.iter().find(|outcome| outcome.child == self.held.person.id)
        });
        let said = outcome.and_then(|outcome| outcome.in_need);
        // Who goes on being helped after the assessment is in need; whose episode ends with it is not.
        let by_closing = match (closed, episode.closure_reason.as_deref()) {
            (Some(_), reason) => reason.map(|reason| !NOT_IN_NEED.contains(&reason)),
            (None, _) => Some(true),
        };
        let row = rows::Assessment {
            who: self.who.clone(),
            started: line.started_on,
            seen: self.seen_between(line.started_on, authorised.unwrap_or(self.asked.on)),
            authorised,
            in_need: authorised.and(said.or(by_closing)),
            allocated: self.allocated(episode),
        };
        let why = match authorised {
            Some(day) => format!(
                "An assessment begun on {} was authorised on {}, in the six months since {}.",
                words(line.started_on),
                words(day),
                words(self.six)
            ),
            None => format!(
                "An assessment begun on {} was open on {}.",
                words(line.started_on),
                words(self.asked.on)
            ),
        };
        let of = line.record.map_or(("episode", episode.id.any()), |record| ("assessment", record.any()));
        Some(self.line(Row::Assessment(row), why, of))
    }

    fn enquiry(&self, line: &episode::Enquiry, episode: &Episode) -> Option<Line> {
        let conference = self.by_then(line.conference_on);
        let open = line.conference_on.is_none()
            && !line.conference_not_required
            && self.by_then(episode.closed_on).is_none();
        let counts = self.in_six(line.started_on) || conference.is_some_and(|day| self.in_six(day)) || open;
        if line.started_on > self.asked.on || !counts {
            return None;
        }
        let year = year_before(line.started_on);
        let others = || {
            let all = self.held.episodes.iter().flat_map(|episode| &episode.enquiries);
            all.filter(|other| !std::ptr::eq(*other, line))
        };
        let held = others().filter_map(|other| other.conference_on).filter(|day| year.contains(day)).count();
        let moved =
            self.held.episodes.iter().filter_map(|episode| episode.transfer_in.as_ref()?.conference_on);
        let row = rows::Enquiry {
            who: self.who.clone(),
            started: line.started_on,
            unnecessary: match (line.conference_not_required, conference) {
                (true, _) => Some(true),
                (false, Some(_)) => Some(false),
                (false, None) => None,
            },
            conference,
            planned: conference.map(|day| self.made_a_plan(line, day, episode)),
            enquiries: count(others().filter(|other| year.contains(&other.started_on)).count()),
            conferences: count(held + moved.filter(|day| year.contains(day)).count()),
            allocated: self.allocated(episode),
        };
        let began = words(line.started_on);
        let why = match conference {
            _ if self.in_six(line.started_on) => {
                format!("A section 47 enquiry began on {began}, in the six months since {}.", words(self.six))
            }
            Some(day) => {
                format!("A section 47 enquiry begun on {began} had its conference on {}.", words(day))
            }
            None => format!("A section 47 enquiry begun on {began} was open on {}.", words(self.asked.on)),
        };
        let of = line.record.map_or(("episode", episode.id.any()), |record| ("section47", record.any()));
        Some(self.line(Row::Enquiry(row), why, of))
    }

    /// Whether the conference on a day made a plan: as its record says, or because a plan began on that day.
    fn made_a_plan(&self, line: &episode::Enquiry, day: Date, episode: &Episode) -> bool {
        let of_enquiry = |conference: &&Conference| {
            let held = conference.held.as_ref();
            held.is_some_and(|held| held.on == day)
                && (conference.section47 == line.record.map(Id::any) || line.record.is_none())
        };
        let record =
            self.held.conferences.iter().find(of_enquiry).and_then(|conference| conference.held.as_ref());
        match record {
            Some(held) => held.decision.plan == PlanDecision::Plan,
            None => episode
                .plans
                .iter()
                .any(|plan| plan.kind == PlanKind::ChildProtection && plan.started_on == day),
        }
    }

    fn need(&self, episode: &Episode) -> Option<Line> {
        let closed = self.by_then(episode.closed_on);
        // A referral of which nothing else came is not yet a child in need.
        let only_referred =
            episode.assessments.is_empty() && episode.enquiries.is_empty() && episode.plans.is_empty();
        if episode.no_further_action || only_referred || closed.is_some_and(|day| day < self.six) {
            return None;
        }
        let (status, because) = self.status(episode, closed);
        let row = rows::Need {
            who: self.who.clone(),
            started: episode.referral_date,
            need: episode.primary_need.clone(),
            last_seen: self.last_seen(episode.referral_date, closed.unwrap_or(self.asked.on)),
            closed,
            reason: closed.and_then(|_| episode.closure_reason.clone()),
            status,
            allocated: self.allocated(episode),
        };
        let why = match closed {
            Some(day) => format!(
                "An episode of need begun on {} was closed on {}, in the six months since {}.",
                words(episode.referral_date),
                words(day),
                words(self.six)
            ),
            None => format!(
                "An episode of need begun on {} was open on {}. Its status is so because {because}.",
                words(episode.referral_date),
                words(self.asked.on)
            ),
        };
        Some(self.line(Row::Need(row), why, ("episode", episode.id.any())))
    }

    /// The case status and why it is this.
    fn status(&self, episode: &Episode, closed: Option<Date>) -> (&'static str, &'static str) {
        let on = self.asked.on;
        let runs = |kind: PlanKind| {
            let mut plans = episode.plans.iter().filter(|plan| plan.kind == kind);
            plans.any(|plan| plan.started_on <= on && plan.ended_on.is_none_or(|ended| on < ended))
        };
        let open = |line: &episode::Assessment| {
            line.started_on <= on && line.authorised_on.is_none_or(|day| on < day)
        };
        if closed.is_some() {
            ("e", "it is closed")
        } else if self.power_between(&LOOKED_AFTER, on, on) {
            ("a", "the child is looked after, by agreement or by an interim care order")
        } else if runs(PlanKind::ChildProtection) {
            ("b", "a child protection plan runs")
        } else if runs(PlanKind::ChildInNeed) {
            ("c", "a child in need plan runs")
        } else if episode.assessments.iter().any(open) {
            ("d", "an assessment is open and there is no plan")
        } else {
            ("c", "it is open with no assessment and no plan that runs, which counts as a child in need")
        }
    }

    fn plan(&self, plan: &episode::Plan, episode: &Episode) -> Option<Line> {
        let ended = self.by_then(plan.ended_on);
        let counts = plan.kind == PlanKind::ChildProtection && plan.started_on <= self.asked.on;
        if !counts || ended.is_some_and(|day| day < self.six) {
            return None;
        }
        let brought = episode.brought.as_ref().and_then(|brought| brought.plan(plan.started_on));
        let conference = self.held.conferences.iter().find(|one| one.plan_from() == Some(plan.started_on));
        let reviews =
            conference.into_iter().flat_map(|one| &one.reviews).filter(|review| review.on <= self.asked.on);
        let first = conference
            .and_then(|one| one.held.as_ref()?.decision.category.clone())
            .or_else(|| brought.and_then(|plan| plan.first_category.clone()))
            .or_else(|| plan.category.clone());
        let latest = reviews.clone().rev().find_map(|review| review.category.clone());
        let latest = latest.or_else(|| conference.and(first.clone())).or_else(|| plan.category.clone());
        let brought_reviews = brought.into_iter().flat_map(|plan| plan.reviews.iter().copied());
        let reviewed =
            reviews.map(|review| review.on).chain(brought_reviews).filter(|day| *day <= self.asked.on).max();
        let until = ended.unwrap_or(self.asked.on);
        let visit = self.visits(plan.started_on, until).max();
        let before: usize =
            self.held.episodes.iter().map(|one| one.protection_plans_before(plan.started_on)).sum();
        let said = brought.and_then(|plan| plan.plans_before).unwrap_or_default();
        let row = rows::Plan {
            who: self.who.clone(),
            started: plan.started_on,
            first_category: first,
            latest_category: latest,
            visited: visit.map(|(day, _)| day),
            alone: visit.and_then(|(_, alone)| alone),
            reviewed,
            ended,
            emergency: self.power_between(&EMERGENCY, self.six, self.asked.on),
            earlier: count(before).max(said),
            allocated: self.allocated(episode),
        };
        let why = match ended {
            Some(day) => format!(
                "A child protection plan begun on {} ended on {}, in the six months since {}.",
                words(plan.started_on),
                words(day),
                words(self.six)
            ),
            None => format!(
                "A child protection plan begun on {} ran on {}.",
                words(plan.started_on),
                words(self.asked.on)
            ),
        };
        let of = conference.map_or(("episode", episode.id.any()), |one| ("conference", one.id.any()));
        Some(self.line(Row::Plan(row), why, of))
    }

    /// Whether one of these powers held on a day between two.
    fn power_between(&self, kinds: &[&str], from: Date, until: Date) -> bool {
        self.held.powers.iter().filter(|power| kinds.contains(&power.kind.as_str())).any(|power| {
            let ended = power.ended.as_ref().map(|ended| ended.when);
            let last = power.extensions.iter().map(|extension| extension.until).max().unwrap_or(power.ends);
            // What is only looked at again goes on until it is ended.
            let over = ended.or_else(|| (power.ends_by != domain::power::EndsBy::Review).then_some(last));
            london::date_of(power.started) <= until && over.is_none_or(|over| london::date_of(over) >= from)
        })
    }

    /// Every day on which the record says that the child was seen, and whether alone, as far as it says.
    fn seen(&self) -> impl Iterator<Item = (Date, Option<bool>)> {
        let heard = self.heard(|occasion| occasion != "advocate");
        let work = self.held.direct_work.iter().map(|work| (work.on, None));
        self.enquired().chain(heard).chain(work)
    }

    /// Visits at home: of an enquiry, and days on which the child was listened to at one.
    fn visits(&self, from: Date, until: Date) -> impl Iterator<Item = (Date, Option<bool>)> {
        let all = self.enquired().chain(self.heard(|occasion| occasion == "visit"));
        all.filter(move |(day, _)| (from..=until).contains(day))
    }

    /// Days on which the child was seen in an enquiry.
    fn enquired(&self) -> impl Iterator<Item = (Date, Option<bool>)> {
        let seen = self.held.enquiries.iter().flat_map(|enquiry| &enquiry.seen).filter(|seen| seen.seen);
        seen.map(|seen| (london::date_of(seen.at), Some(seen.alone)))
    }

    /// Days on which the child was listened to on such an occasion.
    fn heard(&self, on: impl Fn(&str) -> bool) -> impl Iterator<Item = (Date, Option<bool>)> {
        let voices = self.held.voices.iter().filter(|voice| voice.taken_back.is_none());
        voices.filter(move |voice| on(&voice.heard.occasion)).map(|voice| (voice.heard.on, None))
    }

    fn last_seen(&self, from: Date, until: Date) -> Option<Date> {
        self.seen().map(|(day, _)| day).filter(|day| (from..=until).contains(day)).max()
    }

    /// Whether the child was seen between two days: yes, or the record does not say.
    fn seen_between(&self, from: Date, until: Date) -> Option<bool> {
        self.last_seen(from, until).map(|_| true)
    }

    /// Who has the child on the day of the lists, or had when the episode was closed.
    fn allocated(&self, episode: &Episode) -> Allocated {
        let closed = self.by_then(episode.closed_on);
        let at = london::end_of(closed.unwrap_or(self.asked.on));
        let workers = self.held.involvements.iter().filter(|one| one.worker().is_some() && one.from <= at);
        // Whoever has the child still goes before whoever had.
        let last = workers
            .max_by_key(|one| (one.until.is_none_or(|until| until >= at), one.until.unwrap_or(at), one.from));
        match last.map(|one| &one.who) {
            Some(Involved::Worker { staff, team }) => {
                Allocated { team: (self.asked.team)(team), worker: (self.asked.worker)(*staff) }
            }
            _ => Allocated { team: "Not allocated".into(), worker: "Not allocated".into() },
        }
    }
}

fn count(many: usize) -> u32 {
    u32::try_from(many).unwrap_or(u32::MAX)
}
