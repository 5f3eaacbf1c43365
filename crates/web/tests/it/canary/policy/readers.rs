//! Who reads which pages of the house of the canaries: sets of roles, and pages with those who see what is on them.

use domain::staff::Role;
use domain::staff::Role::{
    AgencyAdministrator, Auditor, BusinessSupport, ContactOfficer, DesignatedOfficer, MashManager,
    MashSocialWorker, NightManager, NightWorker, Partner, PrincipalSocialWorker, ServiceManager,
    ShieldCoordinator, SocialWorker, TeamManager,
};

use super::Shown;

/// Those who keep the front door: they read a contact about nobody on the record, or while it is at the door.
pub(super) const DOOR: &[Role] =
    &[ContactOfficer, MashSocialWorker, MashManager, NightWorker, NightManager, ServiceManager, Auditor];
/// Those of them who screen: a contact's name stands in their queue.
pub(super) const SCREENING: &[Role] =
    &[ContactOfficer, MashSocialWorker, MashManager, NightWorker, NightManager];
/// Those who read Ava's record: her worker, and the hub while a contact about her is at the door.
pub(super) const OF_AVA: &[Role] = &[ContactOfficer, SocialWorker, MashSocialWorker, MashManager, Auditor];
/// Those who may know that Ava is known, and nothing more or a summary.
pub(super) const KNOW_AVA: &[Role] =
    &[TeamManager, ServiceManager, NightWorker, NightManager, ShieldCoordinator, DesignatedOfficer];
/// Ava's worker reads the contact about her beside the front door.
pub(super) const HER_WORKER: &[Role] = &[SocialWorker];
/// Those who read the restricted sister's record: her circle, her worker, the night team that opened it with a reason.
pub(super) const OF_SISTER: &[Role] = &[ServiceManager, ShieldCoordinator, NightWorker];
/// The sister's worker.
pub(super) const HER_OWN_WORKER: &[Role] = &[ShieldCoordinator];
/// Her circle, and the father's.
pub(super) const CIRCLE: &[Role] = &[ServiceManager];
/// Of those who read her record, the one who works at the front door.
pub(super) const SCREENING_SISTER: &[Role] = &[NightWorker];

/// Those who screen what other agencies notify.
pub(super) const NOTIFIED: &[Role] = &[
    ContactOfficer,
    SocialWorker,
    MashSocialWorker,
    MashManager,
    TeamManager,
    ServiceManager,
    NightWorker,
    NightManager,
];
/// Of them, those who read the sister's record.
pub(super) const NOTIFIED_OF_SISTER: &[Role] = &[ServiceManager, NightWorker];
pub(super) const IN_NOTIFICATIONS: Shown = Shown { under: "/notifications", to: NOTIFIED };
pub(super) const IN_HER_NOTIFICATIONS: Shown = Shown { under: "/notifications", to: NOTIFIED_OF_SISTER };

/// A proposal about Ava, for those who work with her record.
pub(super) const BROUGHT_OF_AVA: Shown = Shown {
    under: "/brought/{brought}/{of_ava}",
    to: &[ContactOfficer, SocialWorker, MashSocialWorker, MashManager],
};
/// The one about her restricted sister, for her circle alone: not for her worker, nor for whoever broke the glass.
pub(super) const BROUGHT_OF_SISTER: Shown = Shown { under: "/brought/{brought}/{of_sister}", to: CIRCLE };
pub(super) const ON_AVA: Shown = Shown { under: "/children/{ava}", to: OF_AVA };
/// A boy to whom something of Ava's was moved: her worker reads him too.
pub(super) const ON_CORIN: Shown = Shown { under: "/children/{corin}", to: &[SocialWorker, Auditor] };
pub(super) const MOVED_TO_CORIN: Shown = Shown { under: "/moves/{avas_move}", to: HER_WORKER };
pub(super) const NOT_MOVED: Shown = Shown { under: "/moves/{not_moved}", to: HER_WORKER };
pub(super) const MOVED_BACK: Shown = Shown { under: "/moves/{moved_back}", to: HER_WORKER };
pub(super) const ON_CALL: Shown = Shown { under: "/contacts/{call}", to: DOOR };
pub(super) const ON_CALL_TOO: Shown = Shown { under: "/contacts/{call}", to: HER_WORKER };
pub(super) const ON_SISTER: Shown = Shown { under: "/children/{sister}", to: OF_SISTER };
pub(super) const ON_SISTERS: Shown = Shown { under: "/contacts/{sisters}", to: OF_SISTER };
pub(super) const ON_BOTH: Shown = Shown { under: "/contacts/{both}", to: OF_SISTER };
pub(super) const ON_FATHER: Shown = Shown { under: "/children/{father}", to: CIRCLE };
pub(super) const ON_ASKED: Shown = Shown { under: "/contacts/{asked}", to: DOOR };
pub(super) const ON_ANSWERED: Shown = Shown { under: "/contacts/{answered}", to: DOOR };
/// On their first page a partner's referrals stand by the children's names.
pub(super) const AT_HOME: Shown = Shown { under: "/", to: &[Partner] };
pub(super) const OWN_REFERRALS: Shown = Shown { under: "/referrals", to: &[Partner] };

