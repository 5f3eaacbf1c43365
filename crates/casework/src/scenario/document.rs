//! Documents that are given to somebody, in a story. "The document" of a child is the newest that was not thrown away.

use domain::document::{Issued, Kind, Of, Recipient, Stage};
use domain::id::Id;
use domain::refusal::Refusal;
use store::Stop;

use super::act::{self, Act};
use super::run::{Run, Show};
use super::story::Step;
use crate::document::{self, Asked, Files};
use crate::session::{Sending, Session};

impl Run<'_> {
    /// An act about a document; whether it was one.
    pub(super) fn document_act(
        &mut self,
        session: &Session<'_>,
        sending: &Sending,
        step: &Step,
    ) -> Result<bool, Stop> {
        match &step.act {
            Act::ComposeDocument(asked) => {
                let child = self.child(&asked.child)?;
                document::prepare(session, sending, child, None, &self.document_asked(asked)?)?;
            }
            Act::RewordDocument(words) => {
                let (id, sending) = self.document_opened(&words.child, sending)?;
                let said = (!words.words.is_empty()).then(|| words.words.clone());
                let section = (words.section.clone(), said, words.left_out.clone());
                document::reword(session, &sending, id, &[section])?;
            }
            Act::GiveDocument(words) => {
                let (id, sending) = self.document_opened(&words.child, sending)?;
                document::give(session, &sending, id, &words.words)?;
            }
            Act::ThrowDocument(words) => {
                let (id, sending) = self.document_opened(&words.child, sending)?;
                document::throw(session, &sending, id, &words.words)?;
            }
            Act::CollectDocument(words) => {
                let (id, sending) = self.document_opened(&words.child, sending)?;
                document::collect(session, &sending, id, &words.words)?;
            }
            Act::ReadDocument(of) => self.shown = self.read_document(session, &of.child)?,
            Act::Documents(of) => {
                let found = document::of_child(session, self.child(&of.child)?)?;
                let stage = |issued: &Issued| {
                    format!(
                        "{} for {}: {}",
                        issued.of.words(),
                        issued.recipient.words(),
                        issued.stage().words()
                    )
                };
                let words =
                    found.documents.iter().map(stage).chain(found.closed).collect::<Vec<_>>().join("\n");
                self.shown = Show { words, found: Some(found.documents.len()), layer: None };
            }
            _ => return Ok(false),
        }
        Ok(true)
    }

    fn document_asked(&self, asked: &act::ComposeDocument) -> Result<Asked, Stop> {
        let unknown = |what: &str, code: &str| Refusal::NotNow(format!("there is no {what} “{code}”"));
        let of = Of::from_code(&asked.of).ok_or_else(|| unknown("document", &asked.of))?;
        let kind = Kind::from_code(&asked.reader).ok_or_else(|| unknown("reader", &asked.reader))?;
        let agency_name =
            asked.agency.as_deref().map(|agency| self.house.pack.agency_name(agency).to_owned());
        let recipient = Recipient {
            kind,
            name: asked.name.clone(),
            person: None,
            agency: asked.agency.clone(),
            agency_name: agency_name.unwrap_or_default(),
        };
        Ok(Asked {
            of,
            record: None,
            letter: asked.letter.clone(),
            recipient,
            purpose: asked.purpose.clone(),
            purpose_words: asked.purpose_words.clone(),
            withhold: (asked.withhold.clone(), asked.why.clone()),
        })
    }

    fn document(&self, child: &str) -> Result<Id<Issued>, Stop> {
        let found = document::of_child(&self.house.system(), self.child(child)?)?;
        let found = found.documents.into_iter().find(|issued| issued.stage() != Stage::Thrown);
        found.map(|issued| issued.id).ok_or_else(|| Refusal::NotFound.into())
    }

    /// The document, and the sending as its form would have been opened.
    fn document_opened(&self, child: &str, sending: &Sending) -> Result<(Id<Issued>, Sending), Stop> {
        let id = self.document(child)?;
        let opened = document::view(&self.house.system(), id)?.issued.version.0;
        Ok((id, Sending { opened, ..sending.clone() }))
    }

    /// Everything that stands in it, as it goes; once it was given, out of its file.
    fn read_document(&self, session: &Session<'_>, child: &str) -> Result<Show, Stop> {
        let id = self.document(child)?;
        let view = document::view(session, id)?;
        let mut words = view.document.texts().join("\n");
        let issued = &view.issued.record;
        if issued.given.is_some() {
            let again = [document::file(session, id, Files::Pdf)?, document::file(session, id, Files::Word)?];
            let same = |file: &document::Made, kept: &str| document::digest(&file.bytes) == kept;
            let given = issued.given.as_ref();
            let same = given.is_some_and(|given| same(&again[0], &given.pdf) && same(&again[1], &given.word));
            words.push_str(if same { "\nsame bytes" } else { "\nother bytes" });
        }
        Ok(Show { words, found: Some(view.document.parts.len()), layer: None })
    }
}
