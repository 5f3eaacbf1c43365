//! Who may already be known, page by page: beside the form while it is typed, with and without scripts; one child beside one record; "different" remembered;
//! the household confirmed together; what is sent twice, late, by two people, or by nobody in their right mind.

use std::collections::BTreeSet;

use axum::http::StatusCode;
use domain::access::{Action, Subject};
use domain::id::Id;
use domain::person::Person;
use domain::staff::Role;
use scraper::{Html, Selector};

use super::front::{ASHA, Front, Opened, RUTH, TOM};
use super::journey::{call, matched};
use crate::canary::planted::session;
use crate::house::Answer;

/// The panel's fragment for the first child, asked as a script asks.
fn live(front: &Front, who: Role, fields: &[(&str, &str)]) -> Answer {
    let fields: Vec<(String, String)> =
        fields.iter().map(|(name, value)| ((*name).to_owned(), (*value).to_owned())).collect();
    front.post(who, "/contacts/new/known/0", &fields)
}

/// The words in the part of the panel that is read aloud.
fn aloud(answer: &Answer) -> String {
    let page = Html::parse_document(&answer.body);
    let said = page.select(&Selector::parse("[role=status][data-matches-said]").unwrap()).next().unwrap();
    said.text().flat_map(str::split_whitespace).collect::<Vec<_>>().join(" ")
}

/// The button's code on a page: `same-…`, `different-…`.
fn button(answer: &Answer, kind: &str) -> String {
    let page = Html::parse_document(&answer.body);
    let button = page.select(&Selector::parse(&format!("button[value^='{kind}-']")).unwrap()).next();
    let button = button.unwrap_or_else(|| panic!("no button {kind}: {}", answer.words()));
    button.value().attr("value").unwrap().to_owned()
}

/// Ava's own record, once she was found to be new.
fn ava(front: &Front, contact: &str) -> Id<Person> {
    let page = front.get(ASHA, contact);
    page.body.split("href=\"/children/").nth(1).unwrap()[..32].parse().unwrap()
}

/// A second call about Ava, with her mother and grandmother named.
fn again<'f>(front: &'f Front, who: Role) -> Opened<'f> {
    call(front, who).with_all(&[("other-1-name", "Edna Marigold"), ("other-1-kinship", "grandparent")])
}

#[test]
fn what_is_said_aloud_is_how_many_are_shown_and_what_to_ask_stands_with_each() {
    let front = Front::open_for_business();
    matched(&front, ASHA);
    let answer = live(&front, ASHA, &[("child-0-name", "Ava Example")]);
    // Her mother has the family name.
    assert_eq!(aloud(&answer), "1 person may be the same. 1 less likely.");
    answer
        .says("Born: 4 March 2019 (age 7)")
        .says("With: Kim Example, mother")
        .says("Same")
        .says("Not given")
        .says("Ask for the date of birth.")
        .says("Ask what the mother is called.");
    let closer = live(&front, ASHA, &[("child-0-name", "Ava Example"), ("child-0-birth", "4 3 2019")]);
    closer.says_not("Ask for the date of birth.");
    let mother = [("other-0-name", "Kim Example"), ("other-0-kinship", "mother")];
    let with_mother = [&[("child-0-name", "Ava Example")][..], &mother].concat();
    live(&front, ASHA, &with_mother).says_not("Ask what the mother is called.").says("Family: ");
    assert_eq!(
        aloud(&live(&front, ASHA, &[])),
        "Nobody was looked for yet. Half a name and an age are enough."
    );
}