/// Those who may read Ava's card for the night and what the night recorded of her: all who reach her summary and work with children.
pub(super) const OF_AVAS_NIGHT: &[Role] =
    &[ContactOfficer, SocialWorker, MashSocialWorker, MashManager, ServiceManager, NightWorker, NightManager];
/// Those who may take over from the night what it left about Ava.
pub(super) const TAKE_OVER_AVA: &[Role] = &[
    ContactOfficer,
    SocialWorker,
    MashSocialWorker,
    MashManager,
    TeamManager,
    ServiceManager,
    NightWorker,
    NightManager,
    ShieldCoordinator,
    DesignatedOfficer,
];
pub(super) const AVA_TONIGHT: Shown = Shown { under: "/tonight", to: OF_AVAS_NIGHT };
/// By day her card is authorised and ended; the night worker reads it on the board.
pub(super) const AVAS_CARD: Shown = Shown {
    under: "/cards/{avas}",
    to: &[ContactOfficer, SocialWorker, MashSocialWorker, MashManager, ServiceManager, NightManager],
};
/// A change of Ava's card waits: whoever wrote it reads it, and the managers who may authorise it.
pub(super) const AVAS_DRAFT: Shown =
    Shown { under: "/cards/{avas}", to: &[MashManager, ServiceManager, NightManager] };
pub(super) const SISTER_TONIGHT: Shown = Shown { under: "/tonight", to: OF_SISTER };
pub(super) const SISTERS_CARD: Shown =
    Shown { under: "/cards/{hers}", to: &[ServiceManager, ShieldCoordinator] };
pub(super) const SISTERS_MORNING: Shown = Shown { under: "/morning", to: OF_SISTER };
/// Those who read a safety plan about Ava and her own plan: all who reach her summary and work with children, and auditors.
pub(super) const PLAN_OF_AVA: &[Role] = &[
    ContactOfficer,
    SocialWorker,
    MashSocialWorker,
    MashManager,
    ServiceManager,
    NightWorker,
    NightManager,
    Auditor,
];
pub(super) const AVAS_PLAN: Shown = Shown { under: "/safety-plans/{avas_plan}", to: PLAN_OF_AVA };
pub(super) const AVA_PLANNED: Shown = Shown { under: "/children/{ava}", to: PLAN_OF_AVA };
pub(super) const AVAS_MORNING: Shown = Shown { under: "/morning", to: OF_AVAS_NIGHT };
/// A plan about Ava and her sister is read by those who read the sister.
pub(super) const JOINT_PLAN: Shown = Shown { under: "/safety-plans/{joint_plan}", to: OF_SISTER };
pub(super) const AVAS_DOCUMENT: Shown = Shown { under: "/documents/{avas_document}", to: OF_AVA };
pub(super) const AVAS_COPIES: Shown = Shown { under: "/children/{ava}/documents", to: OF_AVA };
/// A document about Ava and her sister is read by those who read the sister.
pub(super) const JOINT_DOCUMENT: Shown = Shown { under: "/documents/{joint_document}", to: OF_SISTER };
pub(super) const SISTERS_COPIES: Shown = Shown { under: "/children/{sister}/documents", to: OF_SISTER };
/// Those who accept referrals: they read the contact of one that waits.
pub(super) const ACCEPTS: &[Role] = &[MashManager, TeamManager, ServiceManager, NightManager];
pub(super) const ON_CALL_WAITS: Shown = Shown { under: "/contacts/{call}", to: &[TeamManager] };
pub(super) const ON_WAITS: Shown = Shown { under: "/acceptances/{waits}", to: ACCEPTS };
/// A referral that was accepted is read by those of them who read its contact.
pub(super) const ON_TAKEN: Shown = Shown { under: "/acceptances/{taken}", to: ACCEPTS };
pub(super) const ON_SISTER_WAITS: Shown = Shown { under: "/acceptances/{sister_waits}", to: CIRCLE };
pub(super) const ON_SISTER_TAKEN: Shown = Shown { under: "/acceptances/{sister_taken}", to: CIRCLE };
/// Both answers to the sister's contact.
pub(super) const ON_SISTER_READ: Shown = Shown { under: "/second-readings/{sister_read}", to: CIRCLE };
pub(super) const ON_ASKED_READ: Shown = Shown {
    under: "/second-readings/{asked_read}",
    to: &[MashManager, ServiceManager, NightManager, Auditor],
};
/// Why something was decided stands in the list of decisions that cite its paragraph, for those who read the record.
pub(super) const LIKE_DOOR: Shown = Shown { under: "/thresholds/{neglect_2}", to: DOOR };
pub(super) const LIKE_CIRCLE: Shown = Shown { under: "/thresholds/{neglect_2}", to: CIRCLE };
/// Everybody at the door but the one who is to decide it again without knowing.
pub(super) const NOT_ITS_READER: &[Role] =
    &[ContactOfficer, MashSocialWorker, MashManager, NightWorker, NightManager, Auditor];
