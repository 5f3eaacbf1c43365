//! The agencies' pages as their browsers meet them, without a script.

use std::sync::Arc;

use axum::body::Body;
use axum::http::{Method, Request as Asking, StatusCode, header};
use casework::partner::Ways;
use domain::contact::Contact;
use domain::id::Id;
use domain::mash::Request;
use domain::partner::ContactAsked;
use domain::person::name::PersonName;
use domain::person::{Person, Standing};
use domain::staff::{Role, Staff};
use jiff::SignedDuration;

use crate::asked;
use crate::canary::planted::{keep, session};
use crate::house::{Answer, Invented, field};

/// The house with one question to the police, for anybody there.
struct House {
    of: Invented,
    request: Id<Request>,
}

fn house() -> House {
    let mut of = Invented::new();
    let ways = Ways { address: Some("https://frontdoor.northbridge.example".into()), ..Ways::default() };
    of.set_up(|house| house.with_ways(ways));
    let child = Person::named(of.house.id(), Standing::Child, PersonName::new("Ava", "Example"));
    keep(&of, &child);
    let contact = contact(&of);
    let enquiry = asked::enquiry(&of, contact, child.id);
    keep(&of, &enquiry);
    let request = asked::request(&of, &enquiry, &of.house.pack.agencies[0].id, "", None);
    keep(&of, &request);
    House { request: request.id, of }
}

/// A contact of a partner's, sent as they send it.
fn contact(of: &Invented) -> Id<Contact> {
    let fields = [
        ("danger.now", "no"),
        ("children.0.name", "Ava Example"),
        ("children.0.where_now", "At school"),
        ("facts.facts", "A bruise"),
        ("consent.aware", "yes"),
    ];
    let answer = of.post(Role::Partner, "/referrals/new", &fields);
    assert_eq!(answer.status, 303, "{}", answer.words());
    let referrals = casework::work::own_referrals(&session(of, Role::Partner)).unwrap();
    referrals[0].id
}

impl House {
    fn page(&self) -> String {
        format!("/requests/{}", self.request)
    }

    /// Sends the page's own form with a file, as a browser does.
    fn send(&self, token: &str, fields: &[(&str, &str)], file: Option<(&str, &[u8])>) -> Answer {
        let page = self.of.ask(Method::GET, Some(token), &self.page(), "");
        let (form, version) = (field(&page, "form"), field(&page, "version"));
        let mut body = Vec::new();
        let pairs = [("form", form.as_str()), ("version", version.as_str())];
        for (name, value) in pairs.iter().chain(fields) {
            let part =
                format!("--parted\r\nContent-Disposition: form-data; name=\"{name}\"\r\n\r\n{value}\r\n");
            body.extend(part.into_bytes());
        }
        let (name, bytes) = file.unwrap_or(("", b""));
        body.extend(format!("--parted\r\nContent-Disposition: form-data; name=\"file\"; filename=\"{name}\"\r\nContent-Type: image/png\r\n\r\n").into_bytes());
        body.extend(bytes);
        body.extend(b"\r\n--parted--\r\n");
        let request = Asking::builder()
            .method(Method::POST)
            .uri(self.page())
            .header("sec-fetch-site", "same-origin")
            .header(header::COOKIE, format!("__Host-frontdoor={token}"))
            .header(header::CONTENT_TYPE, "multipart/form-data; boundary=parted");
        self.of.raw(request.body(Body::from(body)).unwrap())
    }
}

/// What the page fills in, and one answer.
const ANSWER: [(&str, &str); 4] = [
    ("words-0", "Two call-outs"),
    ("choice-0", "Yes, known to us"),
    ("reliability", "own_record"),
    ("handling", "council"),
];

