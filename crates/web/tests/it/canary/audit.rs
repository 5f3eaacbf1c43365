//! Audits about Ava and about her restricted sister, graded; a calibration that is open, with somebody's own grades.

use casework::calibration::{grade, set};
use domain::audit::{Audit, Audited, Draw, Drawn, GradingAsked};
use domain::calendar::london;
use domain::calibration::CalibrationAsked;
use domain::id::Id;
use domain::person::Person;
use domain::staff::Role;
use jiff::ToSpan;

use super::planted::{People, keep, own_answer, sending, session};
use crate::house::Invented;

/// The first entry of the ledger about a child: all that was known then is who they are.
fn first_entry(of: &Invented, child: Id<Person>) -> u64 {
    let found = casework::child::file(&of.house.system(), child, casework::child::Moment::Now).unwrap();
    match found {
        casework::child::Shown::Content(page) => page.events[0].seq.0,
        _ => panic!("Frontdoor reads every record"),
    }
}

fn audited(of: &Invented, child: Id<Person>, [quote, impact, learning, own]: [&str; 4]) -> Id<Audit> {
    let practitioner = of.staff[&Role::SocialWorker];
    let (now, pack) = (of.house.now(), &of.house.pack);
    let audited = Audited {
        draw: Draw::Contact,
        record: Id::from_bits(0x0a0d_1700),
        entry: first_entry(of, child),
        at: now,
        practitioner,
        had_a_part: [practitioner].into(),
        team: "assessment_1".into(),
        teams: ["assessment_1".to_owned()].into(),
        children: vec![child],
    };
    let auditor = of.staff[&Role::Auditor];
    let drawn = Drawn {
        id: of.house.id(),
        sample: None,
        of: audited,
        auditors: vec![auditor],
        second_missing: false,
    };
    let row = |code: &str| (code.to_owned(), "good".to_owned(), quote.to_owned(), String::new());
    let asked = GradingAsked {
        grades: pack.audit.domains.iter().map(|domain| row(&domain.code)).collect(),
        impact: impact.into(),
        learning: learning.into(),
        with_practitioner: Some(london::date_of(now)),
        further: own_answer("audit_grading", own),
        ..GradingAsked::default()
    };
    let audit =
        Audit::draw(drawn, now, pack, &of.house.calendar).grade_by(auditor, asked, now, pack).unwrap();
    keep(of, &audit);
    audit.id
}

/// Plants them, and gives back the records by what stands for them in a path.
pub fn audits(of: &Invented, people: &People) -> Vec<(&'static str, &'static str, String)> {
    let avas = audited(of, people.ava, ["Waxwinglow", "Fieldfarely", "Redwingham", "Siskinbarrow"]);
    let hers = audited(of, people.sister, ["Brackenlowe", "Hawfinchly", "Crossbillow", "Linnetgarth"]);
    let setter = session(of, Role::PrincipalSocialWorker);
    let text = |title: &str| {
        (title.to_owned(), "An invented family.".to_owned(), "Dunlinby is not asked".to_owned())
    };
    let asked = CalibrationAsked {
        title: "Spring".into(),
        texts: vec![text("The first"), text("The second")],
        domains: vec!["child".into()],
        closes_on: london::date_of(of.house.now()).checked_add(9.days()).ok(),
        invented: true,
        further: None,
    };
    let calibration = set(&setter, &sending(of), asked).unwrap();
    let one = || (vec![("child".to_owned(), "good".to_owned())], "Whimbrelthorpe".to_owned());
    grade(&session(of, Role::SocialWorker), &sending(of), calibration, vec![one(), one()], None).unwrap();
    vec![
        ("audit", "avas_audit", avas.to_string()),
        ("audit", "hers_audit", hers.to_string()),
        ("calibration", "spring", calibration.to_string()),
    ]
}
