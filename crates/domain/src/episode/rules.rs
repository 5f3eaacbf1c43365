//! What must hold of a child's episodes (census rules of the Department for Education). They are held here, so that no page, import of our own
//! making or return has to find out later.

use jiff::civil::{Date, Weekday};

use super::Episode;
use crate::calendar::london;
use crate::refusal::Refusal;

impl Episode {
    /// Whether this episode may be added after the child's others: one open at a time, and that the last; none overlaps another (8815, 8816, 8820).
    /// An NFA referral is never open and stands beside the others, but not while the child is open.
    pub fn may_follow(&self, before: &[Episode]) -> Result<(), Refusal> {
        self.holds_together()?;
        for other in before.iter().filter(|other| other.id != self.id && !other.no_further_action) {
            let Some(closed) = other.closed_on else {
                return Err(Refusal::NotNow(format!(
                    "The child has been open since {}, and has one open episode at a time: this is new information, and goes to the allocated worker.",
                    london::date_in_words(other.referral_date)
                )));
            };
            if self.referral_date < closed {
                return Err(Refusal::NotNow(format!(
                    "The request is of {}, and the child was open until {}: it was new information on that episode. Whatever came after is a referral of its own day.",
                    london::date_in_words(self.referral_date),
                    london::date_in_words(closed)
                )));
            }
        }
        let later =
            before.iter().find(|other| other.id != self.id && other.referral_date > self.referral_date);
        if let Some(later) = later.filter(|_| !self.no_further_action) {
            return Err(Refusal::NotNow(format!(
                "A later referral, of {}, is on the record: an episode that opens now must be the last.",
                london::date_in_words(later.referral_date)
            )));
        }
        Ok(())
    }

    /// Whether the episode contradicts itself: an NFA referral with any activity (8831, 8832, 4000); anything before the referral (1103, 1104, 1105,
    /// 2889, 4015); a closure without a reason or the reverse (8805, 8810); no primary need where something is done (8610); a conference both here and
    /// in an enquiry (2884).
    pub fn holds_together(&self) -> Result<(), Refusal> {
        let no = |words: &str| Err(Refusal::NotNow(words.to_owned()));
        let active = !self.assessments.is_empty()
            || !self.enquiries.is_empty()
            || !self.plans.is_empty()
            || self.closed_on.is_some()
            || self.closure_reason.is_some()
            || self.transfer_in.is_some();
        if self.no_further_action && active {
            return no(
                "A referral with no further action has no assessment, factors, enquiry, plan or closure.",
            );
        }
        if !self.no_further_action && self.primary_need.is_none() {
            return no("A referral that is acted on needs a primary need.");
        }
        if self.closed_on.is_some() != self.closure_reason.is_some() {
            return no("A closure has a day and a reason, both together.");
        }
        if self.starts().any(|day| day < self.referral_date) {
            return no("Nothing in an episode begins before its referral.");
        }
        let here = self.transfer_in.as_ref().and_then(|transfer| transfer.conference_on);
        if here.is_some() && self.enquiries.iter().any(|enquiry| enquiry.conference_on.is_some()) {
            return no(
                "The first conference stands either with the transfer or with an enquiry, never with both.",
            );
        }
        Ok(())
    }

    fn starts(&self) -> impl Iterator<Item = Date> + '_ {
        let assessments = self.assessments.iter().map(|assessment| assessment.started_on);
        let enquiries = self.enquiries.iter().map(|enquiry| enquiry.started_on);
        let plans = self.plans.iter().map(|plan| plan.started_on);
        let conference = self.transfer_in.iter().filter_map(|transfer| transfer.conference_on);
        assessments.chain(enquiries).chain(plans).chain(conference).chain(self.closed_on)
    }

    /// The transfer-in conference was held: its day stands with the episode and in no enquiry. When the plan goes on it is a new plan here, from that
    /// day (2885), even if this council had the child on a plan before.
    pub fn transfer_conference(
        &self,
        held_on: Date,
        category: Option<String>,
        today: Date,
    ) -> Result<Episode, Refusal> {
        let Some(transfer) = self.transfer_in.as_ref().filter(|transfer| transfer.conference_on.is_none())
        else {
            return Err(Refusal::NotNow("No transfer-in conference waits for this child.".into()));
        };
        if held_on > today {
            return Err(Refusal::field(
                "held_on",
                "The day of the conference cannot lie ahead: record it once it was held.",
            ));
        }
        if held_on < transfer.notified_on {
            return Err(Refusal::field(
                "held_on",
                "The conference cannot have been held before the other council told us.",
            ));
        }
        if matches!(held_on.weekday(), Weekday::Saturday | Weekday::Sunday) {
            return Err(Refusal::field(
                "held_on",
                "A conference is not held at a weekend. Look at the day again.",
            ));
        }
        let mut episode = self.clone();
        episode.transfer_in = Some(super::TransferIn { conference_on: Some(held_on), ..transfer.clone() });
        for clock in
            episode.clocks.iter_mut().filter(|clock| clock.timer == crate::referral::TRANSFER_CONFERENCE)
        {
            clock.met = Some(london::start_of(held_on));
        }
        if let Some(category) = category {
            episode = episode.with_protection_plan(held_on, category)?;
        }
        episode.holds_together()?;
        Ok(episode)
    }
}
