//! Telling the front door by a form: what a partner and anybody at all see, what is kept when something is wrong, and what nobody learns.

use axum::http::StatusCode;
use casework::work;
use domain::person::name::PersonName;
use domain::staff::Role;

use crate::house::{Answer, Invented, encoded, field};

const NEW: &str = "/referrals/new";
const TELL_US: &str = "/tell-us";

/// What a professional fills in at the least, under the client-made id of a page.
fn needed<'a>(form: &'a str, child: &'a str) -> Vec<(&'a str, &'a str)> {
    vec![
        ("form", form),
        ("version", "0"),
        ("danger.now", "no"),
        ("children.0.name", child),
        ("children.0.where_now", "At school"),
        ("facts.facts", "A bruise on the arm."),
        ("consent.aware", "yes"),
    ]
}

fn public<'a>(form: &'a str, child: &'a str) -> Vec<(&'a str, &'a str)> {
    vec![("form", form), ("worry.facts", "Shouting every night."), ("children.0.name", child)]
}

fn opened(house: &Invented) -> String {
    field(&house.get(Role::Partner, NEW), "form")
}

fn opened_openly(house: &Invented) -> String {
    field(&house.get_as_nobody(TELL_US), "form")
}

/// The contacts at the front door, with the names of their children as said.
fn contacts(house: &Invented) -> Vec<String> {
    let system = house.house.system();
    let (rows, _) = work::queue(&system).unwrap();
    rows.into_iter().flat_map(|row| row.children).collect()
}

#[track_caller]
fn taken(answer: &Answer, to: &str) -> String {
    assert_eq!(answer.status, StatusCode::SEE_OTHER, "{}", answer.words());
    assert!(answer.to().starts_with(to), "{}", answer.to());
    answer.to().to_owned()
}

/// What stands in a box of the page, as a browser would send it again.
fn typed(answer: &Answer, name: &str) -> String {
    let page = scraper::Html::parse_document(&answer.body);
    let selector = scraper::Selector::parse(&format!("main textarea[name='{name}']")).unwrap();
    let lines = page.select(&selector).next().map(|area| area.text().collect::<String>());
    lines.unwrap_or_else(|| field(answer, name))
}

#[test]
fn a_partner_tells_us_and_sees_what_they_sent() {
    let house = Invented::new();
    house.get(Role::Partner, "/referrals").says("You have not sent a referral yet");
    let page = house.get(Role::Partner, NEW);
    page.says("ring 999").says("01632 960100");
    assert_eq!(
        field(&page, "you.name"),
        format!("Invented {}", Role::Partner.words()),
        "nobody asks who they are"
    );
    assert!(!field(&page, "you.email").is_empty() && !field(&page, "you.agency").is_empty());

    let form = field(&page, "form");
    let receipt = taken(&house.post(Role::Partner, NEW, &needed(&form, "Ava Example")), "/referrals/sent/");
    house
        .get(Role::Partner, &receipt)
        .says("We have your referral")
        .says("What happens next")
        .says_not("Ava Example");
    let reference = receipt.rsplit('/').next().unwrap();
    house.get(Role::Partner, "/referrals").says(reference).says("Ava Example").says("We have it");
    assert_eq!(contacts(&house), ["Ava Example"]);
    // A number that is somebody else's, or nobody's, says nothing.
    assert_eq!(house.get(Role::Partner, "/referrals/sent/ABCDE-23456").status, StatusCode::NOT_FOUND);
}

#[test]
fn sending_twice_gives_the_same_receipt_and_one_contact() {
    let house = Invented::new();
    let form = opened(&house);
    let first = taken(&house.post(Role::Partner, NEW, &needed(&form, "Ava")), "/referrals/sent/");
    assert_eq!(taken(&house.post(Role::Partner, NEW, &needed(&form, "Ava")), "/referrals/sent/"), first);
    let form = opened_openly(&house);
    let first = taken(&house.post_with(None, TELL_US, &public(&form, "Ben")), "/tell-us/received");
    assert_eq!(taken(&house.post_with(None, TELL_US, &public(&form, "Ben")), "/tell-us/received"), first);
    assert_eq!(contacts(&house).len(), 2);

    // Changed and sent again, it is not the same act: the words stay, and sending once more is a second form.
    for (path, changed) in [(NEW, needed(&opened(&house), "x")), (TELL_US, public(&form, "Ben and Cleo"))] {
        let token = (path == NEW).then(|| house.token(Role::Partner));
        let changed: Vec<(&str, &str)> = match path {
            NEW => {
                let sent = house.post_with(token, path, &changed);
                assert_eq!(sent.status, StatusCode::SEE_OTHER);
                changed
                    .into_iter()
                    .map(|(name, value)| (name, if value == "x" { "Ben and Cleo" } else { value }))
                    .collect()
            }
            _ => changed,
        };
        let again = house.post_with(token, path, &changed);
        assert_eq!(again.status, StatusCode::UNPROCESSABLE_ENTITY);
        again.says("already sent this form");
        assert_eq!(field(&again, "children.0.name"), "Ben and Cleo");
        let fresh = field(&again, "form");
        assert_ne!(fresh, changed[0].1);
        let second: Vec<(&str, &str)> = changed
            .iter()
            .map(|(name, value)| (*name, if *name == "form" { fresh.as_str() } else { *value }))
            .collect();
        assert_eq!(house.post_with(token, path, &second).status, StatusCode::SEE_OTHER);
    }
    assert_eq!(contacts(&house).len(), 5);
}