#[test]
fn a_partner_opens_answers_and_sees_what_they_said() {
    let house = house();
    house
        .of
        .get(Role::Partner, "/")
        .says("What waits for you")
        .says("Answer about A. Example")
        .says("Not opened");
    let page = house.of.get(Role::Partner, &house.page());
    for words in [
        "Were you called to the home?",
        "Who lives there?",
        "Anything else",
        "Public task, with the safeguarding condition",
        "Children Act 2004 s10",
        "Agreed by her mother",
        "Her home may not be safe.",
        "born 3 May 2019",
        "Answer due",
    ] {
        page.says(words);
    }
    assert_eq!(page.body.matches("<textarea").count(), 3, "a box for each question and one more");
    assert!(page.body.contains("enctype=\"multipart/form-data\""));
    // How sure and what may be done with it are filled in: opening and sending are enough.
    assert!(
        page.body.contains("<option value=\"own_record\" selected>")
            && page.body.contains("<option value=\"council\" selected>")
    );
    let token = house.of.token(Role::Partner);
    let answer = house.send(token, &ANSWER, Some(("../../a b.txt", b"Log of 3 May")));
    assert_eq!(
        (answer.status, answer.to()),
        (StatusCode::SEE_OTHER, house.page().as_str()),
        "{}",
        answer.words()
    );
    let page = house.of.get(Role::Partner, &house.page());
    page.says("What you told us")
        .says("Two call-outs")
        .says("Yes, known to us")
        .says("a b.txt")
        .says("Not scanned");
    house.of.get(Role::Partner, "/").says("Nothing waits for you.").says("What you answered (1)");
    let link = page.body.split("href=\"").find(|part| part.contains("/documents/")).unwrap();
    let link = link.split('"').next().unwrap();
    let file = house.of.raw(get(link, token));
    assert_eq!((file.status, file.body.as_str()), (StatusCode::OK, "Log of 3 May"));
    assert_eq!(
        file.header("content-disposition"),
        "attachment; filename=\"a b.txt\"; filename*=UTF-8''a%20b.txt"
    );
    assert_eq!(file.header("content-type"), "text/plain; charset=utf-8");
    assert!(file.header("content-security-policy").ends_with("sandbox"), "{:?}", file.headers);
    assert_eq!(
        (file.header("x-content-type-options"), file.header("cache-control")),
        ("nosniff", "no-store")
    );
}

fn get(path: &str, token: &str) -> Asking<Body> {
    let cookie = format!("__Host-frontdoor={token}");
    Asking::builder().uri(path).header(header::COOKIE, cookie).body(Body::empty()).unwrap()
}

#[test]
fn a_file_that_is_refused_loses_nothing_that_was_typed() {
    let house = house();
    let token = house.of.token(Role::Partner);
    let answer = house.send(token, &ANSWER, Some(("x.svg", b"<svg onload='x()'/>")));
    assert_eq!(answer.status, StatusCode::UNPROCESSABLE_ENTITY);
    answer.says("This file is none of these.").says("Two call-outs");
    assert!(answer.body.contains("href=\"#file\""));
    // It is kept on the server too: the page opened again holds it.
    house.of.get(Role::Partner, &house.page()).says("Two call-outs");
    // One that is larger than is taken at once: the text came before it, and is kept.
    let large = vec![b'a'; 13 * 1024 * 1024];
    let answer = house.send(token, &ANSWER, Some(("large.txt", &large)));
    assert_eq!(answer.status, StatusCode::UNPROCESSABLE_ENTITY);
    answer.says("The files are too large together.").says("Two call-outs");
    let empty = house.send(token, &[("reliability", "own_record"), ("handling", "council")], None);
    assert_eq!(empty.status, StatusCode::UNPROCESSABLE_ENTITY);
    empty.says("Write what you know, or say that you hold nothing about this family.");
    let nothing = [("reliability", "own_record"), ("handling", "council"), ("no_trace", "yes")];
    assert_eq!(house.send(token, &nothing, None).status, StatusCode::SEE_OTHER);
    house.of.get(Role::Partner, &house.page()).says("You hold nothing about this family.");
}

