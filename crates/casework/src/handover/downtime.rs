//! The downtime pack: what tonight's duty worker needs when nothing works (Hackney, October 2020: the record was gone for months, the staff-safety
//! warnings longest). Whom to ring, tonight's cards, children on plans, open enquiries, missing children, interim safety plans, staff warnings.
//!
//! It goes to a machine that asks nobody who they are, so it holds less than the record: **no address at all, protected or not; of a restricted
//! child nothing but whom to ring; no referrer, no worry's own words**. Words that hold a protected address or a restricted name are withheld.

mod packing;

use domain::access::{Action, Subject};
use domain::calendar::london;
use jiff::Timestamp;
use serde::{Deserialize, Serialize};
use store::Stop;

use self::packing::{Packing, for_staff};
use crate::session::Session;

/// The pack: what is in it is words already, so that an older program's pack opens in a newer one.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Downtime {
    /// How the pack is written: 1.
    pub format: u32,
    /// Whose it is.
    pub council: String,
    /// When it was made.
    pub made_at: Timestamp,
    /// When the newest entry of the record was written that it can know of.
    pub newest_at: Option<Timestamp>,
    /// What it shows.
    pub sections: Vec<Section>,
}

/// One page of the pack.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Section {
    /// The name of its page, in small letters.
    pub name: String,
    /// Its heading.
    pub title: String,
    /// What is said when there is nothing: that there is nothing is an answer too.
    pub empty: String,
    /// What is on it.
    pub entries: Vec<Entry>,
}

/// A child, a person, a telephone.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Entry {
    /// Whom or what it is about.
    pub title: String,
    /// What is known, each with what it is.
    pub facts: Vec<(String, String)>,
}

/// What is called so is a warning to staff, wherever it stands.
const STAFF_SAFETY: &str = "Staff safety";

impl Downtime {
    /// How old the pack is against the record and against a moment, in words: nobody takes an old pack for the record.
    pub fn age_in_words(&self, now: Timestamp) -> String {
        let made = london::moment_in_words(self.made_at);
        let newest = self.newest_at.map_or_else(String::new, |newest| {
            let before = london::moment_in_words(newest);
            match lasting(self.made_at.duration_since(newest)) {
                Some(words) => format!(" The newest entry it knows of was written {words} before, {before}."),
                None => " The newest entry it knows of was written in the same minute.".into(),
            }
        });
        let old =
            lasting(now.duration_since(self.made_at)).unwrap_or_else(|| "less than a minute".to_owned());
        format!("Made {made}.{newest} It is {old} old: whatever has happened since is not in it.")
    }

    /// The pack as plain text, for a terminal.
    pub fn in_words(&self, now: Timestamp) -> String {
        let mut text = format!("{}: downtime pack\n{}\n", self.council, self.age_in_words(now));
        for section in &self.sections {
            text.push_str(&format!("\n== {}: {} ==\n", section.title, section.entries.len()));
            if section.entries.is_empty() {
                text.push_str(&format!("{}\n", section.empty));
            }
            for entry in &section.entries {
                text.push_str(&format!("\n{}\n", entry.title));
                for (what, words) in &entry.facts {
                    text.push_str(&format!("  {what}: {words}\n"));
                }
            }
        }
        text
    }
}

/// "3 hours 20 minutes"; nothing for less than a minute.
fn lasting(duration: jiff::SignedDuration) -> Option<String> {
    let minutes = duration.as_mins();
    let (days, hours, minutes) = (minutes / 1440, minutes / 60 % 24, minutes % 60);
    let part = |count: i64, one: &str| {
        (count > 0).then(|| format!("{count} {one}{}", if count == 1 { "" } else { "s" }))
    };
    let parts: Vec<String> =
        [part(days, "day"), part(hours, "hour"), part(minutes, "minute")].into_iter().flatten().collect();
    (!parts.is_empty()).then(|| parts.join(" "))
}

