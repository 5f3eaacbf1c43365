//! Facts with their names, and ways to change them. <https://design-system.service.gov.uk/components/summary-list/>

use maud::{Markup, Render, html};

use crate::content::Content;
use crate::element::{Attributes, Element};

/// Something to do with a fact: "Change".
#[derive(Debug, Clone, Default)]
pub struct Action {
    /// What it does.
    pub content: Content,
    /// Where it goes.
    pub href: String,
    /// What a screen reader adds: "date of birth".
    pub visually_hidden_text: String,
    /// More classes.
    pub classes: String,
    /// More attributes.
    pub attributes: Attributes,
}

impl Action {
    /// "Change" with the fact's name for a screen reader.
    pub fn change(href: impl Into<String>, what: impl Into<String>) -> Self {
        Action {
            content: "Change".into(),
            href: href.into(),
            visually_hidden_text: what.into(),
            ..Action::default()
        }
    }
}

/// Things to do with a fact or a card.
#[derive(Debug, Clone, Default)]
pub struct Actions {
    /// The things.
    pub items: Vec<Action>,
    /// More classes.
    pub classes: String,
}

/// A fact's name or the fact.
#[derive(Debug, Clone, Default)]
pub struct SummaryText {
    /// The words.
    pub content: Content,
    /// More classes.
    pub classes: String,
}

impl<C: Into<Content>> From<C> for SummaryText {
    fn from(content: C) -> Self {
        SummaryText { content: content.into(), classes: String::new() }
    }
}

/// One fact.
#[derive(Debug, Clone, Default)]
pub struct SummaryRow {
    /// Its name.
    pub key: SummaryText,
    /// The fact.
    pub value: SummaryText,
    /// What can be done; `None` marks a row without when others have some.
    pub actions: Option<Actions>,
    /// More classes.
    pub classes: String,
}

impl SummaryRow {
    /// A fact with its name.
    pub fn new(key: impl Into<SummaryText>, value: impl Into<SummaryText>) -> Self {
        SummaryRow { key: key.into(), value: value.into(), ..SummaryRow::default() }
    }

    /// Adds something to do.
    #[must_use]
    pub fn action(mut self, action: Action) -> Self {
        self.actions.get_or_insert_default().items.push(action);
        self
    }
}

/// The frame round facts about one thing among several.
#[derive(Debug, Clone, Default)]
pub struct SummaryCard {
    /// What they are about; `None` for no heading.
    pub title: Option<Content>,
    /// The heading's level: 2 when `None`.
    pub heading_level: Option<u8>,
    /// More classes for the heading.
    pub title_classes: String,
    /// What can be done with the whole.
    pub actions: Actions,
    /// More classes.
    pub classes: String,
    /// More attributes.
    pub attributes: Attributes,
}

/// Facts with their names.
#[derive(Debug, Clone, Default)]
pub struct SummaryList {
    /// The facts.
    pub rows: Vec<SummaryRow>,
    /// The frame, where there is one.
    pub card: Option<SummaryCard>,
    /// More classes: `govuk-summary-list--no-border`.
    pub classes: String,
    /// More attributes.
    pub attributes: Attributes,
}

impl SummaryList {
    /// Facts without a frame.
    pub fn new(rows: Vec<SummaryRow>) -> Self {
        SummaryList { rows, ..SummaryList::default() }
    }

    fn card_title(&self) -> Option<&Content> {
        self.card.as_ref().and_then(|card| card.title.as_ref())
    }

    fn row(&self, row: &SummaryRow, any_actions: bool) -> Markup {
        let actions = row.actions.as_ref().filter(|actions| !actions.items.is_empty());
        Element::new("div")
            .class("govuk-summary-list__row")
            .class_if(any_actions && row.actions.is_none(), "govuk-summary-list__row--no-actions")
            .class(&row.classes)
            .holding(html! {
                (Element::new("dt").class("govuk-summary-list__key").class(&row.key.classes).holding(&row.key.content))
                (Element::new("dd")
                    .class("govuk-summary-list__value")
                    .class(&row.value.classes)
                    .holding(&row.value.content))
                @if let Some(actions) = actions {
                    (Element::new("dd")
                        .class("govuk-summary-list__actions")
                        .class(&actions.classes)
                        .holding(self.row_actions(&actions.items)))
                }
            })
    }

    fn row_actions(&self, items: &[Action]) -> Markup {
        html! {
            @if let [only] = items {
                (link(only, self.card_title()))
            } @else {
                ul class="govuk-summary-list__actions-list" {
                    @for item in items {
                        li class="govuk-summary-list__actions-list-item" { (link(item, self.card_title())) }
                    }
                }
            }
        }
    }
}

fn link(action: &Action, card_title: Option<&Content>) -> Markup {
    let hidden = &action.visually_hidden_text;
    Element::new("a")
        .class("govuk-link")
        .class(&action.classes)
        .attribute("href", &action.href)
        .attributes(&action.attributes)
        .holding(html! {
            (action.content)
            @if !hidden.is_empty() || card_title.is_some() {
                span class="govuk-visually-hidden" {
                    @if !hidden.is_empty() { " " (hidden) }
                    @if let Some(title) = card_title { " (" (title) ")" }
                }
            }
        })
}

fn card(card: &SummaryCard, list: &Markup) -> Markup {
    let title = card.title.as_ref();
    Element::new("div").class("govuk-summary-card").class(&card.classes).attributes(&card.attributes).holding(
        html! {
            div class="govuk-summary-card__title-wrapper" {
                @if let Some(title) = title {
                    (Element::heading(card.heading_level.unwrap_or(2))
                        .class("govuk-summary-card__title")
                        .class(&card.title_classes)
                        .holding(title))
                }
                (card_actions(&card.actions, title))
            }
            div class="govuk-summary-card__content" { (list) }
        },
    )
}

fn card_actions(actions: &Actions, title: Option<&Content>) -> Markup {
    match actions.items.as_slice() {
        [] => Markup::default(),
        [only] => Element::new("div")
            .class("govuk-summary-card__actions")
            .class(&actions.classes)
            .holding(link(only, title)),
        several => {
            Element::new("ul").class("govuk-summary-card__actions").class(&actions.classes).holding(html! {
                @for item in several { li class="govuk-summary-card__action" { (link(item, title)) } }
            })
        }
    }
}

impl Render for SummaryList {
    fn render(&self) -> Markup {
        let any_actions =
            self.rows.iter().any(|row| row.actions.as_ref().is_some_and(|a| !a.items.is_empty()));
        let list = Element::new("dl")
            .class("govuk-summary-list")
            .class(&self.classes)
            .attributes(&self.attributes)
            .holding(html! { @for row in &self.rows { (self.row(row, any_actions)) } });
        match &self.card {
            Some(frame) => card(frame, &list),
            None => list,
        }
    }
}