#[test]
fn a_browser_that_sends_twice_has_answered_once() {
    let house = house();
    let token = house.of.token(Role::Partner);
    let page = house.of.ask(Method::GET, Some(token), &house.page(), "");
    let (form, version) = (field(&page, "form"), field(&page, "version"));
    let fields: Vec<(&str, &str)> =
        [("form", form.as_str()), ("version", version.as_str())].into_iter().chain(ANSWER).collect();
    for _ in 0..2 {
        let answer = house.of.post(Role::Partner, &house.page(), &fields);
        assert_eq!(answer.status, StatusCode::SEE_OTHER, "{}", answer.words());
    }
}

/// Pages and statuses of whoever has no business with the request: the same as for one that does not exist.
#[test]
fn to_everybody_else_there_is_nothing_here() {
    let mut house = house();
    let other = staff(&house.of, "Oda Oak", "school", "Oak School");
    let oak = signed_in(&mut house.of, &other, "oda.oak");
    let ghost = format!("/requests/{}", "f".repeat(32));
    let nothing = house.of.ask(Method::GET, Some(&oak), &ghost, "");
    assert_eq!(nothing.status, StatusCode::NOT_FOUND);
    let there = house.of.ask(Method::GET, Some(&oak), &house.page(), "");
    let same = |answer: &Answer| (answer.status, stripped(&answer.body));
    assert_eq!(same(&there), same(&nothing));
    let posted = house.of.post_with(Some(&oak), &house.page(), &ANSWER);
    let ghost_posted = house.of.post_with(Some(&oak), &ghost, &ANSWER);
    assert_eq!(
        same(&posted).0,
        same(&ghost_posted).0,
        "a form for what is not theirs, and for what is not there"
    );
    assert_eq!(posted.status, StatusCode::NOT_FOUND);
    // The round is over.
    let mut request = stands(&house.of, house.request);
    request.closes_at = Some(house.of.house.now() + SignedDuration::from_mins(1));
    keep(&house.of, &request);
    house.of.get(Role::Partner, &house.page()).says("No answer is needed any more").says_not("<textarea");
    house.of.later(SignedDuration::from_mins(1));
    assert_eq!(house.of.get(Role::Partner, &house.page()).status, StatusCode::NOT_FOUND);
}

/// A page without what differs from one asking to the next.
fn stripped(body: &str) -> String {
    let whole = body.split_whitespace().collect::<Vec<_>>().join(" ");
    let main = whole.split("<main").nth(1).unwrap_or_default();
    main.split("</main>").next().unwrap_or_default().to_owned()
}

