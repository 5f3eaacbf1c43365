//! What must hold between the parts of a pack, so that no page ever asks for something the pack does not have.

use std::collections::BTreeSet;

use super::reading::Reading;
use super::{Letter, Pack, PackProblem};
use crate::staff::Role;

/// Forms that pages of the program open by name.
const FORMS: [&str; 2] = ["referral_professional", "referral_public"];
/// Code lists that records of the program use by name.
const LISTS: [&str; 12] = [
    "abuse_category",
    "assessment_factor",
    "closure_reason",
    "contact_source",
    "disability",
    "ethnicity",
    "notification_kind",
    "notification_reason",
    "primary_need",
    "sex",
    "upn_unknown_reason",
    "worker_change_reason",
];
/// Letters that the program sends by name.
const LETTERS: [&str; 3] = ["receipt", "receipt_professional", "outcome_public"];
/// The flags under which the Standard Safeguarding Dataset counts the outcome of a contact.
const SSD_FLAGS: [&str; 10] = [
    "NEW_REFERRAL_FLAG",
    "EXISTING_REFERRAL_FLAG",
    "CP_ENQUIRY_FLAG",
    "NFA_FLAG",
    "NON_AGENCY_ADOPTION_FLAG",
    "PRIVATE_FOSTERING_FLAG",
    "ADVICE_FLAG",
    "MISSING_FLAG",
    "OLA_CP_FLAG",
    "OTHER_OUTCOMES_EXIST_FLAG",
];

