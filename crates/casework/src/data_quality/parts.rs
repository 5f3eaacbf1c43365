//! Where in a child's record a rule finds something: "the section 47 enquiry of 3 June 2026". A return has lines; a record has parts, each known by its day.

use domain::calendar::london::date_in_words;
use jiff::civil::Date;
use returns::cin::check::Place;
use returns::cin::{CinChild, Given};

/// The parts of a child, numbered in place of lines.
pub(super) struct Parts(Vec<String>);

impl Parts {
    /// Numbers the parts of a child from 1; nought stays for the child as a whole.
    pub(super) fn number(child: &mut CinChild) -> Parts {
        let mut parts = Parts(Vec::new());
        for episode in &mut child.episodes {
            episode.line = parts.add("the episode", &episode.referral);
            episode
                .assessments
                .iter_mut()
                .for_each(|one| one.line = parts.add("the assessment", &one.started));
            episode
                .plans
                .iter_mut()
                .for_each(|one| one.line = parts.add("the child in need plan", &one.started));
            let enquiries = episode.section47s.iter_mut();
            enquiries.for_each(|one| one.line = parts.add("the section 47 enquiry", &one.started));
            let plans = episode.protection_plans.iter_mut();
            plans.for_each(|one| one.line = parts.add("the child protection plan", &one.started));
            let proceedings = episode.pre_proceedings.iter_mut();
            proceedings.for_each(|one| one.line = parts.add("pre-proceedings", &one.started));
        }
        parts
    }

    fn add(&mut self, what: &str, from: &Given<Date>) -> u64 {
        self.0.push(match from.read() {
            Some(day) => format!("{what} of {}", date_in_words(day)),
            None => format!("{what} without a day"),
        });
        self.0.len() as u64
    }

    /// The part in which something was found; nothing for the child as a whole.
    pub(super) fn of(&self, place: &Place) -> Option<&str> {
        let number = usize::try_from(place.line).ok()?.checked_sub(1)?;
        self.0.get(number).map(String::as_str)
    }
}
