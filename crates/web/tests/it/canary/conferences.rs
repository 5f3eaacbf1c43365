//! Conferences and professional disagreements: Ava's conference that is planned, her restricted sister's that was declined; an agency's disagreement about
//! Ava, one about the sister that was resolved, and one whose child nobody has said.

use casework::conference::{Asked, ChildAsked, ask, decline, plan};
use casework::disagreement::{place, raise, raise_own, resolve, say};
use casework::{Sending, Session};
use domain::calendar::london;
use domain::conference::{DeclineAsked, Invited, Late, PlanAsked, RequestAsked, Told};
use domain::disagreement::{RaiseAsked, ResolveAsked};
use domain::id::Id;
use domain::person::Person;
use domain::staff::Role;
use jiff::{SignedDuration, ToSpan};

use super::planted::{People, own_answer, sending, session};
use crate::house::Invented;

fn opened(of: &Invented, opened: u64) -> Sending {
    Sending { opened, ..sending(of) }
}

fn asked(
    of: &Invented,
    by: &Session<'_>,
    child: Id<Person>,
    decided_by: Role,
    [why, own]: [&str; 2],
) -> String {
    let now = of.house.now();
    let day = SignedDuration::from_hours(24);
    let outcome = Asked {
        children: vec![ChildAsked {
            child,
            section47: None,
            initiated_at: now - day,
            last_discussion_at: None,
        }],
        decided_by: of.staff[&decided_by],
        decided_at: now - SignedDuration::from_hours(1),
        request: Some(RequestAsked {
            why: why.into(),
            needs: String::new(),
            further: own_answer("conference_request", own),
        }),
    };
    ask(by, &sending(of), outcome).unwrap()[0].to_string()
}

/// The first Wednesday that is more than a week away.
fn planned(of: &Invented) -> PlanAsked {
    let mut on = london::date_of(of.house.now()).saturating_add(8.days());
    while on.weekday() != jiff::civil::Weekday::Wednesday {
        on = on.tomorrow().unwrap();
    }
    let council = Invited {
        agency: "council".into(),
        organisation: String::new(),
        name: String::new(),
        direct_contact: true,
        staff: None,
    };
    PlanAsked {
        on,
        begins: jiff::civil::time(10, 0, 0, 0),
        bank_holiday: true,
        venue: "Copsemallow Hall".into(),
        chair: "Joyce Amankwah".into(),
        invited: vec![council],
        moved_because: String::new(),
        late: Late { cause: "chair".into(), words: String::new() },
        further: own_answer("conference_day", "Dunlinsford"),
    }
}

fn worry(about: &str, issue: &str) -> RaiseAsked {
    RaiseAsked {
        about: about.into(),
        said_children: "a child of our school".into(),
        issue: issue.into(),
        wanted: "That somebody looks again.".into(),
        ..RaiseAsked::default()
    }
}

/// Plants them, and gives back the records by what stands for them in a path.
pub fn conferences(of: &Invented, people: &People) -> Vec<(&'static str, &'static str, String)> {
    let (worker, manager) = (session(of, Role::SocialWorker), session(of, Role::MashManager));
    let (hers, circle) = (session(of, Role::ShieldCoordinator), session(of, Role::ServiceManager));
    let partner = session(of, Role::Partner);
    let avas = asked(of, &worker, people.ava, Role::MashManager, ["Brindlewick", "Pratincolby"]);
    plan(&worker, &opened(of, 1), avas.parse().unwrap(), &planned(of), &[]).unwrap();
    let sisters = asked(of, &hers, people.sister, Role::ShieldCoordinator, ["Cloudberrow", "Knotgrasswold"]);
    let today = london::date_of(of.house.now());
    let no = DeclineAsked {
        reasons: "Sallowmere".into(),
        instead: "Her aunt stays".into(),
        told: vec![Told { who: "Mother".into(), how: "At home".into(), on: today }],
        further: own_answer("conference_decline", "Ruffwickby"),
    };
    decline(&circle, &opened(of, 1), sisters.parse().unwrap(), no).unwrap();

    let further = own_answer("disagreement_agency", "Siskinley");
    let worried = RaiseAsked { further, ..worry("plan", "Marrowbeck") };
    let of_ava = raise_own(&partner, &sending(of), worried).unwrap();
    place(&manager, &sending(of), people.ava, of_ava).unwrap();
    say(&manager, &sending(of), of_ava, "Sorrelhythe").unwrap();
    let conference = Some(sisters.parse().unwrap());
    let of_sister =
        raise(&hers, &sending(of), people.sister, conference, worry("declined_conference", "Bitterncleugh"))
            .unwrap();
    let ended = ResolveAsked {
        outcome: "stands".into(),
        agreed: true,
        changed: "Nothing".into(),
        learning: "Dunnockfell".into(),
    };
    resolve(&circle, &opened(of, 1), of_sister, ended).unwrap();
    let of_nobody = raise_own(&partner, &sending(of), worry("other", "Whimbrelby")).unwrap();
    vec![
        ("conference", "avas_conference", avas),
        ("conference", "sisters_conference", sisters),
        ("disagreement", "avas_disagreement", of_ava.to_string()),
        ("disagreement", "sisters_disagreement", of_sister.to_string()),
        ("disagreement", "nobodys_disagreement", of_nobody.to_string()),
    ]
}
