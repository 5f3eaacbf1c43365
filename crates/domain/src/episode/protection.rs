//! What must hold of a child's section 47 enquiries and of the end of an episode that had one (Department for Education, children in need census;
//! domain.md 1.6 and 3.1). They are held here, over enquiries that were made here and those that came by import, so that no return finds out later.

use jiff::civil::{Date, Weekday};

use super::{Assessment, Enquiry, Episode, PlanKind};
use crate::calendar::{BankHolidays, london, working_days};
use crate::pack::Pack;
use crate::refusal::Refusal;

/// Primary need N1, abuse, neglect and exploitation: a section 47 enquiry makes it so.
pub const ABUSE_OR_NEGLECT: &str = "N1";
/// Closed after assessment, with no further action or to early help: never after an enquiry.
const AFTER_ASSESSMENT: [&str; 2] = ["RC8", "RC9"];

/// From the strategy discussion that began an enquiry, or from the notice of a child who moves here on a plan, to the conference, in working days (Working Together;
/// N00109). The returns count by it whatever a council asks of itself.
const TO_CONFERENCE: u32 = 15;

/// The day by which a conference is due.
pub fn conference_target(from: Date, holidays: &BankHolidays) -> Date {
    working_days::add(from, TO_CONFERENCE, holidays)
}

impl Enquiry {
    /// Whether a conference may still come of it: it counts as open.
    pub fn awaits(&self) -> bool {
        self.conference_on.is_none() && !self.conference_not_required
    }

    /// Whether it ran on a day, as the census sees it: from its start until its conference.
    fn ran_on(&self, day: Date) -> bool {
        self.started_on <= day
            && !self.conference_not_required
            && self.conference_on.is_none_or(|conference| day < conference)
    }
}

impl Episode {
    /// Whether the child is on a child protection plan on a day.
    pub fn is_on_protection_plan(&self, day: Date) -> bool {
        self.plans.iter().any(|plan| {
            plan.kind == PlanKind::ChildProtection
                && plan.started_on <= day
                && plan.ended_on.is_none_or(|ended| day < ended)
        })
    }

    /// The episode with an enquiry's line: a new one, or the one of the same record as it is now. With a new one the primary need becomes abuse or
    /// neglect, and an assessment starts where none runs (2991Q).
    ///
    /// # Errors
    /// When another enquiry runs (8839, 8890); it would begin before the referral (2889) or in an episode that is closed (8565) or had no further
    /// action (8831); the conference is at a weekend (8875), before the enquiry (8615), both held and not required (8868), or stands with the transfer
    /// already (2884).
    pub fn with_enquiry(&self, line: Enquiry) -> Result<Episode, Refusal> {
        let no = |words: String| Err(Refusal::NotNow(words));
        if self.no_further_action {
            return no("A referral with no further action has no enquiry. Record a new referral.".into());
        }
        if let Some(closed) = self.closed_on {
            return no(format!(
                "The episode was closed on {}: an enquiry needs an open one.",
                london::date_in_words(closed)
            ));
        }
        if line.started_on < self.referral_date {
            return no(format!(
                "An enquiry does not begin before the referral, which is dated {}.",
                london::date_in_words(self.referral_date)
            ));
        }
        self.conference_may_be(&line)?;
        let mut episode = self.clone();
        let same = |known: &&mut Enquiry| known.record.is_some() && known.record == line.record;
        if let Some(known) = episode.enquiries.iter_mut().find(same) {
            *known = line;
            return Ok(episode);
        }
        let other = self.enquiries.iter().find(|other| other.awaits() || other.ran_on(line.started_on));
        if let Some(other) = other {
            return no(format!(
                "Another section 47 enquiry, of {}, {}: a child has one at a time.",
                london::date_in_words(other.started_on),
                if other.awaits() { "is still open" } else { "ran on that day" }
            ));
        }
        if !self.assessments.iter().any(|assessment| assessment.authorised_on.is_none()) {
            let started_on = line.started_on;
            episode.assessments.push(Assessment {
                started_on,
                authorised_on: None,
                factors: Vec::new(),
                record: None,
            });
        }
        episode.primary_need = Some(ABUSE_OR_NEGLECT.into());
        episode.enquiries.push(line);
        Ok(episode)
    }

