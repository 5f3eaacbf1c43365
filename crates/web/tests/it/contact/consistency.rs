//! A second manager decides without knowing the first answer; referrals are accepted or not; decisions like this one are shown and name nobody.

use std::sync::Arc;

use axum::http::StatusCode;
use domain::pack::{ENGLAND, Pack};
use domain::staff::Role;

use super::front::{ASHA, Front, RUTH};
use super::journey::{call, matched, proposed};

/// Who is drawn to read: nobody else in the invented house is a manager of the front door by day.
const READER: Role = Role::ServiceManager;
/// Who accepts.
const HELEN: Role = Role::TeamManager;

/// Words of the first answer that must not reach the reader before theirs is given.
const FIRST: &[&str] = &[
    "Ava is tired and the family asks for help",
    "No further action: the pattern would go on",
    "Ring Kim",
    "Early help now, and look again in a month",
    "we think that early help is right",
    "Contact decided",
    "Referrals asked for",
];

/// A contact that was decided, and the reading of it.
fn decided(front: &Front) -> (String, String) {
    let contact = proposed(front, ASHA);
    let form = front.form(RUTH, &format!("{contact}/decision"));
    form.with_all(&[("agreement", "agree"), ("words", "Early help now, and look again in a month.")]).taken();
    let list = front.get(READER, "/second-readings");
    let reading =
        list.body.split("href=\"/second-readings/").nth(1).unwrap().split('"').next().unwrap().to_owned();
    (contact, format!("/second-readings/{reading}"))
}

/// An answer that differs.
const DIFFERENT: &[(&str, &str)] = &[
    ("outcome", "new_referral"),
    ("level", "4"),
    ("paragraph-4", "neglect_4"),
    ("also_cited", "4.2, 3.1"),
    ("reasons", "A bruise that nobody explains is not tiredness alone."),
    ("safe", "yes"),
];

#[test]
fn nothing_of_the_first_answer_reaches_the_second_reader() {
    let front = Front::reading_all();
    let (contact, reading) = decided(&front);
    let child = front.get(RUTH, &contact).body.split("href=\"/children/").nth(1).unwrap()[..32].to_owned();
    let page = front.get(READER, &reading);
    page.says("A bruise on the arm").says("Dad was cross").says("a second time");
    assert!(!page.body.contains("checked"), "no answer is chosen beforehand");
    let pages = [
        reading.clone(),
        "/".into(),
        "/queue".into(),
        "/second-readings".into(),
        format!("{reading}/back"),
        format!("{reading}/both"),
        format!("{reading}/moderation"),
        contact.clone(),
        format!("{contact}/decision"),
        format!("{contact}/proposal"),
        format!("{contact}/feedback"),
        format!("{contact}/hold"),
        format!("{contact}/children/0"),
        format!("/children/{child}"),
        format!("/children/{child}/chronology"),
        "/thresholds/neglect_2".into(),
        "/consistency".into(),
        "/consistency/readings".into(),
        "/acceptances".into(),
    ];
    for path in &pages {
        let answer = front.get(READER, path);
        for words in FIRST {
            answer.says_not(words);
        }
    }
    let closed = front.get(READER, &contact);
    assert_eq!(closed.status, StatusCode::CONFLICT);
    closed
        .says("decide this contact a second time without knowing the first answer")
        .says_not("A bruise on the arm");
    // Others meet the record as ever, and the first answer stands.
    front.get(RUTH, &contact).says("Early help now, and look again in a month");
    for other in [RUTH, ASHA, Role::NightManager, HELEN] {
        let status = front.get(other, &reading).status;
        assert!([StatusCode::NOT_FOUND, StatusCode::FORBIDDEN].contains(&status), "{other:?}: {status}");
    }
}

