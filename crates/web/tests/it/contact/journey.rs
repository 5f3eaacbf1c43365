//! From the school's call to the school's answer.

use axum::http::StatusCode;

use domain::staff::Role;

use super::front::{ASHA, Front, Opened, RUTH, TOM};

/// A school's call about Ava, as Asha types it.
pub fn call<'f>(front: &'f Front, who: Role) -> Opened<'f> {
    front.form(who, "/contacts/new").with_all(&[
        ("danger_now", "no"),
        ("source", "school"),
        ("source-school", "2A"),
        ("referrer-name", "Jo Reed"),
        ("referrer-email", "jo.reed@school.example"),
        ("referrer-preference", "Do not leave a message"),
        ("child-0-name", "Ava Example"),
        ("child-0-birth", "4 3 2019"),
        ("child-0-where_now", "At school"),
        ("child-0-words", "Dad was cross"),
        ("child-0-heard_by", "her teacher"),
        ("other-0-name", "Kim Example"),
        ("other-0-kinship", "mother"),
        ("other-0-lives_with", "yes"),
        ("facts", "A bruise on the arm, seen by the teacher at 09:00."),
        ("opinion", "The teacher thinks somebody held her."),
        ("then", "save"),
    ])
}

/// Answers that propose early help.
pub const EARLY_HELP: &[(&str, &str)] = &[
    ("outcome", "early_help"),
    ("level", "2"),
    ("paragraph-2", "neglect_2"),
    ("rationale", "Ava is tired and the family asks for help with mornings."),
    ("considered", "No further action: the pattern would go on."),
    ("no_enquiry", "The school and the family say the same."),
    ("action-0-what", "Ring Kim"),
    ("action-0-date", "24 11 2026"),
    ("action-0-time", "15:00"),
];

/// A contact in which Ava was found to be new: its address.
pub fn matched(front: &Front, who: Role) -> String {
    let contact = call(front, who).taken();
    front.form(who, &format!("{contact}/children/0")).with("whom", "new").taken();
    contact
}

/// A contact with early help proposed.
pub fn proposed(front: &Front, who: Role) -> String {
    let contact = matched(front, who);
    front.form(who, &format!("{contact}/proposal")).with_all(EARLY_HELP).taken();
    contact
}

#[test]
fn a_school_rings_and_is_answered() {
    let front = Front::open_for_business();
    let matching = call(&front, ASHA).with("then", "decide").taken();
    assert!(matching.ends_with("/children/0?then=decide"), "{matching}");
    let contact = matching.split("/children").next().unwrap().to_owned();

    let page = front.get(ASHA, &contact);
    page.says("Say whether the child is known")
        .says("Jo Reed")
        .says("Do not leave a message")
        .says("Dad was cross");
    page.says("Heard by her teacher")
        .says("Held by Invented Contact and referral officer")
        .says("Due tomorrow");
    front.get(ASHA, &matching).says("Nobody we hold is like what was said.");

    let proposal = front.form(ASHA, &matching).with("whom", "new").taken();
    assert_eq!(proposal, format!("{contact}/proposal"));
    front.form(ASHA, &proposal).with_all(EARLY_HELP).taken();
    front.get(ASHA, &contact).says("Waiting for a manager's decision").says("Early help").says("Ring Kim");

    let decision = format!("{contact}/decision");
    let sent_back = front.form(RUTH, &decision).with("agreement", "send_back");
    sent_back.with("words", "What does her mother say about the mornings?").taken();
    front
        .get(ASHA, &format!("{contact}/proposal"))
        .says("Sent back by Invented MASH manager")
        .says("What does her mother say");
    front.form(ASHA, &format!("{contact}/proposal")).with("considered", "Asked Kim: she wants help.").taken();

    let form = front.form(RUTH, &decision);
    assert_eq!(form.get("outcome"), "early_help", "the change is filled in with the proposal");
    let changed = form.with_all(&[
        ("agreement", "change"),
        ("outcome", "new_referral"),
        ("level", "4"),
        ("paragraph-4", "neglect_4"),
        ("words", "The bruise is not explained, and it is the third call."),
    ]);
    changed.taken();
    front
        .get(RUTH, &contact)
        .says("Agreed with a change by Invented MASH manager")
        .says("Referral for assessment")
        .says("What was known when this was decided")
        .says("Decided: Referral for assessment")
        .says("Proposed by Invented Contact and referral officer, decided by Invented MASH manager.")
        .says("Decided: referrer to be told");

    let feedback = format!("{contact}/feedback");
    front
        .get(ASHA, &feedback)
        .says("Do not leave a message")
        .says("By e-mail")
        .says("Somebody else approves it");
    front
        .form(ASHA, &feedback)
        .with("words", "Thank you. We will see Ava this week.")
        .with("act", "keep")
        .taken();
    assert_eq!(front.form(ASHA, &feedback).with("act", "approve").send().status, StatusCode::FORBIDDEN);
    front.form(RUTH, &feedback).with("act", "approve").taken();
    front
        .get(RUTH, &contact)
        .says("Thank you. We will see Ava this week.")
        .says("Approved by Invented MASH manager");
}