impl Reading<'_> {
    pub(super) fn problem(&mut self, file: &str, path: &str, words: impl Into<String>) {
        let problem = match self.files.get(file) {
            Some(source) => source.problem(path, words),
            None => PackProblem { file: file.to_owned(), line: 1, words: words.into() },
        };
        self.problems.push(problem);
    }

    /// Every fault that only shows when the files are read together.
    pub(super) fn check(&mut self, pack: &Pack) {
        self.once("agencies.toml", "agency", "id", pack.agencies.iter().map(|each| each.id.as_str()));
        self.once("council.toml", "team", "id", pack.council.teams.iter().map(|each| each.id.as_str()));
        self.once("roles.toml", "role", "code", pack.roles.iter().map(|each| each.code.as_str()));
        self.once("outcomes.toml", "outcome", "code", pack.outcomes.iter().map(|each| each.code.as_str()));
        self.once("letters.toml", "letter", "id", pack.letters.iter().map(|each| each.id.as_str()));
        self.once(
            "thresholds.toml",
            "concern",
            "id",
            pack.thresholds.concerns.iter().map(|each| each.id.as_str()),
        );
        self.once("handover.toml", "kind", "code", pack.handover.kinds.iter().map(|each| each.code.as_str()));
        self.council(pack);
        self.roles(pack);
        self.agencies(pack);
        self.thresholds(pack);
        self.outcomes(pack);
        self.consent(pack);
        self.hub(pack);
        self.meetings(pack);
        self.letters(pack);
        self.consistency(pack);
        self.audit(pack);
        self.strategy(pack);
        self.named(pack);
        self.events(pack);
        self.section47(pack);
        self.watch(pack);
        self.conferences(pack);
        self.disagreements(pack);
        self.safety_plans(pack);
        self.child_in_need(pack);
        self.closure(pack);
        self.documents(pack);
        self.chronology(pack);
        self.assessment(pack);
        self.case_summaries(pack);
        self.network(pack);
        self.voice(pack);
        self.returns(pack);
        self.forms_fit(pack);
        self.page_forms(pack);
        for list in pack.codes.values() {
            self.once(
                &format!("codes/{}.toml", list.id),
                "code",
                "code",
                list.codes.iter().map(|each| each.code.as_str()),
            );
        }
    }

    /// Files that are no part of a pack: most often a name misspelt.
    pub(super) fn strays(&mut self) {
        const NAMES: &[&str] = &[
            "pack.toml",
            "council.toml",
            "agencies.toml",
            "roles.toml",
            "thresholds.toml",
            "timers.toml",
            "powers.toml",
            "outcomes.toml",
            "consent.toml",
            "hub.toml",
            "letters.toml",
            "handover.toml",
            "consistency.toml",
            "meetings.toml",
            "events.toml",
            "strategy.toml",
            "section47.toml",
            "watch.toml",
            "conferences.toml",
            "disagreements.toml",
            "safety_plans.toml",
            "child_in_need.toml",
            "closure.toml",
            "documents.toml",
            "audit.toml",
            "chronology.toml",
            "assessment.toml",
            "case_summary.toml",
            "network.toml",
            "voice.toml",
            "returns.toml",
        ];
        let known =
            |name: &str| NAMES.contains(&name) || name.starts_with("codes/") || name.starts_with("forms/");
        let strays: Vec<String> =
            self.files.keys().filter(|name| !known(name)).map(|name| (*name).to_owned()).collect();
        for stray in strays {
            self.problem(&stray, "", "A pack has no file of this name.");
        }
    }

    /// No name stands twice in a table.
    pub(super) fn once<'x>(
        &mut self,
        file: &str,
        table: &str,
        key: &str,
        names: impl Iterator<Item = &'x str>,
    ) {
        let mut seen = BTreeSet::new();
        for (n, name) in names.enumerate() {
            if !seen.insert(name) {
                self.problem(file, &format!("{table}.{n}.{key}"), format!("“{name}” stands here twice."));
            }
        }
    }

    fn council(&mut self, pack: &Pack) {
        let code = &pack.council.la_code;
        if code.len() != 3 || !code.bytes().all(|b| b.is_ascii_digit()) {
            self.problem("council.toml", "la_code", "A local authority's code has three digits.");
        }
    }

    fn roles(&mut self, pack: &Pack) {
        for (n, role) in pack.roles.iter().enumerate() {
            if Role::from_code(&role.code).is_none_or(|role| role == Role::System) {
                let words = format!("Access knows no role “{}”.", role.code);
                self.problem("roles.toml", &format!("role.{n}.code"), words);
            }
        }
        for role in Role::ALL.iter().filter(|role| **role != Role::System) {
            if pack.role(role.code()).is_none() {
                self.problem("roles.toml", "", format!("The role “{}” is missing.", role.code()));
            }
        }
    }

    fn agencies(&mut self, pack: &Pack) {
        let Some(sources) = pack.code_list("contact_source") else { return };
        for (n, agency) in pack.agencies.iter().enumerate() {
            for (m, code) in agency.sources.iter().enumerate() {
                if !sources.holds(code) {
                    let words = format!("The list contact_source has no code “{code}”.");
                    self.problem("agencies.toml", &format!("agency.{n}.sources.{m}"), words);
                }
            }
        }
    }

    fn thresholds(&mut self, pack: &Pack) {
        const FILE: &str = "thresholds.toml";
        let levels: Vec<u8> = pack.thresholds.levels.iter().map(|level| level.level).collect();
        if levels != [1, 2, 3, 4] {
            self.problem(FILE, "level", "The levels are 1, 2, 3 and 4, each once and in this order.");
        }
        let mut names = BTreeSet::new();
        for (n, concern) in pack.thresholds.concerns.iter().enumerate() {
            for (m, paragraph) in concern.paragraphs.iter().enumerate() {
                let path = format!("concern.{n}.paragraph.{m}");
                if !names.insert(&paragraph.id) {
                    self.problem(
                        FILE,
                        &format!("{path}.id"),
                        format!("“{}” stands here twice.", paragraph.id),
                    );
                }
                if pack.thresholds.numbered(&paragraph.number).is_some_and(|first| first.id != paragraph.id) {
                    let words = format!("Another paragraph has the number {}.", paragraph.number);
                    self.problem(FILE, &format!("{path}.number"), words);
                }
                if !(1..=4).contains(&paragraph.level) {
                    self.problem(FILE, &format!("{path}.level"), "A level is 1, 2, 3 or 4.");
                }
            }
            for level in 1..=4 {
                if !concern.paragraphs.iter().any(|paragraph| paragraph.level == level) {
                    let words = format!("“{}” has no paragraph at level {level}.", concern.name);
                    self.problem(FILE, &format!("concern.{n}.id"), words);
                }
            }
        }
    }

    fn outcomes(&mut self, pack: &Pack) {
        const FILE: &str = "outcomes.toml";
        for (n, outcome) in pack.outcomes.iter().enumerate() {
            let path = |key: &str| format!("outcome.{n}.{key}");
            if !SSD_FLAGS.contains(&outcome.ssd_flag.as_str()) {
                self.problem(
                    FILE,
                    &path("ssd_flag"),
                    format!("“{}” is no flag of a contact's outcome.", outcome.ssd_flag),
                );
            }
            if outcome.feedback && outcome.letter.is_none() {
                self.problem(
                    FILE,
                    &path("feedback"),
                    "An outcome of which the referrer is told needs a `letter`.",
                );
            }
            if let Some(letter) = outcome.letter.as_ref().filter(|id| pack.letter(id).is_none()) {
                self.problem(FILE, &path("letter"), format!("letters.toml has no letter “{letter}”."));
            }
            if outcome.level_from.is_some_and(|level| !(1..=4).contains(&level)) {
                self.problem(FILE, &path("level_from"), "A level is 1, 2, 3 or 4.");
            }
        }
    }

    fn consent(&mut self, pack: &Pack) {
        const FILE: &str = "consent.toml";
        let consent = &pack.consent;
        self.once(FILE, "kind", "id", consent.kinds.iter().map(|each| each.id.as_str()));
        self.once(FILE, "purpose", "id", consent.purposes.iter().map(|each| each.id.as_str()));
        self.once(FILE, "basis", "id", consent.bases.iter().map(|each| each.id.as_str()));
        self.once(FILE, "dispensing", "id", consent.dispensing.iter().map(|each| each.id.as_str()));
        let kinds: BTreeSet<&str> = consent.kinds.iter().map(|kind| kind.id.as_str()).collect();
        if kinds != BTreeSet::from(["share", "service", "medical"]) {
            self.problem(FILE, "kind", "The kinds are `share`, `service` and `medical`, kept apart.");
        }
        for (n, purpose) in consent.purposes.iter().enumerate() {
            if consent.kind(&purpose.kind).is_none() {
                let words = format!("There is no kind of consent “{}”.", purpose.kind);
                self.problem(FILE, &format!("purpose.{n}.kind"), words);
            }
        }
    }

    fn letters(&mut self, pack: &Pack) {
        for (n, letter) in pack.letters.iter().enumerate() {
            let allowed = letter.reader.placeholders();
            for name in Letter::placeholders(letter).into_iter().filter(|name| !allowed.contains(name)) {
                let words = format!(
                    "“{{{name}}}” may not stand in a letter for this reader; it can hold {}.",
                    allowed.join(", ")
                );
                self.problem("letters.toml", &format!("letter.{n}.body"), words);
            }
        }
    }

    fn named(&mut self, pack: &Pack) {
        for form in FORMS.iter().filter(|form| pack.form(form).is_none()) {
            self.problem(&format!("forms/{form}.toml"), "", format!("The pack has no form “{form}”."));
        }
        for list in LISTS.iter().filter(|list| pack.code_list(list).is_none()) {
            self.problem(&format!("codes/{list}.toml"), "", format!("The pack has no code list “{list}”."));
        }
        for letter in LETTERS.iter().filter(|letter| pack.letter(letter).is_none()) {
            self.problem("letters.toml", "", format!("The pack has no letter “{letter}”."));
        }
    }
}