#[test]
fn both_answers_stand_beside_each_other_and_are_talked_through() {
    let front = Front::reading_all();
    let (contact, reading) = decided(&front);
    let both = front.form(READER, &reading).with_all(DIFFERENT).taken();
    assert_eq!(both, format!("{reading}/both"));
    front
        .get(READER, &both)
        .says("Early help now, and look again in a month")
        .says("A bruise that nobody explains")
        .says("To be talked through")
        .says("4.1 Neglect")
        .says("Also 4.2");
    front.get(READER, &contact).says("Decided: Early help");
    assert_eq!(front.get(READER, &reading).status, StatusCode::CONFLICT, "one answer each");
    let report = front.get(Role::Analyst, "/consistency");
    report
        .says("To be talked through: 1")
        .says("Too few to say: 1 reading, and it takes 30")
        .says("Front door and MASH");
    report.says("A decision that you may not open").says_not("Ava").says_not("bruise");
    front.get(READER, "/consistency").says("Contact ");
    front
        .get(READER, "/consistency/readings?cell=2-4")
        .says("Level 2, Early help")
        .says("Level 4, Referral for assessment");
    front.get(READER, "/consistency/readings?cell=4-2").says("Readings: 0");
    front.get(READER, "/consistency/readings?team=front_door&cell=differ").says("Readings: 1");
    front.get(READER, "/consistency/readings?cell=9999-x").says("Readings: 1");

    let talk = format!("{reading}/moderation");
    let form = front.form(RUTH, &talk).with_all(&[
        ("talked", "third"),
        ("found", "second"),
        ("learnt", "One of us read the bruise as explained; it was not."),
    ]);
    let refused = form.send();
    assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY);
    refused.says("You had a part in one of the two answers").says("One of us read the bruise as explained");
    front
        .form_of(RUTH, &talk, &refused)
        .with("talked", "both")
        .with("document", "4.2: say “not explained by whom”.")
        .taken();
    front
        .get(READER, &both)
        .says("Talked through")
        .says("not explained by whom")
        .says("The second answer fits better");
    front.get(RUTH, "/consistency").says("To be talked through: 0").says("1 of 1");
    front.get(RUTH, &contact).says("Decided: Early help");
}

#[test]
fn what_a_second_answer_lacks_is_said_beside_its_question_and_nothing_typed_is_lost() {
    let front = Front::reading_all();
    let (_, reading) = decided(&front);
    let check = |change: (&str, &str), words: &str| {
        let refused = front.form(READER, &reading).with_all(DIFFERENT).with(change.0, change.1).send();
        assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY, "{words}: {}", refused.words());
        refused.says(words);
        for words in FIRST {
            refused.says_not(words);
        }
        if change.0 != "reasons" {
            refused.says("A bruise that nobody explains");
        }
    };
    check(("level", ""), "Choose the level of need");
    check(("paragraph-4", ""), "Choose the threshold paragraph");
    check(("outcome", ""), "Choose what should happen");
    check(("also_cited", "4.99"), "Cite other paragraphs by their numbers");
    check(("also_cited", "4.1"), "Cite other paragraphs by their numbers");
    check(("reasons", "ok"), "Give your reasons");
    check(("safe", ""), "Say whether you think that the children are safe");
    check(("safe", "no"), "Say why a child may not be safe");
}

#[test]
fn whoever_decided_is_told_at_once_when_a_child_is_not_safe() {
    let front = Front::reading_all();
    let (_, reading) = decided(&front);
    let unsafe_answer =
        [("safe", "no"), ("not_safe", "The bruise is a grip mark and he is at home tonight.")];
    front.form(READER, &reading).with_all(DIFFERENT).with_all(&unsafe_answer).taken();
    front.get(RUTH, "/").says("Immediate safety: a second reader").says_not("grip mark");
    front.get(RUTH, &format!("{reading}/both")).says("grip mark").says("told at once");
}

#[test]
fn a_reader_who_needs_the_record_gives_the_reading_back_and_has_it_at_once() {
    let front = Front::reading_all();
    let (contact, reading) = decided(&front);
    front.get(READER, &reading).says("need this record now");
    let empty = front.form(READER, &format!("{reading}/back")).send();
    assert_eq!(empty.status, StatusCode::UNPROCESSABLE_ENTITY);
    front.form(READER, &format!("{reading}/back")).with("why", "needs_record").taken();
    front.get(READER, &contact).says("Early help now, and look again in a month");
    assert_eq!(front.get(READER, &reading).status, StatusCode::NOT_FOUND);
    front.get(READER, "/consistency").says("with nobody free to read: 1");
}