pub(super) const ON_TWICE: Shown = Shown { under: "/contacts/{twice}", to: NOT_ITS_READER };
pub(super) const ON_OPEN_READ: Shown = Shown { under: "/second-readings/{open_read}", to: CIRCLE };

/// The strategy discussion about Ava is read by those who read her record; her sister's by those who read hers.
pub(super) const ON_TALK: Shown = Shown { under: "/strategy/{avas_talk}", to: OF_AVA };
pub(super) const ON_HER_TALK: Shown = Shown { under: "/strategy/{her_talk}", to: OF_SISTER };
/// Its meeting is read as every meeting about her is.
pub(super) const ON_ROUND: Shown = Shown { under: "/meetings/{avas_round}", to: OF_AVA };
/// Those who read a prompt of the escalation watch about Ava: whoever reaches her summary and sees prompts.
pub(super) const OF_AVAS_PROMPT: &[Role] = PLAN_OF_AVA;

/// Those who read the audit about Ava: whoever audits the service, and the worker whose work it is. Having her record open is no reason.
pub(super) const ON_AVAS_AUDIT: Shown = Shown {
    under: "/audits/{avas_audit}",
    to: &[Auditor, PrincipalSocialWorker, ServiceManager, SocialWorker],
};
/// The audit about her restricted sister is closed to those outside the circle, auditors too.
pub(super) const ON_HERS_AUDIT: Shown = Shown { under: "/audits/{hers_audit}", to: CIRCLE };
/// What others can learn of it stands on the page of quality, for those who may read the audit.
pub(super) const AVAS_LEARNING: Shown =
    Shown { under: "/quality", to: &[Auditor, PrincipalSocialWorker, ServiceManager] };
pub(super) const HERS_LEARNING: Shown = Shown { under: "/quality", to: CIRCLE };

