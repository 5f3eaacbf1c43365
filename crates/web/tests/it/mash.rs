//! The hub as people meet it: an enquiry opened from a contact, agencies asked on a basis that is printed, an answer written down, a recommendation, a
//! decision by somebody else; two who decide at once; and what changes while somebody watches.

use std::sync::Arc;

use axum::http::{Method, StatusCode};
use casework::Sending;
use casework::staff::{StaffAsked, add_staff};
use domain::pack::{ENGLAND, Pack};
use domain::staff::Role;

use crate::contact::front::{ASHA, Front, Opened, RUTH};
use crate::contact::journey::matched;

/// Nkechi works in the hub.
const NKECHI: Role = Role::MashSocialWorker;

/// What a recommendation says.
const RECOMMENDED: &[(&str, &str)] = &[
    ("risk", "Ava sees violence, and it is getting worse."),
    ("protective", "Her father, where she says she sleeps."),
    ("voice", "“I stay at my dad's so I can sleep.”"),
    ("history", "Three call-outs, each treated alone."),
    ("gaps", "Her health; it can wait until tomorrow."),
    ("outcome", "new_referral"),
    ("level", "4"),
    ("paragraph-4", "neglect_4"),
    ("rationale", "Violence that a child sees, and that is getting worse."),
    ("considered", "Early help: the partner would be there."),
    ("would_change", "That she has lived with her father throughout."),
    ("begun_by-date", "24 11 2026"),
    ("act", "recommend"),
];

/// An enquiry into Asha's contact about Ava: its address.
fn opened(front: &Front) -> String {
    let contact = matched(front, ASHA);
    let form = front.form(NKECHI, &format!("{contact}/enquiry")).with_all(&[
        ("why", "Only the school has been heard; the police may know more."),
        ("rating", "amber"),
        ("reason", "Nothing says that she is hurt again."),
    ]);
    form.taken()
}

/// The mother agreed that agencies are asked.
fn agreed(front: &Front, enquiry: &str) {
    let form = front.form(ASHA, &format!("{}/consent", contact_of(front, enquiry))).with_all(&[
        ("kind", "share"),
        ("purpose", "agency_checks"),
        ("answer", "agreed"),
        ("asked_of", "Kim Example"),
        ("legal_basis", "public_task"),
    ]);
    form.taken();
}

/// The address of the contact an enquiry was opened from.
fn contact_of(front: &Front, enquiry: &str) -> String {
    let page = front.get(NKECHI, enquiry).body;
    let id = page.split("/contacts/").skip(1).map(|rest| rest.split(['"', '/']).next().unwrap());
    format!("/contacts/{}", id.into_iter().find(|id| id.len() == 32).unwrap())
}

/// Asks the police: opens the page, sends it as it stands.
fn ask(front: &Front, enquiry: &str) {
    let form = front.form(NKECHI, &format!("{enquiry}/ask"));
    assert_eq!(
        form.get("agencies"),
        "police",
        "the agencies that sign in here and are always needed stand chosen"
    );
    assert_eq!(
        form.get("ground"),
        "public_task",
        "what they chose when it was too soon stands: nothing typed is lost"
    );
    form.taken();
}

/// The address below which the first request's acts are.
fn request(front: &Front, enquiry: &str) -> String {
    let page = front.get(NKECHI, enquiry).body;
    let id = page.split("/requests/").nth(1).unwrap().split('/').next().unwrap().to_owned();
    format!("{enquiry}/requests/{id}")
}

#[test]
fn several_agencies_one_picture_one_decision() {
    let front = Front::open_for_business();
    let enquiry = opened(&front);
    front
        .get(ASHA, &enquiry)
        .says("Gathering information")
        .says("Amber")
        .says("No agency has been asked yet");
    front.get(NKECHI, "/hub").says("Ava Example").says("Nobody asked yet");

    // Nothing leaves before a basis is on record; what was chosen stays.
    let page = front.get(NKECHI, &format!("{enquiry}/ask"));
    page.says("Nothing can be sent yet");
    let too_soon = front.form(NKECHI, &format!("{enquiry}/ask")).with("ground", "public_task").send();
    assert_eq!(too_soon.status, StatusCode::UNPROCESSABLE_ENTITY);
    too_soon.says("Neither agreement nor a manager's decision").says("Which call-outs to this address");

    agreed(&front, &enquiry);
    ask(&front, &enquiry);
    front
        .get(NKECHI, &enquiry)
        .says("0 of 1 agencies have answered. Still to come: Police.")
        .says("Agreed by Kim Example")
        .says("Not opened");

    let request = request(&front, &enquiry);
    front
        .form(ASHA, &format!("{request}/chase"))
        .with_all(&[
            ("outcome", "spoke"),
            ("words", "The sergeant is in court until noon."),
            ("rung", "chase"),
        ])
        .taken();
    let form = front.form(ASHA, &format!("{request}/answer"));
    assert_eq!(
        form.get("handling"),
        "council",
        "what is told to the hub is for the hub unless they say otherwise"
    );
    form.with_all(&[
        ("answered_by", "Sgt Dana Whitlock"),
        ("choice-0", "Yes, known to us"),
        ("words-0", "Three call-outs since November, a child present at the last."),
    ])
    .taken();
    front
        .get(NKECHI, &enquiry)
        .says("1 of 1 agencies have answered: everything that was asked for is in hand.")
        .says("Three call-outs since November")
        .says("Our own record or what our staff saw")
        .says("For the council's hub only")
        .says("Sgt Dana Whitlock, by telephone to Invented Contact and referral officer")
        .says("in court until noon");

    recommended_and_decided(&front, &enquiry);
}