#[test]
fn who_may_not_decide() {
    let front = Front::open_for_business();
    let officers = format!("{}/decision", proposed(&front, ASHA));
    let own = format!("{}/decision", proposed(&front, RUTH));
    let answers: Vec<(String, String)> =
        [("agreement", "agree"), ("words", "It is right for the child, on what we know.")]
            .map(|(n, v)| (n.into(), v.into()))
            .into();
    let check = |who: Role, path: &str, words: &str| {
        for answer in [front.get(who, path), front.post(who, path, &answers)] {
            assert_eq!(answer.status, StatusCode::FORBIDDEN, "{who:?} {path}: {}", answer.words());
            answer.says(words);
        }
    };
    check(ASHA, &officers, "Your role does not let you decide a contact.");
    check(RUTH, &own, "You proposed this outcome, so somebody else must decide it.");
    check(Role::SocialWorker, &officers, "Your role does not let you decide a contact.");
    check(Role::Partner, &officers, "Your role does not let you decide a contact.");
    assert_eq!(
        front.form(TOM, &own).with("agreement", "agree").with("words", &answers[1].1).taken(),
        own.replace("/decision", "")
    );
    front.get(TOM, &officers).says("Decide contact");
}

#[test]
fn a_partner_sees_no_contact() {
    let front = Front::open_for_business();
    let contact = proposed(&front, ASHA);
    for below in ["", "/hold", "/children/0", "/proposal", "/decision", "/feedback", "/consent"] {
        let answer = front.get(Role::Partner, &format!("{contact}{below}"));
        assert_eq!(answer.status, StatusCode::FORBIDDEN, "{below}");
        answer.says_not("Ava").says_not("Jo Reed");
    }
}

#[test]
fn what_is_said_and_what_is_held_stand_side_by_side() {
    let front = Front::open_for_business();
    matched(&front, ASHA);
    let second = call(&front, ASHA).with("child-0-name", "Eva Example").taken();
    let child = format!("{second}/children/0");
    let page = front.get(ASHA, &child);
    page.says("We hold").says("Ava Example").says("Date of birth, 4 March 2019");
    page.says_not("Same date of birth");
    assert!(page.body.contains("<strong>E</strong>va Example"), "the letters that differ stand out");
    let same = scraper::Html::parse_document(&page.body);
    let same = same.select(&scraper::Selector::parse("button[value^='same-']").unwrap()).next().unwrap();
    let same = same.value().attr("value").unwrap().to_owned();
    let household = front.form(ASHA, &child).with("whom", &same).taken();
    assert_eq!(household, format!("{child}/household"), "her mother was named too");
    assert_eq!(front.form(ASHA, &household).taken(), second);
    front.get(ASHA, &second).says("2nd contact in a month").says("Schools").says("To be screened");
}