#[test]
fn without_scripts_a_button_looks_and_nothing_is_lost() {
    let front = Front::open_for_business();
    matched(&front, ASHA);
    let page = front.get(ASHA, "/contacts/new");
    let parsed = Html::parse_document(&page.body);
    let found = |selector: &str| parsed.select(&Selector::parse(selector).unwrap()).count();
    assert_eq!(found("button[name=then][value=look][formaction='/contacts/new#known-0']"), 1);
    assert_eq!(found("aside#known-0[tabindex='-1']"), 1);
    assert_eq!(found("a[href='#known-0']"), 1, "the panel is reached by a link where it stands below");
    let form = call(&front, ASHA);
    let looked = form.clone().with("then", "look").send();
    assert_eq!(looked.status, StatusCode::OK);
    assert_eq!(aloud(&looked), "1 person may be the same.");
    let typed = front.form_of(ASHA, "/contacts/new", &looked);
    for (name, value) in form.fields.iter().filter(|(name, _)| name != "then") {
        assert_eq!(typed.get(name), value, "{name}");
    }
    assert!(looked.to().is_empty(), "nobody is sent to an address");
    // It is kept for later too, and saved as it stands.
    front.get(ASHA, "/contacts/new").says("A bruise on the arm").says("1 person may be the same.");
    typed.with("then", "save").taken();
}

#[test]
fn a_second_child_who_lives_with_the_first_is_looked_for_there() {
    let front = Front::open_for_business();
    let home = [("child-0-address", "12 Elm Way"), ("child-0-postcode", "ZZ99 3VZ")];
    let contact = call(&front, ASHA).with_all(&home).taken();
    front.form(ASHA, &format!("{contact}/children/0")).with("whom", "new").taken();
    let page = front.get(ASHA, "/contacts/new");
    let fields = Html::parse_document(&page.body);
    let fields = fields.select(&Selector::parse("#known-0").unwrap()).next().unwrap();
    assert_eq!(fields.value().attr("data-matches-fields"), Some("child-0- other-"));
    let sent: Vec<(String, String)> =
        [("child-1-name", "Ava"), ("child-1-birth", "7"), ("child-1-same_address", "yes")]
            .iter()
            .chain(&home)
            .map(|(name, value)| ((*name).to_owned(), (*value).to_owned()))
            .collect();
    let answer = front.post(ASHA, "/contacts/new/known/1", &sent);
    assert_eq!(aloud(&answer), "1 person may be the same.", "{}", answer.words());
}

#[test]
fn a_child_is_laid_beside_one_record_in_three_columns() {
    let front = Front::open_for_business();
    let first = matched(&front, ASHA);
    let ava = ava(&front, &first);
    let contact = again(&front, ASHA).with("child-0-name", "Eva Example").with("child-0-birth", "7").taken();
    let list = front.get(ASHA, &format!("{contact}/children/0"));
    list.says("Not asked yet").says_not("Sex Not asked");
    let alone = format!("{contact}/children/0/beside/{ava}");
    assert!(list.body.contains(&format!("href=\"{alone}\"")), "{}", list.words());
    let page = front.get(ASHA, &alone);
    page.says("Is Eva Example the same child as Ava Example")
        .says("Said")
        .says("We hold")
        .says("Nothing on either side to compare")
        .says("Ask for the exact date of birth.");
    assert!(page.body.contains("<strong>E</strong>va Example"), "the letters that differ stand out");
    for kind in ["same", "different", "unsure"] {
        assert_eq!(button(&page, kind), format!("{kind}-{ava}"));
    }
    // Nothing chosen, somebody else's number and nonsense are said beside the buttons.
    for whom in ["", "new", "same-00000000000000000000000000000001", "same-x", "different-"] {
        let answer = front.form(ASHA, &alone).with("whom", whom).send();
        assert_eq!(answer.status, StatusCode::UNPROCESSABLE_ENTITY, "{whom:?}");
    }
    let deciding = front.get(ASHA, &format!("{contact}/children/0?then=decide"));
    assert!(deciding.body.contains(&format!("{alone}?then=decide")), "who is about to decide goes on to");
    let unsure =
        front.form(ASHA, &format!("{alone}?then=decide")).with("whom", &format!("unsure-{ava}")).taken();
    assert_eq!(unsure, format!("{contact}/proposal"));
    // Nobody who proposes or decides takes what stands there for the child's history.
    front
        .get(ASHA, &unsure)
        .says("It is not settled whether this child is already known")
        .says("Who it may be");
    let questions = front.get(ASHA, "/possible-matches");
    questions.says("Ava Example").says_not("not given");
    let question = questions.body.split("/possible-matches/").nth(1).unwrap().split('"').next().unwrap();
    let question = front.get(ASHA, &format!("/possible-matches/{question}"));
    question.says("Lay the two side by side");
    assert!(question.body.contains(&format!("/children/{ava}/same-as/")), "{}", question.words());
}