/// The analysis is saved half-way, finished, and decided by a manager.
fn recommended_and_decided(front: &Front, enquiry: &str) {
    let analysis = format!("{enquiry}/analysis");
    front.form(NKECHI, &analysis).with_all(&[("risk", "Half a thought"), ("act", "save")]).taken();
    front.get(NKECHI, enquiry).says("Half a thought").says("Gathering information");
    let missing = front.form(NKECHI, &analysis).with_all(RECOMMENDED).with("gaps", "").send();
    assert_eq!(missing.status, StatusCode::UNPROCESSABLE_ENTITY);
    missing.says("Say what is not known").says("Three call-outs, each treated alone.");
    front.form(NKECHI, &analysis).with_all(RECOMMENDED).taken();
    front.get(RUTH, "/").says("In the hub").says("Decide");
    assert_eq!(front.get(NKECHI, &format!("{enquiry}/decision")).status, StatusCode::FORBIDDEN);

    let decision = front.form(RUTH, &format!("{enquiry}/decision"));
    decision
        .with_all(&[("agreement", "agree"), ("words", "Two accounts agree; the nights cannot wait.")])
        .taken();
    front
        .get(RUTH, enquiry)
        .says("Decided: Referral for assessment")
        .says("What would change their mind")
        .says("Two accounts agree");
}

#[test]
fn a_recommender_who_is_a_manager_too_and_one_with_a_conflict_cannot_decide() {
    let front = Front::open_for_business();
    let enquiry = opened(&front);
    front.form(RUTH, &format!("{enquiry}/analysis")).with_all(RECOMMENDED).taken();
    let own = front.get(RUTH, &format!("{enquiry}/decision"));
    assert_eq!(own.status, StatusCode::FORBIDDEN);
    own.says("You recommended this");
    front.get(RUTH, "/").says_not("/decision");
    let night = Role::ServiceManager;
    front.form(night, &format!("{enquiry}/conflict")).with("words", "I know the Swithinbank family.").taken();
    let page = front.get(night, &format!("{enquiry}/decision"));
    assert_eq!(page.status, StatusCode::FORBIDDEN);
    // Why they must not is kept, and stands on no page.
    for role in [RUTH, NKECHI, night, Role::Auditor] {
        front.get(role, &enquiry).says_not("Swithinbank");
    }
    front.get(RUTH, &enquiry).says("Must not decide");
}

#[test]
fn of_two_managers_who_decide_at_once_one_decides_and_one_is_told() {
    let front = Front::open_for_business();
    let enquiry = opened(&front);
    front.form(NKECHI, &format!("{enquiry}/analysis")).with_all(RECOMMENDED).taken();
    let (one, two) = (RUTH, Role::ServiceManager);
    let said = [("agreement", "agree"), ("words", "Two accounts agree; the nights cannot wait.")];
    let forms = [one, two].map(|who| front.form(who, &format!("{enquiry}/decision")).with_all(&said));
    let answers: Vec<_> = forms.iter().map(|form| form.send()).collect();
    let statuses: Vec<_> = answers.iter().map(|answer| answer.status).collect();
    assert_eq!(statuses, [StatusCode::SEE_OTHER, StatusCode::CONFLICT]);
    answers[1].says("the nights cannot wait");
    let again = forms[0].send();
    assert_eq!(again.status, StatusCode::SEE_OTHER, "sent twice is one act");
}

