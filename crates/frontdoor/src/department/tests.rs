//! The line to the Department held against a stand-in on this machine that is as strict as the Department: its own schema where that is present, at most a hundred
//! children, tokens that expire, and throttling. The children are invented.

use std::collections::{BTreeSet, VecDeque};
use std::net::SocketAddr;
use std::sync::{Arc, Mutex};

use axum::Router;
use axum::body::Bytes;
use axum::extract::State;
use axum::http::{HeaderMap, StatusCode};
use axum::response::{IntoResponse, Response};
use axum::routing::post;
use casework::feed::{Asked, State as Stands, send_now, state};
use casework::outbox::{FileMailer, Outbox, Worker};
use casework::returns::csc_api::Child;
use casework::simulation::{SeededChance, SimulatedClock};
use casework::{Clock, House, Sending};
use domain::access::{Action, Subject};
use domain::daily_feed::FeedAnswer;
use domain::episode::Episode;
use domain::id::Id;
use domain::pack::england;
use domain::person::known::Known;
use domain::person::name::PersonName;
use domain::person::{Person, Sex, Standing};
use jiff::civil::date;
use jiff::{SignedDuration, Timestamp};
use serde_json::{Value, json};
use store::testing::Throwaway;
use store::{load, save};
use tokio::net::TcpListener;
use tokio::runtime::Runtime;

use super::{Line, Way};

const SECRET: &str = "a secret: with % and spaces";
const KEY: &str = "gateway-key-7";
/// A token lasts an hour.
const LASTS: i64 = 3_600;

