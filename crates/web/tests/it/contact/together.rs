//! Two people at once, and the same form twice: one act, nothing lost.

use axum::http::StatusCode;

use super::front::{ASHA, Front, RUTH, TOM};
use super::journey::{EARLY_HELP, call, matched, proposed};

#[test]
fn the_same_form_sent_twice_is_one_contact() {
    let front = Front::open_for_business();
    let form = call(&front, ASHA);
    assert_eq!(form.taken(), form.taken());
    let contact = matched(&front, ASHA);
    let form = front.form(ASHA, &format!("{contact}/proposal")).with_all(EARLY_HELP);
    assert_eq!(form.taken(), form.taken());
    let form = front.form(RUTH, &format!("{contact}/decision")).with("agreement", "agree");
    let form = form.with("words", "It is right for the child, on what we know.");
    assert_eq!(form.taken(), form.taken());
}

#[test]
fn two_officers_propose_at_once() {
    let front = Front::open_for_business();
    let contact = matched(&front, ASHA);
    let proposal = format!("{contact}/proposal");
    let (asha, tom) = (front.form(ASHA, &proposal), front.form(TOM, &proposal));
    asha.with_all(EARLY_HELP).taken();
    let answer = tom
        .with_all(EARLY_HELP)
        .with("outcome", "advice")
        .with("rationale", "They only ask whom to ring about nursery places.")
        .send();
    assert_eq!(answer.status, StatusCode::CONFLICT);
    answer
        .says("Nothing you wrote is lost")
        .says("Information and advice")
        .says("Early help")
        .says("Ava is tired");
    let again = front.form_of(TOM, &proposal, &answer);
    assert_eq!(again.get("rationale"), "They only ask whom to ring about nursery places.");
    again.taken();
    front.get(TOM, &contact).says("Information and advice").says("whom to ring about nursery places");
}

#[test]
fn two_people_look_for_one_child_at_once() {
    let front = Front::open_for_business();
    let contact = call(&front, ASHA).taken();
    let child = format!("{contact}/children/0");
    let (asha, tom) = (front.form(ASHA, &child), front.form(TOM, &child));
    asha.with("whom", "new").taken();
    let answer = tom.with("whom", "new").send();
    assert_eq!(answer.status, StatusCode::CONFLICT);
    answer.says("Someone else saved this while you were writing");
}

#[test]
fn two_managers_decide_at_once() {
    let front = Front::open_for_business();
    let contact = proposed(&front, ASHA);
    let decision = format!("{contact}/decision");
    let (ruth, tom) = (front.form(RUTH, &decision), front.form(TOM, &decision));
    ruth.with("agreement", "agree").with("words", "It is right for the child, on what we know.").taken();
    let late = tom
        .with("agreement", "send_back")
        .with("words", "Please ask the school about her attendance.")
        .send();
    assert_eq!(late.status, StatusCode::CONFLICT);
    assert!(late.body.contains("Please ask the school about her attendance."), "{}", late.words());
}

#[test]
fn two_people_word_the_answer_at_once() {
    let front = Front::open_for_business();
    let contact = proposed(&front, ASHA);
    let decide = front.form(RUTH, &format!("{contact}/decision")).with("agreement", "agree");
    decide.with("words", "It is right for the child, on what we know.").taken();
    let feedback = format!("{contact}/feedback");
    let (asha, tom) = (front.form(ASHA, &feedback), front.form(TOM, &feedback));
    asha.with("words", "Asha’s words").with("act", "keep").taken();
    let answer = tom.with("words", "Tom’s words").with("act", "approve").send();
    assert_eq!(answer.status, StatusCode::CONFLICT);
    answer.says("Asha’s words").says("Tom’s words").says("What both began from");
}
