//! Enquiries about Ava and about her restricted sister: what agencies were asked, said and sent, what it was taken to mean, and what was decided.

use std::collections::BTreeSet;

use casework::partner::add_contact;
use domain::contact::{Agreement, Contact, Outcomes, RulingBasis};
use domain::id::Id;
use domain::mash::{Analysis, Answer, Chase, ChaseOutcome, Conflict, Enquiry, EnquiryRuling, Recommendation};
use domain::partner::ContactAsked;
use domain::staff::Role;
use jiff::SignedDuration;

use super::planted::{People, keep, own_answer, sending, session};
use crate::asked::{answered, enquiry, request, sent_with, shared};
use crate::house::Invented;

/// The records by what stands for them in a path.
type Named = [(&'static str, &'static str, String)];

fn contact(named: &Named, name: &str) -> Id<Contact> {
    let found = named.iter().find(|(kind, of, _)| *kind == "contact" && *of == name);
    found.map(|(.., id)| id.parse().unwrap()).unwrap()
}

/// An enquiry about Ava from the call, in which police and health were asked: what each said, asked and sent, and what was shared with police.
pub fn asked(of: &Invented, people: &People, named: &Named) -> Vec<(&'static str, &'static str, String)> {
    let mut enquiry = enquiry(of, contact(named, "call"), people.ava);
    keep(of, &enquiry);
    let partner = of.staff[&Role::Partner];
    let mut made = Vec::new();
    let (police, health) = ((of.house.pack.agencies[0].id.as_str(), ""), ("health", "Mill Practice"));
    let each = [
        ("police", police, Some(partner), "Asphodelune", "Wolfsbanery", "Campionridge"),
        ("health", health, None, "Teaselmarch", "Gentianholt", "Loosestrifeby"),
    ];
    let mut requests = Vec::new();
    for (name, (agency, organisation), to, question, said, sent) in each {
        let mut request = request(of, &enquiry, agency, organisation, to);
        request.questions[0].ask = question.into();
        request.answer = Some(answered(of, &request, partner, &[said, "Betonyshaw"]));
        if name == "police" {
            // What the hub answered when it asked is the hub's alone; what the agency answered, the agency reads too.
            request.further = own_answer("agency_request", "Quernthwaite");
            let own = own_answer("agency_answer", "Chatmossley");
            request.answer = request.answer.map(|answer| Answer { further: own, ..answer });
        }
        keep(of, &request);
        let document = sent_with(of, &request, partner, sent);
        let (request_name, document_name) =
            if name == "police" { ("police_asked", "police_sent") } else { ("health_asked", "health_sent") };
        made.push(("request", request_name, request.id.to_string()));
        made.push(("document", document_name, document.to_string()));
        requests.push(request);
    }
    enquiry.shared.push(shared(of, &requests[1], 1, &requests[0]));
    thought(of, &mut enquiry, ["Brindlemoor", "Sorrelhurst", "Avocetine", "Bitternell"]);
    enquiry.further = own_answer("enquiry_open", "Whinchatly");
    if let Some(analysis) = &mut enquiry.analysis {
        analysis.further = own_answer("enquiry_analysis", "Fulmarsedge");
        if let Some(recommended) = &mut analysis.recommendation {
            recommended.basis.further = own_answer("ruling_basis", "Scoterby");
        }
    }
    if let Some(ruling) = enquiry.rulings.last_mut() {
        ruling.further = own_answer("enquiry_decision", "Merlinhope");
    }
    keep(of, &enquiry);
    made.push(("enquiry", "avas_enquiry", enquiry.id.to_string()));
    made.extend(about_the_sister(of, people, named));
    let contact = add_contact(&session(of, Role::MashManager), &sending(of), listed());
    made.push(("agency_contact", "listed", contact.unwrap().to_string()));
    made
}

/// Somebody of the practice, who can be sent a link once they are checked.
fn listed() -> ContactAsked {
    ContactAsked {
        agency: "health".into(),
        organisation: "Mill Practice".into(),
        name: "Cresswellina".into(),
        role: "Nurse".into(),
        email: "nurse@mill.example".into(),
        phone: "01632 960886".into(),
    }
}

/// What an enquiry was opened for and taken to mean, a manager's question, and who declared a conflict.
fn thought(of: &Invented, enquiry: &mut Enquiry, [why, risk, question, conflict]: [&str; 4]) {
    let at = of.house.now();
    enquiry.why = why.into();
    let basis = RulingBasis {
        outcomes: Outcomes { primary: of.house.pack.outcomes[0].code.clone(), also: BTreeSet::new() },
        level: 3,
        paragraph: "neglect_3".into(),
        paragraph_words: "as it stood".into(),
        pack_version: String::new(),
        rationale: format!("{risk} outweighs"),
        considered: "Nothing less".into(),
        no_enquiry: String::new(),
        also_cited: Vec::new(),
        actions: Vec::new(),
        further: None,
    };
    let words = |about: &str| format!("{about} {risk}");
    enquiry.analysis = Some(Analysis {
        by: of.staff[&Role::MashSocialWorker],
        at,
        risk: words("risk"),
        protective: words("protective"),
        voice: words("voice"),
        history: words("history"),
        gaps: words("gaps"),
        recommendation: Some(Recommendation {
            basis,
            would_change: words("would change"),
            begun_by: at + SignedDuration::from_hours(2),
        }),
        further: None,
    });
    enquiry.rulings.push(EnquiryRuling {
        by: of.staff[&Role::MashManager],
        at,
        agreement: Agreement::SendBack,
        decided: None,
        words: question.into(),
        further: None,
    });
    enquiry.conflicts.push(Conflict { by: of.staff[&Role::NightManager], at, words: conflict.into() });
}

/// Health was asked about the sister and chased.
fn about_the_sister(
    of: &Invented,
    people: &People,
    named: &Named,
) -> Vec<(&'static str, &'static str, String)> {
    let mut enquiry = enquiry(of, contact(named, "sisters"), people.sister);
    thought(of, &mut enquiry, ["Curlingtarn", "Drumlinside", "Widgeonholt", "Fieldfarer"]);
    keep(of, &enquiry);
    let mut request = request(of, &enquiry, "health", "Mill Practice", None);
    request.questions[0].ask = "Garganeyle".into();
    request.answer = Some(answered(of, &request, of.staff[&Role::Partner], &["Hobbyfalcone"]));
    request.chases.push(Chase {
        by: of.staff[&Role::NightWorker],
        at: of.house.now(),
        rung: "chase".into(),
        outcome: ChaseOutcome::Spoke,
        words: "Knotgrassey".into(),
    });
    keep(of, &request);
    vec![
        ("enquiry", "sisters_enquiry", enquiry.id.to_string()),
        ("request", "sister_asked", request.id.to_string()),
    ]
}
