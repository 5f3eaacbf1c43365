//! What people do in a story about audits, calibrations and practice development.

use std::collections::BTreeMap;

use serde::Deserialize;

acts! {
    /// A sample of decisions to audit.
    DrawSample {
        draw: String,
        theme: String,
        from: String,
        until: String,
        many: u32,
        why: String,
        /// Whether it looks again at what the sample before came to.
        again: bool,
    }
    /// The audit of a contact's decision.
    OfAudit { contact: String, part: String, }
    /// Grades: one for all domains, and others for those named.
    GradeAudit {
        contact: String,
        /// Whoever the lot named: first or second auditor, or the third who audits and had no part; whoever takes the step when empty.
        part: String,
        grade: String,
        but: BTreeMap<String, String>,
        quote: String,
        impact: String,
        learning: String,
        tags: Vec<String>,
        talked: Option<String>,
        without_why: String,
    }
    /// Words about an audit.
    AuditWords { contact: String, part: String, words: String, }
    ModerateAudit { contact: String, part: String, domain: String, grade: String, why: String, }
    HearInAudit { contact: String, part: String, of: String, words: String, why_not: String, }
    SetAuditAction { contact: String, part: String, words: String, owner: Option<String>, due: Option<String>, }
    LookAtAction { contact: String, part: String, closed: Option<bool>, words: String, }
    /// Invented assessments: title, text and points of each, one point a line.
    SetCalibration {
        calibration: String,
        title: String,
        closes_on: String,
        domains: Vec<String>,
        text: Vec<InventedText>,
        real: bool,
    }
    InventedText { title: String, words: String, points: String, }
    /// Grades of a calibration: for each text the grades in the order of its domains.
    GradeCalibration { calibration: String, grades: Vec<Vec<String>>, saw: String, }
    OfCalibration { calibration: String, }
    /// Text and point, from 0, of each that was missed.
    LookBack { calibration: String, missed: Vec<(usize, usize)>, }
    PracticeHeld {
        session: String,
        theme: String,
        tag: String,
        on: String,
        came: Vec<String>,
        others: u32,
        done: String,
        measure: String,
        domain: String,
        direction: String,
    }
    OfPractice { session: String, }
}
