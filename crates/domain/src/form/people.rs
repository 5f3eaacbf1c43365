//! A form about given people. Most long forms are written about a family whose children and carers are known before anybody types: then the
//! n-th repeat of a section `per = "child"` is the n-th of those children, by name, and nobody counts or adds one on the page.
//!
//! The people win over the form's own `min` and `max`: a family with no carer at home is asked of none, one with thirteen children of thirteen.
//! Sections that repeat freely stay as they are.

use super::{Form, Per, Place, Repeats};

/// The people a form is about, by the names to be shown, each list in the order that the record keeps.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct People<'a> {
    /// The children: the repeats of sections `per = "child"`.
    pub children: &'a [String],
    /// The parents and carers, those living elsewhere included: the repeats of sections `per = "carer"`.
    pub carers: &'a [String],
}

impl Form {
    /// The same form about these people: what is shown, what is missing, what is read, compared and merged then has one repeat for each of them
    /// and no other. An answer about somebody who is no longer among them is not asked for and is kept.
    #[must_use]
    pub fn with_people(&self, people: &People<'_>) -> Form {
        let mut form = self.clone();
        for repeats in form.sections.iter_mut().filter_map(|section| section.repeats.as_mut()) {
            match repeats.per {
                Per::Child => repeats.named = Some(people.children.to_vec()),
                Per::Carer => repeats.named = Some(people.carers.to_vec()),
                Per::Free | Per::Page => {}
            }
        }
        form
    }

    /// Whom the answer at a place is about, when the form is about given people and its section repeats for them.
    pub fn whose(&self, place: &Place) -> Option<&str> {
        self.one_of(place).filter(|name| !name.is_empty())
    }

    /// The same, with rows that have no name.
    fn one_of(&self, place: &Place) -> Option<&str> {
        let people = self.section(&place.section)?.repeats.as_ref()?.named.as_ref()?;
        people.get(usize::from(place.index?)).map(String::as_str)
    }

    /// Whether the form has a question at this place, and somebody there whom it is about.
    pub fn has_place(&self, place: &Place) -> bool {
        self.question(place).is_some() && (!self.has_people(&place.section) || self.one_of(place).is_some())
    }

    /// Whether a section's repeats are given people.
    pub fn has_people(&self, section: &str) -> bool {
        let repeats = self.section(section).and_then(|section| section.repeats.as_ref());
        repeats.is_some_and(Repeats::is_about_people)
    }
}

impl Repeats {
    /// Whether the repeats are given people, so that none is added on the page.
    pub fn is_about_people(&self) -> bool {
        self.named.is_some()
    }
}

/// "Maya, Ben and Ola"; "nobody".
pub(super) fn words(people: &[String]) -> String {
    match people {
        [] => "nobody".to_owned(),
        [one] => one.clone(),
        [most @ .., last] => format!("{} and {last}", most.join(", ")),
    }
}
