//! An assessment as people meet it: begun from a child's page, written with the evidence beside each question, two people in one section, a comment at the
//! place, the mirror, sent back and authorised by another person, told.

use axum::http::StatusCode;
use domain::calendar::london;
use domain::episode::Episode;
use domain::id::Id;
use domain::involvement::{Involved, Involvement};
use domain::person::Person;
use domain::staff::Role;
use jiff::{SignedDuration, ToSpan};

use crate::canary::planted::keep;
use crate::house::{Answer, Invented, field};
use crate::neighbour::a_neighbour_rings;

const WORKER: Role = Role::SocialWorker;
const MANAGER: Role = Role::MashManager;

struct Assessed {
    of: Invented,
    child: Id<Person>,
}

/// A child with a worker and an open episode.
fn assessed() -> Assessed {
    let of = Invented::new();
    let (_, child) = a_neighbour_rings(&of, ("Idris", "Farrow"), "He stands at the window at night");
    let house = &of.house;
    let who = Involved::Worker { staff: of.staff[&WORKER], team: "assessment_1".into() };
    let (id, role, from) = (house.id(), "allocated social worker".into(), house.now());
    keep(&of, &Involvement { id, child, who, role, from, until: None, reason: None });
    keep(
        &of,
        &Episode {
            primary_need: Some("N1".into()),
            ..Episode::opened(house.id(), child, london::date_of(house.now()))
        },
    );
    of.later(SignedDuration::from_mins(5));
    Assessed { of, child }
}

impl Assessed {
    fn day(&self, from_today: i64) -> String {
        let today = london::date_of(self.of.house.now());
        london::date_in_digits(today.saturating_add(from_today.days()))
    }

    /// Opens a form, fills in more, and sends it with the page's own id and version.
    fn fill(&self, role: Role, path: &str, more: &[(&str, &str)]) -> Answer {
        let page = self.of.get(role, path);
        assert_eq!(page.status, StatusCode::OK, "{path}: {}", page.words());
        self.send(role, path, &page, more)
    }

    fn send(&self, role: Role, path: &str, page: &Answer, more: &[(&str, &str)]) -> Answer {
        let (form, version) = (field(page, "form"), field(page, "version"));
        let mut fields = vec![("form", form.as_str()), ("version", version.as_str())];
        fields.extend(more);
        self.of.post(role, path, &fields)
    }

    #[track_caller]
    fn taken(&self, role: Role, path: &str, more: &[(&str, &str)]) -> String {
        let answer = self.fill(role, path, more);
        assert_eq!(answer.status, StatusCode::SEE_OTHER, "{path}: {}", answer.words());
        answer.to().to_owned()
    }

    /// Begins it, and gives the address of its page.
    fn begun(&self) -> String {
        let path = format!("/children/{}/assessment", self.child);
        let (review, today) = (self.day(10), self.day(0));
        let told =
            [("review_on", review.as_str()), ("shared_on", today.as_str()), ("shared_with", "His mother")];
        let refused = self.fill(WORKER, &path, &told);
        assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY);
        refused.says("Say why it is made");
        let mut all = told.to_vec();
        all.push(("purpose", "What is different this time"));
        self.taken(WORKER, &path, &all)
    }
}

#[test]
fn it_is_begun_from_the_childs_page_and_listed_where_it_is_looked_for() {
    let of = assessed();
    of.of.get(WORKER, &format!("/children/{}", of.child)).says("Child and family assessment");
    let page = of.begun();
    let shown = of.of.get(WORKER, &page);
    shown
        .says("Not begun")
        .says("What is different this time")
        .says("Review point")
        .says("counted from the referral");
    assert!(!shown.words().contains('%'), "no share in percent");
    for list in ["/assessments", "/"] {
        of.of.get(WORKER, list).says("Idris Farrow");
    }
    of.of.get(WORKER, &format!("/children/{}", of.child)).says("Child and family assessments");
    let again = of.of.get(WORKER, &format!("/children/{}/assessment", of.child));
    again.says("is being made already");
}

#[test]
fn a_section_is_written_and_an_event_beside_it_cited_without_losing_a_word() {
    let of = assessed();
    let page = of.begun();
    let about = format!("{page}/sections/about");
    let shown = of.of.get(WORKER, &about);
    shown.says("Use this").says("He stands at the window at night");
    let cite =
        shown.body.split("name=\"cite\" value=\"").nth(1).and_then(|rest| rest.split('"').next()).unwrap();
    let to = of.send(WORKER, &about, &shown, &[("about.why_now", "He waits for his father"), ("cite", cite)]);
    assert_eq!(to.status, StatusCode::SEE_OTHER, "{}", to.words());
    assert!(to.to().starts_with(&about), "{}", to.to());
    let after = of.of.get(WORKER, &about);
    after.says("He waits for his father").says("Rests on");
    of.of.get(WORKER, &format!("{page}/history")).says("Used in: Why are we doing this assessment?");
    of.of.get(WORKER, &format!("{page}/read")).says("He waits for his father").says("Rests on");
    // Sent once more, it is still one citation.
    of.fill(WORKER, &about, &[("about.why_now", "He waits for his father"), ("cite", cite)]);
    assert_eq!(of.of.get(WORKER, &about).body.matches("name=\"uncite\"").count(), 1);
}

