//! Where each protected word may be seen, and by whom. Written by hand from what the access table means, so that it can contradict the code.

use domain::staff::Role;
use domain::staff::Role::{
    Auditor, BusinessSupport, ContactOfficer, DesignatedOfficer, MashManager, MashSocialWorker, NightManager,
    NightWorker, Partner, ServiceManager, ShieldCoordinator, SocialWorker, TeamManager,
};

/// A word that stands in one protected place.
#[derive(Debug)]
pub struct Canary {
    /// What it stands for.
    pub what: &'static str,
    /// The word.
    pub text: &'static str,
    shown: &'static [Shown],
}

/// A page with everything below it, and those who see the canary there.
#[derive(Debug)]
pub struct Shown {
    /// The page: `/contacts/{call}`.
    pub under: &'static str,
    /// Who sees it, on that page or on one below it. Each of them must.
    pub to: &'static [Role],
}

/// A page asked about a moment, or a page below, is the page too. Nothing is below a person's own first page.
pub fn is_under(page: &str, under: &str) -> bool {
    page.strip_prefix(under)
        .is_some_and(|rest| rest.is_empty() || under != "/" && rest.starts_with(['/', '?']))
}

impl Canary {
    /// Whether it may be seen there.
    pub fn may_be_seen(&self, by: Option<Role>, page: &str) -> bool {
        self.shown
            .iter()
            .any(|shown| by.is_some_and(|by| shown.to.contains(&by)) && is_under(page, shown.under))
    }

    /// Those who must have seen it, and under which page.
    pub fn must_be_seen(&self) -> impl Iterator<Item = (Role, &'static str)> {
        self.shown.iter().flat_map(|shown| shown.to.iter().map(|role| (*role, shown.under)))
    }
}

/// Those who keep the front door: they read a contact about nobody on the record, or while it is at the door.
const DOOR: &[Role] =
    &[ContactOfficer, MashSocialWorker, MashManager, NightWorker, NightManager, ServiceManager, Auditor];
/// Those of them who screen: a contact's name stands in their queue.
const SCREENING: &[Role] = &[ContactOfficer, MashSocialWorker, MashManager, NightWorker, NightManager];
/// Those who read Ava's record: her worker, and the hub while a contact about her is at the door.
const OF_AVA: &[Role] = &[ContactOfficer, SocialWorker, MashSocialWorker, MashManager, Auditor];
/// Those who may know that Ava is known, and nothing more or a summary.
const KNOW_AVA: &[Role] =
    &[TeamManager, ServiceManager, NightWorker, NightManager, ShieldCoordinator, DesignatedOfficer];
/// Ava's worker reads the contact about her beside the front door.
const HER_WORKER: &[Role] = &[SocialWorker];
/// Those who read the restricted sister's record: her circle, her worker, the night team that opened it with a reason.
const OF_SISTER: &[Role] = &[ServiceManager, ShieldCoordinator, NightWorker];
/// The sister's worker.
const HER_OWN_WORKER: &[Role] = &[ShieldCoordinator];
/// Her circle, and the father's.
const CIRCLE: &[Role] = &[ServiceManager];
/// Of those who read her record, the one who works at the front door.
const SCREENING_SISTER: &[Role] = &[NightWorker];

const ON_AVA: Shown = Shown { under: "/children/{ava}", to: OF_AVA };
const ON_CALL: Shown = Shown { under: "/contacts/{call}", to: DOOR };
const ON_CALL_TOO: Shown = Shown { under: "/contacts/{call}", to: HER_WORKER };
const ON_SISTER: Shown = Shown { under: "/children/{sister}", to: OF_SISTER };
const ON_SISTERS: Shown = Shown { under: "/contacts/{sisters}", to: OF_SISTER };
const ON_BOTH: Shown = Shown { under: "/contacts/{both}", to: OF_SISTER };
const ON_FATHER: Shown = Shown { under: "/children/{father}", to: CIRCLE };
const ON_ASKED: Shown = Shown { under: "/contacts/{asked}", to: DOOR };
const ON_ANSWERED: Shown = Shown { under: "/contacts/{answered}", to: DOOR };
const OWN_REFERRALS: Shown = Shown { under: "/referrals", to: &[Partner] };

