//! What a page answers.

use maud::Markup;

/// A page to show: the shell around it is added by the mount.
#[derive(Debug, Clone, Default)]
pub struct View {
    /// The title, as the heading says it, without the service's name. Never a person's name: titles stand in browser histories.
    pub title: String,
    /// The content, from its error summary and heading on.
    pub body: Markup,
    /// Above the content: a back link or breadcrumbs.
    pub before: Markup,
    /// Whom the page is about: the identity bar.
    pub identity: Markup,
    /// Whether it is wide: lists, chronologies, decisions.
    pub wide: bool,
    /// Whether it is for families and young people, with a quick way out.
    pub exit: bool,
}

impl View {
    /// A page with a title and content.
    pub fn new(title: impl Into<String>, body: Markup) -> Self {
        View { title: title.into(), body, ..View::default() }
    }

    /// The same page with a back link or breadcrumbs.
    #[must_use]
    pub fn before(self, before: Markup) -> Self {
        View { before, ..self }
    }

    /// The same page with whom it is about.
    #[must_use]
    pub fn identity(self, identity: Markup) -> Self {
        View { identity, ..self }
    }

    /// The same page, wide.
    #[must_use]
    pub fn wide(self) -> Self {
        View { wide: true, ..self }
    }

    /// The same page with a quick way out.
    #[must_use]
    pub fn exit(self) -> Self {
        View { exit: true, ..self }
    }
}

/// A form was taken: the page that shows the result.
#[derive(Debug, Clone)]
pub struct Sent {
    /// Where to go: an address of this service.
    pub to: String,
    /// What becomes of the sign-in cookie: only signing in and out change it.
    pub sign_in: SignIn,
    /// A page to show once instead of going anywhere: a link or codes that nobody can read a second time.
    pub once: Option<View>,
}

/// What becomes of the sign-in cookie.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum SignIn {
    /// It stays as it is.
    Unchanged,
    /// It carries this token from now on.
    Token(String),
    /// It goes, with whatever the browser kept.
    Gone,
}

impl Sent {
    /// Go there.
    pub fn to(address: impl Into<String>) -> Self {
        Sent { to: address.into(), sign_in: SignIn::Unchanged, once: None }
    }

    /// Shows a page that nobody can see a second time.
    pub fn once(view: View) -> Self {
        Sent { to: String::new(), sign_in: SignIn::Unchanged, once: Some(view) }
    }

    /// The same with a sign-in begun, gone on with or ended.
    #[must_use]
    pub fn sign_in(self, sign_in: SignIn) -> Self {
        Sent { sign_in, ..self }
    }
}