    fn conference_may_be(&self, line: &Enquiry) -> Result<(), Refusal> {
        let Some(on) = line.conference_on else { return Ok(()) };
        let no = |words: &str| Err(Refusal::field("held_on", words));
        if matches!(on.weekday(), Weekday::Saturday | Weekday::Sunday) {
            return no("A conference is not held at a weekend. Look at the day again.");
        }
        if on < line.started_on {
            return no("A conference is not held before its enquiry began. Look at the day again.");
        }
        if line.conference_not_required {
            return no("A conference that was held was required.");
        }
        if self.transfer_in.as_ref().is_some_and(|transfer| transfer.conference_on.is_some()) {
            return no(
                "The first conference stands with the transfer already, and never with an enquiry as well.",
            );
        }
        Ok(())
    }

    /// Closes the episode.
    ///
    /// # Errors
    /// While an assessment (8867), an enquiry (8868) or a plan is open; with a reason that is none (8805), or that an enquiry, a conference, a plan or
    /// a second assessment rules out (2990: RC8 and RC9 are for a child with one assessment and nothing more, RC7 takes their place); on a day that
    /// lies ahead or before something that happened (8565).
    pub fn closed(&self, on: Date, reason: &str, today: Date, pack: &Pack) -> Result<Episode, Refusal> {
        let no = |words: &str| Err(Refusal::NotNow(words.to_owned()));
        if self.closed_on.is_some() || self.no_further_action {
            return no("This episode is over already.");
        }
        if !pack.code_list("closure_reason").is_some_and(|list| list.holds(reason)) {
            return Err(Refusal::field("reason", "Choose the reason for closing."));
        }
        if self.assessments.iter().any(|assessment| assessment.authorised_on.is_none()) {
            return no("An assessment is open: it is authorised first.");
        }
        if let Some(open) = self.enquiries.iter().find(|enquiry| enquiry.awaits()) {
            return Err(Refusal::NotNow(format!(
                "The section 47 enquiry of {} is open: it ends, and its conference is held or not required, before the episode is closed.",
                london::date_in_words(open.started_on)
            )));
        }
        if self.plans.iter().any(|plan| plan.ended_on.is_none()) {
            return no("A plan is open: it ends first.");
        }
        let more = !self.enquiries.is_empty() || !self.plans.is_empty() || self.assessments.len() > 1;
        if AFTER_ASSESSMENT.contains(&reason) && (more || self.transfer_in.is_some()) {
            return Err(Refusal::field(
                "reason",
                "After a section 47 enquiry, a conference, a plan or a second assessment the reason is never “closed after assessment”: choose RC7, no longer in need of services.",
            ));
        }
        if on > today {
            return Err(Refusal::field("closed_on", "The day of closing cannot lie ahead."));
        }
        if on < self.last_day() {
            return Err(Refusal::field(
                "closed_on",
                format!(
                    "Something in this episode happened on {}, after this day.",
                    london::date_in_words(self.last_day())
                ),
            ));
        }
        if AFTER_ASSESSMENT.contains(&reason) {
            self.ends_with_assessment(on)?;
        }
        let closed = Episode { closed_on: Some(on), closure_reason: Some(reason.to_owned()), ..self.clone() };
        closed.holds_together()?;
        Ok(closed)
    }

    /// A child who is closed after assessment is closed on the day on which the assessment ended (children in need census, item N00103).
    fn ends_with_assessment(&self, on: Date) -> Result<(), Refusal> {
        let Some(ended) = self.assessments.iter().filter_map(|assessment| assessment.authorised_on).max()
        else {
            return Err(Refusal::field(
                "reason",
                "“Closed after assessment” needs an assessment, and there was none: choose another reason.",
            ));
        };
        if on != ended {
            return Err(Refusal::field(
                "closed_on",
                format!(
                    "Closed after assessment, the day of closing is the day on which the assessment ended: {}.",
                    london::date_in_words(ended)
                ),
            ));
        }
        Ok(())
    }