/// The stand-in's memory.
struct Memory {
    clock: Arc<SimulatedClock>,
    schema: Option<jsonschema::Validator>,
    /// The token that holds, and until when.
    token: Option<(String, Timestamp)>,
    given: usize,
    /// Answers that come before any other: a status, and how long to wait.
    first: VecDeque<(u16, Option<&'static str>)>,
    /// Identifiers that are refused.
    refuses: BTreeSet<String>,
    /// What was taken in, request by request.
    taken: Vec<Vec<Value>>,
    asked: usize,
}

type Shared = Arc<Mutex<Memory>>;

async fn tokens(State(shared): State<Shared>, head: HeaderMap, body: Bytes) -> Response {
    let mut memory = shared.lock().unwrap();
    let form: Vec<(String, String)> = form_urlencoded::parse(&body).into_owned().collect();
    let of = |name: &str| form.iter().find(|(field, _)| field == name).map(|(_, value)| value.as_str());
    // "us" and the secret, each encoded as in a form.
    let right = super::basic("us", SECRET);
    let known = head.get("authorization").is_some_and(|value| *value == right);
    if !known || of("client_secret").is_some() {
        return (StatusCode::UNAUTHORIZED, format!("wrong secret {SECRET}")).into_response();
    }
    if of("grant_type") != Some("client_credentials") || of("scope") != Some("children") {
        return StatusCode::BAD_REQUEST.into_response();
    }
    memory.given += 1;
    let token = format!("token-{}", memory.given);
    let until = memory.clock.now() + SignedDuration::from_secs(LASTS);
    memory.token = Some((token.clone(), until));
    json!({ "access_token": token, "token_type": "Bearer", "expires_in": LASTS }).to_string().into_response()
}

async fn children(State(shared): State<Shared>, head: HeaderMap, body: Bytes) -> Response {
    let mut memory = shared.lock().unwrap();
    memory.asked += 1;
    if let Some((status, wait)) = memory.first.pop_front() {
        let status = StatusCode::from_u16(status).unwrap();
        let wait = wait.map(|wait| [("retry-after", wait)]);
        return wait.map_or_else(|| status.into_response(), |wait| (status, wait).into_response());
    }
    let now = memory.clock.now();
    let holds =
        memory.token.as_ref().filter(|(_, until)| *until > now).map(|(token, _)| format!("Bearer {token}"));
    let said = head.get("authorization").and_then(|value| value.to_str().ok()).map(str::to_owned);
    if holds.is_none() || said != holds {
        return StatusCode::UNAUTHORIZED.into_response();
    }
    if head.get("supplier-key").is_none_or(|key| key != KEY) {
        return StatusCode::FORBIDDEN.into_response();
    }
    let Ok(Value::Array(nodes)) = serde_json::from_slice::<Value>(&body) else {
        return (StatusCode::BAD_REQUEST, "no list of children").into_response();
    };
    match nodes.len() {
        0 => return StatusCode::NO_CONTENT.into_response(),
        1..=100 => {}
        _ => return StatusCode::PAYLOAD_TOO_LARGE.into_response(),
    }
    let whole = Value::Array(nodes.clone());
    let broken = memory
        .schema
        .as_ref()
        .and_then(|schema| schema.iter_errors(&whole).next().map(|error| error.to_string()));
    let unread = nodes.iter().any(|node| serde_json::from_value::<Child>(node.clone()).is_err());
    if let Some(words) = broken.or_else(|| unread.then(|| "a node that is none".to_owned())) {
        return (StatusCode::BAD_REQUEST, words).into_response();
    }
    if nodes.iter().any(|node| memory.refuses.contains(node["la_child_id"].as_str().unwrap())) {
        return (StatusCode::BAD_REQUEST, "closure_reason is not known").into_response();
    }
    memory.taken.push(nodes);
    let receipt = format!("\"00000000-0000-4000-8000-{:012}\"", memory.taken.len());
    receipt.into_response()
}

/// The Department's schema of a request, where it is present.
fn schema() -> Option<jsonschema::Validator> {
    let path = concat!(env!("CARGO_MANIFEST_DIR"), "/../../../shared/specs/csc_api/openapi.json");
    let whole: Value = serde_json::from_slice(&std::fs::read(path).ok()?).unwrap();
    let schema = whole["components"]["schemas"]["CSC"].clone();
    Some(jsonschema::options().should_validate_formats(true).build(&schema).unwrap())
}

/// A council, its record, and a Department that stands in for the real one.
struct Council {
    house: House,
    clock: Arc<SimulatedClock>,
    shared: Shared,
    folder: tempfile::TempDir,
    _store: Throwaway,
    _department: Runtime,
}

/// A council with so many children, whose secret is this.
fn council(children_in_it: u128, secret: &str) -> Council {
    let clock = Arc::new(SimulatedClock::at("2026-11-23T08:30:00Z".parse().unwrap()));
    let memory = Memory {
        clock: Arc::clone(&clock),
        schema: schema(),
        token: None,
        given: 0,
        first: VecDeque::new(),
        refuses: BTreeSet::new(),
        taken: Vec::new(),
        asked: 0,
    };
    let shared: Shared = Arc::new(Mutex::new(memory));
    let runtime = tokio::runtime::Builder::new_multi_thread().worker_threads(1).enable_all().build().unwrap();
    let site = Router::new()
        .route("/token", post(tokens))
        .route("/api/children_social_care_data/{authority}/children", post(children))
        .with_state(Arc::clone(&shared));
    let listener = runtime.block_on(TcpListener::bind(SocketAddr::from(([127, 0, 0, 1], 0)))).unwrap();
    let at = listener.local_addr().unwrap();
    runtime.spawn(async move { axum::serve(listener, site).await.unwrap() });
    let store = Throwaway::sqlite();
    let pack = Arc::new(england().clone());
    let calendar = Arc::new(pack.calendar());
    let chance = Arc::new(SeededChance::from_seed(7));
    let way = Way {
        children: format!("http://{at}/api/children_social_care_data/999/children"),
        tokens: format!("http://{at}/token"),
        client: "us".into(),
        secret: secret.into(),
        secret_in_body: false,
        scope: Some("children".into()),
        key: Some(("Supplier-Key".into(), KEY.into())),
    };
    let house = House::new(store.open(), pack, calendar, Arc::clone(&clock) as _, chance)
        .with_department(Arc::new(Line::new(way, Arc::clone(&clock) as _)));
    let council = Council {
        house,
        clock,
        shared,
        folder: tempfile::tempdir().unwrap(),
        _store: store,
        _department: runtime,
    };
    for number in 1..=children_in_it {
        council.child(number, None);
    }
    council
}

impl Council {
    /// Puts a child with an episode on record, or changes the episode's source.
    fn child(&self, number: u128, source: Option<&str>) {
        let name = PersonName::new("Kit", format!("Number{number}"));
        let mut person = Person::named(Id::from_bits(number), Standing::Child, name);
        person.sex = Known::Is(Sex::Female);
        let id = Id::from_bits(number + 1_000_000);
        let episode = Episode {
            source: Some(source.unwrap_or("1B").into()),
            primary_need: Some("N1".into()),
            ..Episode::opened(id, person.id, date(2026, 11, 2))
        };
        let saved = self.house.system().write("test", |door| {
            let permit = door.permit(Action::ImportRecords, Subject::House)?;
            let version = |known: Option<store::Version>| known.unwrap_or(store::Version::NONE);
            let known = load(&permit, person.id)?.map(|known| known.version);
            if known.is_none() {
                save(&permit, &person, version(known), "test", None)?;
            }
            let known = load(&permit, episode.id)?.map(|known| known.version);
            save(&permit, &episode, version(known), "test", None)?;
            Ok(())
        });
        saved.unwrap();
    }

