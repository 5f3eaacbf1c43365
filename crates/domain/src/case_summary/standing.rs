//! How a summary stands: missing, good, due again, or stale because of something that became known after it was written. A page says which.

use jiff::{SignedDuration, Timestamp};

use super::CaseSummary;
use crate::child_file::ChildFile;
use crate::pack::Pack;

/// How a child's summary stands.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub enum Standing {
    /// Nobody has written one.
    Missing,
    /// Something of weight became known after it was written.
    Stale(Because),
    /// It was written so many days ago that it is due again.
    Due {
        /// Since when.
        since: Timestamp,
    },
    /// It can be relied on.
    Good,
}

/// What made a summary stale.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct Because {
    /// When it became known.
    pub known_at: Timestamp,
    /// What it was.
    pub what: String,
    /// Its kind, as the pack names it.
    pub kind: News,
}

macro_rules! news {
    ($($kind:ident = $code:literal, $words:literal;)*) => {
        /// Kinds of news that can make a summary stale.
        #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, serde::Serialize, serde::Deserialize)]
        #[serde(rename_all = "snake_case")]
        pub enum News { $(#[doc = $words] $kind,)* }

        impl News {
            /// Every kind.
            pub const ALL: &'static [News] = &[$(News::$kind,)*];

            /// The code in the pack.
            pub const fn code(self) -> &'static str {
                match self { $(News::$kind => $code,)* }
            }
        }
    };
}

news! {
    Contact = "contact", "A contact came in.";
    Event = "event", "A significant event was recorded.";
    Section47 = "section47", "A section 47 enquiry began or ended.";
    Discussion = "discussion", "A strategy discussion decided.";
    Power = "power", "A power or order began, or ended.";
    SafetyPlan = "safety_plan", "A safety plan was made, or ended.";
    PlanBroken = "plan_broken", "A safety plan was broken.";
    Conference = "conference", "A child protection conference decided.";
}

impl Standing {
    /// In a word or two.
    pub const fn words(&self) -> &'static str {
        match self {
            Standing::Missing => "Missing",
            Standing::Stale(_) => "Stale",
            Standing::Due { .. } => "Due again",
            Standing::Good => "Current",
        }
    }

    /// How the summary of a file stands at a moment. The file is as it was known then.
    pub fn of(summary: Option<&CaseSummary>, file: &ChildFile, at: Timestamp, pack: &Pack) -> Standing {
        let Some(summary) = summary else { return Standing::Missing };
        let rules = &pack.case_summary;
        let mut after = news(file, pack);
        after.retain(|because| because.known_at > summary.now.at && rules.stale.contains(&because.kind));
        // The first of them: from then on nobody could rely on it.
        if let Some(first) = after.into_iter().min() {
            return Standing::Stale(first);
        }
        let due = summary.now.at.saturating_add(SignedDuration::from_hours(24 * i64::from(rules.due_days)));
        match due {
            Ok(due) if due <= at => Standing::Due { since: due },
            _ => Standing::Good,
        }
    }

    /// Whether somebody should write it, or write it anew.
    pub const fn asks(&self) -> bool {
        !matches!(self, Standing::Good)
    }
}

/// Everything in a file that can make a summary stale, in the order of the records.
pub fn news(file: &ChildFile, pack: &Pack) -> Vec<Because> {
    let mut found = Vec::new();
    let mut tell =
        |known_at: Timestamp, kind: News, what: String| found.push(Because { known_at, what, kind });
    for contact in &file.contacts {
        tell(contact.first_known, News::Contact, format!("Contact {} came in", contact.record.reference));
    }
    for event in file.events.iter().map(|filed| &filed.record).filter(|event| event.in_error.is_none()) {
        let name = pack.events.kind(&event.kind).map_or("Significant event", |kind| kind.name.as_str());
        tell(event.at, News::Event, format!("{name} recorded"));
    }
    for section47 in file.section47s.iter().map(|filed| &filed.record) {
        tell(
            section47.begun_at,
            News::Section47,
            format!("Section 47 enquiry {} began", section47.reference),
        );
        if let Some(authorised) = &section47.authorised {
            tell(authorised.at, News::Section47, format!("Section 47 enquiry {} ended", section47.reference));
        }
    }
    for discussion in file.discussions.iter().map(|filed| &filed.record) {
        if let Some((_, decided)) = discussion.decided {
            tell(decided, News::Discussion, format!("Strategy discussion {} decided", discussion.reference));
        }
    }
    for power in file.powers.iter().map(|filed| &filed.record) {
        let name = pack.powers.kind(&power.kind).map_or(power.kind.as_str(), |kind| kind.name.as_str());
        tell(power.at, News::Power, format!("{name} began"));
        if let Some(ended) = &power.ended {
            tell(ended.at, News::Power, format!("{name} ended"));
        }
    }
    for plan in file.safety_plans.iter().map(|filed| &filed.record) {
        for edition in plan.editions() {
            tell(
                edition.at,
                News::SafetyPlan,
                format!("Safety plan: {}", edition.how.words().to_lowercase()),
            );
        }
        for check in plan.checks.iter().filter(|check| !check.kept) {
            tell(check.at, News::PlanBroken, "Safety plan broken".into());
        }
        if let Some(ended) = &plan.ended {
            tell(ended.at, News::SafetyPlan, "Safety plan ended".into());
        }
    }
    for conference in file.conferences.iter().map(|filed| &filed.record) {
        if let Some(held) = &conference.held {
            tell(held.at, News::Conference, "Child protection conference decided".into());
        }
    }
    found
}
