//! What must hold of a child's assessments in an episode (Department for Education, children in need census: 8896, 8863Q): one is open at a time, and none
//! begins before the referral or in an episode that is over. The line is made from the assessment's record.

use jiff::Timestamp;

use super::{Assessment, Episode};
use crate::calendar::london;
use crate::id::Id;
use crate::referral::ASSESSMENT;
use crate::refusal::Refusal;

impl Episode {
    /// The episode with an assessment's line: a new one, the one of the same record as it is now, or the one that was opened with an enquiry and that
    /// nobody had begun to write. `met` is when it was complete: the clock from the referral stands still then, and no later assessment starts it again.
    ///
    /// # Errors
    /// When another assessment is open, it would begin before the referral, or the episode is over.
    pub fn with_assessment(&self, line: Assessment, met: Option<Timestamp>) -> Result<Episode, Refusal> {
        let no = |words: String| Err(Refusal::NotNow(words));
        let mut episode = self.clone();
        let same = |known: &&mut Assessment| known.record.is_some() && known.record == line.record;
        if let Some(known) = episode.assessments.iter_mut().find(same) {
            *known = line;
            episode.assessment_met(met);
            return Ok(episode);
        }
        if self.no_further_action {
            return no("A referral with no further action has no assessment. Record a new referral.".into());
        }
        if let Some(closed) = self.closed_on {
            return no(format!(
                "The episode was closed on {}: an assessment needs an open one.",
                london::date_in_words(closed)
            ));
        }
        if line.started_on < self.referral_date {
            return no(format!(
                "An assessment does not begin before the referral, which is dated {}.",
                london::date_in_words(self.referral_date)
            ));
        }
        match episode.assessments.iter_mut().find(|known| known.authorised_on.is_none()) {
            Some(open) if open.record.is_none() => *open = line,
            Some(open) => {
                return no(format!(
                    "An assessment of this child has been open since {}: a child has one at a time.",
                    london::date_in_words(open.started_on)
                ));
            }
            None => episode.assessments.push(line),
        }
        episode.assessment_met(met);
        Ok(episode)
    }

    /// The episode without the line of an assessment that ended without being authorised. Where an enquiry was made an assessment belongs to it (2991Q):
    /// the line stays, for whoever begins the next. The clock runs on from the referral.
    pub fn without_assessment(&self, record: Id<crate::assessment::Assessment>) -> Episode {
        let mut episode = self.clone();
        if episode.enquiries.is_empty() {
            episode.assessments.retain(|known| known.record != Some(record));
        }
        for known in episode.assessments.iter_mut().filter(|known| known.record == Some(record)) {
            (known.record, known.authorised_on) = (None, None);
        }
        episode
    }

    fn assessment_met(&mut self, met: Option<Timestamp>) {
        for clock in self.clocks.iter_mut().filter(|clock| clock.timer == ASSESSMENT && clock.met.is_none()) {
            clock.met = met;
        }
    }
}