    /// The last day on which something in it began or ended.
    fn last_day(&self) -> Date {
        let assessments = self.assessments.iter().flat_map(|one| [Some(one.started_on), one.authorised_on]);
        let enquiries = self.enquiries.iter().flat_map(|one| [Some(one.started_on), one.conference_on]);
        let plans = self.plans.iter().flat_map(|plan| [Some(plan.started_on), plan.ended_on]);
        let days = assessments.chain(enquiries).chain(plans).flatten();
        days.fold(self.referral_date, Date::max)
    }
}

#[cfg(test)]
mod tests {
    use super::super::{Plan, TransferIn};
    use super::*;
    use crate::id::Id;
    use crate::pack::england;

    fn day(text: &str) -> Date {
        text.parse().unwrap()
    }

    fn line(record: u128, started: &str, conference: Option<&str>, not_required: bool) -> Enquiry {
        Enquiry {
            started_on: day(started),
            conference_on: conference.map(day),
            conference_not_required: not_required,
            record: (record > 0).then(|| Id::from_bits(record)),
        }
    }

    fn episode() -> Episode {
        Episode {
            primary_need: Some("N5".into()),
            ..Episode::opened(Id::from_bits(1), Id::from_bits(2), day("2026-03-02"))
        }
    }

    #[track_caller]
    fn check(before: &Episode, line: Enquiry, expected: Result<(), &str>) -> Option<Episode> {
        let found = before.with_enquiry(line);
        match (&found, expected) {
            (Ok(_), Ok(())) => {}
            (Err(refusal), Err(words)) => assert!(refusal.to_string().contains(words), "{refusal}"),
            (found, expected) => panic!("{found:?} instead of {expected:?}"),
        }
        found.ok()
    }

    #[test]
    fn one_enquiry_at_a_time_and_none_within_another() {
        let first = check(&episode(), line(1, "2026-03-03", None, false), Ok(())).unwrap();
        check(&first, line(2, "2026-03-20", None, false), Err("still open"));
        // An imported one counts as well.
        let imported = check(&episode(), line(0, "2026-03-03", None, false), Ok(())).unwrap();
        check(&imported, line(2, "2026-03-20", None, false), Err("still open"));
        let ended = check(&first, line(1, "2026-03-03", None, true), Ok(())).unwrap();
        assert_eq!(ended.enquiries.len(), 1, "the line of the same record is replaced");
        check(&ended, line(2, "2026-03-04", None, false), Ok(()));
        let held = check(&first, line(1, "2026-03-03", Some("2026-03-24"), false), Ok(())).unwrap();
        check(&held, line(2, "2026-03-23", None, false), Err("ran on that day"));
        check(&held, line(2, "2026-03-24", None, false), Ok(()));
    }

    #[test]
    fn nothing_begins_before_the_referral_or_after_the_closure() {
        check(&episode(), line(1, "2026-03-01", None, false), Err("before the referral"));
        // A Sunday is as good as any day for a discussion.
        let sunday = Episode { referral_date: day("2026-03-01"), ..episode() };
        check(&sunday, line(1, "2026-03-01", None, false), Ok(()));
        let closed = Episode { closed_on: Some(day("2026-04-01")), ..episode() };
        check(&closed, line(1, "2026-03-10", None, false), Err("closed on 1 April 2026"));
        let nothing = Episode { no_further_action: true, ..episode() };
        check(&nothing, line(1, "2026-03-10", None, false), Err("no further action"));
    }

    #[test]
    fn an_enquiry_makes_the_need_and_starts_the_assessment() {
        let begun = check(&episode(), line(1, "2026-03-07", None, false), Ok(())).unwrap();
        assert_eq!(begun.primary_need.as_deref(), Some("N1"));
        assert_eq!(begun.assessments.len(), 1);
        assert_eq!(begun.assessments[0].started_on, day("2026-03-07"));
        let running = Assessment {
            started_on: day("2026-03-02"),
            authorised_on: None,
            factors: Vec::new(),
            record: None,
        };
        let with = Episode { assessments: vec![running.clone()], ..episode() };
        let begun = check(&with, line(1, "2026-03-07", None, false), Ok(())).unwrap();
        assert_eq!(begun.assessments, std::slice::from_ref(&running), "the one that runs is used");
        let done = Assessment { authorised_on: Some(day("2026-03-06")), ..running };
        let begun = check(
            &Episode { assessments: vec![done], ..episode() },
            line(1, "2026-03-07", None, false),
            Ok(()),
        );
        assert_eq!(begun.unwrap().assessments.len(), 2, "one that is over is not");
    }

