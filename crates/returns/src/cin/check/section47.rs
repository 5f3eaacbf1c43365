//! Rules on section 47 enquiries and their conferences.

use jiff::civil::{Date, Weekday};

use super::super::{CinEpisode, Given, Section47};
use super::Judged;

const STARTED: &str = "S47ActualStartDate";
const CONFERENCE: &str = "DateOfInitialCPC";
const NOT_REQUIRED: &str = "ICPCnotRequired";

impl Judged<'_> {
    pub(super) fn section47s(&mut self, episode: &CinEpisode) {
        let all = &episode.section47s;
        let waiting = all.iter().filter(|each| awaits(each)).count();
        for (place, enquiry) in all.iter().enumerate() {
            let line = enquiry.line;
            self.section47(episode, enquiry);
            self.rule(waiting > 1 && awaits(enquiry), "8839", line, &[CONFERENCE]);
            let not_required = enquiry.conference_not_required.is(&true);
            let settled = enquiry.conference.is_given() != not_required;
            self.rule(
                episode.closed.is_given() && !settled,
                "8868",
                line,
                &["CINclosureDate", CONFERENCE, NOT_REQUIRED],
            );
            let others = all.iter().enumerate().filter(|(other, _)| *other != place);
            let within = others.map(|(_, other)| other).any(|other| self.goes_on(other, enquiry.started));
            self.rule(within, "8890", line, &[STARTED, CONFERENCE]);
        }
        let none = episode.assessments.is_empty();
        self.rule(none && !all.is_empty(), "2991Q", episode.line, &[STARTED]);
    }

    fn section47(&mut self, episode: &CinEpisode, enquiry: &Section47) {
        let (line, period) = (enquiry.line, self.period);
        let (started, conference) = (enquiry.started, enquiry.conference);
        self.rule(conference.before(episode.referral), "1104", line, &[CONFERENCE, "CINreferralDate"]);
        self.rule(started.before(episode.referral), "2889", line, &[STARTED, "CINreferralDate"]);
        let no_start = started.is_missing() || conference.before(started);
        self.rule(conference.is_given() && no_start, "8615", line, &[STARTED, CONFERENCE]);
        self.rule(period.outside(conference), "8715", line, &[CONFERENCE]);
        self.rule(is_weekend(conference), "8875", line, &[CONFERENCE]);
        self.rule(is_weekend(enquiry.conference_due), "8870Q", line, &["InitialCPCtarget"]);
        let due = conference.is_missing() && enquiry.conference_not_required.is(&false);
        self.rule(due && started.is_before(period.conference_late), "8675Q", line, &[STARTED, CONFERENCE]);
        self.rule(due && period.outside(started), "8740", line, &[STARTED, CONFERENCE, NOT_REQUIRED]);
        let twice = conference
            .read()
            .is_some_and(|day| self.child.episodes.iter().any(|each| each.initial_conference.is(&day)));
        self.rule(twice, "2884", line, &[CONFERENCE]);
    }

    /// Whether an enquiry was going on, its first and last day among it, on the day when another started.
    fn goes_on(&self, enquiry: &Section47, day: Given<Date>) -> bool {
        let (Some(from), Some(day)) = (enquiry.started.read(), day.read()) else { return false };
        from <= day
            && match enquiry.conference {
                Given::Read(until) => day <= until,
                Given::Unreadable => false,
                Given::Missing => awaits(enquiry) && day <= self.period.reference,
            }
    }
}

/// Whether a conference is still to come: none was held, and nobody said that none is required.
fn awaits(enquiry: &Section47) -> bool {
    enquiry.conference.is_missing() && !enquiry.conference_not_required.is(&true)
}

fn is_weekend(day: Given<Date>) -> bool {
    day.read().is_some_and(|day| matches!(day.weekday(), Weekday::Saturday | Weekday::Sunday))
}
