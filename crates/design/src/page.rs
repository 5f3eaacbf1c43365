//! The frame of every page: title, head, who is signed in, where one can go, whom the page is about, foot. A page without a script works;
//! nothing in it is inline, so a strict content security policy holds.

use maud::{DOCTYPE, Markup, Render, html};

use crate::asset;
use crate::content::Content;
use crate::govuk::{
    ExitThisPage, GenericHeader, NavigationItem, PhaseBanner, ServiceNavigation, SkipLink, Tag,
};

/// Who is signed in, and what they have at hand on every page.
#[derive(Debug, Clone, Default)]
pub struct Viewer {
    /// Their name.
    pub name: String,
    /// What they are here as: "contact officer".
    pub role: String,
    /// Where their drafts are; empty for no link.
    pub drafts_href: String,
    /// How many drafts they have.
    pub drafts: usize,
    /// Where signing out is posted to; empty for no button.
    pub sign_out_action: String,
    /// Where searching is posted to; empty for no search box. Posted, so that no name stands in an address or a log.
    pub search_action: String,
}

/// When this session ends, for the warning that lets a person go on.
#[derive(Debug, Clone, Default)]
pub struct SessionEnd {
    /// Seconds until it ends if nothing is done.
    pub expires_in_seconds: u32,
    /// How many seconds before the end the warning comes.
    pub warn_seconds: u32,
    /// Where going on is posted to.
    pub extend_url: String,
    /// Where an ended session goes.
    pub ended_url: String,
}

/// Everything round a page's own content.
#[derive(Debug, Clone, Default)]
pub struct Page {
    /// What the page is, as its `h1` says it.
    pub title: String,
    /// Whether a form on it has problems: the title then begins with "Error:".
    pub in_error: bool,
    /// The council's name.
    pub council: String,
    /// The service's name, as people call it.
    pub service_name: String,
    /// Where the service's name goes: `/` when empty.
    pub home_href: String,
    /// The main places.
    pub navigation: Vec<NavigationItem>,
    /// Who is signed in.
    pub viewer: Option<Viewer>,
    /// Whom to ring: "Duty manager 01632 960001". On every page in the same place.
    pub duty: Content,
    /// That this is a demonstration, or another word on the service's state.
    pub phase: Option<PhaseBanner>,
    /// The quick way out, for pages of families and young people.
    pub exit: Option<ExitThisPage>,
    /// Back link or breadcrumbs.
    pub before: Markup,
    /// Whom the page is about.
    pub identity: Markup,
    /// Whether the page is wide: lists, chronologies, decisions.
    pub wide: bool,
    /// Whether the foot says that this view is recorded.
    pub recorded: bool,
    /// What else stands in the foot.
    pub foot: Markup,
    /// When the session ends.
    pub session_end: Option<SessionEnd>,
}

impl Page {
    /// A page of the service, whose view is recorded.
    pub fn new(title: impl Into<String>) -> Self {
        Page { title: title.into(), recorded: true, ..Page::default() }
    }

    fn full_title(&self) -> String {
        let error = if self.in_error { "Error: " } else { "" };
        let around = [&self.title, &self.service_name, &self.council];
        let parts: Vec<&str> =
            around.into_iter().map(String::as_str).filter(|part| !part.is_empty()).collect();
        format!("{error}{}", parts.join(" - "))
    }
}