/// Ava is named where she is known, and in the records of those who are read by somebody who may know of her.
pub(super) const AVA_NAMED: &[Shown] = &[
    ON_CORIN,
    Shown { under: "/moves", to: HER_WORKER },
    // Somebody said that a child who is on record twice is not Ava.
    Shown { under: "/children/{hidden_twice}/same-as", to: CIRCLE },
    BROUGHT_OF_AVA,
    ON_AVAS_47,
    ON_HERS_47,
    Shown { under: "/assessments", to: OF_AVA },
    Shown { under: "/section47", to: OF_AVA },
    // What the watch asked about her is behind a number, for those who see measures and may know that she is known.
    Shown {
        under: "/strategy/scorecard/behind",
        to: &[MashSocialWorker, MashManager, ServiceManager, NightManager, Auditor],
    },
    // A late discussion is behind a number for those who see measures and read it.
    Shown { under: "/strategy/measures", to: &[MashSocialWorker, MashManager, Auditor] },
    AVAS_POWERS,
    ON_AVA,
    ON_CALL,
    ON_CALL_TOO,
    Shown { under: "/children/{ava}", to: KNOW_AVA },
    // Who a notification about the sister may be is said with those around the sister, and Ava is one of them.
    Shown { under: "/notifications/{sisters_home}", to: NOTIFIED_OF_SISTER },
    Shown { under: "/children/{kim}", to: &[Auditor] },
    ON_SISTER,
    ON_SISTERS,
    ON_BOTH,
    ON_FATHER,
    ON_PANEL,
    IN_ANALYSIS,
    IN_ROUND,
    AVA_TONIGHT,
    AVAS_CARD,
    Shown { under: "/safety-plans", to: PLAN_OF_AVA },
    JOINT_PLAN,
    AVAS_DOCUMENT,
    JOINT_DOCUMENT,
    // The sister's worker reads the plan for both, and learns no more of Ava than that she is in it.
    Shown { under: "/safety-plans", to: HER_OWN_WORKER },
    Shown { under: "/tonight", to: HER_OWN_WORKER },
    Shown { under: "/morning", to: TAKE_OVER_AVA },
    Shown { under: "/", to: &[SocialWorker, MashManager, ServiceManager, NightManager] },
    // A referral of hers waits.
    ON_CALL_WAITS,
    ON_WAITS,
    ON_TAKEN,
    ON_SISTER_WAITS,
    ON_SISTER_TAKEN,
    Shown { under: "/acceptances", to: ACCEPTS },
    Shown { under: "/", to: ACCEPTS },
    // A discussion about her, one about her half-sister that tells who is around her, and the children behind the counts.
    Shown { under: "/strategy/measures", to: &[MashSocialWorker, MashManager, Auditor] },
    ON_TALK,
    ON_ROUND,
    ON_HER_TALK,
    Shown { under: "/watch", to: OF_AVAS_PROMPT },
    // Her conference, and an agency's disagreement about her.
    Shown { under: "/conferences", to: OF_AVA },
    Shown { under: "/disagreements/{avas_disagreement}", to: OF_AVA },
    // Her child in need plan, and her closing.
    Shown { under: "/plans", to: OF_AVA },
    Shown { under: "/closures/{avas_closing}", to: OF_AVA },
    ON_AVAS_AUDIT,
    // What the returns will ask of her record.
    Shown { under: "/data-quality", to: &[SocialWorker, MashSocialWorker, MashManager, Auditor] },
];
/// A child who is on record twice, one record restricted: both are the circle's.
/// Both records of a child of whom one is restricted are read by its circle.
pub(super) const ON_OPEN_TWICE: Shown = Shown { under: "/children/{open_twice}", to: CIRCLE };
pub(super) const ON_HIDDEN_TWICE: Shown = Shown { under: "/children/{hidden_twice}", to: CIRCLE };
pub(super) const ON_LINK: Shown = Shown { under: "/links/{link}", to: CIRCLE };
pub(super) const NOT_AVA: Shown = Shown { under: "/different-people/{said}", to: CIRCLE };
pub(super) const ON_AVA_TOO: Shown = Shown { under: "/children/{ava}/same-as", to: CIRCLE };
pub(super) const TWICE_READ: &[Shown] = &[Shown { under: "/children", to: CIRCLE }, ON_LINK];
/// The sister is named to those who read her record, where her half-sister's contact is read too.
/// Whether somebody is the sister is asked of whoever works at the front door and reads her record.
pub(super) const SISTER_ASKED: Shown = Shown { under: "/who-is-who", to: SCREENING_SISTER };
pub(super) const SISTER_NAMED: &[Shown] = &[
    SISTER_ASKED,
    BROUGHT_OF_SISTER,
    Shown { under: "/children/{father}/network", to: CIRCLE },
    ON_HERS_AUDIT,
    ON_HERS_47,
    Shown { under: "/assessments", to: OF_SISTER },
    Shown { under: "/section47", to: OF_SISTER },
    Shown { under: "/powers", to: OF_SISTER },
    ON_CLOSED,
    ON_SISTER,
    ON_SISTERS,
    ON_BOTH,
    Shown { under: "/contacts/{call}", to: &[ServiceManager, NightWorker] },
    Shown { under: "/possible-matches", to: SCREENING_SISTER },
    Shown { under: "/openings", to: CIRCLE },
    IN_HER_NOTIFICATIONS,
    // Her worker is told that somebody opened her record.
    Shown { under: "/", to: HER_OWN_WORKER },
    Shown { under: "/notices", to: HER_OWN_WORKER },
    SISTER_TONIGHT,
    SISTERS_CARD,
    SISTERS_MORNING,
    Shown { under: "/safety-plans", to: OF_SISTER },
    JOINT_DOCUMENT,
    // A referral of hers waits.
    ON_SISTER_WAITS,
    ON_SISTER_TAKEN,
    Shown { under: "/acceptances/{waits}", to: CIRCLE },
    Shown { under: "/acceptances/{taken}", to: CIRCLE },
    Shown { under: "/acceptances", to: CIRCLE },
    Shown { under: "/", to: CIRCLE },
    // A discussion about her, which is late.
    ON_HER_TALK,
    Shown { under: "/strategy", to: OF_SISTER },
    Shown { under: "/", to: SCREENING_SISTER },
    Shown { under: "/watch", to: OF_SISTER },
    // Her conference that was declined, and the disagreement about it.
    Shown { under: "/conferences", to: OF_SISTER },
    Shown { under: "/disagreements/{sisters_disagreement}", to: OF_SISTER },
    Shown { under: "/plans", to: OF_SISTER },
    // Her closing waits for a manager.
    Shown { under: "/closures", to: OF_SISTER },
    // What the returns will ask of her record: her circle alone, of those who see it.
    Shown { under: "/data-quality", to: CIRCLE },
];
/// Ava's child in need plan and her closing, and the sister's.
pub(super) const ON_NEED_PLAN: Shown = Shown { under: "/plans/{avas_need_plan}", to: OF_AVA };
pub(super) const ON_HER_NEED_PLAN: Shown = Shown { under: "/plans/{her_need_plan}", to: OF_SISTER };
pub(super) const ON_CLOSING: Shown = Shown { under: "/closures/{avas_closing}", to: OF_AVA };
pub(super) const ON_HER_CLOSING: Shown = Shown { under: "/closures/{her_closing}", to: OF_SISTER };
pub(super) const FATHER_NAMED: &[Shown] = &[
    ON_FATHER,
    // In an event of the sister's.
    Shown { under: "/children/{sister}", to: CIRCLE },
    Shown { under: "/contacts/{call}", to: CIRCLE },
    Shown { under: "/contacts/{both}", to: CIRCLE },
    Shown { under: "/acceptances/{waits}", to: CIRCLE },
    Shown { under: "/acceptances/{taken}", to: CIRCLE },
];
/// The caller is the same in three contacts.
pub(super) const CALLER: &[Shown] = &[
    ON_CALL,
    ON_CALL_TOO,
    ON_SISTERS,
    ON_BOTH,
    ON_CALL_WAITS,
    ON_WAITS,
    ON_TAKEN,
    ON_SISTER_WAITS,
    ON_SISTER_TAKEN,
    ON_TWICE,
    ON_OPEN_READ,
    IN_ANALYSIS,
];
/// The call, beside the front door and her worker to those who accept the referral it asked for.
pub(super) const CALL: &[Shown] = &[
    IN_AVAS_HARM,
    IN_AVAS_ENDED_HARM,
    ON_AVAS_ASSESSMENT,
    ON_AVA,
    ON_CALL,
    ON_CALL_TOO,
    ON_CALL_WAITS,
    ON_WAITS,
    ON_TAKEN,
    IN_ANALYSIS,
];
/// Why something was decided about the sister, and what follows: where both answers stand too.
pub(super) const DECIDED_OF_SISTER: &[Shown] =
    &[ON_SISTERS, ON_SISTER_WAITS, ON_SISTER_TAKEN, ON_SISTER_READ];
