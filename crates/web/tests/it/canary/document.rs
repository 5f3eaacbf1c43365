//! Documents about Ava, and about her with her restricted sister; and what stands in each kind of document for each kind of reader.

use std::collections::BTreeSet;

use casework::document::{Asked, give, offers, prepare, reword, view};
use domain::document::{Issued, Kind, Of, Prepared, Recipient, Section};
use domain::id::Id;
use domain::safety_plan::Holder;
use domain::staff::Role;

use super::crawl::squeezed;
use super::planted::{People, Planted, keep, sending, session};
use super::policy::CANARIES;
use crate::house::Invented;

fn recipient(of: &Invented, kind: Kind, name: &str, agency: &str) -> Recipient {
    let agency = (kind == Kind::Agency).then(|| agency.to_owned());
    let agency_name = agency.as_deref().map(|agency| of.house.pack.agency_name(agency).to_owned());
    Recipient { kind, name: name.into(), person: None, agency, agency_name: agency_name.unwrap_or_default() }
}

fn asked(of: Of, recipient: Recipient, purpose: &str) -> Asked {
    Asked {
        of,
        record: None,
        letter: String::new(),
        recipient,
        purpose: purpose.into(),
        purpose_words: String::new(),
        withhold: (String::new(), String::new()),
    }
}

/// Plants them, and gives back the records by what stands for them in a path.
pub fn documents(of: &Invented, people: &People) -> Vec<(&'static str, &'static str, String)> {
    let worker = session(of, Role::SocialWorker);
    let mut letter = asked(Of::Letter, recipient(of, Kind::Family, "Dotterelby", ""), "asked");
    letter.letter = "after_visit".into();
    letter.purpose_words = "Greenshankley".into();
    letter.withhold = ("Stonechattery".into(), "Whinchatworth".into());
    let avas = prepare(&worker, &sending(of), people.ava, None, &letter).unwrap();
    let opened = |version| casework::Sending { opened: version, ..sending(of) };
    let words = [("letter".to_owned(), Some("Redpollington".to_owned()), None)];
    reword(&worker, &opened(1), avas, &words).unwrap();
    give(&worker, &opened(2), avas, "Yellowhammerby").unwrap();
    let both = about_both(of, people);
    vec![("issued", "avas_document", avas.to_string()), ("issued", "joint_document", both.to_string())]
}

/// A document about both: composed before the sister was restricted.
fn about_both(of: &Invented, people: &People) -> Id<Issued> {
    let prepared = Prepared {
        of: Of::SafetyPlan,
        record: None,
        letter: None,
        children: vec![people.ava, people.sister],
        recipient: recipient(of, Kind::Family, "Twitebury", ""),
        purpose: "share".into(),
        purpose_words: String::new(),
        withhold: Some((Holder { name: "Siskinside".into(), ..Holder::default() }, "He hurts them".into())),
        known: 1,
        title: "Our plan".into(),
        sections: vec![Section::own("letter", "", "Crossbillford")],
        left_out: Vec::new(),
    };
    let (by, at) = (of.staff[&Role::ServiceManager], of.house.now());
    let issued = Issued::prepare(of.house.id(), "D-BOTH".into(), prepared, by, at, &of.house.pack).unwrap();
    keep(of, &issued);
    issued.id
}

