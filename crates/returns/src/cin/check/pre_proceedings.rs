//! Rules on pre-proceedings and family group decision making, from 2026-27. They are as proposed; the department's specification is not out.

use super::super::{CinEpisode, PreProceedings};
use super::codes::OUTCOME;
use super::{Judged, strange};

impl Judged<'_> {
    pub(super) fn pre_proceedings(&mut self, episode: &CinEpisode) {
        for block in &episode.pre_proceedings {
            self.decided(block);
            self.meetings(block);
            self.court(block);
        }
    }

    fn decided(&mut self, block: &PreProceedings) {
        let (line, period, started) = (block.line, self.period, block.started);
        self.rule(period.outside(started), "9005", line, &["PPStartDate"]);
        let letter = block.letter_sent;
        self.rule(
            period.outside(letter) || letter.before(started),
            "9006",
            line,
            &["LBPSentDate", "PPStartDate"],
        );
        let not_said = letter.is_given() && block.family_meeting_offered.is_missing();
        self.rule(not_said, "9007", line, &["FGDMMeetingOffer", "LBPSentDate"]);
        let step = block.step_decision;
        self.rule(
            period.outside(step) || step.before(started),
            "9009",
            line,
            &["StepDecisionDate", "PPStartDate"],
        );
        self.rule(strange(&block.outcome, OUTCOME), "9011", line, &["PPOutcome"]);
    }

    fn meetings(&mut self, block: &PreProceedings) {
        let line = block.line;
        self.rule(self.period.outside(block.first_meeting), "9008", line, &["InitialPPMeetingDate"]);
        let offered = block.family_meeting_offered.is(&true) && block.family_meeting_held.is_missing();
        self.rule(offered, "9010Q", line, &["FGDMMeetingFac", "FGDMMeetingOffer"]);
        let uncounted = block.first_meeting.is_given() && block.review_meetings.is_missing();
        self.rule(uncounted, "9015Q", line, &["ReviewMeetingsCount", "InitialPPMeetingDate"]);
    }

    fn court(&mut self, block: &PreProceedings) {
        let (line, period, court) = (block.line, self.period, block.court_application);
        let early = court.before(block.step_decision);
        self.rule(period.outside(court) || early, "9012", line, &["CourtAppDate", "StepDecisionDate"]);
        let letter = block.letter_of_initiation;
        self.rule(
            period.outside(letter) || letter.before(court),
            "9013",
            line,
            &["LetterInitCPDate", "CourtAppDate"],
        );
    }
}
