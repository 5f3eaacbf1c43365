//! A front door used as a browser uses it: open a page, fill in its form as it stands, send it. Every page that is got keeps the rules.

use axum::http::{Method, StatusCode};
use domain::staff::Role;
use scraper::{ElementRef, Html, Selector};

use crate::house::{Answer, Invented};

/// Asha takes contacts in.
pub const ASHA: Role = Role::ContactOfficer;
/// Ruth decides, by day.
pub const RUTH: Role = Role::MashManager;
/// Tom decides, by night.
pub const TOM: Role = Role::NightManager;

/// The front door of the invented council on a Monday morning.
pub struct Front {
    pub invented: Invented,
}

/// A form on a page, with what stands in it.
#[derive(Clone)]
pub struct Opened<'f> {
    front: &'f Front,
    who: Role,
    action: String,
    pub fields: Vec<(String, String)>,
}

impl Front {
    pub fn open_for_business() -> Self {
        Front { invented: Invented::new() }
    }

    /// The same front door, where every decision is read a second time.
    pub fn reading_all() -> Self {
        Front { invented: Invented::reading_all() }
    }

    /// Asks for a page.
    #[track_caller]
    pub fn get(&self, who: Role, path: &str) -> Answer {
        self.invented.get(who, path.split('#').next().unwrap())
    }

    /// Posts fields to an address.
    #[track_caller]
    pub fn post(&self, who: Role, path: &str, fields: &[(String, String)]) -> Answer {
        let body = form_urlencoded::Serializer::new(String::new()).extend_pairs(fields).finish();
        self.invented.ask(Method::POST, Some(self.invented.token(who)), path, &body)
    }

    /// Opens the form on a page.
    #[track_caller]
    pub fn form(&self, who: Role, path: &str) -> Opened<'_> {
        let answer = self.get(who, path);
        assert_eq!(answer.status, StatusCode::OK, "{path}: {}", answer.words());
        self.form_of(who, path, &answer)
    }

    /// The form that stands on a page that was got already.
    #[track_caller]
    pub fn form_of(&self, who: Role, path: &str, answer: &Answer) -> Opened<'_> {
        let page = Html::parse_document(&answer.body);
        let action = path.split(['?', '#']).next().unwrap().to_owned();
        let forms = Selector::parse("main form[method=post]").unwrap();
        let form = page.select(&forms).find(|form| form.value().attr("action") == Some(&action));
        let form = form.unwrap_or_else(|| panic!("no form to {action} on {path}: {}", answer.words()));
        Opened { front: self, who, action, fields: answers(form) }
    }
}

/// What a browser would send if the form was sent as it stands.
fn answers(form: ElementRef<'_>) -> Vec<(String, String)> {
    let fields = Selector::parse("input[name], textarea[name], select[name]").unwrap();
    let chosen = Selector::parse("option[selected]").unwrap();
    let answer = |field: ElementRef<'_>| {
        let element = field.value();
        let value = element.attr("value").unwrap_or_default().to_owned();
        let typed = match (element.name(), element.attr("type").unwrap_or("text")) {
            ("input", "radio" | "checkbox") => element.attr("checked").map(|_| value)?,
            ("input", _) => value,
            ("textarea", _) => field.text().collect(),
            _ => field
                .select(&chosen)
                .next()
                .and_then(|option| option.value().attr("value"))
                .unwrap_or_default()
                .into(),
        };
        Some((element.attr("name")?.to_owned(), typed))
    };
    form.select(&fields).filter_map(answer).collect()
}

impl Opened<'_> {
    /// The form with an answer in it.
    pub fn with(mut self, name: &str, value: &str) -> Self {
        match self.fields.iter_mut().find(|(field, _)| field == name) {
            Some((_, old)) => value.clone_into(old),
            None => self.fields.push((name.into(), value.into())),
        }
        self
    }

    /// The form with several answers in it.
    pub fn with_all(self, answers: &[(&str, &str)]) -> Self {
        answers.iter().fold(self, |form, (name, value)| form.with(name, value))
    }

    /// What stands in a field.
    pub fn get(&self, name: &str) -> &str {
        self.fields.iter().find(|(field, _)| field == name).map_or("", |(_, value)| value)
    }

    /// Sends the form.
    #[track_caller]
    pub fn send(&self) -> Answer {
        self.front.post(self.who, &self.action, &self.fields)
    }

    /// Sends the form, which is taken, and says where it leads.
    #[track_caller]
    pub fn taken(&self) -> String {
        let answer = self.send();
        assert_eq!(answer.status, StatusCode::SEE_OTHER, "{}", answer.words());
        answer.to().to_owned()
    }
}