/// A contact decided as a referral: its address, and the referral's.
fn asked(front: &Front) -> (String, String) {
    let contact = matched(front, ASHA);
    let referral = [
        ("outcome", "new_referral"),
        ("level", "4"),
        ("paragraph-4", "physical_4"),
        ("also_cited", "4.1"),
        ("rationale", "A bruise on the arm that nobody explains."),
        ("considered", "Early help: not before the bruise is explained."),
        ("no_enquiry", "The school saw the bruise; nothing more is to be asked first."),
    ];
    front.form(ASHA, &format!("{contact}/proposal")).with_all(&referral).taken();
    let form = front.form(RUTH, &format!("{contact}/decision"));
    form.with_all(&[("agreement", "agree"), ("words", "The assessment team should see her this week.")])
        .taken();
    let list = front.get(HELEN, "/acceptances");
    let referral =
        list.body.split("href=\"/acceptances/").nth(1).unwrap().split('"').next().unwrap().to_owned();
    (contact, format!("/acceptances/{referral}"))
}

#[test]
fn a_referral_is_accepted_in_four_clicks() {
    let front = Front::open_for_business();
    let (contact, referral) = asked(&front);
    front.get(HELEN, "/").says("Referrals to accept: 1").says("Ava Example").says("Due tomorrow");
    front.get(RUTH, "/").says_not("Referrals to accept");
    front.get(RUTH, &referral).says("You decided the contact that asks for this referral");
    // One click opened it.
    let form = front.form(HELEN, &referral);
    let page = front.get(HELEN, &referral);
    page.says("Referral date")
        .says("23 November 2026")
        .says("Re-referral")
        .says("No: no referral in the 12 months before");
    page.says("A bruise on the arm").says("The assessment team should see her this week").says("Also 4.1");
    let worker = front.invented.staff[&Role::SocialWorker].to_string();
    // The need, the worker and the button; the words are typed. The team would be filled in for a manager of an assessment team.
    let answers = [
        ("rationale", "She must be seen: nobody explains the bruise."),
        ("need", "N1"),
        ("worker", &*worker),
    ];
    let accepted = form.with_all(&answers).with("team", "assessment_1").with("answer", "accept").taken();
    assert_eq!(accepted, "/acceptances");
    front.get(HELEN, "/acceptances").says("No referral waits");
    front.get(RUTH, &contact).says("Referrals asked for").says("Accepted").says("nobody explains the bruise");
    let social_worker = front.get(Role::SocialWorker, "/");
    social_worker.says("was accepted and is yours. The assessment is due by 28 January 2027");
    let child = front.get(RUTH, &contact).body.split("href=\"/children/").nth(1).unwrap()[..32].to_owned();
    front
        .get(Role::SocialWorker, &format!("/children/{child}"))
        .says("Assessment decision")
        .says("open since 23 November 2026")
        .says("Invented Social worker, Assessment team 1");
    front.get(RUTH, &referral).says("Accepted").says("N1 Abuse, neglect and exploitation");
}

#[test]
fn a_referral_is_not_accepted_by_the_meaning_of_the_returns() {
    let front = Front::open_for_business();
    let (contact, referral) = asked(&front);
    let not = |advice: &[(&str, &str)]| {
        let form = front.form(HELEN, &referral).with("rationale", "The school saw how it happened, on film.");
        form.with_all(advice).with("answer", "no_further_action").send()
    };
    let refused = not(&[]);
    assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY);
    refused.says("nothing is done beyond advice or passing it on").says("The school saw how it happened");
    assert_eq!(not(&[("only_advice", "yes")]).status, StatusCode::SEE_OTHER);
    front.get(RUTH, &contact).says("Not accepted: no further action").says("The school saw how it happened");
    front
        .get(ASHA, &format!("{contact}/feedback"))
        .says("social care does nothing further with it")
        .says_not("on film");
}

