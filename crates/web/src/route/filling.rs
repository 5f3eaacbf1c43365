//! A form being filled in: what is typed, under which client-made id, against which version of the record.

use design::govuk::ErrorMessage;
use design::own::{Compare, ComparedField};
use design::{Form, Problems};
use domain::calendar::london;
use domain::id::Id;
use domain::refusal::Problem;
use jiff::Timestamp;
use maud::{Markup, Render, html};

use super::Fields;
use casework::partner::Upload;
use casework::{Sending, SentForm};

/// Which version of a record a form is filled from.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum At {
    /// As it stands.
    Now,
    /// As it stood at a version: the base of a conflict.
    Version(u64),
}

/// What a form starts from.
#[derive(Debug, Clone, Default)]
pub struct Prefilled {
    /// The answers the record already holds.
    pub fields: Fields,
    /// The version they come from; 0 for a record that is yet to be made.
    pub version: u64,
}

/// A form as the page shows it and as the person sent it.
#[derive(Debug, Clone)]
pub struct Filling {
    /// What is typed, without the hidden fields of the form itself.
    pub fields: Fields,
    /// The client-made id: the same form sent twice is one act.
    pub form: Id<SentForm>,
    /// The version the form was opened at.
    pub opened: u64,
    /// What cannot be taken as it stands.
    pub problems: Vec<Problem>,
    /// When a draft of it was last kept.
    pub draft_saved_at: Option<Timestamp>,
    /// What somebody else saved meanwhile.
    pub conflict: Option<Conflict>,
    /// The body as it came.
    pub content: Vec<u8>,
    /// The files that were chosen. They are in no draft: a page that is shown again asks for them again.
    pub files: Vec<Upload>,
}

/// Two people edited at once: the form as it was opened, and as the other person saved it. Yours is the filling itself.
#[derive(Debug, Clone)]
pub struct Conflict {
    /// As it was opened.
    pub base: Fields,
    /// As it stands now.
    pub theirs: Fields,
    /// The version that stands now: saving again saves over it, knowingly.
    pub now: u64,
}

impl Filling {
    /// A form that nobody has typed in yet.
    pub fn blank(form: Id<SentForm>, Prefilled { fields, version }: Prefilled) -> Self {
        let (problems, content, files) = (Vec::new(), Vec::new(), Vec::new());
        Filling {
            fields,
            form,
            opened: version,
            problems,
            draft_saved_at: None,
            conflict: None,
            content,
            files,
        }
    }

    /// The value of a field.
    pub fn get(&self, name: &str) -> &str {
        self.fields.get(name)
    }

    /// The words of the problem with a field.
    pub fn problem(&self, name: &str) -> Option<&str> {
        self.problems.iter().find(|problem| problem.field == name).map(|problem| problem.words.as_str())
    }

    /// The problem with a field, as components take it.
    pub fn error(&self, name: &str) -> Option<ErrorMessage> {
        self.problem(name).map(ErrorMessage::from)
    }

    /// Everything that is wrong, for the summary: each link lands on the element whose id is the field's name. A page whose fields have other
    /// ids (`dob-day`) builds its own [`Problems`].
    pub fn all_problems(&self) -> Problems {
        self.problems.iter().map(|problem| (problem.field.as_str(), problem.words.as_str())).collect()
    }

    /// What stands at the top of the page when the form was not taken: the error summary, or how the other person's answers differ.
    /// `questions` are the names of the fields with what each asks.
    pub fn notices(&self, questions: &[(&str, &str)]) -> Markup {
        html! {
            (self.all_problems().summary())
            @if let Some(conflict) = &self.conflict { (self.compared(conflict, questions)) }
        }
    }

    fn compared(&self, conflict: &Conflict, questions: &[(&str, &str)]) -> Markup {
        let differs = |(name, _): &&(&str, &str)| conflict.theirs.get(name) != self.get(name);
        let field = |(name, question): &(&str, &str)| ComparedField {
            question: (*question).to_owned(),
            yours: self.get(name).to_owned(),
            theirs: conflict.theirs.get(name).to_owned(),
            base: conflict.base.get(name).to_owned(),
            control: html! { p class="govuk-body" { a class="govuk-link" href={ "#" (name) } { "Go to your answer to “" (question) "”" } } },
        };
        let fields = questions.iter().filter(differs).map(field).collect();
        html! {
            div class="govuk-inset-text" role="alert" {
                p { strong { "Someone else saved this while you were writing. Nothing you wrote is lost." } }
                p { "Below are the answers that differ. Change yours where theirs is better, then save again: what you save then stands." }
            }
            (Compare { theirs_by: "a colleague".to_owned(), fields, ..Compare::default() })
        }
    }

    /// The form as the page sends it: with its client-made id, its version and its draft. `path` is the page's own address.
    pub fn form(&self, path: &str, questions: impl Render) -> Form {
        let saved = self
            .draft_saved_at
            .map(|at| format!("Draft saved {}", london::time_in_words(at)))
            .unwrap_or_default();
        self.undrafted(path, questions).draft(format!("/drafts/keep{path}"), saved)
    }

    /// The same for a short form of which no draft is worth keeping: a button, a password.
    pub fn undrafted(&self, path: &str, questions: impl Render) -> Form {
        Form::new(path, self.form.to_string(), questions.render()).opened_at(self.opened)
    }

    /// What the use case is told about the sending.
    pub fn sending(&self) -> Sending {
        Sending { form: self.form, opened: self.opened, content: self.content.clone() }
    }
}
