//! The form of a proposal to close, and what it says. Why support stops, how consent stands and the census's reasons stand in other files of the pack.

use casework::Stop;
use domain::calendar::london;
use domain::closure::{FORM, Proposal, ProposeAsked, StepDown};
use domain::form::Answers;
use domain::refusal::Refusal;

use crate::forms::page::{Given, Sheet};
use crate::route::{Fields, Visit};

/// The form, in the version in which it was proposed before.
pub(super) fn sheet(visit: &Visit<'_>, before: Option<&Answers>) -> Result<Sheet, Stop> {
    let pack = &visit.house().pack;
    let reasons = pack.code_list("closure_reason").map_or(&[][..], |list| &list.codes);
    let reasons = reasons.iter().filter(|code| !code.withdrawn);
    let reasons = reasons.map(|code| (code.code.as_str(), format!("{}: {}", code.code, code.words)));
    let causes = pack.closure.causes.iter().map(|cause| (&*cause.code, &*cause.name));
    let consents = pack.closure.consents.iter().map(|consent| (&*consent.code, &*consent.name));
    let sheet = Sheet::new(pack, &FORM, before)?;
    Ok(sheet.offering("reason", reasons).offering("because", causes).offering("consent", consents))
}

/// What a proposal's form says.
pub(super) fn read(given: &Given<'_>) -> Result<ProposeAsked, Refusal> {
    given.all_right()?;
    let Some(on) = given.day("closed_on") else {
        return Err(Refusal::field("closed_on", "Say on which day it is closed."));
    };
    let get = |name: &str| given.words(name).trim().to_owned();
    let whom = given.repeats("tell").into_iter().map(|place| given.nth("tell", place, "whom"));
    Ok(ProposeAsked {
        on,
        reason: get("reason"),
        because: get("because"),
        changed: get("changed"),
        child_says: get("child_says"),
        risks: get("risks"),
        in_mind: get("in_mind"),
        consent: get("consent"),
        consent_words: get("consent_words"),
        family: get("family"),
        step_down: StepDown {
            lead: get("lead"),
            organisation: get("organisation"),
            agreed: given.words("agreed") == "yes",
            agreement: get("agreement"),
            contingency: get("step_contingency"),
            met_on: given.day("met_on"),
        },
        outstanding_words: get("outstanding_words"),
        to_tell: whom.map(|whom| whom.trim().to_owned()).filter(|whom| !whom.is_empty()).collect(),
        further: given.further(),
    })
}

/// The fields that a proposal fills.
pub(super) fn fields(sheet: &Sheet, proposal: &Proposal, to_tell: &[String]) -> Fields {
    let mut fields = Fields::default();
    for (name, words) in [
        ("reason", &proposal.reason),
        ("because", &proposal.because),
        ("changed", &proposal.changed),
        ("child_says", &proposal.child_says),
        ("risks", &proposal.risks),
        ("in_mind", &proposal.in_mind),
        ("consent", &proposal.consent),
        ("consent_words", &proposal.consent_words),
        ("family", &proposal.family),
        ("outstanding_words", &proposal.outstanding_words),
    ] {
        fields.set(name, words.as_str());
    }
    fields.set("closed_on", london::date_in_words(proposal.on));
    if let Some(down) = &proposal.step_down {
        fields.set("lead", &*down.lead);
        fields.set("organisation", &*down.organisation);
        fields.set("agreed", if down.agreed { "yes" } else { "no" });
        fields.set("agreement", &*down.agreement);
        fields.set("step_contingency", &*down.contingency);
        fields.set("met_on", down.met_on.map(london::date_in_words).unwrap_or_default());
    }
    fill_told(&mut fields, to_tell);
    sheet.fill_further(&mut fields, proposal.further.as_ref());
    fields
}

/// The fields of who is told.
pub(super) fn fill_told(fields: &mut Fields, to_tell: &[String]) {
    for (block, whom) in to_tell.iter().enumerate() {
        fields.set(&format!("tell-{block}-whom"), whom.as_str());
    }
}