#[test]
fn agreement_is_recorded_dispensed_with_by_a_manager_and_withdrawn() {
    let front = Front::open_for_business();
    let contact = matched(&front, ASHA);
    front
        .form(ASHA, &format!("{contact}/consent"))
        .with_all(&[
            ("purpose", "agency_checks"),
            ("answer", "refused"),
            ("asked_of", "Kim Example"),
            ("legal_basis", "public_task"),
        ])
        .taken();
    front.get(ASHA, &contact).says("Did not agree").says_not("/dispense");
    let page = front.get(RUTH, &contact);
    let page = scraper::Html::parse_document(&page.body);
    let link = |end: &str| {
        let links = scraper::Selector::parse(&format!("a[href$='{end}']")).unwrap();
        page.select(&links).next().unwrap().value().attr("href").unwrap().to_owned()
    };
    let (dispense, withdraw) = (link("/dispense"), link("/withdraw"));
    assert_eq!(front.get(ASHA, &dispense).status, StatusCode::FORBIDDEN);
    front
        .form(RUTH, &dispense)
        .with_all(&[
            ("ground", "harm_child"),
            ("reason", "Asking again would warn him before she is seen."),
            ("risk_if_asked", "He may take her away."),
            ("review", "30 11 2026"),
        ])
        .taken();
    front.get(ASHA, &contact).says("Going on without agreement").says("He may take her away.");
    front.form(ASHA, &withdraw).with("words", "Kim rang: she no longer agrees to anything.").taken();
    front.get(ASHA, &contact).says("Withdrawn").says("To be screened");
}

#[test]
fn taking_on_changes_who_holds_it() {
    let front = Front::open_for_business();
    let contact = matched(&front, ASHA);
    let page = front.get(RUTH, &contact);
    let hold = format!("{contact}/hold");
    front.form_of(RUTH, &hold, &page).taken();
    front.get(RUTH, &contact).says("Held by Invented MASH manager");
}

#[test]
fn several_children_are_one_contact_and_adding_one_makes_no_record() {
    let front = Front::open_for_business();
    let path = "/contacts/new";
    let again = call(&front, ASHA).with("_another", "child").send();
    assert!(again.body.contains("id=\"child-1-name\""), "{}", again.words());
    again.says("Lives with the first child").says_not("There is a problem");
    front.get(RUTH, "/queue").says_not("Ava Example");
    // What was typed is a draft by then.
    let form = front.form(ASHA, path);
    assert_eq!(form.get("child-0-name"), "Ava Example");
    let form = front.form_of(ASHA, path, &again).with("_another", "");
    assert_eq!(form.get("facts"), "A bruise on the arm, seen by the teacher at 09:00.");
    let noah = form.with("child-1-name", "Noah Example").with("child-1-birth", "about 2022");
    let again = noah.with("child-1-same_address", "yes").with("_another", "child").send();
    assert!(again.body.contains("id=\"child-2-name\""), "{}", again.words());
    // A box that is ticked of somebody of whom nothing else is said makes no child.
    let third = front.form_of(ASHA, path, &again).with("child-2-same_address", "yes");
    let contact = third.with("_another", "").with("then", "save").taken();
    front.get(ASHA, &contact).says("Child 1: Ava Example").says("Child 2: Noah Example").says_not("Child 3");
}

#[test]
fn danger_is_said_first_and_until_somebody_decides() {
    let front = Front::open_for_business();
    let form = front.get(ASHA, "/contacts/new");
    let (danger, source) =
        (form.body.find("Is any child in danger now?"), form.body.find("Who is contacting us?"));
    assert!(danger.is_some() && danger < source, "danger is asked first");
    form.says("If nobody has rung 999 yet, ask the caller to do it now")
        .says("tells every duty manager at once");
    let alert = || front.invented.house.store.next_job_due().unwrap();
    call(&front, ASHA).taken();
    assert_eq!(alert(), None, "nobody is alerted when there is no danger");
    let contact =
        call(&front, ASHA).with("danger_now", "yes").with("danger_words", "Shouting in the hall").taken();
    front
        .get(RUTH, &contact)
        .says("A child may be in danger now. Ring 999 if nobody has.")
        .says("Shouting in the hall");
    assert!(alert().is_some(), "the managers are alerted at once");
}

