//! Notifications on pages and by the interface: a batch arrives, is read by household, becomes a contact; a row is mended; a key opens its own batches
//! and says nothing of anybody.

use std::collections::BTreeSet;

use axum::body::Body;
use axum::http::{Method, Request, StatusCode, header};
use casework::House;
use casework::notification::{Sent, batch, look_up, make_key, take_in, waiting};
use domain::notification::{Format, Way};
use domain::staff::Role;
use serde_json::Value;
use web::mounts;
use web::route::Kind;

use crate::house::{Answer, Invented, field};
use crate::neighbour::a_neighbour_rings;

/// What was notified, as it stands in addresses.
pub struct Notified {
    /// One that waits.
    pub notification: String,
    /// Its batch.
    pub batch: String,
    /// A row of it that could not be taken.
    pub row: String,
    /// The key of the agency's system.
    pub key: String,
}

const HEAD: &str = "reference,incident_at,kinds,what_happened,officer,address,postcode,risk,role,name,born\n";
const MONDAY: &str = "NP-1,2026-11-21 23:10,domestic_abuse,Shouting heard,PC 4410,14 Larch Road,ZZ99 3AB,high,child,Bo Sample,2015\n\
    NP-2,2026-11-22 02:00,domestic_abuse,Called back,PC 9,14 Larch Rd,ZZ99 3AB,,child,Bo Sample,2015\n\
    NP-3,2026-11-22 04:00,crime,Window broken,PC 9,9 Ash Close,ZZ99 3AD,,victim,Una Other,1970\n\
    NP-4,31/11/2026,cheese,Hm,PC 9,2 Elm Way,ZZ99 3AC,,child,Mo Plain,7\n";

/// A Monday's batch in a house.
pub fn notified(house: &House) -> Notified {
    let text = format!("{HEAD}{MONDAY}");
    let sent = Sent {
        agency: "police",
        way: Way::Folder,
        name: "monday.csv",
        format: Format::Csv,
        bytes: text.as_bytes(),
    };
    let receipt = take_in(&house.system(), &sent, None).unwrap();
    look_up(house).unwrap();
    let key = make_key(&house.system(), "police", "Their system", "30").unwrap().key;
    Notified {
        notification: waiting(&house.system()).unwrap().households[0].notifications[0].to_string(),
        row: batch(&house.system(), receipt.batch.id).unwrap().refused[0].id.to_string(),
        batch: receipt.batch.id.to_string(),
        key: key.id.to_string(),
    }
}

/// The values of every field of a name in the first form that goes to an address.
fn hidden(answer: &Answer, action: &str, name: &str) -> Vec<String> {
    let page = scraper::Html::parse_document(&answer.body);
    let selector = scraper::Selector::parse(&format!("form[action='{action}'] [name='{name}']")).unwrap();
    page.select(&selector).filter_map(|field| field.value().attr("value").map(str::to_owned)).collect()
}

#[test]
fn a_monday_is_triaged_from_the_list_with_one_press_each() {
    let invented = Invented::new();
    let notified = notified(&invented.house);
    let list = invented.get(Role::ContactOfficer, "/notifications");
    list.says("3 notifications wait in 2 households")
        .says("High risk")
        .says("Domestic abuse")
        .says("2nd in 12 months")
        .says("2nd this week")
        .says("14 Larch Road, ZZ99 3AB")
        .says("Shouting heard")
        .says("Bo Sample : child");
    let larch = list.body.find("14 Larch Road").unwrap();
    assert!(larch < list.body.find("9 Ash Close").unwrap(), "the worst stands first");
    invented.get(Role::ContactOfficer, "/notifications?show=high").says("14 Larch").says_not("Ash Close");
    invented
        .get(Role::ContactOfficer, "/notifications?show=known&sort=often&page=9")
        .says("Nothing waits here");

    let action = format!("/notifications/{}/contact", notified.notification);
    let of = hidden(&list, &action, "of");
    assert_eq!(of.len(), 2);
    let form = hidden(&list, &action, "form").remove(0);
    let fields = [("form", form.as_str()), ("of", of[0].as_str()), ("of", of[1].as_str())];
    let made = invented.post(Role::ContactOfficer, &action, &fields);
    assert_eq!(made.status, StatusCode::SEE_OTHER, "{}", made.words());
    assert!(made.to().starts_with("/contacts/"), "{}", made.to());
    let again = invented.post(Role::ContactOfficer, &action, &fields);
    assert_eq!(again.to(), made.to(), "sent twice it is one contact");
    let contact = invented.get(Role::ContactOfficer, made.to());
    contact.says("Shouting heard").says("Called back").says("NP-1").says("NP-2").says("Police notification");
    invented
        .get(Role::ContactOfficer, &format!("/notifications/{}", notified.notification))
        .says("A contact was made by Invented");
    let late = invented.post(Role::MashManager, &action, &[("of", of[0].as_str())]);
    assert_eq!(late.status, StatusCode::CONFLICT);
    late.says("triaged already");

    let rest = invented.get(Role::ContactOfficer, "/notifications");
    rest.says("1 notification waits in 1 household");
    let id = rest.body.split("/not-needed").next().unwrap().rsplit('/').next().unwrap().to_owned();
    let path = format!("/notifications/{id}/not-needed");
    let page = invented.get(Role::ContactOfficer, &path);
    page.says("Why is no contact needed?");
    let of = field(&page, "of");
    let none = invented.post(Role::ContactOfficer, &path, &[("of", &of)]);
    assert_eq!(none.status, StatusCode::UNPROCESSABLE_ENTITY);
    none.says("Choose why no contact is needed");
    let done = invented.post(Role::ContactOfficer, &path, &[("of", &of), ("reason", "no_child")]);
    assert_eq!(done.to(), "/notifications", "{}", done.words());
    invented.get(Role::ContactOfficer, "/notifications").says("0 notifications wait");
}

