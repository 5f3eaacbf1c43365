//! Measures the pages of a family of many years: `cargo run --release -p web --example assessment_pages -- [events] [postgres://…]`. The site answers in this
//! process, so that a figure is the page's own and not a network's; every read is recorded as it always is. What it prints goes into `docs/evidence/`; no test
//! depends on it.

#![expect(clippy::print_stdout, reason = "printing is what it is for")]

#[path = "../../casework/examples/assessment/family.rs"]
mod family;

use std::time::Instant;

use axum::Router;
use axum::body::{Body, to_bytes};
use axum::http::{Method, Request, header};
use casework::House;
use casework::sign_in::{begin, demo_codes, demo_person, second_factor};
use domain::staff::Staff;
use identity::password::Policy;
use scraper::{ElementRef, Html, Selector};
use store::{Database, Key, Settings, Store};
use tokio::runtime::Runtime;
use tower::ServiceExt;

use family::{Council, Outcome};

const PASSWORD: &str = "the kettle hums at dawn";
/// How often each page is asked for.
const TIMES: usize = 60;

/// A browser of one person.
struct Browser<'a> {
    site: &'a Router,
    runtime: &'a Runtime,
    token: String,
}

struct Answer {
    status: u16,
    to: String,
    body: String,
}

fn main() -> Outcome<()> {
    let folder = tempfile::tempdir()?;
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let address = arguments.iter().find(|argument| argument.starts_with("postgres"));
    let events = arguments.iter().find_map(|argument| argument.parse().ok()).unwrap_or(2_000);
    let database = match address {
        Some(address) => Database::Postgres(address.clone()),
        None => Database::Sqlite(folder.path().join("measure.sqlite")),
    };
    let store = Store::open(database, Key::from_bytes([1; 32]), Settings::default())?;
    println!("A family of {events} events on {}", store.database().engine());
    let council = Council::new(store)?;
    let made = council.family(1, events)?;
    let house = council.house.clone().with_passwords(Policy::cheap_for_invented_users()).as_demo();
    let runtime = tokio::runtime::Builder::new_multi_thread().worker_threads(1).enable_all().build()?;
    let site = web::site(house.clone(), web::Settings::default());
    let browser = |token| Browser { site: &site, runtime: &runtime, token };
    let worker = browser(signed_in(&house, &council.worker, "worker")?);
    let manager = browser(signed_in(&house, &council.manager, "manager")?);
    let child = format!("/children/{}", made.children[0]);
    let page = format!("/assessments/{}", made.assessment);
    let section = worker.section(&page)?;
    println!("| Page | p50 ms | p95 ms | p99 ms | KB |\n|---|---|---|---|---|");
    worker.measure("Child’s record", &child)?;
    worker.measure("Chronology", &format!("{child}/chronology"))?;
    worker.measure("Chronology, the table only", &format!("{child}/chronology?view=table"))?;
    worker.measure("Chronology as known on a day", &format!("{child}/chronology?known=2024-06-01"))?;
    worker.measure("Assessment", &page)?;
    worker.measure("A section with its evidence", &section)?;
    worker.measure("History and now", &format!("{page}/history"))?;
    worker.measure("Quality mirror", &format!("{page}/mirror"))?;
    worker.measure("The whole, to read or print", &format!("{page}/read"))?;
    worker.save("A section saved", &section)?;
    manager.measure("Assessment, of the manager", &page)?;
    Ok(())
}

fn signed_in(house: &House, staff: &Staff, name: &str) -> Outcome<String> {
    demo_person(house, staff.id, name, PASSWORD)?;
    let begun = begin(house, name, PASSWORD, "192.0.2.1")?;
    let code = demo_codes(house, name)?.ok_or("no code")?;
    Ok(second_factor(house, &begun.token, &code, "192.0.2.1")?.token)
}