#[test]
fn nothing_typed_is_lost_when_something_is_wrong() {
    let house = Invented::new();
    let long = "w".repeat(1_000_000);
    let rtl = "Ava \u{202e}elpmaxE";
    for (name, value, words) in [
        ("facts.facts", long.as_str(), "1000000 characters"),
        ("worry.opinion", "before\0after", "zero byte"),
        ("children.0.birth.day", "31", "November"),
        ("you.email", "nowhere", "name@example.org"),
        ("nobody.asked", "kept all the same", "no question"),
        ("danger.now", "", "Is any child in danger now"),
        ("children.0.name", rtl, "Answer"),
    ] {
        let form = opened(&house);
        let mut fields: Vec<(&str, &str)> = needed(&form, "O'Brien <script>alert(1)</script>");
        fields.retain(|(other, _)| *other != name);
        fields.push((name, value));
        if name == "children.0.birth.day" {
            fields.extend([("children.0.birth.month", "11"), ("children.0.birth.year", "2019")]);
        }
        if value == rtl {
            fields.retain(|(other, _)| *other != "facts.facts");
        }
        let answer = house.post(Role::Partner, NEW, &fields);
        assert_eq!(answer.status, StatusCode::UNPROCESSABLE_ENTITY, "{name}: {}", answer.words());
        if value != rtl {
            answer.says(words);
        }
        for (other, typed_value) in fields
            .iter()
            .filter(|(other, _)| !["form", "version", "danger.now", "consent.aware"].contains(other))
        {
            assert_eq!(
                typed(&answer, other),
                typed_value.replace('\0', "\u{2400}"),
                "{other}, with a wrong {name}"
            );
        }
        // And the draft holds it too.
        if !value.is_empty() {
            let again = house.get(Role::Partner, NEW);
            assert_eq!(typed(&again, name), value.replace('\0', "\u{2400}"), "{name} in the draft");
        }
    }
    assert!(contacts(&house).is_empty());
}

#[test]
fn anybody_s_words_are_kept_and_shown_again() {
    let house = Invented::new();
    let long = "w".repeat(1_000_000);
    for (name, value, words) in [
        ("worry.facts", long.as_str(), "1000000 characters"),
        ("worry.opinion", "before\0after", "zero byte"),
        ("elsewhere", "kept all the same", "no question"),
        ("you.phone", "x\0", "zero byte"),
    ] {
        let form = opened_openly(&house);
        let mut fields = public(&form, "O'Brien \u{202e}gnp");
        fields.retain(|(other, _)| *other != name);
        fields.push((name, value));
        let answer = house.post_with(None, TELL_US, &fields);
        assert_eq!(answer.status, StatusCode::UNPROCESSABLE_ENTITY, "{name}");
        answer.says(words);
        assert_eq!(field(&answer, "form"), form, "still the same form");
        for (other, value) in fields.iter().filter(|(other, _)| *other != "form") {
            assert_eq!(typed(&answer, other), value.replace('\0', "\u{2400}"), "{other}");
        }
        assert!(answer.header("set-cookie").is_empty());
    }
}

