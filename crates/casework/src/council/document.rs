//! The invented council's documents: a chronology that a grandmother was given by hand, a chronology for a mother and a letter to a child, both composed and
//! waiting for a second look.

use domain::calendar::{london, working_days};
use domain::document::{Kind, Of, Recipient};
use jiff::civil::time;
use store::Stop;

use super::make::{Making, kept};
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
        let Some((child, worker)) = self.child_whose_story_is_told()? else { return Ok(()) };
        let session = self.session(worker)?;
        let reader = |kind, name: &str| Recipient {
            kind,
            name: name.into(),
            person: None,
            agency: None,
            agency_name: String::new(),
        };
        for (of, letter, recipient, given) in [
            (
                Of::Chronology,
                "",
                reader(Kind::Family, "The grandmother"),
                "By hand, at the visit; read through together.",
            ),
            (Of::Chronology, "", reader(Kind::Family, "The mother"), ""),
            (Of::Letter, "to_the_child", reader(Kind::Child, ""), ""),
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
            let Some(id) = kept(document::prepare(&session, &self.sending(0), child, None, &asked))? else {
                continue;
            };
            // Where nothing makes files, nothing is given: the document waits like the others.
            if given.is_empty() || self.house.press.is_none() {
                continue;
            }
            let Some(shown) = kept(document::view(&session, id))? else { continue };
            let sending = self.sending(shown.issued.version.0);
            kept(document::give(&session, &sending, id, given))?;
        }
        Ok(())
    }
}