#[test]
fn a_recommendation_and_its_change_keep_what_a_council_asks_more() {
    let forms = ["ruling_basis", "enquiry_analysis", "enquiry_decision"];
    let front = crate::contact::own_questions::asking_more(Front::open_for_business(), &forms);
    let enquiry = opened(&front);
    let analysis = front.form(NKECHI, &format!("{enquiry}/analysis")).with_all(RECOMMENDED);
    let without = analysis.send();
    assert_eq!(without.status, StatusCode::UNPROCESSABLE_ENTITY);
    for field in ["more.pets", "basis-more.pets"] {
        assert!(without.body.contains(&format!("href=\"#{field}\"")), "{field}: {}", without.words());
    }
    analysis.with_all(&[("more.pets", "The aunt"), ("basis-more.pets", "A neighbour")]).taken();
    front.get(NKECHI, &enquiry).says("Who feeds the dog?").says("The aunt").says("A neighbour");
    let decision = front.form(RUTH, &format!("{enquiry}/decision"));
    assert_eq!(decision.get("basis-more.pets"), "A neighbour");
    let decision = decision.with_all(&[
        ("agreement", "change"),
        ("words", "Two accounts agree; the nights cannot wait."),
        ("more.pets", "Nobody"),
        ("basis-more.pets", "The dog is gone"),
    ]);
    decision.taken();
    front.get(RUTH, &enquiry).says("Nobody").says("The dog is gone");
}

#[test]
fn an_enquiry_is_opened_once_and_not_where_it_is_clear() {
    let front = Front::open_for_business();
    let enquiry = opened(&front);
    let contact = contact_of(&front, &enquiry);
    front.get(NKECHI, &contact).says("gathering information").says_not("Open a MASH enquiry");
    let twice = front.form(NKECHI, &format!("{contact}/enquiry")).with_all(&[
        ("why", "Pressed a second time from a page opened earlier."),
        ("rating", "red"),
        ("reason", "x"),
    ]);
    let answer = twice.send();
    assert_eq!(answer.status, StatusCode::CONFLICT);
    answer.says("open already").says("Pressed a second time");

    // Straight to a referral is right where it is clear; then somebody says why.
    let clear = matched(&front, ASHA);
    let proposal = front.form(ASHA, &format!("{clear}/proposal")).with_all(&[
        ("outcome", "early_help"),
        ("level", "2"),
        ("paragraph-2", "neglect_2"),
        ("rationale", "Ava is tired and the family asks for help with mornings."),
        ("considered", "No further action: the pattern would go on."),
    ]);
    let unsaid = proposal.send();
    assert_eq!(unsaid.status, StatusCode::UNPROCESSABLE_ENTITY);
    unsaid.says("Say why no MASH enquiry is needed");
    proposal.with("no_enquiry", "The school and the mother say the same.").taken();
    front.get(ASHA, &clear).says("The school and the mother say the same.");
}

#[test]
fn a_round_says_which_school_and_cannot_be_sent_twice() {
    let front = Front::open_for_business();
    let house = &front.invented.house;
    let sending = Sending { form: house.id(), opened: 0, content: Vec::new() };
    let teacher = StaffAsked {
        name: "Ruth Adeyemi".into(),
        title: "Safeguarding lead".into(),
        roles: vec![Role::Partner.code().into()],
        teams: Vec::new(),
        agency: Some("school".into()),
        organisation: "Elm Grove Primary".into(),
        phone: "01632 960102".into(),
        email: "ruth@elmgrove.example".into(),
    };
    add_staff(&house.system(), &sending, teacher).unwrap();
    let enquiry = opened(&front);
    agreed(&front, &enquiry);
    let mut form = front.form(NKECHI, &format!("{enquiry}/ask"));
    form.fields.push(("agencies".into(), "school".into()));
    let nameless = front.post(
        NKECHI,
        &format!("{enquiry}/ask"),
        &form.fields.iter().filter(|(name, _)| name != "school-organisation").cloned().collect::<Vec<_>>(),
    );
    assert_eq!(nameless.status, StatusCode::UNPROCESSABLE_ENTITY);
    nameless.says("say which organisation is asked");
    assert_eq!(
        form.get("school-organisation"),
        "Elm Grove Primary",
        "the only one that signs in stands chosen"
    );
    let form = form.with("school-organisation", "other").with("school-name", "Beech Lane School");
    form.taken();
    front.get(NKECHI, &enquiry).says("Beech Lane School").says("0 of 2");
    let mut again = front.form(NKECHI, &format!("{enquiry}/ask"));
    again.fields.push(("agencies".into(), "police".into()));
    let answer = again.send();
    assert_eq!(answer.status, StatusCode::UNPROCESSABLE_ENTITY);
    answer.says("has not answered round 1 yet");
}