/// What of Ava's record may stand in a document that is composed for somebody else than the file and a court, by the words of the policy. Nothing else does.
const MAY_STAND: &[(Of, Kind, &str)] = &[
    // A family's copy of a safety plan says what the danger is.
    (Of::SafetyPlan, Kind::Family, "the danger in Ava's safety plan"),
    (Of::SafetyPlan, Kind::Child, "the danger in Ava's safety plan"),
    (Of::SafetyPlan, Kind::Agency, "the danger in Ava's safety plan"),
    // A plan says what will be different, and what happens if not; to those who do it, whose part is whose.
    (Of::ChildInNeedPlan, Kind::Family, "what will be different for Ava"),
    (Of::ChildInNeedPlan, Kind::Family, "what happens if Ava's plan does not work"),
    (Of::ChildInNeedPlan, Kind::Child, "what will be different for Ava"),
    (Of::ChildInNeedPlan, Kind::Child, "what happens if Ava's plan does not work"),
    (Of::ChildInNeedPlan, Kind::Agency, "what will be different for Ava"),
    (Of::ChildInNeedPlan, Kind::Agency, "what happens if Ava's plan does not work"),
    (Of::ChildInNeedPlan, Kind::Agency, "what the school does in Ava's plan"),
    // A child has her own words.
    (Of::ChildInNeedPlan, Kind::Child, "what Ava says in her plan"),
    (Of::ConferenceReport, Kind::Child, "what Ava said"),
];

#[test]
fn no_protected_word_stands_in_a_document_for_the_family_the_child_or_an_agency() {
    let planted = Planted::new();
    let of = &planted.of;
    let ava = planted.named.iter().find(|(_, name, _)| *name == "ava").unwrap().2.parse().unwrap();
    let worker = session(of, Role::SocialWorker);
    let mut composed = BTreeSet::new();
    for offer in offers(&worker, ava).unwrap() {
        for kind in [Kind::Family, Kind::Child, Kind::Agency].into_iter().filter(|kind| offer.is_for(*kind)) {
            let mut asked = asked(offer.of, recipient(of, kind, "Somebody Else", "housing"), "asked");
            asked.record = offer.record;
            asked.letter.clone_from(&offer.letter);
            asked.purpose_words = "They asked".into();
            let Ok(id) = prepare(&worker, &sending(of), ava, None, &asked) else { continue };
            let shown = view(&worker, id).unwrap();
            let text = squeezed(&shown.document.texts().join("\n"));
            composed.insert((offer.of, kind));
            for canary in CANARIES.iter().filter(|canary| text.contains(&squeezed(canary.text))) {
                // What a document is about is said in it.
                let may = canary.what == "Ava's name" || MAY_STAND.contains(&(offer.of, kind, canary.what));
                assert!(may, "{} stands in {:?} for {kind:?}:\n{:#?}", canary.what, offer, shown.document);
            }
        }
    }
    for of in [Of::Chronology, Of::SafetyPlan] {
        for kind in [Kind::Family, Kind::Child, Kind::Agency] {
            assert!(composed.contains(&(of, kind)), "{of:?} for {kind:?} was not composed: {composed:?}");
        }
    }
}

#[test]
fn no_protected_address_and_nobody_who_asked_not_to_be_named_stands_even_in_the_file_copy() {
    const NEVER: &[&str] =
        &["Ava's protected address", "Ava's protected postcode", "Ava's address, protected later"];
    let planted = Planted::new();
    let of = &planted.of;
    let ava = planted.named.iter().find(|(_, name, _)| *name == "ava").unwrap().2.parse().unwrap();
    let worker = session(of, Role::SocialWorker);
    let mut composed = 0;
    for offer in offers(&worker, ava)
        .unwrap()
        .into_iter()
        .filter(|offer| offer.is_for(Kind::File) && offer.of != Of::Letter)
    {
        let mut asked = asked(offer.of, recipient(of, Kind::File, "", ""), "file");
        asked.record = offer.record;
        // Lines that were chosen for an agency or the family go to nobody else.
        let Ok(id) = prepare(&worker, &sending(of), ava, None, &asked) else { continue };
        composed += 1;
        let text = squeezed(&view(&worker, id).unwrap().document.texts().join("\n"));
        for canary in CANARIES.iter().filter(|canary| NEVER.contains(&canary.what)) {
            assert!(!text.contains(&squeezed(canary.text)), "{} stands in {offer:?}", canary.what);
        }
    }
    assert!(composed > 2, "{composed}");
}