/// What was said of the sister alone, and of both.
pub(super) const SAID_OF_SISTER: &[Shown] =
    &[IN_HER_HARM, ON_HERS_ASSESSMENT, ON_SISTER, ON_SISTERS, ON_SISTER_WAITS, ON_SISTER_TAKEN];
pub(super) const SAID_OF_BOTH: &[Shown] = &[IN_HER_HARM, ON_HERS_ASSESSMENT, ON_SISTER, ON_BOTH];
/// A partner's referral: theirs are the children's names, never why we decided as we did.
pub(super) const REFERRED: &[Shown] = &[
    ON_ASKED,
    OWN_REFERRALS,
    AT_HOME,
    Shown { under: "/queue", to: SCREENING },
    Shown { under: "/", to: SCREENING },
];
pub(super) const OF_REFERRALS: &[Shown] = &[ON_ASKED, ON_ANSWERED, ON_ASKED_READ];

/// What the police were asked and answered: the person asked, and their agency's administrator.
pub(super) const ON_REQUEST: Shown = Shown { under: "/requests/{police_asked}", to: &[Partner] };
pub(super) const ON_AGENCYS: Shown =
    Shown { under: "/agency/requests/{police_asked}", to: &[AgencyAdministrator] };
/// An enquiry is read as its contact is: at the door, by the child's worker, and while a referral of the contact waits by those who accept it.
pub(super) const OF_CALL: &[Role] = &[
    ContactOfficer,
    SocialWorker,
    MashSocialWorker,
    MashManager,
    TeamManager,
    NightWorker,
    NightManager,
    ServiceManager,
    Auditor,
];
pub(super) const ON_AVAS_ENQUIRY: Shown = Shown { under: "/enquiries/{avas_enquiry}", to: OF_CALL };
pub(super) const ON_SISTERS_ENQUIRY: Shown = Shown { under: "/enquiries/{sisters_enquiry}", to: OF_SISTER };
/// Answers are offered to whoever writes the minutes of a meeting about the enquiry and reads it.
pub(super) const IN_ROOM: Shown = Shown {
    under: "/meetings/{panel}/room",
    to: &[SocialWorker, MashSocialWorker, MashManager, TeamManager, NightManager, ServiceManager],
};
pub(super) const IN_CLOSED_ROOM: Shown =
    Shown { under: "/meetings/{closed}/room", to: &[ServiceManager, ShieldCoordinator] };