#[test]
fn a_section_of_another_form_is_not_there() {
    let of = assessed();
    let page = of.begun();
    for part in ["nothing", "lived", "lived.1", "lived.x", "about.0"] {
        let answer = of.of.get(WORKER, &format!("{page}/sections/{part}"));
        assert_eq!(answer.status, StatusCode::NOT_FOUND, "{part}");
    }
}

#[test]
fn two_people_in_one_section_both_keep_what_they_wrote() {
    let of = assessed();
    let page = of.begun();
    let harm = format!("{page}/sections/harm");
    let opened = of.of.get(WORKER, &harm);
    of.taken(
        MANAGER,
        &harm,
        &[("harm.past", "Theirs of the past"), ("harm.harder", "Theirs of what is hard")],
    );
    let mine = [("harm.past", "Mine of the past"), ("harm.danger", "Mine of the danger")];
    let answer = of.send(WORKER, &harm, &opened, &mine);
    assert_eq!(answer.status, StatusCode::CONFLICT);
    for words in
        ["Someone else saved this section", "Theirs of the past", "Mine of the past", "Mine of the danger"]
    {
        answer.says(words);
    }
    let area = |name: &str| {
        let (_, rest) = answer.body.split_once(&format!("name=\"{name}\"")).unwrap();
        rest.split_once('>').unwrap().1.split_once("</textarea>").unwrap().0.to_owned()
    };
    assert_eq!(area("harm.past"), "Mine of the past", "where both wrote, mine stands in the form");
    assert_eq!(area("harm.harder"), "Theirs of what is hard", "what only they wrote stands in it too");
    let both = [
        ("harm.past", "Theirs of the past. Mine of the past"),
        ("harm.harder", "Theirs of what is hard"),
        ("harm.danger", "Mine of the danger"),
    ];
    assert_eq!(of.send(WORKER, &harm, &answer, &both).status, StatusCode::SEE_OTHER);
    let read = of.of.get(WORKER, &format!("{page}/read"));
    for (_, words) in both {
        read.says(words);
    }
}

#[test]
fn people_in_different_sections_are_not_in_each_others_way() {
    let of = assessed();
    let page = of.begun();
    let views = format!("{page}/sections/views");
    let opened = of.of.get(WORKER, &views);
    of.taken(MANAGER, &format!("{page}/sections/harm"), &[("harm.past", "Written meanwhile")]);
    let answer = of.send(WORKER, &views, &opened, &[("views.alternative", "That he is only tired")]);
    assert_eq!(answer.status, StatusCode::SEE_OTHER, "{}", answer.words());
    of.of.get(WORKER, &format!("{page}/read")).says("Written meanwhile").says("That he is only tired");
}

#[test]
fn a_carer_is_named_and_has_pages_of_their_own() {
    let of = assessed();
    let page = of.begun();
    let named = [("name", "The man called Dez"), ("relation", "mother’s friend"), ("stands", "new_partner")];
    of.taken(WORKER, &format!("{page}/carers"), &named);
    let shown = of.of.get(WORKER, &page);
    shown.says("Each parent and carer: The man called Dez").says("New partner");
    of.of.get(WORKER, &format!("{page}/mirror")).says("The man called Dez").says("Is this carer there");
}