#[test]
fn what_waits_at_the_front_door_is_said_to_those_whose_hands_are_empty() {
    let front = Front::open_for_business();
    front.get(RUTH, "/").says("Nothing waits for you yourself.").says_not("at the front door");
    call(&front, ASHA).taken();
    front.get(RUTH, "/").says("1 contact waits at the front door").says_not("with danger now");
    call(&front, ASHA).with("danger_now", "yes").with("danger_words", "Shouting in the hall").taken();
    front.get(RUTH, "/").says("1 with danger now : 2 contacts wait at the front door");
    front.get(Role::SocialWorker, "/").says_not("at the front door").says_not("Ava Example");
}

#[test]
fn a_worker_is_told_of_which_child_a_notice_and_an_action_are() {
    let front = Front::open_for_business();
    let contact = matched(&front, ASHA);
    let page = scraper::Html::parse_document(&front.get(RUTH, &contact).body);
    let link = scraper::Selector::parse("main a[href^='/children/']").unwrap();
    let child = page.select(&link).next().unwrap().value().attr("href").unwrap().to_owned();
    let worker = front.invented.staff[&Role::SocialWorker].to_string();
    front
        .form(RUTH, &format!("{child}/allocate"))
        .with_all(&[("staff", &worker), ("team", "assessment_2"), ("role", "allocated social worker")])
        .taken();
    front
        .form(ASHA, &format!("{contact}/proposal"))
        .with_all(EARLY_HELP)
        .with("action-0-owner", &worker)
        .taken();
    let decision = front.form(RUTH, &format!("{contact}/decision")).with("agreement", "agree");
    decision.with("words", "It is right for the child, on what we know.").taken();
    let home = front.get(Role::SocialWorker, "/");
    home.says("Ava Example Contact ").says("is about a child who is open to you.").says("Today 08:30");
    home.says("Ava Example Ring Kim");
    let page = scraper::Html::parse_document(&home.body);
    let notice = scraper::Selector::parse("a[href^='/notices/']").unwrap();
    let notice = page.select(&notice).next().unwrap().value().attr("href").unwrap();
    front.get(Role::SocialWorker, notice).says("About Ava Example");
}

#[test]
fn the_commonest_outcomes_stand_first_and_all_are_one_question() {
    let front = Front::open_for_business();
    let contact = matched(&front, ASHA);
    let path = format!("{contact}/proposal");
    let radios = scraper::Selector::parse("input[type=radio][name=outcome]").unwrap();
    let codes = |body: &str, within: &str| -> Vec<String> {
        let page = scraper::Html::parse_document(body);
        let within = scraper::Selector::parse(within).unwrap();
        let found = page.select(&within).flat_map(|part| part.select(&radios).collect::<Vec<_>>());
        found.filter_map(|radio| radio.value().attr("value").map(str::to_owned)).collect()
    };
    let page = front.get(ASHA, &path);
    page.says("Rarer outcomes");
    let all = codes(&page.body, "main");
    let rare = codes(&page.body, "details:not([open])");
    assert_eq!(all.len(), front.invented.house.pack.outcomes.len());
    assert_eq!(all.len(), rare.len() + 5, "{all:?}");
    assert_eq!(all[5..], rare[..]);
    // One that was chosen stands open when the form is shown again.
    let form = front.form(ASHA, &path).with_all(EARLY_HELP).with("outcome", "lado").with("rationale", "");
    let answer = form.send();
    assert_eq!(answer.status, StatusCode::UNPROCESSABLE_ENTITY);
    let page = scraper::Html::parse_document(&answer.body);
    let chosen = scraper::Selector::parse("details[open] input[value=lado][checked]").unwrap();
    assert!(page.select(&chosen).next().is_some(), "what was chosen is in sight");
}