#[test]
fn one_more_child_is_added_and_nothing_is_sent() {
    let house = Invented::new();
    for (path, token) in [(NEW, Some(house.token(Role::Partner))), (TELL_US, None)] {
        let form = if token.is_some() { opened(&house) } else { opened_openly(&house) };
        let mut fields = if token.is_some() { needed(&form, "First") } else { public(&form, "First") };
        fields.extend([("_blocks.children", "1"), ("_another", "children")]);
        let answer = house.post_with(token, path, &fields);
        assert_eq!(answer.status, StatusCode::OK);
        answer.says("Child 2").says_not("There is a problem").says_not("<title>Error");
        assert_eq!((field(&answer, "children.0.name"), field(&answer, "form")), ("First".into(), form));
        assert!(answer.body.contains("name=\"children.1.name\""));
    }
    assert!(contacts(&house).is_empty());
    house.get(Role::Partner, "/referrals").says("Go on with your referral");
    assert_eq!(field(&house.get(Role::Partner, NEW), "children.0.name"), "First");
}

#[test]
fn odd_names_are_stored_exactly_and_act_on_no_page() {
    let house = Invented::new();
    let long = "Ü".repeat(120);
    for name in [
        "O'Brien",
        "Null",
        long.as_str(),
        "Zoe\u{308} Ñ",
        "\u{202e}elpmaxE",
        "<script>alert(1)</script>",
        "=cmd|' /C calc'!A0",
        "محمد",
    ] {
        let form = opened(&house);
        let receipt = taken(&house.post(Role::Partner, NEW, &needed(&form, name)), "/referrals/sent/");
        house.get(Role::Partner, &receipt).says_not(name);
        let home = house.get(Role::Partner, "/referrals");
        assert!(!home.body.contains('\u{202e}') && !home.body.contains("<script>alert"), "{name}");
        home.says(&PersonName::single(name).display());
        let system = house.house.system();
        let id = work::queue(&system)
            .unwrap()
            .0
            .iter()
            .find(|row| receipt.ends_with(&row.listed.reference))
            .unwrap()
            .listed
            .id;
        let kept = casework::contact::view(&system, id).unwrap().contact.record;
        assert_eq!(kept.children[0].said.name, PersonName::single(name));
    }
}

#[test]
fn a_partner_sees_nothing_else() {
    let house = Invented::new();
    let form = opened(&house);
    taken(&house.post(Role::Partner, NEW, &needed(&form, "Ava")), "/referrals/sent/");
    let system = house.house.system();
    let contact = work::queue(&system).unwrap().0[0].listed.id.to_string();
    let mut walked = 0;
    for mount in web::mounts() {
        let Some(action) = mount.kind().action() else { continue };
        if action.is_for(Role::Partner) || !mount.kind().is_page() {
            continue;
        }
        // Even with the name of the contact that is their own.
        let path: String = mount
            .path()
            .split('/')
            .map(|part| if part.starts_with('{') { contact.as_str() } else { part })
            .collect::<Vec<_>>()
            .join("/");
        let answer = house.get(Role::Partner, &path);
        assert!(
            matches!(
                answer.status,
                StatusCode::FORBIDDEN | StatusCode::NOT_FOUND | StatusCode::METHOD_NOT_ALLOWED
            ),
            "{path}: {}",
            answer.status
        );
        answer.says_not("Ava").says_not("A bruise");
        walked += 1;
    }
    assert!(walked > 10, "the pages are walked");
    for role in [Role::ContactOfficer, Role::MashManager, Role::Auditor, Role::Administrator] {
        assert_eq!(house.get(role, NEW).status, StatusCode::FORBIDDEN, "{role:?}");
        assert_eq!(house.get(role, "/referrals").status, StatusCode::FORBIDDEN, "{role:?}");
    }
    assert_eq!(house.get_as_nobody("/referrals").status, StatusCode::SEE_OTHER);
}

/// Ava is known: a partner told of her, and an officer found her to be new. The contact.
fn ava_is_known(house: &Invented) -> String {
    let form = opened(house);
    taken(&house.post(Role::Partner, NEW, &needed(&form, "Ava Example")), "/referrals/sent/");
    let system = house.house.system();
    let contact = work::queue(&system).unwrap().0[0].listed.id;
    let session = crate::canary::planted::session(house, Role::ContactOfficer);
    let sending = casework::Sending { form: house.house.id(), opened: 1, content: Vec::new() };
    casework::contact::find_child(&session, &sending, contact, 0, casework::contact::Whom::New).unwrap();
    contact.to_string()
}