    /// Asks for the feed, as an act of somebody who makes returns.
    fn ask(&self, asked: Asked) {
        let sending = Sending { form: self.house.id(), opened: 0, content: Vec::new() };
        send_now(&self.house.system(), &sending, asked).unwrap();
    }

    /// Does what is due; how much was done.
    fn run(&self) -> usize {
        self.outbox().run_due("one").unwrap()
    }

    fn outbox(&self) -> Outbox {
        Outbox::new(self.house.clone(), Arc::new(FileMailer::into(self.folder.path()).unwrap()))
    }

    fn later(&self, seconds: i64) {
        self.clock.set(self.house.now() + SignedDuration::from_secs(seconds));
    }

    fn stands(&self) -> Stands {
        state(&self.house.system()).unwrap()
    }

    fn memory<T>(&self, of: impl FnOnce(&mut Memory) -> T) -> T {
        of(&mut self.shared.lock().unwrap())
    }

    /// How many children each request that was taken in had.
    fn taken(&self) -> Vec<usize> {
        self.memory(|memory| memory.taken.iter().map(Vec::len).collect())
    }

    /// The identifier that a child is sent under.
    fn identifier(&self, number: u128) -> String {
        let id = Id::<Person>::from_bits(number).to_string();
        let found = self.memory(|memory| {
            let mut nodes = memory.taken.iter().flatten();
            nodes
                .find(|node| node["mis_child_id"] == *id)
                .map(|node| node["la_child_id"].as_str().unwrap().to_owned())
        });
        found.unwrap()
    }
}

#[test]
fn the_day_s_feed_goes_by_hundreds_and_then_only_what_differs() {
    let council = council(150, SECRET);
    // The worker asks for the feed by itself once its time has come, and once a day.
    Worker::start(council.outbox(), "one".into()).unwrap().stop();
    Worker::start(council.outbox(), "two".into()).unwrap().stop();
    council.run();
    assert_eq!(council.taken(), [100, 50]);
    assert_eq!(council.memory(|memory| (memory.given, memory.asked)), (1, 2));
    let stands = council.stands();
    assert_eq!((stands.held, stands.waits, stands.refused.len()), (150, None, 0));
    assert_eq!(stands.taken_at, Some(council.house.now()));
    let last = &stands.requests[0].request;
    assert_eq!(last.answer, FeedAnswer::Acknowledged("00000000-0000-4000-8000-000000000002".into()));
    assert_eq!((last.status, last.children.len(), last.digest.len()), (Some(200), 50, 64));
    // Nothing differs: nobody is asked. Then one child does.
    council.ask(Asked::Differences);
    assert_eq!(council.run(), 1);
    assert_eq!(council.memory(|memory| memory.asked), 2);
    council.child(7, Some("2A"));
    council.later(LASTS);
    council.ask(Asked::Differences);
    assert_eq!(council.run(), 1);
    assert_eq!(council.taken(), [100, 50, 1]);
    // The token had come to its end: another was fetched before anything was refused.
    assert_eq!(council.memory(|memory| (memory.given, memory.asked)), (2, 3));
}

#[test]
fn whoever_asks_to_wait_is_waited_for() {
    let council = council(1, SECRET);
    let stages = [
        (429, Some("120"), 120),
        (503, None, 60),
        (500, None, 120),
        (403, Some("Mon, 23 Nov 2026 11:00:00 GMT"), 8_700),
    ];
    council.memory(|memory| memory.first.extend(stages.map(|(status, wait, _)| (status, wait))));
    council.ask(Asked::Differences);
    for (number, (status, _, seconds)) in stages.into_iter().enumerate() {
        assert_eq!(council.run(), 0, "{status}");
        let waits = council.stands().waits.unwrap();
        let due = council.house.now() + SignedDuration::from_secs(seconds);
        assert_eq!((waits.next, waits.tries), (Some(due), number as u64 + 1), "{status}");
        assert_eq!(waits.why.unwrap(), format!("The Department answered {status}."));
        council.later(seconds - 1);
        assert_eq!((council.run(), council.memory(|memory| memory.asked)), (0, number + 1), "{status}");
        council.later(1);
    }
    assert_eq!(council.run(), 1);
    assert_eq!(council.taken(), [1]);
    assert_eq!(council.stands().requests.len(), 5);
}

#[test]
fn a_token_that_is_no_longer_good_is_fetched_anew() {
    let council = council(1, SECRET);
    council.ask(Asked::Differences);
    assert_eq!(council.run(), 1);
    council.memory(|memory| memory.token = None);
    council.child(1, Some("2A"));
    council.ask(Asked::Differences);
    assert_eq!(council.run(), 0);
    assert_eq!(council.stands().waits.unwrap().why.unwrap(), "The Department answered 401.");
    council.later(60);
    assert_eq!(council.run(), 1);
    assert_eq!((council.taken(), council.memory(|memory| memory.given)), (vec![1, 1], 2));
}

#[test]
fn one_child_who_is_refused_holds_up_nobody_else() {
    let council = council(120, SECRET);
    council.ask(Asked::Differences);
    council.run();
    let (one, other) = (council.identifier(5), council.identifier(119));
    council.memory(|memory| memory.refuses.extend([one.clone(), other]));
    for number in 1..=120 {
        council.child(number, Some("2A"));
    }
    council.ask(Asked::Differences);
    assert_eq!(council.run(), 1);
    assert_eq!(council.taken()[2..].iter().sum::<usize>(), 118);
    let stands = council.stands();
    assert_eq!((stands.refused.len(), stands.waits), (2, None));
    let refused = stands.refused.iter().find(|refused| refused.identifier == one).unwrap();
    assert!(refused.why.ends_with("It says: closure_reason is not known"), "{}", refused.why);
    // The same is not sent again.
    let asked = council.memory(|memory| memory.asked);
    council.ask(Asked::Differences);
    assert_eq!((council.run(), council.memory(|memory| memory.asked)), (1, asked));
    // As soon as the record changes it is; and when somebody asks for it.
    council.memory(|memory| memory.refuses.clear());
    council.child(5, Some("1A"));
    council.ask(Asked::Differences);
    assert_eq!((council.run(), council.memory(|memory| memory.asked)), (1, asked + 1));
    assert_eq!(council.stands().refused.len(), 1);
    council.ask(Asked::AndRefused);
    assert_eq!((council.run(), council.memory(|memory| memory.asked)), (1, asked + 2));
    assert_eq!(council.stands().refused, []);
}

#[test]
fn without_a_token_nothing_is_sent_and_no_secret_is_told() {
    let council = council(1, "another secret");
    council.ask(Asked::Differences);
    assert_eq!(council.run(), 0);
    let why = council.stands().waits.unwrap().why.unwrap();
    assert_eq!(why, "No token was given: 401. Look whether client and secret are right.");
    assert_eq!(council.memory(|memory| memory.asked), 0);
    // After twelve tries an administrator looks at it; the next day's feed is tried all the same.
    for _ in 0..12 {
        council.later(6 * 60 * 60);
        council.run();
    }
    assert_eq!(council.stands().waits.unwrap().next, None);
}