#[test]
fn a_link_opens_one_question_on_one_device() {
    let house = house();
    let (sending_page, id) = checked(&house);
    let sent = house.of.post(Role::MashManager, &sending_page, &[("contact", id.as_str())]);
    assert_eq!(sent.status, StatusCode::OK, "{}", sent.words());
    sent.says("The link is on its way").says("01632 960432");
    let code = sent.body.split("<code>").nth(1).unwrap().split("</code>").next().unwrap().to_owned();
    let link = mailed(&house.of);
    // A scanner of mail: GET and HEAD, as often as it likes. Nothing of a child stands there.
    for method in [Method::GET, Method::HEAD, Method::GET] {
        let page = house.of.ask(method, None, &link, "");
        assert_eq!(page.status, StatusCode::OK);
        page.says_not("Example").says_not("2019").says_not("FD-");
    }
    let wrong = house.of.post_with(None, &link, &[("code", "0000-0000")]);
    assert_eq!(wrong.status, StatusCode::UNPROCESSABLE_ENTITY);
    wrong.says("The code is not right");
    let opened = house.of.post_with(None, &link, &[("code", &code)]);
    assert_eq!(
        (opened.status, opened.to()),
        (StatusCode::SEE_OTHER, house.page().as_str()),
        "{}",
        opened.words()
    );
    let token = opened.token().to_owned();
    house.of.ask(Method::GET, Some(&token), &house.page(), "").says("Were you called to the home?");
    // One device, once; and a link that never was says the same.
    let again = house.of.post_with(None, &link, &[("code", &code)]);
    let unknown = house.of.get_as_nobody(&format!("/answer/{}", "ab".repeat(32)));
    assert_eq!(
        (again.status, stripped(&again.body)),
        (unknown.status, stripped(&house.of.get_as_nobody(&link).body))
    );
    unknown.says("This link does not open anything.");
    assert_eq!(stripped(&unknown.body), stripped(&house.of.get_as_nobody("/answer/nonsense").body));
    // Everywhere else there is nothing.
    for mount in
        web::mounts().iter().filter(|mount| mount.kind().is_page() && mount.kind().action().is_some())
    {
        let path = mount.path().replace("{request}", &"e".repeat(32));
        let path: Vec<String> = path
            .split('/')
            .map(|part| if part.starts_with('{') { "f".repeat(32) } else { part.to_owned() })
            .collect();
        let answer = house.of.ask(Method::GET, Some(&token), &path.join("/"), "");
        assert_eq!(answer.status, StatusCode::NOT_FOUND, "{}: {}", path.join("/"), answer.words());
    }
    let answer = house.send(&token, &ANSWER, None);
    assert_eq!(answer.status, StatusCode::SEE_OTHER, "{}", answer.words());
}

/// The page for sending a link, and somebody of the police who was put on the list and checked.
fn checked(house: &House) -> (String, String) {
    let manager = session(&house.of, Role::MashManager);
    let asked = ContactAsked {
        agency: house.of.house.pack.agencies[0].id.clone(),
        organisation: String::new(),
        name: "Lena Link".into(),
        role: "Sergeant".into(),
        email: "lena@police.example".into(),
        phone: "01632 960432".into(),
    };
    let contact = casework::partner::add_contact(&manager, &sending(&house.of, 0), asked).unwrap();
    let sending_page = format!("/enquiries/requests/{}/link", house.request);
    house.of.get(Role::MashManager, &sending_page).says("Nobody of this agency can be sent a link yet");
    let list = format!("/agency/contacts/{contact}");
    let page = house.of.get(Role::MashManager, &list);
    let how = [
        ("form", field(&page, "form")),
        ("version", field(&page, "version")),
        ("how", "Rang the control room".to_owned()),
    ];
    let how: Vec<(&str, &str)> = how.iter().map(|(name, value)| (*name, value.as_str())).collect();
    assert_eq!(house.of.post(Role::MashManager, &list, &how).status, StatusCode::SEE_OTHER);
    house.of.get(Role::MashManager, &sending_page).says("Lena Link").says("Rang the control room");
    (sending_page, contact.to_string())
}

/// The address in the message that was sent, without the service's own.
fn mailed(of: &Invented) -> String {
    let folder = tempfile::tempdir().unwrap();
    let mailer = casework::outbox::FileMailer::into(folder.path()).unwrap();
    casework::outbox::Outbox::new(of.house.clone(), Arc::new(mailer)).run_due("test").unwrap();
    let mails = std::fs::read_dir(folder.path()).unwrap();
    let mails: Vec<String> =
        mails.map(|mail| std::fs::read_to_string(mail.unwrap().path()).unwrap()).collect();
    // Lines of a message are broken where they are long.
    let whole = mails.concat().replace("=\r\n", "");
    let token = whole.split("/answer/").nth(1).unwrap();
    format!("/answer/{}", token.chars().take_while(char::is_ascii_hexdigit).collect::<String>())
}

