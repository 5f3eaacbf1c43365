//! What there is to do and how far it is. <https://design-system.service.gov.uk/components/task-list/>

use maud::{Markup, Render, html};

use super::Tag;
use crate::content::Content;
use crate::element::{Attributes, Element};

/// How far a task is.
#[derive(Debug, Clone, Default)]
pub struct TaskStatus {
    /// In plain words: "Completed".
    pub content: Content,
    /// As a tag, instead of words.
    pub tag: Option<Tag>,
    /// More classes: `govuk-task-list__status--cannot-start-yet`.
    pub classes: String,
}

/// One task.
#[derive(Debug, Clone, Default)]
pub struct Task {
    /// The beginning of its ids: the list's, and its place counted from 1, when empty.
    pub id: String,
    /// What it is.
    pub title: Content,
    /// More classes for the title.
    pub title_classes: String,
    /// Help.
    pub hint: Option<Content>,
    /// Where it is done; empty when it cannot be yet.
    pub href: String,
    /// How far it is.
    pub status: TaskStatus,
    /// More classes.
    pub classes: String,
}

/// What there is to do.
#[derive(Debug, Clone, Default)]
pub struct TaskList {
    /// The tasks.
    pub items: Vec<Task>,
    /// The beginning of the ids: `task-list` when empty.
    pub id_prefix: String,
    /// More classes.
    pub classes: String,
    /// More attributes.
    pub attributes: Attributes,
}

impl TaskList {
    fn task(&self, number: usize, task: &Task) -> Markup {
        let prefix = if self.id_prefix.is_empty() { "task-list" } else { &self.id_prefix };
        let id = if task.id.is_empty() { format!("{prefix}-{number}") } else { task.id.clone() };
        let (hint_id, status_id) = (format!("{id}-hint"), format!("{id}-status"));
        let described_by =
            if task.hint.is_some() { format!("{hint_id} {status_id}") } else { status_id.clone() };
        let title = if task.href.is_empty() {
            Element::new("div").class(&task.title_classes).holding(&task.title)
        } else {
            Element::new("a")
                .class("govuk-link govuk-task-list__link")
                .class(&task.title_classes)
                .attribute("href", &task.href)
                .attribute("aria-describedby", &described_by)
                .holding(&task.title)
        };
        let status = match &task.status.tag {
            Some(tag) => tag.render(),
            None => task.status.content.render(),
        };
        Element::new("li")
            .class("govuk-task-list__item")
            .class_if(!task.href.is_empty(), "govuk-task-list__item--with-link")
            .class(&task.classes)
            .holding(html! {
                div class="govuk-task-list__name-and-hint" {
                    (title)
                    @if let Some(hint) = &task.hint {
                        div id=(hint_id) class="govuk-task-list__hint" { (hint) }
                    }
                }
                (Element::new("div")
                    .class("govuk-task-list__status")
                    .class(&task.status.classes)
                    .attribute("id", &status_id)
                    .holding(status))
            })
    }
}

impl Render for TaskList {
    fn render(&self) -> Markup {
        Element::new("ul").class("govuk-task-list").class(&self.classes).attributes(&self.attributes).holding(
            html! {
                @for (index, task) in self.items.iter().enumerate() { (self.task(index + 1, task)) }
            },
        )
    }
}
