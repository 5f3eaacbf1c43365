//! Direct work with a child: a drawing, three houses, a feelings chart. What it shows is always said in words, so that whoever cannot see it, or reads
//! the record in ten years, knows what the child told with it. The picture stands sealed beside the record, without what its camera wrote into it.

use jiff::Timestamp;
use jiff::civil::Date;
use serde::{Deserialize, Serialize};

use super::Section47;
use super::enquire::past_day;
use crate::form::Answers;
use crate::form::page::{Need, PageForm, Takes};
use crate::id::Id;
use crate::pack::Pack;
use crate::partner::{DocumentKind, Scan};
use crate::person::Person;
use crate::record::Record;
use crate::refusal::{Problem, Refusal};
use crate::staff::Staff;

/// The form in which it is kept, in an enquiry or outside any. The picture is a field of the page beside it.
pub const FORM: PageForm = PageForm {
    id: "direct_work",
    needs: &[
        Need::once("kind", Takes::OneOfPage),
        Need::once("on", Takes::Day),
        Need::once("description", Takes::Words),
        Need::once("agreed", Takes::Words),
    ],
    beside: &["file"],
};

/// One piece of direct work.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct DirectWork {
    /// The record's name.
    pub id: Id<DirectWork>,
    /// The enquiry it was done in; nothing when it was done at a visit, in an assessment or for a plan.
    pub section47: Option<Id<Section47>>,
    /// The child who did it.
    pub child: Id<Person>,
    /// What it is: a code of the pack.
    pub kind: String,
    /// On which day it was done.
    pub on: Date,
    /// What it shows, and what the child said about it.
    pub description: String,
    /// Whether the child agreed that it is kept, and who may see it.
    pub agreed: String,
    /// The picture; nothing when the child kept it, and it is only described.
    pub picture: Option<Picture>,
    /// Answers to the council's own questions, with the version of the form that was answered.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub further: Option<Answers>,
    /// Who wrote it down.
    pub by: Id<Staff>,
    /// When.
    pub at: Timestamp,
}

/// A picture, as it is kept.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Picture {
    /// What it is, by its content.
    pub kind: DocumentKind,
    /// How many bytes are kept.
    pub bytes: u64,
    /// The SHA-256 of the bytes kept, in hexadecimal digits.
    pub digest: String,
    /// How it was checked for programs that do harm.
    pub scan: Scan,
}

/// Direct work, as it is typed.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct NewDirectWork {
    /// What it is.
    pub kind: String,
    /// On which day.
    pub on: Option<Date>,
    /// What it shows.
    pub description: String,
    /// Whether the child agreed.
    pub agreed: String,
    /// Answers to the council's own questions.
    pub further: Option<Answers>,
}

impl DirectWork {
    /// Keeps direct work. A picture without words is refused: nobody would know what the child told with it.
    ///
    /// # Errors
    /// When the enquiry is not worked on any more, or the kind, the day or the description is missing.
    pub fn done(
        id: Id<DirectWork>,
        section47: &Section47,
        new: NewDirectWork,
        picture: Option<Picture>,
        by: Id<Staff>,
        now: Timestamp,
        pack: &Pack,
    ) -> Result<DirectWork, Refusal> {
        section47.is_worked_on()?;
        DirectWork::kept((id, Some(section47.id), section47.child), new, picture, by, now, pack)
    }

    /// Keeps direct work that was done with a child outside any enquiry.
    ///
    /// # Errors
    /// When the kind, the day or the description is missing.
    pub fn with_child(
        id: Id<DirectWork>,
        child: Id<Person>,
        new: NewDirectWork,
        picture: Option<Picture>,
        by: Id<Staff>,
        now: Timestamp,
        pack: &Pack,
    ) -> Result<DirectWork, Refusal> {
        DirectWork::kept((id, None, child), new, picture, by, now, pack)
    }

    fn kept(
        (id, section47, child): (Id<DirectWork>, Option<Id<Section47>>, Id<Person>),
        new: NewDirectWork,
        picture: Option<Picture>,
        by: Id<Staff>,
        now: Timestamp,
        pack: &Pack,
    ) -> Result<DirectWork, Refusal> {
        let mut problems = Vec::new();
        if pack.section47.work(&new.kind).is_none() {
            problems.push(Problem::new("kind", "Choose what was done."));
        }
        if new.description.trim().is_empty() {
            problems.push(Problem::new(
                "description",
                "Describe what it shows, and what the child said about it.",
            ));
        }
        let on = past_day("on", new.on, now, "Say on which day it was done.", &mut problems);
        let (true, Some(on)) = (problems.is_empty(), on) else { return Err(Refusal::Invalid(problems)) };
        let NewDirectWork { kind, description, agreed, further, .. } = new;
        Ok(DirectWork { id, section47, child, kind, on, description, agreed, picture, further, by, at: now })
    }

    /// What the scanner said of its picture.
    #[must_use]
    pub fn scanned(&self, scan: Scan) -> DirectWork {
        let picture = self.picture.clone().map(|picture| Picture { scan, ..picture });
        DirectWork { picture, ..self.clone() }
    }
}

impl Record for DirectWork {
    const KIND: &'static str = "direct_work";

    fn id(&self) -> Id<DirectWork> {
        self.id
    }

    fn children(&self) -> Vec<Id<Person>> {
        vec![self.child]
    }
}