#[test]
fn an_administrator_hands_on_the_words_of_somebody_who_was_stopped() {
    let mut house = house();
    let agency = house.of.house.pack.agencies[0].id.clone();
    let leaver = staff(&house.of, "Leo Leaver", &agency, "");
    let token = signed_in(&mut house.of, &leaver, "leo.leaver");
    let page = house.of.ask(Method::GET, Some(&token), &house.page(), "");
    let (form, version) = (field(&page, "form"), field(&page, "version"));
    let member = format!("/agency/people/{}", leaver.id);
    house.of.get(Role::AgencyAdministrator, "/agency").says("Leo Leaver");
    let stopped = house.of.post(Role::AgencyAdministrator, &format!("{member}/active"), &[("active", "no")]);
    assert_eq!(stopped.status, StatusCode::SEE_OTHER);
    // They press the button a moment later, with no draft kept by a script.
    let fields =
        [("form", form.as_str()), ("version", version.as_str()), ("words-0", "He hid behind the shed")];
    let late = house.of.post_with(Some(&token), &house.page(), &fields);
    assert_eq!(late.status, StatusCode::SEE_OTHER);
    assert!(late.to().starts_with("/sign-in"), "{}", late.to());
    house.of.get(Role::AgencyAdministrator, "/agency").says("Unfinished words wait");
    let request = format!("/agency/requests/{}", house.request);
    house
        .of
        .get(Role::AgencyAdministrator, &request)
        .says("Leo Leaver was writing an answer")
        .says_not("shed");
    let words = format!("{request}/words/{}", leaver.id);
    house.of.get(Role::AgencyAdministrator, &words).says("You do not see it").says_not("shed");
    let to = house.of.staff[&Role::Partner].to_string();
    let handed = house.of.post(Role::AgencyAdministrator, &words, &[("to", to.as_str())]);
    assert_eq!(handed.status, StatusCode::SEE_OTHER, "{}", handed.words());
    house.of.get(Role::Partner, &house.page()).says("He hid behind the shed");
    house.of.get(Role::AgencyAdministrator, &request).says_not("was writing an answer");
}

fn staff(of: &Invented, name: &str, agency: &str, organisation: &str) -> Staff {
    let partner = session(of, Role::Partner).staff;
    let staff = Staff {
        id: of.house.id(),
        name: name.into(),
        agency: Some(agency.into()),
        organisation: organisation.into(),
        ..partner
    };
    keep(of, &staff);
    staff
}

fn signed_in(of: &mut Invented, staff: &Staff, name: &str) -> String {
    use casework::sign_in::{begin, demo_codes, demo_person, second_factor};
    demo_person(&of.house, staff.id, name, crate::house::PASSWORD).unwrap();
    let begun = begin(&of.house, name, crate::house::PASSWORD, "192.0.2.3").unwrap();
    let code = demo_codes(&of.house, name).unwrap().unwrap();
    second_factor(&of.house, &begun.token, &code, "192.0.2.3").unwrap().token
}

fn sending(of: &Invented, opened: u64) -> casework::Sending {
    casework::Sending { form: of.house.id(), opened, content: Vec::new() }
}

fn stands(of: &Invented, id: Id<Request>) -> Request {
    use domain::access::{Action, Subject};
    let known = of.house.system().read("a test", |door| {
        let permit = door.permit(Action::SeeOwnWork, Subject::House)?;
        Ok(store::load(&permit, id)?.map(|known: store::Versioned<Request>| known.record))
    });
    known.unwrap().unwrap()
}

#[test]
fn what_was_answered_is_due_no_more() {
    let house = house();
    let request = format!("/agency/requests/{}", house.request);
    house.of.get(Role::AgencyAdministrator, &request).says("Due");
    let token = house.of.token(Role::Partner);
    assert_eq!(house.send(token, &ANSWER, None).status, StatusCode::SEE_OTHER);
    let mut of = house.of;
    of.later(SignedDuration::from_hours(5));
    of.sign_in_again(Role::AgencyAdministrator);
    of.get(Role::AgencyAdministrator, &request).says("Answered 23 November 2026").says_not("Overdue");
    of.get(Role::AgencyAdministrator, "/agency").says("Answered 23 November 2026").says_not("Overdue");
}