#[test]
#[expect(clippy::too_many_lines, reason = "one way through an assessment")]
fn it_is_put_forward_with_reasons_sent_back_with_a_comment_and_authorised_by_another() {
    let of = assessed();
    let page = of.begun();
    of.taken(WORKER, &format!("{page}/sections/about"), &[("about.why_now", "He waits for his father")]);
    let outcome = [
        ("decision.0.in_need", "no"),
        ("decision.0.outcome", "nfa"),
        ("decision.0.reasons", "The danger has passed (C)."),
        ("decision.0.factors", "16A"),
    ];
    of.taken(WORKER, &format!("{page}/sections/decision.0"), &outcome);
    let refused = of.fill(WORKER, &format!("{page}/submit"), &[]);
    assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY);
    refused.says("Put it right or say why not");
    of.taken(WORKER, &format!("{page}/submit"), &[("urgent", "A strategy discussion is held today.")]);
    of.of.get(WORKER, &page).says("Waiting to be authorised");
    let own = of.of.get(WORKER, &format!("{page}/authorise"));
    assert_eq!(own.status, StatusCode::FORBIDDEN, "nobody signs their own");

    let read = of.of.get(MANAGER, &format!("{page}/authorise"));
    read.says("Quality mirror").says("A strategy discussion is held today.").says("He waits for his father");
    of.taken(MANAGER, &format!("{page}/comment/about.why_now"), &[("words", "Since when?")]);
    of.taken(
        MANAGER,
        &format!("{page}/authorise"),
        &[("act", "back"), ("why", "Say since when he waits at night.")],
    );
    of.of.get(WORKER, &page).says("Sent back").says("Say since when he waits at night.");
    of.of
        .get(WORKER, &format!("{page}/sections/about"))
        .says("Since when?")
        .says("Save, and answer this comment");
    of.taken(WORKER, &format!("{page}/comments/1"), &[("words", "Since his father left in May.")]);
    of.taken(WORKER, &format!("{page}/submit"), &[("urgent", "A strategy discussion is held today.")]);

    let page_then = of.of.get(MANAGER, &format!("{page}/authorise"));
    page_then.says("Since his father left in May.");
    let seen = field(&page_then, "seen");
    let without = of.send(
        MANAGER,
        &format!("{page}/authorise"),
        &page_then,
        &[("seen", &seen), ("reasons", "Right for him, as far as is known today.")],
    );
    assert_eq!(without.status, StatusCode::UNPROCESSABLE_ENTITY, "{}", without.words());
    let signed = [
        ("seen", seen.as_str()),
        ("looked", "yes"),
        ("reasons", "Right for him, as far as is known today."),
        ("act", "authorise"),
    ];
    let answer = of.send(MANAGER, &format!("{page}/authorise"), &page_then, &signed);
    assert_eq!(answer.status, StatusCode::SEE_OTHER, "{}", answer.words());
    of.of.get(WORKER, &page).says("the family is still to be told");
    let today = of.day(0);
    let told = [
        ("told_whom", "family"),
        ("told_name", "His mother"),
        ("told_way", "discussed_and_letter"),
        ("told_on", today.as_str()),
        ("told_words", "She agrees."),
    ];
    of.taken(WORKER, &format!("{page}/told"), &told);
    of.of.get(WORKER, &page).says("Authorised").says("She agrees.");
    let closed = of.of.get(WORKER, &format!("{page}/sections/about"));
    assert_eq!(closed.status, StatusCode::CONFLICT, "what is signed is not written any more");
}

#[test]
fn more_time_is_asked_for_by_one_and_decided_by_another() {
    let of = assessed();
    let page = of.begun();
    let until = of.day(90);
    let asked = [
        ("reason", "His father is abroad until the summer."),
        ("meanwhile", "He sleeps at his aunt’s."),
        ("until", until.as_str()),
    ];
    of.taken(WORKER, &format!("{page}/exception"), &asked);
    let own = of.of.get(WORKER, &format!("{page}/exception/decide"));
    assert_ne!(own.status, StatusCode::OK, "nobody decides on what they ask for");
    of.of.get(MANAGER, "/").says("Assessments that ask for more time");
    let why = [("words", "It is right to hear his father; look again in June."), ("act", "approve")];
    of.taken(MANAGER, &format!("{page}/exception/decide"), &why);
    of.of.get(WORKER, &page).says("More time: approved").says("No clock moves");
}

#[test]
fn history_is_linked_and_counted() {
    let of = assessed();
    let page = of.begun();
    let history = of.of.get(WORKER, &format!("{page}/history"));
    let link = history
        .body
        .split(&format!("href=\"{page}/history/"))
        .nth(1)
        .and_then(|rest| rest.split('"').next())
        .unwrap();
    let path = format!("{page}/history/{link}");
    let refused = of.fill(WORKER, &path, &[("now", "repeats")]);
    assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY);
    refused.says("Say what this means for the child now");
    of.taken(WORKER, &path, &[("now", "repeats"), ("so_what", "It is as it was in spring.")]);
    of.of
        .get(WORKER, &format!("{page}/history"))
        .says("It repeats today")
        .says("It is as it was in spring.")
        .says("1 linked");
    of.taken(WORKER, &path, &[("now", "aside"), ("reason", "It was about another house.")]);
    of.of.get(WORKER, &format!("{page}/history")).says("Set aside").says("It was about another house.");
}

#[test]
fn what_does_not_fit_is_marked_and_weighed() {
    let of = assessed();
    let page = of.begun();
    of.taken(
        WORKER,
        &format!("{page}/contradictions/new"),
        &[("words", "School says well fed, nurse says hungry.")],
    );
    let listed = of.of.get(WORKER, &format!("{page}/contradictions"));
    listed.says("School says well fed").says("Not weighed");
    let why = [("words", "The nurse weighed him; the school guessed.")];
    of.taken(WORKER, &format!("{page}/contradictions/marked%2E1"), &why);
    of.of.get(WORKER, &format!("{page}/contradictions")).says("The nurse weighed him");
}