    #[test]
    fn a_conference_is_on_a_weekday_and_stands_in_one_place() {
        let with = |on: &str| line(1, "2026-03-03", Some(on), false);
        check(&episode(), with("2026-03-20"), Ok(()));
        check(&episode(), with("2026-03-21"), Err("weekend"));
        check(&episode(), with("2026-03-22"), Err("weekend"));
        check(&episode(), with("2026-03-23"), Ok(()));
        check(&episode(), with("2026-03-03"), Ok(()));
        check(&episode(), with("2026-03-02"), Err("before its enquiry"));
        check(&episode(), line(1, "2026-03-03", Some("2026-03-20"), true), Err("was required"));
        let conference_on = Some(day("2026-03-20"));
        let transfer =
            TransferIn { authority: "Westmarch".into(), notified_on: day("2026-03-02"), conference_on };
        let moved = Episode { transfer_in: Some(transfer), ..episode() };
        check(&moved, with("2026-03-23"), Err("with the transfer already"));
        check(&moved, line(1, "2026-03-03", None, false), Ok(()));
    }

    #[track_caller]
    fn closes(before: &Episode, on: &str, reason: &str, expected: Result<(), &str>) {
        match (before.closed(day(on), reason, day("2026-06-30"), england()), expected) {
            (Ok(_), Ok(())) => {}
            (Err(refusal), Err(words)) => assert!(refusal.to_string().contains(words), "{refusal}"),
            (found, expected) => panic!("{found:?} instead of {expected:?}"),
        }
    }

    #[test]
    fn nothing_closes_over_an_open_enquiry_and_never_as_after_assessment() {
        let assessed = Assessment {
            started_on: day("2026-03-02"),
            authorised_on: Some(day("2026-04-10")),
            factors: Vec::new(),
            record: None,
        };
        let plain = Episode { assessments: vec![assessed.clone()], ..episode() };
        closes(&plain, "2026-04-10", "RC8", Ok(()));
        closes(&plain, "2026-04-10", "RC9", Ok(()));
        closes(&plain, "2026-04-09", "RC8", Err("after this day"));
        closes(&plain, "2026-07-01", "RC8", Err("lie ahead"));
        closes(&plain, "2026-06-30", "RC99", Err("Choose the reason"));
        let open = Episode { enquiries: vec![line(1, "2026-03-03", None, false)], ..plain.clone() };
        closes(&open, "2026-05-01", "RC7", Err("is open"));
        let ended = Episode { enquiries: vec![line(1, "2026-03-03", None, true)], ..plain.clone() };
        closes(&ended, "2026-05-01", "RC8", Err("choose RC7"));
        closes(&ended, "2026-05-01", "RC9", Err("choose RC7"));
        for reason in ["RC7", "RC2", "RC5"] {
            closes(&ended, "2026-05-01", reason, Ok(()));
        }
        let held =
            Episode { enquiries: vec![line(1, "2026-03-03", Some("2026-04-20"), false)], ..plain.clone() };
        closes(&held, "2026-04-20", "RC7", Ok(()));
        closes(&held, "2026-04-19", "RC7", Err("after this day"));
        let second = Episode { assessments: vec![assessed.clone(), assessed.clone()], ..episode() };
        closes(&second, "2026-05-01", "RC8", Err("choose RC7"));
        let running = Assessment { authorised_on: None, ..assessed };
        closes(
            &Episode { assessments: vec![running], ..episode() },
            "2026-05-01",
            "RC8",
            Err("assessment is open"),
        );
        let plan = Plan {
            kind: PlanKind::ChildInNeed,
            started_on: day("2026-03-10"),
            ended_on: None,
            category: None,
        };
        closes(&Episode { plans: vec![plan], ..plain }, "2026-05-01", "RC7", Err("plan is open"));
    }
}
