//! Entries of Ava's and of her restricted sister's chronology that were written by hand, what was said of an entry, and what was made of it for the police and
//! for the family.

use casework::child::{CurationAsked, curate};
use casework::chronology::{Choice, candidates, choose, make, write};
use domain::chronology::{Recipient, Source, Verdict, WrittenAsked};
use domain::id::Id;
use domain::person::Person;
use domain::person::partial_date::PartialDate;
use domain::staff::Role;

use super::planted::{People, own_answer, sending, session};
use crate::house::Invented;

/// Plants them, and gives back the records by what stands for them in a path.
pub fn entries(of: &Invented, people: &People) -> Vec<(&'static str, &'static str, String)> {
    let mut named = Vec::new();
    let stories = [
        (people.ava, Role::SocialWorker, ["avas_entry", "avas_version"], AVAS),
        (people.sister, Role::ServiceManager, ["her_entry", "her_version"], SISTERS),
    ];
    for (child, role, [entry, version], [words, from, reason, purpose, told]) in stories {
        let session = session(of, role);
        let asked = WrittenAsked {
            happened: Some(PartialDate::Year(2024)),
            words: words.into(),
            known_from: from.into(),
            lane: "home".into(),
            further: own_answer("chronology_entry", from),
            ..WrittenAsked::default()
        };
        let written = write(&session, &sending(of), child, asked).unwrap();
        let source =
            Source { kind: "chronology_entry".into(), record: written.any(), event: "written".into() };
        let said =
            CurationAsked { source, verdict: Verdict::Accepted, significant: true, reason: reason.into() };
        curate(&session, &sending(of), child, said).unwrap();
        named.push(("entry", entry, written.to_string()));
        named.push(("version", version, made(of, role, child, purpose, told)));
    }
    named
}

/// The words, where they are known from, why it is significant, what the version is for, what stands in it.
type Words = [&'static str; 5];
const AVAS: Words =
    ["Jorrockstile moved", "Sedgewhistle file", "Rookhollow reason", "Teaselfen purpose", "Moorpipit line"];
const SISTERS: Words = ["Corncrakely", "Corncrakely", "Corncrakely", "Corncrakely", "Corncrakely"];

fn made(of: &Invented, role: Role, child: Id<Person>, purpose: &str, told: &str) -> String {
    let session = session(of, role);
    let recipient = Recipient::Agency { agency: "police".into(), organisation: String::new() };
    let lines = candidates(&session, child, &recipient).unwrap();
    let lines = lines.into_iter().take(1).map(|(key, _)| key).collect();
    let choice = Choice { recipient, purpose: purpose.into(), lines };
    let chosen = choose(&session, &sending(of), child, &choice).unwrap();
    let opened = casework::Sending { opened: 1, ..sending(of) };
    make(&session, &opened, chosen, &[told.to_owned()], true).unwrap();
    chosen.to_string()
}