/// A whole page round its content. The content begins with the error summary, if there is one, and the `h1`.
pub fn layout(page: &Page, body: impl Render) -> Markup {
    html! {
        (DOCTYPE)
        html lang="en" class="govuk-template" {
            head {
                meta charset="utf-8";
                title { (page.full_title()) }
                meta name="viewport" content="width=device-width, initial-scale=1, viewport-fit=cover";
                meta name="theme-color" content="#00625a";
                link rel="icon" type="image/svg+xml" href=(asset::href("favicon.svg"));
                link rel="stylesheet" href=(asset::href("app.css"));
                link rel="modulepreload" href=(asset::href("govuk-frontend.min.js"));
                script type="module" src=(asset::href("app.js")) {}
            }
            body class={ "govuk-template__body" @if page.wide { " app-wide" } } {
                script src=(asset::href("supported.js")) {}
                (SkipLink { href: "#main-content".to_owned(), content: "Skip to main content".into(), ..SkipLink::default() })
                (head(page))
                (page.identity)
                div class="govuk-width-container" {
                    @if !page.before.0.is_empty() {
                        // A landmark of its own, so that the skip link passes it and nothing stands outside one.
                        section aria-label="Where this page lies" { (page.before) }
                    }
                    main class="govuk-main-wrapper" id="main-content" { (body) }
                }
                (foot(page))
                @if let Some(end) = &page.session_end { (session(end)) }
            }
        }
    }
}

fn head(page: &Page) -> Markup {
    let header = GenericHeader {
        logo: page.council.as_str().into(),
        url: page.home_href.clone(),
        classes: "app-header".to_owned(),
        container_classes: "govuk-width-container".to_owned(),
        ..GenericHeader::default()
    };
    let navigation = ServiceNavigation {
        service_name: page.service_name.clone(),
        service_url: if page.home_href.is_empty() { "/".to_owned() } else { page.home_href.clone() },
        navigation: page.navigation.clone(),
        ..ServiceNavigation::default()
    };
    html! {
        header class="govuk-template__header" {
            (header)
            (navigation)
            @if let Some(banner) = &page.phase { (banner) }
            @if page.viewer.is_some() || !page.duty.is_empty() {
                div class="govuk-width-container" { (at_hand(page)) }
            }
            @if let Some(exit) = &page.exit { div class="govuk-width-container" { (exit) } }
        }
    }
}

fn at_hand(page: &Page) -> Markup {
    html! {
        div class="app-signed-in" {
            @if let Some(viewer) = &page.viewer {
                @if !viewer.search_action.is_empty() { (search(&viewer.search_action)) }
                @if !viewer.drafts_href.is_empty() {
                    a class="govuk-link" href=(viewer.drafts_href) {
                        "Drafts" @if viewer.drafts > 0 { " (" (viewer.drafts) ")" }
                    }
                }
            }
            @if !page.duty.is_empty() { span { (page.duty) } }
            @if let Some(viewer) = &page.viewer { (signed_in(viewer)) }
        }
    }
}

fn search(action: &str) -> Markup {
    html! {
        form class="app-signed-in__search" method="post" action=(action) role="search" novalidate {
            label class="govuk-visually-hidden" for="search-everywhere" {
                "Search people, families, addresses and numbers"
            }
            input class="govuk-input" id="search-everywhere" name="query" type="search" autocomplete="off"
                spellcheck="false";
            button class="govuk-button govuk-button--secondary" type="submit" { "Search" }
        }
    }
}

fn signed_in(viewer: &Viewer) -> Markup {
    html! {
        span { (viewer.name) @if !viewer.role.is_empty() { ", " (viewer.role) } }
        @if !viewer.sign_out_action.is_empty() {
            form method="post" action=(viewer.sign_out_action) {
                button class="app-button-link" type="submit" { "Sign out" }
            }
        }
    }
}

fn foot(page: &Page) -> Markup {
    html! {
        footer class="govuk-template__footer app-footer" {
            div class="govuk-width-container" {
                @if page.recorded { p { "This view is recorded: who looked, at what, and when." } }
                (page.foot)
                p { (page.service_name) @if !page.council.is_empty() { ", " (page.council) } }
            }
        }
    }
}

fn session(end: &SessionEnd) -> Markup {
    html! {
        div hidden data-session-expires-in=(end.expires_in_seconds) data-session-warn=(end.warn_seconds)
            data-session-extend-url=(end.extend_url) data-session-ended-url=(end.ended_url) {}
    }
}

/// A word on the state of the service above every page: `demonstration("Nobody here is real.")`.
pub fn demonstration(words: impl Into<Content>) -> PhaseBanner {
    PhaseBanner { tag: Tag::new("Demonstration"), content: words.into(), ..PhaseBanner::default() }
}