/// What the pack shows at this moment. Only Frontdoor itself makes it: for the server's worker and the command line.
///
/// # Errors
/// When the person is not Frontdoor itself, or the store fails.
pub fn downtime(session: &Session<'_>) -> Result<Downtime, Stop> {
    session.read("downtime pack", |door| {
        let permit = door.permit(Action::MakeDowntimePack, Subject::House)?;
        let newest = store::ledger::seq_at(&permit, session.at)?;
        let newest_at = newest.map(|seq| store::ledger::known_at(&permit, seq)).transpose()?.flatten();
        let mut packing = Packing::new(session, &permit);
        let cards = packing.cards()?;
        let (plans, enquiries) = packing.episodes()?;
        let contacts = packing.contacts()?;
        let powers = packing.powers()?;
        let plans_that_stand = packing.safety_plans()?;
        let mut warnings = packing.warnings()?;
        warnings.extend(cards.iter().map(|(_, entry)| entry).chain(&contacts).filter_map(for_staff));
        let pack = &session.house.pack;
        let of_kind = |code: &str, name: &str, title: &str, empty: &str| {
            let entries = cards.iter().filter(|(kind, _)| kind == code).map(|(_, entry)| entry.clone());
            section(name, title, empty, entries.collect())
        };
        let missing =
            of_kind("missing", "missing", "Missing children", "No card says that a child is missing.");
        let mut safety = of_kind(
            "interim_safety_plan",
            "safety-plans",
            "Interim safety plans",
            "No interim safety plan stands tonight.",
        );
        safety.entries.extend(plans_that_stand);
        let mut sections = vec![
            section("call", "Who to call", "", whom_to_call(session)),
            section(
                "cards",
                "Tonight's cards",
                "No card stands tonight.",
                cards.into_iter().map(|(_, entry)| entry).collect(),
            ),
            missing,
            safety,
            section("plans", "Children on plans", "No child is on a plan.", plans),
            section("enquiries", "Open section 47 enquiries", "No enquiry is open.", enquiries),
            section("contacts", "Contacts at the front door", "No contact waits.", contacts),
            section("powers", "Powers and orders that run", "No power or order runs.", powers),
            section("warnings", "Staff warnings", "No staff warning is recorded.", warnings),
        ];
        packing.withhold(&mut sections);
        let council = pack.council.name.clone();
        Ok(Downtime { format: 1, council, made_at: session.at, newest_at, sections })
    })
}

fn section(name: &str, title: &str, empty: &str, entries: Vec<Entry>) -> Section {
    Section { name: name.into(), title: title.into(), empty: empty.into(), entries }
}

fn whom_to_call(session: &Session<'_>) -> Vec<Entry> {
    let council = &session.house.pack.council;
    let line = |title: &str, number: &str| Entry {
        title: title.to_owned(),
        facts: vec![("Ring".to_owned(), number.to_owned())],
    };
    let mut lines = vec![
        line("Danger to life now", "999"),
        line("Nights and weekends", &council.night_phone),
        line("Front door by day", &council.duty_phone),
    ];
    lines.extend(council.teams.iter().map(|team| line(&team.name, &team.phone)));
    lines
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_pack_says_how_old_it_is() {
        let at = |text: &str| -> Timestamp { text.parse().unwrap() };
        let pack = |newest: Option<&str>| Downtime {
            format: 1,
            council: "Northbridge".into(),
            made_at: at("2026-11-24T02:15:00Z"),
            newest_at: newest.map(at),
            sections: Vec::new(),
        };
        let check = |newest: Option<&str>, now: &str, expected: &str| {
            assert_eq!(pack(newest).age_in_words(at(now)), expected);
        };
        check(
            Some("2026-11-24T02:03:00Z"),
            "2026-11-24T05:35:30Z",
            "Made 24 November 2026 at 02:15. The newest entry it knows of was written 12 minutes before, 24 November 2026 at 02:03. \
             It is 3 hours 20 minutes old: whatever has happened since is not in it.",
        );
        check(
            None,
            "2026-11-24T02:15:10Z",
            "Made 24 November 2026 at 02:15. It is less than a minute old: whatever has happened since is not in it.",
        );
        check(
            Some("2026-11-24T02:15:00Z"),
            "2026-11-25T03:16:00Z",
            "Made 24 November 2026 at 02:15. The newest entry it knows of was written in the same minute. \
             It is 1 day 1 hour 1 minute old: whatever has happened since is not in it.",
        );
    }
}