pub(super) const POLICE_TOLD: &[Shown] = &[ON_REQUEST, ON_AGENCYS, ON_AVAS_ENQUIRY, IN_ROOM];
/// What an agency told stands in the chronology that is made for it, before whoever makes it.
pub(super) const FOR_AGENCY: Shown = Shown {
    under: "/children/{ava}/chronology/for",
    to: &[ContactOfficer, SocialWorker, MashSocialWorker, MashManager],
};
pub(super) const HEALTH_TOLD: &[Shown] = &[ON_AVAS_ENQUIRY, IN_ROOM];
pub(super) const TOLD_OF_SISTER: &[Shown] = &[ON_SISTERS_ENQUIRY, IN_CLOSED_ROOM];
/// What was told at the door stands beside the analysis; whom the agencies are asked about, on the page of a round.
pub(super) const IN_ANALYSIS: Shown =
    Shown { under: "/enquiries/{avas_enquiry}/analysis", to: &[MashSocialWorker, MashManager] };
pub(super) const IN_ROUND: Shown =
    Shown { under: "/enquiries/{avas_enquiry}/ask", to: &[MashSocialWorker, MashManager] };
/// A document is opened by its agency and by whoever reads the enquiry.
pub(super) const POLICE_SENT: &[Shown] = &[
    Shown { under: "/requests/{police_asked}/documents", to: &[Partner] },
    Shown { under: "/enquiries/requests/{police_asked}/documents", to: OF_CALL },
];
pub(super) const HEALTH_SENT: &[Shown] =
    &[Shown { under: "/enquiries/requests/{health_asked}/documents", to: OF_CALL }];

