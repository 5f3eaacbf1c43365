//! A council's own questions beside those of a proposal, a decision, consent and a second reading: asked on the page, needed where the council says so, kept
//! and shown. Two forms that stand on one page may ask under one name.

use std::sync::Arc;

use axum::http::StatusCode;
use domain::pack::{ENGLAND, Pack};
use domain::staff::Role;

use super::front::{ASHA, Front, RUTH};
use super::journey::{EARLY_HELP, matched};

const OWN: &str = "\n[[section]]\nid = \"more\"\ntitle = \"More\"\n\n[[section.question]]\nid = \"pets\"\nkind = \"short_text\"\n\
                   label = \"Who feeds the dog?\"\nneeded = \"submit\"\nowner = \"A\"\nwhy = \"B\"\n";
const ASKED: &str = "Answer “Who feeds the dog”.";

/// The front door of a council that asks more in these forms.
pub fn asking_more(mut front: Front, forms: &[&str]) -> Front {
    let files: Vec<(String, String)> = forms
        .iter()
        .map(|form| {
            let file = format!("forms/{form}.toml");
            let text = ENGLAND.iter().find(|(name, _)| *name == file).unwrap().1;
            (file.clone(), format!("{text}{OWN}"))
        })
        .collect();
    let files = files.iter().map(|(file, text)| (file.as_str(), text.as_str()));
    let mut pack = Pack::over_england(files).unwrap_or_else(|problems| panic!("{problems:?}"));
    front.invented.set_up(|mut set_up| {
        // How many decisions are read a second time stays as the house has it.
        pack.consistency = set_up.pack.consistency.clone();
        set_up.pack = Arc::new(pack);
        set_up
    });
    front
}

#[test]
fn a_proposal_and_a_decision_keep_what_a_council_asks_more() {
    let front = asking_more(Front::open_for_business(), &["ruling_basis", "contact_decision"]);
    let contact = matched(&front, ASHA);
    let proposal = front.form(ASHA, &format!("{contact}/proposal")).with_all(EARLY_HELP);
    let without = proposal.send();
    assert_eq!(without.status, StatusCode::UNPROCESSABLE_ENTITY);
    without.says(ASKED);
    assert!(without.body.contains("href=\"#basis-more.pets\""), "{}", without.body);
    let odd = proposal.with("basis-more.pets", "The aunt").with("odd", "A word");
    odd.send().says("Also sent").says("A word");
    odd.with("odd", "").taken();
    front.get(ASHA, &contact).says("Who feeds the dog?").says("The aunt");

    let decision = front.form(RUTH, &format!("{contact}/decision"));
    assert_eq!(decision.get("basis-more.pets"), "The aunt", "the change is filled in with the proposal");
    assert_eq!(decision.get("more.pets"), "", "the decision's own question is another");
    let decision = decision.with("words", "It is right for the child, on what we know.");
    let without = decision.with("agreement", "agree").send();
    assert_eq!(without.status, StatusCode::UNPROCESSABLE_ENTITY);
    without.says(ASKED).says_not("Also sent");
    assert!(without.body.contains("href=\"#more.pets\""), "{}", without.body);
    let again = front.form_of(RUTH, &format!("{contact}/decision"), &without);
    let change =
        again.with_all(&[("agreement", "change"), ("more.pets", "A neighbour"), ("basis-more.pets", "")]);
    let without = change.send();
    assert_eq!(without.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(without.body.contains("href=\"#basis-more.pets\""), "{}", without.body);
    change.with("basis-more.pets", "Nobody").taken();
    front.get(RUTH, &contact).says("The aunt").says("A neighbour").says("Nobody");
}

#[test]
fn one_more_action_is_asked_for_and_nothing_is_lost() {
    let front = Front::open_for_business();
    let contact = matched(&front, ASHA);
    let proposal = format!("{contact}/proposal");
    let more = front.form(ASHA, &proposal).with_all(EARLY_HELP).with("_another", "action").send();
    assert!(more.body.contains("id=\"action-1-what\""), "{}", more.body);
    more.says_not("There is a problem");
    let form = front.form_of(ASHA, &proposal, &more).with("_another", "");
    assert_eq!(form.get("action-0-what"), "Ring Kim");
    let wrong = form.with("action-1-what", "Ring the school").send();
    assert_eq!(wrong.status, StatusCode::UNPROCESSABLE_ENTITY);
    wrong.says("Choose who does it.").says("Say by when it is done");
    assert!(wrong.body.contains("href=\"#action-1-date\""), "{}", wrong.body);
}

#[test]
fn consent_and_going_on_without_it_keep_what_a_council_asks_more() {
    let front = asking_more(Front::open_for_business(), &["consent", "consent_dispense"]);
    let contact = matched(&front, ASHA);
    let consent = front.form(ASHA, &format!("{contact}/consent")).with_all(&[
        ("purpose", "other"),
        ("purpose-other", "Asking the nursery"),
        ("answer", "refused"),
        ("asked_of", "Kim Example"),
        ("legal_basis", "public_task"),
    ]);
    consent.send().says(ASKED);
    consent.with("more.pets", "The aunt").taken();
    let page = front.get(RUTH, &contact);
    page.says("Asking the nursery").says("Who feeds the dog?").says("The aunt");
    let dispense = page.body.split('"').find(|part| part.ends_with("/dispense")).unwrap().to_owned();
    let form = front.form(RUTH, &dispense).with_all(&[
        ("ground", "harm_child"),
        ("reason", "Asking again would warn him before she is seen."),
        ("risk_if_asked", "He may take her away."),
    ]);
    form.send().says(ASKED);
    let form = form.with("more.pets", "A neighbour");
    form.clone().with("review", "1 1 2020").send().says("must lie ahead");
    form.taken();
    front.get(RUTH, &contact).says("A neighbour");
}

#[test]
fn a_second_reading_keeps_what_a_council_asks_more() {
    let front = asking_more(Front::reading_all(), &["second_reading"]);
    let contact = super::journey::proposed(&front, ASHA);
    let form = front.form(RUTH, &format!("{contact}/decision"));
    form.with_all(&[("agreement", "agree"), ("words", "Early help now, and look again.")]).taken();
    let list = front.get(Role::ServiceManager, "/second-readings");
    let reading = list.body.split('"').find(|part| part.starts_with("/second-readings/")).unwrap().to_owned();
    let form = front.form(Role::ServiceManager, &reading).with_all(&[
        ("outcome", "early_help"),
        ("level", "2"),
        ("paragraph-2", "neglect_2"),
        ("reasons", "Tired in the mornings, and the family asks for help."),
        ("safe", "yes"),
    ]);
    form.send().says(ASKED);
    let both = form.with("more.pets", "The aunt").taken();
    front.get(Role::ServiceManager, &both).says("Who feeds the dog?").says("The aunt");
}