#[test]
fn what_changes_is_told_to_those_who_may_read_it_and_to_nobody_else() {
    let front = Front::open_for_business();
    let enquiry = opened(&front);
    let live = |role: Role| {
        front.invented.ask(Method::POST, Some(front.invented.token(role)), &format!("{enquiry}/live"), "")
    };
    assert_eq!(live(NKECHI).status, StatusCode::OK);
    assert!(!live(NKECHI).body.contains("<html"), "a part, not a page");
    for (role, expected) in [
        (Role::Partner, StatusCode::FORBIDDEN),
        (Role::TeamManager, StatusCode::FORBIDDEN),
        (Role::Leader, StatusCode::FORBIDDEN),
    ] {
        let changes = front.get(role, &format!("{enquiry}/changes"));
        assert_eq!(changes.status, expected, "{role:?}");
        assert!(!changes.body.contains("Ava"), "{}", changes.body);
    }
    assert_eq!(front.invented.get_as_nobody(&format!("{enquiry}/changes")).status, StatusCode::UNAUTHORIZED);
}

/// The forms of the hub, each with a question of the council's own that must be answered; the round asks one more of each agency that is chosen.
fn asking_more() -> Arc<Pack> {
    let own = |of: &str| {
        format!(
            "\n[[section.question]]\nid = \"own\"\nkind = \"short_text\"\nlabel = \"Own of {of}\"\nneeded = \"submit\"\nowner = \"A\"\nwhy = \"B\"\n"
        )
    };
    let names = ["enquiry_open", "agency_request", "agency_answer", "enquiry_analysis", "enquiry_decision"];
    let files: Vec<(String, String)> = names
        .into_iter()
        .map(|name| {
            let file = format!("forms/{name}.toml");
            let text = ENGLAND.iter().find(|(known, _)| *known == file).unwrap().1;
            let row = format!("{}\n[[section]]\nid = \"basis\"", own("the row"));
            let text = text.replacen("[[section]]\nid = \"basis\"", &row, 1);
            let more = format!("{text}\n[[section]]\nid = \"more\"\ntitle = \"More\"\n{}", own(name));
            (file, more)
        })
        .collect();
    let files = files.iter().map(|(name, text)| (name.as_str(), text.as_str()));
    Arc::new(Pack::over_england(files).unwrap_or_else(|problems| panic!("{problems:?}")))
}

/// Sends a form without the council's own question, and is told; then with it.
#[track_caller]
fn taken_with_own(form: Opened<'_>, of: &str, said: &str) -> String {
    let without = form.send();
    assert_eq!(without.status, StatusCode::UNPROCESSABLE_ENTITY, "{of}: {}", without.words());
    without.says(&format!("Answer “Own of {of}”."));
    form.with("more.own", said).taken()
}

#[test]
fn a_councils_own_questions_are_asked_along_the_way_and_stand_with_what_was_done() {
    let mut front = Front::open_for_business();
    front.invented.set_up(|mut asked| {
        asked.pack = asking_more();
        asked
    });
    let contact = matched(&front, ASHA);
    let form = front.form(NKECHI, &format!("{contact}/enquiry")).with_all(&[
        ("why", "Only the school has been heard; the police may know more."),
        ("rating", "amber"),
        ("reason", "Nothing says that she is hurt again."),
    ]);
    let enquiry = taken_with_own(form, "enquiry_open", "Opened calmly");
    agreed(&front, &enquiry);
    // Of the agencies only the one that is chosen is asked for more.
    let round = front.form(NKECHI, &format!("{enquiry}/ask"));
    let unsaid = round.send();
    unsaid.says("Police: Answer “Own of the row”.").says_not("Health: Answer");
    taken_with_own(round.with("asked.0.own", "Ask the night desk"), "agency_request", "Asked in the morning");
    let request = request(&front, &enquiry);
    let answer = front
        .form(ASHA, &format!("{request}/answer"))
        .with_all(&[("answered_by", "Sgt Dana Whitlock"), ("words-0", "Three call-outs since November.")]);
    taken_with_own(answer, "agency_answer", "Rang back at once");
    // What must be answered when it is recommended may wait while it is thought about.
    let analysis = format!("{enquiry}/analysis");
    front.form(NKECHI, &analysis).with_all(&[("risk", "Half a thought"), ("act", "save")]).taken();
    taken_with_own(
        front.form(NKECHI, &analysis).with_all(RECOMMENDED),
        "enquiry_analysis",
        "Thought in pairs",
    );
    let decision = front
        .form(RUTH, &format!("{enquiry}/decision"))
        .with_all(&[("agreement", "agree"), ("words", "Two accounts agree; the nights cannot wait.")]);
    taken_with_own(decision, "enquiry_decision", "Decided at noon");
    let page = front.get(RUTH, &enquiry);
    for said in [
        "Opened calmly",
        "Ask the night desk",
        "Asked in the morning",
        "Rang back at once",
        "Thought in pairs",
        "Decided at noon",
    ] {
        page.says(said);
    }
}