#[test]
fn a_different_child_is_remembered_and_can_be_taken_back() {
    let front = Front::open_for_business();
    let first = matched(&front, ASHA);
    let ava = ava(&front, &first);
    let contact = again(&front, ASHA).taken();
    let child = format!("{contact}/children/0");
    let form = front.form(ASHA, &child).with("whom", &format!("different-{ava}"));
    assert_eq!(form.taken(), child);
    assert_eq!(form.taken(), child, "sent twice it is one act");
    let page = front.get(ASHA, &child);
    page.says("Nobody we hold is like what was said.").says("Said to be different children (1)");
    assert!(!page.body.contains("value=\"same-"), "nobody is asked again");
    // Sent from a page that was opened before: shown beside, and nothing is lost.
    let late = form.with("form", "000000000000000000000000000000aa").send();
    assert_eq!(late.status, StatusCode::CONFLICT);
    late.says("Someone else saved this while you were writing");
    let back = front.form(ASHA, &child).with("whom", &format!("perhaps-{ava}")).taken();
    front
        .get(ASHA, &back)
        .says("1 Ava Example".trim_start_matches("1 "))
        .says_not("Said to be different children");
    assert!(front.get(ASHA, &child).body.contains(&format!("same-{ava}")));
}

#[test]
fn the_household_is_confirmed_on_one_page() {
    let front = Front::open_for_business();
    let first = matched(&front, ASHA);
    let ava = ava(&front, &first);
    let contact = again(&front, ASHA).taken();
    let child = format!("{contact}/children/0?then=decide");
    let household = front.form(ASHA, &child).with("whom", &format!("same-{ava}")).taken();
    assert_eq!(household, format!("{contact}/children/0/household?then=decide"));
    let page = front.get(ASHA, &household);
    page.says("Who is Kim Example, said to be the child’s mother?")
        .says("Kim Example , mother")
        .says("Strong.")
        .says("Held as the child’s mother")
        .says("Who is Edna Marigold, said to be the child’s grandparent?");
    let form = front.form(ASHA, &household);
    assert_eq!(form.get("who-other-0").len(), 32, "the mother is filled in");
    assert_eq!(form.get("who-other-1"), "new");
    let other_form = front.form(TOM, &household);
    assert_eq!(form.taken(), format!("{contact}/proposal"));
    assert_eq!(form.taken(), format!("{contact}/proposal"), "sent twice it is one act");
    front.get(ASHA, &household).says("Everybody who was named is accounted for.");
    assert_eq!(other_form.send().status, StatusCode::CONFLICT, "two officers confirm at once");
    let page = front.get(ASHA, &format!("/children/{ava}"));
    let mothers = page.words().matches("Kim Example").count();
    assert!(mothers >= 1 && page.words().contains("Edna Marigold"), "{}", page.words());
    let kept = session(&front.invented, ASHA).read("story", |door| {
        let permit = door.permit(Action::ReadSummary, Subject::Child(ava))?;
        Ok(store::relationship::of_person(&permit, ava)?.len())
    });
    assert_eq!(kept.unwrap(), 2, "the mother once, the grandmother once");
}

#[test]
fn a_household_asks_nothing_where_nobody_else_is_named_and_nothing_odd_is_taken() {
    let front = Front::open_for_business();
    let first = matched(&front, ASHA);
    let ava = ava(&front, &first);
    let alone = call(&front, ASHA).with("other-0-name", "").with("other-0-kinship", "").taken();
    let to = front.form(ASHA, &format!("{alone}/children/0")).with("whom", &format!("same-{ava}")).taken();
    assert_eq!(to, alone, "there is nobody to confirm");
    let contact = again(&front, ASHA).taken();
    let before = front.get(ASHA, &format!("{contact}/children/0/household"));
    assert_eq!(before.status, StatusCode::CONFLICT, "nobody has said who the child is");
    let household =
        front.form(ASHA, &format!("{contact}/children/0")).with("whom", &format!("same-{ava}")).taken();
    for (field, value) in [
        ("who-other-0", "somebody"),
        ("who-other-9", "new"),
        ("who-child-0", "new"),
        ("who-other-0", &ava.to_string()),
    ] {
        let answer = front.form(ASHA, &household).with(field, value).send();
        assert!(answer.status.is_client_error(), "{field} {value}: {}", answer.status);
    }
    for who in [Role::Partner, Role::Analyst] {
        assert_eq!(front.get(who, &household).status, StatusCode::FORBIDDEN, "{who:?}");
    }
}