impl Browser<'_> {
    fn ask(&self, method: Method, path: &str, body: String) -> Outcome<Answer> {
        let request = Request::builder()
            .method(method)
            .uri(path)
            .header("sec-fetch-site", "same-origin")
            .header(header::CONTENT_TYPE, "application/x-www-form-urlencoded")
            .header(header::COOKIE, format!("__Host-frontdoor={}", self.token))
            .body(Body::from(body))?;
        self.runtime.block_on(async {
            let (head, body) = self.site.clone().oneshot(request).await?.into_parts();
            let body = String::from_utf8_lossy(&to_bytes(body, usize::MAX).await?).into_owned();
            let to = head.headers.get(header::LOCATION).and_then(|to| to.to_str().ok()).unwrap_or_default();
            Ok(Answer { status: head.status.as_u16(), to: to.to_owned(), body })
        })
    }

    fn measure(&self, what: &str, path: &str) -> Outcome<()> {
        let first = self.ask(Method::GET, path, String::new())?;
        if first.status != 200 {
            return Err(format!("{what}: {path} answered {} {}", first.status, first.to).into());
        }
        let mut waits = Vec::new();
        for _ in 0..TIMES {
            let begun = Instant::now();
            self.ask(Method::GET, path, String::new())?;
            waits.push(begun.elapsed().as_secs_f64() * 1e3);
        }
        line(what, waits, first.body.len());
        Ok(())
    }

    /// The section with the most to write.
    fn section(&self, page: &str) -> Outcome<String> {
        let list = self.ask(Method::GET, page, String::new())?.body;
        let links = Selector::parse("a[href*='/sections/']").map_err(|wrong| wrong.to_string())?;
        let mut all: Vec<String> = Html::parse_document(&list)
            .select(&links)
            .filter_map(|link| link.value().attr("href").map(str::to_owned))
            .collect();
        all.dedup();
        let mut longest = (0, String::new());
        for path in all {
            let length = self.ask(Method::GET, &path, String::new())?.body.len();
            longest = longest.max((length, path));
        }
        Ok(longest.1)
    }

    /// A section sent with one answer changed, again and again; what is timed is the answer to what was sent.
    fn save(&self, what: &str, path: &str) -> Outcome<()> {
        let mut waits = Vec::new();
        let mut bytes = 0;
        for number in 0..TIMES {
            let opened = self.ask(Method::GET, path, String::new())?;
            let sent = filled(&opened.body, number)?;
            let begun = Instant::now();
            let answer = self.ask(Method::POST, path, sent)?;
            waits.push(begun.elapsed().as_secs_f64() * 1e3);
            if answer.status != 303 {
                return Err(format!("{what}: {path} answered {}", answer.status).into());
            }
            bytes = answer.body.len();
        }
        line(what, waits, bytes);
        Ok(())
    }
}

/// The fields of the page's form as a browser sends them, with one text gone on with.
fn filled(page: &str, number: usize) -> Outcome<String> {
    let page = Html::parse_document(page);
    let fields = Selector::parse("main form[method=post] [name]").map_err(|wrong| wrong.to_string())?;
    let mut sent = form_urlencoded::Serializer::new(String::new());
    let mut changed = false;
    for field in page.select(&fields) {
        let element = field.value();
        let name = element.attr("name").unwrap_or_default();
        match element.name() {
            "textarea" => {
                let mut words = text(field);
                if !changed && words.len() > 100 {
                    words.push_str(&format!(" On the {number}th day it was the same again."));
                    changed = true;
                }
                sent.append_pair(name, &words);
            }
            "input" => {
                let ticked = !matches!(element.attr("type"), Some("radio" | "checkbox"))
                    || element.attr("checked").is_some();
                if ticked && element.attr("type") != Some("submit") {
                    sent.append_pair(name, element.attr("value").unwrap_or_default());
                }
            }
            _ => {}
        }
    }
    Ok(sent.finish())
}

fn text(field: ElementRef<'_>) -> String {
    field.text().collect::<String>().trim_start_matches('\n').to_owned()
}

fn line(what: &str, mut waits: Vec<f64>, bytes: usize) {
    waits.sort_by(f64::total_cmp);
    let at = |share: usize| {
        waits.get((waits.len() * share / 100).min(waits.len() - 1)).copied().unwrap_or_default()
    };
    println!("| {what} | {:.1} | {:.1} | {:.1} | {} |", at(50), at(95), at(99), bytes / 1024);
}