#[test]
fn whoever_the_people_of_a_notification_may_be_is_said_as_beside_a_contact() {
    let invented = Invented::new();
    a_neighbour_rings(&invented, ("Bo", "Sample"), "Crying at night.");
    a_neighbour_rings(&invented, ("Bo", "Larchwood"), "Crying at night.");
    let notified = notified(&invented.house);
    let page = invented.get(Role::ContactOfficer, &format!("/notifications/{}", notified.notification));
    page.says("Who Bo Sample may be")
        .says("Same Name: Bo Sample")
        .says("Not given Date of birth: Said, and there is nothing to compare it with");
    // Of whom little speaks is folded away, and nothing of it is read aloud by itself.
    let html = scraper::Html::parse_document(&page.body);
    let folded = scraper::Selector::parse("details .app-match__name").unwrap();
    let folded: Vec<String> = html.select(&folded).map(|name| name.text().collect()).collect();
    assert!(folded.contains(&"Bo Larchwood".to_owned()), "{folded:?}");
    assert!(!folded.contains(&"Bo Sample".to_owned()), "{folded:?}");
    let aloud = scraper::Selector::parse("main [role=status]").unwrap();
    assert_eq!(html.select(&aloud).count(), 0);
}

#[test]
fn a_row_is_mended_with_everything_typed_kept() {
    let invented = Invented::new();
    let notified = notified(&invented.house);
    invented
        .get(Role::ContactOfficer, &format!("/notifications/batches/{}", notified.batch))
        .says("Mend line 5: NP-4")
        .says("is no kind of incident");
    let path = format!("/notifications/rows/{}", notified.row);
    let page = invented.get(Role::ContactOfficer, &path);
    page.says("Write when it happened like");
    assert_eq!(field(&page, "person-0-name"), "Mo Plain");
    let version = field(&page, "version");
    let mut fields = vec![
        ("version", version.as_str()),
        ("reference", "NP-4"),
        ("kinds", "cheese"),
        ("what_happened", "Hm"),
        ("address", "2 Elm Way"),
        ("person-0-role", "child"),
        ("person-0-name", "Mo Plain"),
        ("person-0-born", "never"),
    ];
    let wrong = invented.post(Role::ContactOfficer, &path, &fields);
    assert_eq!(wrong.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert_eq!(field(&wrong, "person-0-born"), "never");
    fields[2].1 = "concern";
    fields[7].1 = "7";
    let done = invented.post(Role::ContactOfficer, &path, &fields);
    assert_eq!(done.status, StatusCode::SEE_OTHER, "{}", done.words());
    look_up(&invented.house).unwrap();
    invented.get(Role::ContactOfficer, "/notifications").says("4 notifications wait").says("Mo Plain");
    invented.get(Role::ContactOfficer, &path).says("This row has been taken in");
}

#[test]
fn a_key_is_shown_once_and_ends() {
    let invented = Invented::new();
    let wrong = invented.post(
        Role::Administrator,
        "/agency-keys/new",
        &[("agency", ""), ("name", ""), ("days", "9999")],
    );
    assert_eq!(wrong.status, StatusCode::UNPROCESSABLE_ENTITY);
    let made = invented.post(
        Role::Administrator,
        "/agency-keys/new",
        &[("agency", "police"), ("name", "Their system"), ("days", "30")],
    );
    let secret = made.words().split_whitespace().find(|word| word.starts_with("fdk_")).unwrap().to_owned();
    let list = invented.get(Role::Administrator, "/agency-keys");
    list.says("Their system").says_not(&secret);
    let taken = send(&invented, &secret, "text/csv", &[], &format!("{HEAD}{MONDAY}"));
    assert_eq!(taken.status, StatusCode::MULTI_STATUS);
    let end = list
        .body
        .split("/agency-keys/")
        .find_map(|rest| rest.strip_suffix("").and_then(|rest| rest.split_once("/end")))
        .unwrap()
        .0;
    let ended = invented.post(Role::Administrator, &format!("/agency-keys/{end}/end"), &[]);
    assert_eq!(ended.status, StatusCode::SEE_OTHER);
    let refused = send(&invented, &secret, "text/csv", &[], &format!("{HEAD}{MONDAY}"));
    assert_eq!(refused.status, StatusCode::UNAUTHORIZED);
}

fn secret(invented: &Invented, agency: &str) -> String {
    make_key(&invented.house.system(), agency, "Their system", "30").unwrap().secret
}

fn send(invented: &Invented, secret: &str, kind: &str, headers: &[(&str, &str)], body: &str) -> Answer {
    let mut request = Request::builder().method(Method::POST).uri("/api/notifications");
    if !secret.is_empty() {
        request = request.header(header::AUTHORIZATION, format!("Bearer {secret}"));
    }
    if !kind.is_empty() {
        request = request.header(header::CONTENT_TYPE, kind);
    }
    for (name, value) in headers {
        request = request.header(*name, *value);
    }
    invented.raw(request.body(Body::from(body.to_owned())).unwrap())
}

fn json(answer: &Answer) -> Value {
    serde_json::from_str(&answer.body).unwrap_or_else(|_| panic!("no JSON: {}", answer.body))
}

#[test]
fn the_interface_answers_each_sending_as_it_is_described() {
    let invented = Invented::new();
    let key = secret(&invented, "police");
    let one = "{\"notifications\":[{\"reference\":\"J1\",\"kinds\":[\"concern\"],\"what_happened\":\"x\",\"address\":\"1 Elm Way\"}]}";
    let other = one.replace("\"x\"", "\"y\"");
    let csv = format!("{HEAD}{MONDAY}");
    let named = [("idempotency-key", "monday-0800")];
    for (secret, kind, headers, body, status) in [
        ("", "application/json", &[][..], one, 401),
        ("fdk_wrong", "application/json", &[], one, 401),
        (&key, "", &[], one, 415),
        (&key, "application/x-www-form-urlencoded", &[], one, 415),
        (&key, "application/json", &[], "{", 400),
        (&key, "application/xml", &[], "<!DOCTYPE x [<!ENTITY a \"b\">]><notifications/>", 400),
        (&key, "application/json; charset=utf-8", &named, one, 201),
        (&key, "application/json", &named, one, 200),
        (&key, "application/json", &[], one, 200),
        (&key, "application/json", &named, &other, 409),
        (&key, "application/json", &[("idempotency-key", "")], one, 400),
        (&key, "text/csv", &[], &csv, 207),
    ] {
        let answer = send(&invented, secret, kind, headers, body);
        assert_eq!(answer.status.as_u16(), status, "{kind} {body:.40}: {}", answer.body);
        let written =
            if answer.status.is_success() { "application/json" } else { "application/problem+json" };
        assert_eq!(answer.header("content-type"), written);
        assert_eq!(answer.header("cache-control"), "no-store");
        assert!(answer.header("set-cookie").is_empty());
        if status == 401 {
            assert!(answer.header("www-authenticate").starts_with("Bearer"));
        }
    }
    let refused = json(&send(&invented, &key, "text/csv", &[], &csv));
    assert_eq!(
        (&refused["taken"], &refused["refused"], &refused["problems"][0]["line"]),
        (&3.into(), &1.into(), &5.into())
    );
}

#[test]
fn the_interface_shows_each_agency_its_own_and_no_browser_anything() {
    let invented = Invented::new();
    let key = secret(&invented, "police");
    let refused = json(&send(&invented, &key, "text/csv", &[], &format!("{HEAD}{MONDAY}")));
    let place = format!("/api/notifications/batches/{}", refused["batch"].as_str().unwrap());
    let get = |secret: &str, place: &str| {
        let request = Request::builder().uri(place).header(header::AUTHORIZATION, format!("Bearer {secret}"));
        invented.raw(request.body(Body::empty()).unwrap())
    };
    assert_eq!(json(&get(&key, &place)), refused);
    let elsewhere = get(&secret(&invented, "school"), &place);
    assert_eq!((elsewhere.status, json(&elsewhere)["status"].as_u64()), (StatusCode::NOT_FOUND, Some(404)));
    for place in ["/api/notifications/batches/zz", "/api/nothing"] {
        let nothing = get(&key, place);
        assert_eq!(
            (nothing.status, nothing.header("content-type")),
            (StatusCode::NOT_FOUND, "application/problem+json")
        );
    }
    let method = get(&key, "/api/notifications");
    assert_eq!((method.status, method.header("allow")), (StatusCode::METHOD_NOT_ALLOWED, "POST"));
    let much = send(&invented, &key, "text/csv", &[], &"x".repeat(9 * 1024 * 1024));
    assert_eq!(much.status, StatusCode::PAYLOAD_TOO_LARGE);
    // A browser's sign-in opens nothing here: nobody's browser can be made to send.
    let request = Request::builder()
        .method(Method::POST)
        .uri("/api/notifications")
        .header(header::COOKIE, format!("__Host-frontdoor={}", invented.token(Role::Partner)))
        .header(header::CONTENT_TYPE, "application/json");
    assert_eq!(invented.raw(request.body(Body::from("[]")).unwrap()).status, StatusCode::UNAUTHORIZED);
}

#[test]
fn no_answer_to_a_system_depends_on_who_is_known() {
    let invented = Invented::new();
    let key = secret(&invented, "police");
    let one = |name: &str, reference: &str| {
        format!("{HEAD}{reference},,concern,x,PC 1,14 Larch Road,ZZ99 3AB,,child,{name},2015-03-02\n")
    };
    let first = json(&send(&invented, &key, "text/csv", &[], &one("Ava Example", "K1")));
    look_up(&invented.house).unwrap();
    let sessions = invented.house.system();
    let seen = waiting(&sessions).unwrap().households;
    let made = casework::notification::make_contact(
        &sessions,
        &casework::Sending { form: invented.house.id(), opened: 0, content: Vec::new() },
        &[(seen[0].notifications[0], 2)],
    )
    .unwrap();
    let sending = casework::Sending { form: invented.house.id(), opened: 1, content: Vec::new() };
    casework::contact::find_child(&sessions, &sending, made, 0, casework::contact::Whom::New).unwrap();
    // Now she is on the record.
    let shape = |value: &Value| {
        let Value::Object(members) = value else { panic!("no object") };
        members
            .iter()
            .filter(|(name, _)| !matches!(name.as_str(), "batch" | "sha256" | "received_at"))
            .map(|(name, value)| format!("{name}: {value}"))
            .collect::<Vec<_>>()
    };
    let known = json(&send(&invented, &key, "text/csv", &[], &one("Ava Example", "K2")));
    let unknown = json(&send(&invented, &key, "text/csv", &[], &one("Wim Nobody", "K3")));
    assert_eq!(shape(&known), shape(&unknown));
    assert_eq!(shape(&first), shape(&unknown));
}

#[test]
fn the_description_says_what_is_mounted_and_nothing_else() {
    let invented = Invented::new();
    let description = invented.raw(Request::builder().uri("/api/openapi.json").body(Body::empty()).unwrap());
    assert_eq!(description.header("content-type"), "application/json");
    let described: BTreeSet<String> =
        json(&description)["paths"].as_object().unwrap().keys().cloned().collect();
    let mounted = mounts();
    let of_systems = mounted.iter().filter(|mount| matches!(mount.kind(), Kind::System(_) | Kind::OpenFile));
    assert_eq!(described, of_systems.map(|mount| mount.path().to_owned()).collect());
    // The schema is the same list of columns by which files are read.
    for (schema, columns) in
        [("Notification", domain::notification::INCIDENT), ("Person", domain::notification::PERSON)]
    {
        let members =
            json(&description)["components"]["schemas"][schema]["properties"].as_object().unwrap().clone();
        let named: BTreeSet<&str> =
            members.keys().map(String::as_str).filter(|name| *name != "people").collect();
        assert_eq!(named, columns.iter().map(|column| column.name).collect(), "{schema}");
    }
}