#[test]
fn a_restricted_record_is_a_ring_and_no_number() {
    let front = Front::open_for_business();
    let first = matched(&front, ASHA);
    let ava = ava(&front, &first);
    let fields = [("child-0-name", "Ava Example"), ("child-0-birth", "4 3 2019")];
    let contact = again(&front, ASHA).taken();
    let (ring, why) = ("the duty manager, 01632 960001", "A colleague's niece");
    casework::child::restrict(
        &session(&front.invented, RUTH),
        &casework::Sending { form: front.invented.house.id(), opened: 0, content: Vec::new() },
        ava,
        BTreeSet::new(),
        ring.into(),
        why.into(),
    )
    .unwrap();
    let answer = live(&front, ASHA, &fields);
    // Her mother is not restricted, and is found by the family name as anybody of that name is.
    let said = "1 person found, and little speaks for it. Restricted: ring the duty manager, 01632 960001";
    assert_eq!(aloud(&answer), said);
    answer.says_not("4 March 2019").says_not(&ava.to_string());
    // Asked without a birth it is a loose match, and says what it says of nobody.
    let loose = live(&front, ASHA, &[("child-0-name", "Ava")]);
    let nobody = live(&front, ASHA, &[("child-0-name", "Xylquorth")]);
    assert_eq!(loose.body, nobody.body);
    let beside = front.get(ASHA, &format!("{contact}/children/0/beside/{ava}"));
    assert_eq!(beside.status, StatusCode::FORBIDDEN);
    beside.says("ring the duty manager").says_not("4 March 2019, and").says_not(why);
    let answer =
        front.form(ASHA, &format!("{contact}/children/0")).with("whom", &format!("different-{ava}")).send();
    assert_eq!(
        answer.status,
        StatusCode::FORBIDDEN,
        "nobody says anything of a record that they may not know of"
    );
    live(&front, RUTH, &fields).says("1 person may be the same.");
}

#[test]
fn whatever_is_typed_is_looked_for_and_comes_back_as_it_was() {
    let front = Front::open_for_business();
    matched(&front, ASHA);
    let long = "Ava ".repeat(20_000);
    let odd = [
        "<script>alert(1)</script>",
        "Ava\u{0}Example",
        "\u{202e}elpmaxE avA",
        "' or 1=1 --",
        "%_%",
        "Null",
        "Nguyễn Thị Ánh",
        "李小龙",
        "👩‍👧 Ava",
        "O’Brien-Ó Súilleabháin",
        ",",
        "..",
        long.as_str(),
    ];
    for name in odd {
        let fields = [
            ("child-0-name", name),
            ("child-0-birth", name),
            ("child-0-address", name),
            ("child-0-postcode", name),
            ("child-0-phone", name),
            ("child-0-upn", name),
            ("child-0-nhs_number", name),
            ("other-0-name", name),
            ("other-0-kinship", name),
        ];
        let answer = live(&front, ASHA, &fields);
        assert_eq!(answer.status, StatusCode::OK, "{}", name.chars().take(20).collect::<String>());
        assert!(!answer.body.contains("<script>"));
        let broken: Vec<String> =
            design::rules::check_fragment(&answer.body).iter().map(ToString::to_string).collect();
        assert!(broken.is_empty(), "{broken:#?}");
    }
    for path in ["/contacts/new/known/70000", "/contacts/new/known/x", "/contacts/new/known/-1"] {
        assert_eq!(front.post(ASHA, path, &[]).status, StatusCode::NOT_FOUND, "{path}");
    }
    assert_eq!(live(&front, Role::Partner, &[("child-0-name", "Ava Example")]).status, StatusCode::FORBIDDEN);
}
