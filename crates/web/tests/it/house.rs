//! An invented house for tests of pages: a council's staff of every role, signed in, and a browser for each. Every page that is got keeps the
//! rules and has the headers.

use std::collections::BTreeMap;
use std::sync::Arc;

use axum::Router;
use axum::body::{Body, to_bytes};
use axum::http::{HeaderMap, Method, Request, StatusCode, header};
use casework::sign_in::{begin, demo_codes, demo_person, second_factor};
use casework::simulation::{SeededChance, SimulatedClock};
use casework::staff::{StaffAsked, add_staff};
use casework::{House, Sending};
use domain::calendar::Calendar;
use domain::id::Id;
use domain::pack::england;
use domain::staff::{Role, Staff};
use identity::password::Policy;
use jiff::SignedDuration;
use store::testing::Throwaway;
use tower::ServiceExt;
use web::{DemoPerson, Settings};

/// Everybody's password in the invented house.
pub const PASSWORD: &str = "the kettle hums at dawn";

/// The invented house, with its site.
pub struct Invented {
    /// The house.
    pub house: House,
    /// The site.
    pub site: Router,
    /// The staff, by role.
    pub staff: BTreeMap<Role, Id<Staff>>,
    tokens: BTreeMap<Role, String>,
    clock: Arc<SimulatedClock>,
    _store: Throwaway,
}

/// What a browser got.
#[derive(Debug)]
pub struct Answer {
    /// The status.
    pub status: StatusCode,
    /// The headers.
    pub headers: HeaderMap,
    /// The body.
    pub body: String,
}

impl Answer {
    /// Where it leads.
    pub fn to(&self) -> &str {
        self.header(header::LOCATION.as_str())
    }

    /// A header, or nothing.
    pub fn header(&self, name: &str) -> &str {
        self.headers.get(name).map_or("", |value| value.to_str().unwrap())
    }

    /// The sign-in token that it sets.
    pub fn token(&self) -> &str {
        let cookie = self.header("set-cookie");
        cookie.split(';').next().and_then(|pair| pair.strip_prefix("__Host-frontdoor=")).unwrap_or_default()
    }

    /// The words of the page.
    pub fn words(&self) -> String {
        let page = scraper::Html::parse_document(&self.body);
        let words: Vec<&str> = page.root_element().text().flat_map(str::split_whitespace).collect();
        words.join(" ")
    }

    /// Asserts that the page says something.
    #[track_caller]
    pub fn says(&self, words: &str) -> &Self {
        assert!(self.words().contains(words), "{words:?} is not said: {}", self.words());
        self
    }

    /// Asserts that the page does not say something.
    #[track_caller]
    pub fn says_not(&self, words: &str) -> &Self {
        assert!(!self.body.contains(words), "{words:?} is said: {}", self.words());
        self
    }
}

/// The user name of the invented person of a role.
pub fn user_name(role: Role) -> String {
    role.code().replace('_', ".")
}

impl Invented {
    /// A house with one invented person of every role, all of them signed in, on a Monday morning.
    pub fn new() -> Self {
        Self::with(web::mounts())
    }

    /// The same house, in which every decision is drawn for a second reading.
    pub fn reading_all() -> Self {
        let mut pack = england().clone();
        pack.consistency.second_reading.share = 100;
        Self::made_of(web::mounts(), pack)
    }

    /// The same house with these pages only.
    pub fn with(mounts: Vec<web::route::Mount>) -> Self {
        Self::made_of(mounts, england().clone())
    }

    fn made_of(mounts: Vec<web::route::Mount>, pack: domain::pack::Pack) -> Self {
        let throwaway = Throwaway::sqlite();
        let clock = Arc::new(SimulatedClock::at("2026-11-23T08:30:00Z".parse().unwrap()));
        let chance = Arc::new(SeededChance::from_seed(7));
        let calendar = Arc::new(Calendar::england());
        let house = House::new(throwaway.open(), Arc::new(pack), calendar, Arc::clone(&clock) as _, chance);
        let house = house.with_passwords(Policy::cheap_for_invented_users()).as_demo();
        let house = house.with_press(Arc::new(crate::press::Typed)).with_drawing(Arc::new(web::Pictures));
        let roles = || Role::ALL.iter().copied().filter(|role| *role != Role::System);
        let staff: BTreeMap<Role, Id<Staff>> = roles().map(|role| (role, joined(&house, role))).collect();
        let demo_people = roles().map(|role| DemoPerson {
            name: format!("{role:?}"),
            role: role.words().into(),
            user_name: user_name(role),
            password: PASSWORD.into(),
        });
        let settings = Settings { demo_people: demo_people.collect(), ..Settings::default() };
        let site = web::site_of(mounts, house.clone(), settings);
        let tokens = roles().map(|role| (role, signed_in(&house, role))).collect();
        Invented { house, site, staff, tokens, clock, _store: throwaway }
    }

    /// Sets the house up otherwise.
    pub fn set_up(&mut self, change: impl FnOnce(House) -> House) {
        self.house = change(self.house.clone());
        self.site = web::site(self.house.clone(), Settings::default());
    }

    /// Lets time pass.
    pub fn later(&self, by: SignedDuration) {
        self.clock.set(self.house.now() + by);
    }