/// Those who read the meeting about Ava's contact: her worker, the front door, its chair and whoever writes. Nobody of an agency but the nurse.
const OF_PANEL: &[Role] = &[
    ContactOfficer,
    SocialWorker,
    MashSocialWorker,
    MashManager,
    NightWorker,
    NightManager,
    ServiceManager,
    Auditor,
    TeamManager,
    BusinessSupport,
];
const ON_PANEL: Shown = Shown { under: "/meetings/{panel}", to: OF_PANEL };
/// The meeting about the sister: whoever reads her record. The manager who is asked and not of her circle sees when and where.
const ON_CLOSED: Shown = Shown { under: "/meetings/{closed}", to: OF_SISTER };

/// Ava is named where she is known, and in the records of those who are read by somebody who may know of her.
const AVA_NAMED: &[Shown] = &[
    ON_AVA,
    ON_CALL,
    ON_CALL_TOO,
    Shown { under: "/children/{ava}", to: KNOW_AVA },
    Shown { under: "/children/{kim}", to: &[Auditor] },
    ON_SISTER,
    ON_SISTERS,
    ON_BOTH,
    ON_FATHER,
    ON_PANEL,
];
/// The sister is named to those who read her record, where her half-sister's contact is read too.
const SISTER_NAMED: &[Shown] = &[
    ON_CLOSED,
    ON_SISTER,
    ON_SISTERS,
    ON_BOTH,
    Shown { under: "/contacts/{call}", to: &[ServiceManager, NightWorker] },
    Shown { under: "/possible-matches", to: SCREENING_SISTER },
    Shown { under: "/openings", to: CIRCLE },
    // Her worker is told that somebody opened her record.
    Shown { under: "/", to: HER_OWN_WORKER },
    Shown { under: "/notices", to: HER_OWN_WORKER },
];
const FATHER_NAMED: &[Shown] = &[
    ON_FATHER,
    Shown { under: "/contacts/{call}", to: CIRCLE },
    Shown { under: "/contacts/{both}", to: CIRCLE },
];
/// The caller is the same in three contacts.
const CALLER: &[Shown] = &[ON_CALL, ON_CALL_TOO, ON_SISTERS, ON_BOTH];
/// What was said of the sister alone, and of both.
const SAID_OF_SISTER: &[Shown] = &[ON_SISTER, ON_SISTERS];
const SAID_OF_BOTH: &[Shown] = &[ON_SISTER, ON_BOTH];
/// A partner's referral: theirs are the children's names, never why we decided as we did.
const REFERRED: &[Shown] =
    &[ON_ASKED, OWN_REFERRALS, Shown { under: "/queue", to: SCREENING }, Shown { under: "/", to: SCREENING }];
const OF_REFERRALS: &[Shown] = &[ON_ASKED, ON_ANSWERED];

/// Nowhere in the crawl. An address is revealed to whoever asks for it; who wants to stay unnamed is shown to nobody.
const NOWHERE: &[Shown] = &[];