/// Those who read the meeting about Ava's contact: her worker, the front door, its chair and whoever writes. Nobody of an agency but the nurse.
pub(super) const OF_PANEL: &[Role] = &[
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
pub(super) const ON_PANEL: Shown = Shown { under: "/meetings/{panel}", to: OF_PANEL };
/// The meeting about the sister: whoever reads her record. The manager who is asked and not of her circle sees when and where.
pub(super) const ON_CLOSED: Shown = Shown { under: "/meetings/{closed}", to: OF_SISTER };

/// An enquiry about a child is read by whoever reads the child's record.
/// An assessment is read by those who read its children; their chronologies stand beside its questions.
pub(super) const ON_AVAS_ASSESSMENT: Shown = Shown { under: "/assessments/{avas_assessment}", to: OF_AVA };
pub(super) const ON_HERS_ASSESSMENT: Shown = Shown { under: "/assessments/{hers_assessment}", to: OF_SISTER };
pub(super) const ON_AVAS_47: Shown = Shown { under: "/section47/{avas_47}", to: OF_AVA };
pub(super) const ON_AVAS_ENDED_47: Shown = Shown { under: "/section47/{avas_ended_47}", to: OF_AVA };
pub(super) const ON_HERS_47: Shown = Shown { under: "/section47/{hers_47}", to: OF_SISTER };
/// Whoever reasons about harm ticks what it rests on in the child's chronology.
pub(super) const IN_AVAS_HARM: Shown =
    Shown { under: "/section47/{avas_47}/harm", to: &[SocialWorker, MashSocialWorker, MashManager] };
pub(super) const IN_AVAS_ENDED_HARM: Shown =
    Shown { under: "/section47/{avas_ended_47}/harm", to: &[SocialWorker, MashSocialWorker, MashManager] };
pub(super) const IN_HER_HARM: Shown =
    Shown { under: "/section47/{hers_47}/harm", to: &[ServiceManager, NightWorker] };
/// A conference is read as the child's record is; so is a disagreement about the child.
pub(super) const ON_CONFERENCE: Shown = Shown { under: "/conferences/{avas_conference}", to: OF_AVA };
pub(super) const ON_SISTERS_CONFERENCE: Shown =
    Shown { under: "/conferences/{sisters_conference}", to: OF_SISTER };
pub(super) const ON_DISAGREEMENT: Shown = Shown { under: "/disagreements/{avas_disagreement}", to: OF_AVA };
pub(super) const ON_SISTERS_DISAGREEMENT: Shown =
    Shown { under: "/disagreements/{sisters_disagreement}", to: OF_SISTER };
/// Whoever raised it, and nobody else of their agency.
pub(super) const OWN_DISAGREEMENT: Shown =
    Shown { under: "/disagreements/mine/{avas_disagreement}", to: &[Partner] };
/// Those who read what runs for Ava: all who reach her summary and work with children, and the auditor.
pub(super) const OF_AVAS_POWERS: &[Role] = &[
    ContactOfficer,
    SocialWorker,
    MashSocialWorker,
    MashManager,
    ServiceManager,
    NightWorker,
    NightManager,
    Auditor,
];
pub(super) const AVAS_POWERS: Shown = Shown { under: "/powers", to: OF_AVAS_POWERS };
pub(super) const AVAS_POWER: Shown = Shown { under: "/powers/{avas_power}", to: OF_AVAS_POWERS };
/// On their own first page what runs for the children somebody works with.
pub(super) const OWN_POWERS: Shown = Shown { under: "/", to: &[SocialWorker] };
pub(super) const HER_POWER: Shown = Shown { under: "/powers/{her_power}", to: OF_SISTER };
/// What runs for the sister stands wherever she does, for those who read her record.
pub(super) const HER_BAIL: &[Shown] = &[
    ON_HERS_ASSESSMENT,
    ON_HERS_47,
    HER_POWER,
    ON_CLOSED,
    ON_SISTER,
    ON_SISTERS,
    ON_BOTH,
    Shown { under: "/powers", to: OF_SISTER },
    SISTER_TONIGHT,
    SISTERS_MORNING,
    SISTERS_CARD,
    ON_SISTERS_ENQUIRY,
    ON_SISTER_WAITS,
    ON_SISTER_TAKEN,
    Shown { under: "/", to: OF_SISTER },
    Shown { under: "/queue", to: SCREENING_SISTER },
    Shown { under: "/hub", to: &[ServiceManager, NightWorker] },
    Shown { under: "/acceptances", to: CIRCLE },
];

/// Nowhere in the crawl. An address is revealed to whoever asks for it; who wants to stay unnamed is shown to nobody.
pub(super) const NOWHERE: &[Shown] = &[];

/// Those who search and may know of Ava.
pub(super) const FINDS_AVA: &[Role] = &[
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
    PrincipalSocialWorker,
];