#[test]
fn a_partners_referral_is_looked_for_as_a_call_is() {
    let house = Invented::new();
    let first = ava_is_known(&house);
    let form = opened(&house);
    taken(&house.post(Role::Partner, NEW, &needed(&form, "Ava Example")), "/referrals/sent/");
    let waiting = work::queue(&house.house.system()).unwrap().0;
    let arrived: Vec<String> =
        waiting.iter().map(|one| one.listed.id.to_string()).filter(|id| *id != first).collect();
    let page = house.get(Role::ContactOfficer, &format!("/contacts/{}/children/0", arrived[0]));
    page.says("Who may be the same child")
        .says("Ava Example")
        .says("The same child")
        .says("A different child");
    let typed = house.post(Role::ContactOfficer, "/contacts/new/known/0", &[("child-0-name", "Ava Example")]);
    typed.says("Ava Example");
}

#[test]
fn nobody_learns_from_the_receipt_whether_a_child_is_known() {
    let house = Invented::new();
    ava_is_known(&house);

    let receipts: Vec<String> = ["Ava Example", "Nobody Whomever"]
        .iter()
        .map(|name| {
            let form = opened_openly(&house);
            let sent = house.post_with(None, TELL_US, &public(&form, name));
            let to = taken(&sent, "/tell-us/received?reference=");
            let reference = to.split('=').nth(1).unwrap().to_owned();
            assert!(sent.header("set-cookie").is_empty() && sent.body.is_empty());
            let receipt = house.get_as_nobody(&to);
            receipt.says(&reference).says("Thank you");
            receipt.body.replace(&reference, "")
        })
        .collect();
    assert_eq!(receipts[0], receipts[1]);
    // The number is repeated and looked up nowhere; nothing else is repeated.
    house.get_as_nobody("/tell-us/received?reference=%3Cb%3EAva").says_not("Ava");
    assert_eq!(house.get_as_nobody("/tell-us/received?reference=ABCDE-23456").status, StatusCode::OK);
}

#[test]
fn the_public_form_puts_danger_first_and_a_way_out_on_every_page() {
    let house = Invented::new();
    for path in [TELL_US, "/tell-us/received"] {
        let page = house.get_as_nobody(path);
        page.says("ring 999").says("01632 960199");
        assert!(
            page.body.contains("govuk-exit-this-page") && page.body.contains("href=\"/leave\""),
            "{path}"
        );
        assert!(page.header("set-cookie").is_empty(), "{path}");
    }
    let page = house.get_as_nobody(TELL_US);
    let body = &page.body;
    assert!(body.find("ring 999") < body.find("name=\"danger.now\""));
    assert!(
        !body.contains("data-draft-url") && !body.contains("autocomplete=\"name\""),
        "nothing is kept on the device"
    );
    let left = house.get_as_nobody("/leave");
    assert_eq!(left.status, StatusCode::OK);
    assert!(left.header("set-cookie").is_empty());
    for words in ["child", "worried", "referral"] {
        let page = scraper::Html::parse_document(&left.body);
        let main = scraper::Selector::parse("main, title").unwrap();
        let said: String = page.select(&main).flat_map(|part| part.text()).collect();
        assert!(!said.to_lowercase().contains(words), "{words}: {said}");
    }
}

#[test]
fn a_flood_waits_with_every_word_kept_and_whom_to_ring() {
    let house = Invented::new();
    for number in 0..31 {
        let form = opened_openly(&house);
        let sent = house.post_with(None, TELL_US, &public(&form, &format!("Child {number}")));
        assert_eq!(sent.status, StatusCode::SEE_OTHER);
    }
    let form = opened_openly(&house);
    let fields = public(&form, "The child in the flood");
    let answer = house.post_with(None, TELL_US, &fields);
    assert_eq!(answer.status, StatusCode::UNPROCESSABLE_ENTITY);
    answer.says("not sent yet").says("01632 960100").says("999");
    assert_eq!(field(&answer, "children.0.name"), "The child in the flood");
    house.later(jiff::SignedDuration::from_secs(31));
    taken(&house.post_with(None, TELL_US, &fields), "/tell-us/received");
}

#[test]
fn a_form_of_nonsense_is_a_page_and_never_a_failure() {
    let house = Invented::new();
    let many = encoded(&(0..2_000).map(|_| ("children.0.name", "x")).collect::<Vec<_>>());
    for body in [
        "",
        "&&&===",
        "children.99999.name=x",
        "children..=x",
        "form=not-an-id&worry.facts=x&worry.facts=y",
        "%00=%00",
        "_another=nothing",
        many.as_str(),
    ] {
        let answer = house.ask(axum::http::Method::POST, None, TELL_US, body);
        assert!(
            matches!(answer.status, StatusCode::OK | StatusCode::UNPROCESSABLE_ENTITY),
            "{body:.40}: {}",
            answer.status
        );
    }
}