#[test]
fn decisions_like_this_one_stand_beside_the_decision_and_name_nobody_to_those_who_may_not_read_them() {
    let front = Front::open_for_business();
    let (contact, _) = asked(&front);
    front
        .get(RUTH, "/thresholds/physical_4")
        .says("The latest in 12 months: 1")
        .says("A bruise on the arm that nobody explains");
    front.get(RUTH, "/thresholds/neglect_4").says("The latest in 12 months: 1");
    let social_worker = front.get(Role::SocialWorker, "/thresholds/physical_4");
    social_worker.says("November 2026: level 4, Referral for assessment").says_not("nobody explains");
    let heading = front.get(RUTH, &contact);
    let reference =
        heading.body.split("<h1").nth(1).unwrap().split("Contact ").nth(1).unwrap()[..11].to_owned();
    social_worker.says_not(&reference).says_not("Ava");
    assert_eq!(front.get(RUTH, "/thresholds/nothing_9").status, StatusCode::NOT_FOUND);
    // Beside the next decision about the same words.
    let next = call(&front, ASHA).with("child-0-name", "Bo Testerby").taken();
    front.form(ASHA, &format!("{next}/children/0")).with("whom", "new").taken();
    let same = [
        ("outcome", "new_referral"),
        ("level", "4"),
        ("paragraph-4", "physical_4"),
        ("rationale", "Another child of the same class, and no story."),
        ("considered", "Ringing first: the school has."),
        ("no_enquiry", "The school saw it; nothing more is to be asked first."),
    ];
    front.form(ASHA, &format!("{next}/proposal")).with_all(&same).taken();
    front.get(RUTH, &format!("{next}/decision")).says("Decisions like this: 4.2 Physical harm (1)");
    front
        .get(ASHA, &format!("{next}/proposal"))
        .says("Decisions like this: 4.2 Physical harm (1)")
        .says("today: level 4");
}

#[test]
fn the_threshold_document_stands_as_it_is_and_as_it_was_decided_by() {
    let front = Front::open_for_business();
    let (contact, _) = asked(&front);
    let page = front.get(ASHA, "/thresholds");
    page.says("Right help for children in Northbridge")
        .says("4.1 Neglect")
        .says("3.15 Being drawn into extremism");
    let version = front.invented.house.pack.version();
    let query = form_urlencoded::Serializer::new(String::new()).append_pair("pack", &version).finish();
    page.says(&version);
    front.get(ASHA, &format!("/thresholds?{query}")).says("4.1 Neglect");
    assert_eq!(front.get(ASHA, "/thresholds?pack=of+another+year").status, StatusCode::NOT_FOUND);
    let decided = front.get(RUTH, &contact);
    assert!(decided.body.contains(&format!("/thresholds?{query}#physical_4")), "{}", decided.words());
}

#[test]
fn a_councils_own_question_is_asked_of_whoever_accepts_and_of_nobody_else() {
    let file = "forms/referral_answer.toml";
    let text = ENGLAND.iter().find(|(name, _)| *name == file).unwrap().1;
    let own = "[[section.question]]\nid = \"own\"\nkind = \"short_text\"\nlabel = \"At which desk?\"\nneeded = \"submit\"\n\
               owner = \"A\"\nwhy = \"B\"\n\n[[section]]\nid = \"not_accepted\"";
    let text = text.replacen("[[section]]\nid = \"not_accepted\"", own, 1);
    let opened = || {
        let mut front = Front::open_for_business();
        front.invented.set_up(|mut asked| {
            let pack = Pack::over_england([(file, text.as_str())]);
            asked.pack = Arc::new(pack.unwrap_or_else(|problems| panic!("{problems:?}")));
            asked
        });
        front
    };
    let front = opened();
    let (contact, referral) = asked(&front);
    let worker = front.invented.staff[&Role::SocialWorker].to_string();
    let form = front.form(HELEN, &referral).with_all(&[
        ("rationale", "She must be seen: nobody explains the bruise."),
        ("need", "N1"),
        ("team", "assessment_1"),
        ("worker", &*worker),
        ("answer", "accept"),
    ]);
    let without = form.send();
    assert_eq!(without.status, StatusCode::UNPROCESSABLE_ENTITY);
    without.says("Answer “At which desk”.").says("nobody explains the bruise");
    form.with("acceptance.own", "Desk four").taken();
    front.get(RUTH, &contact).says("At which desk?").says("Desk four");
    // Nobody who does not accept is asked at which desk.
    let front = opened();
    let (_, referral) = asked(&front);
    front
        .form(HELEN, &referral)
        .with_all(&[
            ("rationale", "The school saw how it happened, on film."),
            ("only_advice", "yes"),
            ("answer", "no_further_action"),
        ])
        .taken();
}
