//! Rules on assessments.

use super::super::{Assessment, CinEpisode, Given};
use super::Judged;
use super::child::any_twice;
use super::codes::FACTOR;
use super::episode::closed_after_assessment;

const STARTED: &str = "AssessmentActualStartDate";
const AUTHORISED: &str = "AssessmentAuthorisationDate";
const FACTORS: &str = "AssessmentFactors";
/// "No factors identified".
const NO_FACTOR: &str = "21";

impl Judged<'_> {
    pub(super) fn assessments(&mut self, episode: &CinEpisode) {
        let all = &episode.assessments;
        let open = all.iter().filter(|each| each.authorised.is_missing()).count();
        for (place, assessment) in all.iter().enumerate() {
            let line = assessment.line;
            self.assessment(episode, assessment);
            let unfinished = assessment.authorised.is_missing();
            self.rule(episode.closed.is_given() && unfinished, "8867", line, &["CINclosureDate", AUTHORISED]);
            self.rule(open > 1 && unfinished, "8896", line, &[AUTHORISED]);
            let others = all.iter().enumerate().filter(|(other, _)| *other != place);
            let within = others.map(|(_, other)| other).any(|other| self.is_running(other, assessment));
            self.rule(within, "8863Q", line, &[STARTED, AUTHORISED]);
        }
        if let [only] = all.as_slice() {
            let none = only.factors.iter().any(|factor| factor == NO_FACTOR);
            self.rule(
                none && !closed_after_assessment(episode),
                "8873Q",
                only.line,
                &["ReasonForClosure", FACTORS],
            );
        }
    }

    fn assessment(&mut self, episode: &CinEpisode, assessment: &Assessment) {
        let (line, period) = (assessment.line, self.period);
        let (started, authorised) = (assessment.started, assessment.authorised);
        self.rule(started.before(episode.referral), "1103", line, &[STARTED, "CINreferralDate"]);
        self.rule(authorised.before(started), "8608", line, &[STARTED, AUTHORISED]);
        self.rule(period.outside(authorised), "8696", line, &[AUTHORISED]);
        let open = authorised.is_missing();
        let in_year = started.read().is_some_and(|day| period.holds(day));
        self.rule(open && !in_year, "8736", line, &[STARTED, AUTHORISED]);
        self.rule(open && started.is_before(period.assessment_late), "8670Q", line, &[STARTED]);
        self.factors(assessment);
    }

    fn factors(&mut self, assessment: &Assessment) {
        let (line, factors) = (assessment.line, &assessment.factors);
        let has = |code: &str| factors.iter().any(|factor| factor == code);
        self.rule(
            assessment.authorised.is_missing() && !factors.is_empty(),
            "8614",
            line,
            &[AUTHORISED, FACTORS],
        );
        let known = !factors.is_empty() && factors.iter().all(|factor| FACTOR.contains(&factor.as_str()));
        let finished = assessment.authorised.read().is_some_and(|day| day >= self.period.start);
        self.rule(finished && !known, "8897Q", line, &[AUTHORISED, FACTORS]);
        self.rule(
            has(NO_FACTOR) && factors.iter().any(|factor| factor != NO_FACTOR),
            "8869",
            line,
            &[FACTORS],
        );
        self.rule(any_twice(factors), "8898", line, &[FACTORS]);
        self.rule(has("18A"), "8945Q", line, &[FACTORS]);
        self.rule(has("19A"), "8950Q", line, &[FACTORS]);
    }

    /// Whether one assessment was running, its first and last day among it, when another started.
    fn is_running(&self, one: &Assessment, another: &Assessment) -> bool {
        let (Some(from), Some(day)) = (one.started.read(), another.started.read()) else { return false };
        let until = match one.authorised {
            Given::Read(until) => until,
            Given::Unreadable => return false,
            Given::Missing => self.period.reference,
        };
        from <= day && day <= until
    }
}