    /// The session token of somebody.
    pub fn token(&self, role: Role) -> &str {
        &self.tokens[&role]
    }

    /// Signs somebody in anew, as a browser does.
    pub fn sign_in_again(&mut self, role: Role) {
        let token = signed_in(&self.house, role);
        self.tokens.insert(role, token);
    }

    /// Sends a request as it is. Nothing is asserted of the answer.
    pub fn raw(&self, request: Request<Body>) -> Answer {
        let site = self.site.clone();
        let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().unwrap();
        runtime.block_on(async {
            let answer = site.oneshot(request).await.unwrap();
            let (head, body) = answer.into_parts();
            let body = to_bytes(body, usize::MAX).await.unwrap();
            Answer {
                status: head.status,
                headers: head.headers,
                body: String::from_utf8_lossy(&body).into_owned(),
            }
        })
    }

    /// Sends a request with a token; nothing for nobody's.
    #[track_caller]
    pub fn ask(&self, method: Method, token: Option<&str>, path: &str, body: &str) -> Answer {
        let mut request = Request::builder().method(method).uri(path).header("sec-fetch-site", "same-origin");
        if let Some(token) = token {
            request = request.header(header::COOKIE, format!("__Host-frontdoor={token}"));
        }
        if !body.is_empty() {
            request = request.header(header::CONTENT_TYPE, "application/x-www-form-urlencoded");
        }
        let answer = self.raw(request.body(Body::from(body.to_owned())).unwrap());
        keeps_the_rules(path, &answer);
        answer
    }

    /// Opens a page as somebody.
    #[track_caller]
    pub fn get(&self, role: Role, path: &str) -> Answer {
        self.ask(Method::GET, Some(self.token(role)), path, "")
    }

    /// Opens a page as nobody.
    #[track_caller]
    pub fn get_as_nobody(&self, path: &str) -> Answer {
        self.ask(Method::GET, None, path, "")
    }

    /// Posts fields as somebody.
    #[track_caller]
    pub fn post(&self, role: Role, path: &str, fields: &[(&str, &str)]) -> Answer {
        self.ask(Method::POST, Some(self.token(role)), path, &encoded(fields))
    }

    /// Posts fields with a token, or as nobody.
    #[track_caller]
    pub fn post_with(&self, token: Option<&str>, path: &str, fields: &[(&str, &str)]) -> Answer {
        self.ask(Method::POST, token, path, &encoded(fields))
    }
}

/// Fields as a browser sends them.
pub fn encoded(fields: &[(&str, &str)]) -> String {
    form_urlencoded::Serializer::new(String::new()).extend_pairs(fields).finish()
}

/// The value of a field of a page's form.
pub fn field(answer: &Answer, name: &str) -> String {
    let page = scraper::Html::parse_document(&answer.body);
    let selector = scraper::Selector::parse(&format!("main [name='{name}']")).unwrap();
    let Some(field) = page.select(&selector).next() else { return String::new() };
    match field.value().name() {
        "textarea" => field.text().collect::<String>().trim_start_matches('\n').to_owned(),
        _ => field.value().attr("value").unwrap_or_default().to_owned(),
    }
}

/// Nothing is kept by a browser, nothing runs that is not ours, nobody frames the page; and a page keeps the rules of design.
#[track_caller]
fn keeps_the_rules(path: &str, answer: &Answer) {
    let policy = answer.header("content-security-policy");
    assert!(policy.contains("default-src 'none'") && !policy.contains("unsafe"), "{path}: {policy}");
    for (name, value) in [
        ("x-content-type-options", "nosniff"),
        ("x-frame-options", "DENY"),
        ("referrer-policy", "same-origin"),
        ("cross-origin-opener-policy", "same-origin"),
        ("cache-control", "no-store"),
    ] {
        assert_eq!(answer.header(name), value, "{path}: {name}");
    }
    assert!(answer.header("strict-transport-security").starts_with("max-age="), "{path}");
    if answer.body.contains("<html") {
        let found = design::rules::check_page(&answer.body);
        assert!(
            found.is_empty(),
            "{path}: {}",
            found.iter().map(ToString::to_string).collect::<Vec<_>>().join("; ")
        );
    }
}

fn joined(house: &House, role: Role) -> Id<Staff> {
    let sending = Sending { form: house.id(), opened: 0, content: Vec::new() };
    let partner = matches!(role, Role::Partner | Role::AgencyAdministrator);
    let asked = StaffAsked {
        name: format!("Invented {}", role.words()),
        title: role.words().into(),
        roles: vec![role.code().into()],
        teams: if partner { Vec::new() } else { vec!["front_door".into()] },
        agency: partner.then(|| house.pack.agencies[0].id.clone()),
        organisation: String::new(),
        phone: "01632 960101".into(),
        email: format!("{}@northbridge.example", user_name(role)),
    };
    let staff = add_staff(&house.system(), &sending, asked).unwrap();
    demo_person(house, staff, &user_name(role), PASSWORD).unwrap();
    staff
}

fn signed_in(house: &House, role: Role) -> String {
    let user_name = user_name(role);
    let begun = begin(house, &user_name, PASSWORD, "192.0.2.1").unwrap();
    let code = demo_codes(house, &user_name).unwrap().unwrap();
    second_factor(house, &begun.token, &code, "192.0.2.1").unwrap().token
}