/// Every canary.
pub static CANARIES: &[Canary] = &[
    canary("Ava's name", "Avelinda", AVA_NAMED),
    canary("Ava's protected address", "Quincebury", NOWHERE),
    canary("Ava's protected postcode", "ZZ99 7QK", NOWHERE),
    canary("Ava's address, protected later", "Larkmoor", NOWHERE),
    canary("how Ava communicates", "Makatonique", &[ON_AVA]),
    canary("the call's facts", "Brackenhaugh", &[ON_AVA, ON_CALL, ON_CALL_TOO]),
    canary("the call's child's words", "wardrobe", &[ON_AVA, ON_CALL, ON_CALL_TOO]),
    canary("the caller's name", "Odalys", CALLER),
    canary("the caller's telephone", "01632 960882", CALLER),
    canary("the caller's e-mail", "hawthornlee", CALLER),
    canary("the neighbour's name", "Perpetua", NOWHERE),
    canary("the neighbour's telephone", "01632 960881", NOWHERE),
    canary("the neighbour's e-mail", "perp.hollo", NOWHERE),
    canary(
        "why the neighbour's contact was decided so",
        "Whinfell",
        &[Shown { under: "/contacts/{whisper}", to: DOOR }],
    ),
    canary("the sister's name", "Zenobiah", SISTER_NAMED),
    canary("the sister's family name", "Tarnquill", SISTER_NAMED),
    canary("the sister's other name", "Tansyanne", &[ON_SISTER]),
    canary("the sister's school", "Umberlow", &[ON_SISTER]),
    canary("how the sister communicates", "Fenwickian", &[ON_SISTER]),
    canary("the sister's address", "Thistlebeck", &[ON_SISTER]),
    canary("the sister's telephone", "01632 960883", &[ON_SISTER]),
    canary("the sister's hazard", "Nettlewraith", &[ON_SISTER]),
    canary(
        "why the sister is restricted",
        "Wrenlockian",
        &[Shown { under: "/children/{sister}", to: CIRCLE }, ON_FATHER],
    ),
    canary("the father's name", "Ignatio", FATHER_NAMED),
    canary("the father's family name", "Bramblethorn", FATHER_NAMED),
    canary("the facts about the sister", "Gorsemantle", SAID_OF_SISTER),
    canary("the sister's own words", "Hollowbright", SAID_OF_SISTER),
    canary("why the sister's contact was decided so", "Marrowdene", &[ON_SISTERS]),
    canary("what is to be done for the sister", "Petrelgate", &[ON_SISTERS]),
    canary("the manager's words about the sister", "Ospringe", &[ON_SISTERS]),
    canary("the message about the sister", "Saltlarch", &[ON_SISTERS]),
    canary("the conditions of the sister's mother", "Heronsgarth", &[ON_SISTERS]),
    canary("the facts about both", "Cinderhythe", SAID_OF_BOTH),
    canary("the words about both", "Wyvernsop", &[ON_BOTH]),
    canary("why the contact about both was decided so", "Tarnhollow", &[ON_BOTH]),
    canary("what is to be done for both", "Moorgrasp", &[ON_BOTH]),
    canary("the manager's words about both", "Gullhaven", &[ON_BOTH]),
    canary("the message about both", "Skerrivale", &[ON_BOTH]),
    canary(
        "why somebody may be the sister",
        "Finchampstede",
        &[Shown { under: "/possible-matches", to: SCREENING_SISTER }],
    ),
    canary(
        "why the night team opened the record",
        "Juniperholt",
        &[
            Shown { under: "/openings", to: &[MashManager, TeamManager, ServiceManager, NightManager] },
            Shown { under: "/", to: &[ShieldCoordinator] },
            Shown { under: "/notices", to: &[ShieldCoordinator] },
        ],
    ),
    canary("the child of a referral", "Nadiyah", REFERRED),
    canary("the facts of a referral", "Oakenshaw", &[ON_ASKED]),
    canary("the child of an answered referral", "Orlaith", &[ON_ANSWERED, OWN_REFERRALS]),
    canary("the facts of an answered referral", "Willowbrae", &[ON_ANSWERED]),
    canary("why a referral was decided so", "Yarrowvale", OF_REFERRALS),
    canary("what is to be done after a referral", "Swallowcote", OF_REFERRALS),
    canary("the manager's words about a referral", "Kestrelford", OF_REFERRALS),
    canary("a message to a partner that is not sent", "Dunlinmere", &[ON_ASKED]),
    canary("a message to a partner", "Ploverwick", &[ON_ANSWERED, OWN_REFERRALS]),
    canary("an officer's draft", "Larchenfell", &[Shown { under: "/contacts/new", to: &[ContactOfficer] }]),
    canary("why an address was revealed", "Ravenscarth", NOWHERE),
    canary("what a meeting is about", "Ivelmarsh", &[ON_PANEL]),
    canary("what health told the meeting only", "Tollgatherne", &[ON_PANEL]),
    canary("what the council told", "Ruddlescombe", &[ON_PANEL]),
    canary("what the meeting decided", "Hexenfordian", &[ON_PANEL]),
    canary(
        "an action of the meeting",
        "Quarrelbyre",
        &[ON_PANEL, Shown { under: "/meetings/mine", to: &[SocialWorker] }],
    ),
    canary("what the sister's meeting is about", "Wolfsdenne", &[ON_CLOSED]),
];

const fn canary(what: &'static str, text: &'static str, shown: &'static [Shown]) -> Canary {
    Canary { what, text, shown }
}

/// Those who search and may know of Ava.
const FINDS_AVA: &[Role] = &[
    ContactOfficer,
    SocialWorker,
    MashSocialWorker,
    MashManager,
    Auditor,
    TeamManager,
    ServiceManager,
    NightWorker,
    NightManager,
    ShieldCoordinator,
    DesignatedOfficer,
];

/// What a search may give back beyond what was typed, and to whom: a restricted person's name to those who read their record.
pub static FOUND: &[(&str, &[Role])] = &[
    ("Ava's name", FINDS_AVA),
    ("the sister's name", OF_SISTER),
    ("the sister's family name", OF_SISTER),
    ("the sister's other name", OF_SISTER),
    ("the father's name", CIRCLE),
    ("the father's family name", CIRCLE),
];
