//! The invented council's documents: a chronology for a mother and a letter to a child, composed and waiting for a second look.

use domain::calendar::{london, working_days};
use domain::document::{Kind, Of, Recipient};
use jiff::civil::time;
use store::Stop;

use super::make::Making;
use super::step::What;
use crate::document::{self, Asked};

impl Making<'_> {
    /// Plans them before the council's own moment.
    pub(super) fn plan_documents(&mut self) {
        let today = london::date_of(self.until);
        let day = working_days::subtract(today, 1, &self.house.calendar.holidays);
        self.then(london::instant(day, time(16, 0, 0, 0)), What::Composes);
    }

    pub(super) fn compose_documents(&self) -> Result<(), Stop> {
        let Some((child, worker)) = self.child_of_a_worker(0) else { return Ok(()) };
        let session = self.session(worker)?;
        let reader = |kind, name: &str| Recipient {
            kind,
            name: name.into(),
            person: None,
            agency: None,
            agency_name: String::new(),
        };
        for (of, letter, recipient) in [
            (Of::Chronology, "", reader(Kind::Family, "The mother")),
            (Of::Letter, "to_the_child", reader(Kind::Child, "")),
        ] {
            let asked = Asked {
                of,
                record: None,
                letter: letter.into(),
                recipient,
                purpose: "share".into(),
                purpose_words: String::new(),
                withhold: (String::new(), String::new()),
            };
            // A child may have gone to another worker meanwhile: then nothing is composed here.
            match document::prepare(&session, &self.sending(0), child, None, &asked) {
                Ok(_) | Err(Stop::Refusal(_)) => {}
                Err(stop) => return Err(stop),
            }
        }
        Ok(())
    }
}
