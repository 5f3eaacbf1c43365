//! The acts that are asked about, each with the roles it is for and the layer it needs.

use super::table::Layer;
use crate::staff::Role;
use crate::staff::Role::{
    Administrator, AgencyAdministrator, Analyst, Auditor, BusinessSupport, ContactOfficer, DesignatedOfficer,
    EarlyHelpWorker, Leader, MashManager, MashSocialWorker, NightManager, NightWorker, Partner,
    ServiceManager, ShieldCoordinator, SocialWorker, System, TeamManager,
};

const COUNCIL: &[Role] = &[
    ContactOfficer,
    SocialWorker,
    MashSocialWorker,
    MashManager,
    TeamManager,
    ServiceManager,
    EarlyHelpWorker,
    NightWorker,
    NightManager,
    ShieldCoordinator,
    DesignatedOfficer,
    Auditor,
    Analyst,
    Leader,
    BusinessSupport,
    Administrator,
    System,
];
const EVERYONE: &[Role] = &[
    ContactOfficer,
    SocialWorker,
    MashSocialWorker,
    MashManager,
    TeamManager,
    ServiceManager,
    EarlyHelpWorker,
    Partner,
    AgencyAdministrator,
    NightWorker,
    NightManager,
    ShieldCoordinator,
    DesignatedOfficer,
    Auditor,
    Analyst,
    Leader,
    BusinessSupport,
    Administrator,
    System,
];
/// Those who work with children's records day and night.
const CASEWORKERS: &[Role] = &[
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
    System,
];
const READERS: &[Role] = &[
    ContactOfficer,
    SocialWorker,
    MashSocialWorker,
    MashManager,
    TeamManager,
    ServiceManager,
    EarlyHelpWorker,
    NightWorker,
    NightManager,
    ShieldCoordinator,
    DesignatedOfficer,
    Auditor,
    BusinessSupport,
    System,
];
const INTAKE: &[Role] = &[
    ContactOfficer,
    SocialWorker,
    MashSocialWorker,
    MashManager,
    TeamManager,
    NightWorker,
    NightManager,
    System,
];
/// Those who screen what other agencies notify; a service manager, where a record is restricted to a circle of theirs.
const NOTIFIED: &[Role] = &[
    ContactOfficer,
    SocialWorker,
    MashSocialWorker,
    MashManager,
    TeamManager,
    ServiceManager,
    NightWorker,
    NightManager,
    System,
];
const MANAGERS: &[Role] = &[MashManager, TeamManager, ServiceManager, NightManager];
/// Those who take over from the night team: nobody hands over to themselves.
const DAY: &[Role] = &[
    ContactOfficer,
    SocialWorker,
    MashSocialWorker,
    MashManager,
    TeamManager,
    ServiceManager,
    ShieldCoordinator,
    DesignatedOfficer,
];
const ASSESSORS: &[Role] = &[SocialWorker, MashSocialWorker, MashManager, TeamManager, ServiceManager];

/// Those who arrange meetings and write their minutes; business support does both and decides nothing (domain register, 2.1).
const CONVENERS: &[Role] = &[
    SocialWorker,
    MashSocialWorker,
    MashManager,
    TeamManager,
    ServiceManager,
    EarlyHelpWorker,
    NightManager,
    ShieldCoordinator,
    DesignatedOfficer,
    BusinessSupport,
    System,
];
/// Those of them who decide in meetings, and sign.
const CHAIRS: &[Role] = &[
    SocialWorker,
    MashSocialWorker,
    MashManager,
    TeamManager,
    ServiceManager,
    EarlyHelpWorker,
    NightManager,
    ShieldCoordinator,
    DesignatedOfficer,
    System,
];

macro_rules! actions {
    ($($action:ident = $code:literal, $words:literal, $layer:ident, $roles:expr;)*) => {
        /// A thing a person can ask to do or see.
        #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub enum Action { $(#[doc = $words] $action,)* }

        impl Action {
            /// Every action.
            pub const ALL: &'static [Action] = &[$(Action::$action,)*];

            /// The name in the access log.
            pub const fn code(self) -> &'static str {
                match self { $(Action::$action => $code,)* }
            }

            /// The act in words.
            pub const fn words(self) -> &'static str {
                match self { $(Action::$action => $words,)* }
            }

            /// The layer of the subject's record it needs.
            pub const fn needs(self) -> Layer {
                match self { $(Action::$action => Layer::$layer,)* }
            }

            /// Whether it is one of the role's acts.
            pub fn is_for(self, role: Role) -> bool {
                match self { $(Action::$action => $roles.contains(&role),)* }
            }
        }
    };
}

actions! {
    SeeOwnWork = "see_own_work", "see their own work, drafts and messages", Nothing, EVERYONE;
    SeeQueue = "see_queue", "see the front door's queue", Nothing, INTAKE;
    SeeQueueRegister = "see_queue_register", "see every queue's size, oldest and owner", Nothing, COUNCIL;
    SearchPeople = "search_people", "search for people", Nothing, READERS;
    RecordContact = "record_contact", "record a contact", Nothing, INTAKE;
    SendReferral = "send_referral", "send a referral", Nothing, [Partner, System];
    SeeOwnReferrals = "see_own_referrals", "see the referrals they sent and what came of them", Nothing, [Partner];
    SeeBreakGlass = "see_break_glass", "see the records opened with a reason", Nothing, MANAGERS;
    SeeDeadLetters = "see_dead_letters", "see work the outbox gave up on", Nothing, [Administrator, System];
    ManagePeople = "manage_people", "add, change and disable the people who sign in", Nothing, [Administrator, System];
    ImportRecords = "import_records", "take in records from elsewhere", Nothing, [Administrator, System];
    ChangePack = "change_pack", "see the practice pack in use", Nothing, COUNCIL;

    KnowExists = "know_exists", "learn that a child is known, and whom to ring", Existence, READERS;
    ReadSummary = "read_summary", "read a child's summary", Summary, READERS;
    ReadFile = "read_file", "read a child's record", Content, READERS;
    RevealAddress = "reveal_address", "reveal a protected address", Content, CASEWORKERS;
    SeeWhoLooked = "see_who_looked", "see who has looked at a child's record", Content, [MashManager, TeamManager, ServiceManager, NightManager, Auditor];
    ChangePerson = "change_person", "change what is held about a person", Content, CASEWORKERS;
    CurateChronology = "curate_chronology", "accept, edit or reject chronology entries", Content, ASSESSORS;
    Allocate = "allocate", "allocate a child to a worker", Summary, [MashManager, TeamManager, ServiceManager, System];
    RestrictRecord = "restrict_record", "restrict a record to a named circle", Content, [MashManager, TeamManager, ServiceManager, System];
    BreakGlass = "break_glass", "open a record with a reason", Ring, [ContactOfficer, SocialWorker, MashSocialWorker, MashManager, TeamManager, ServiceManager, NightWorker, NightManager, ShieldCoordinator];
    ReviewBreakGlass = "review_break_glass", "review a record opened with a reason", Ring, MANAGERS;

    ReadContact = "read_contact", "read a contact", Content, READERS;
    ChangeContact = "change_contact", "add to a contact before it is decided", Content, INTAKE;
    MatchChild = "match_child", "say whether a child in a contact is already known", Content, INTAKE;
    ProposeOutcome = "propose_outcome", "propose what should happen with a contact", Content, INTAKE;
    DecideContact = "decide_contact", "decide a contact", Content, MANAGERS;
    RecordBasis = "record_basis", "record consent or the lawful basis", Content, INTAKE;
    DispenseConsent = "dispense_consent", "dispense with consent", Content, MANAGERS;
    DraftFeedback = "draft_feedback", "draft what the referrer is told", Content, INTAKE;
    ApproveFeedback = "approve_feedback", "approve what the referrer is told", Content, MANAGERS;
    Acknowledge = "acknowledge", "acknowledge a contact about a child who is open to them", Content, [SocialWorker, MashSocialWorker, TeamManager, MashManager];
    SeeHub = "see_hub", "see the hub's board", Nothing, [ContactOfficer, MashSocialWorker, MashManager, TeamManager, ServiceManager, NightWorker, NightManager, System];
    SeeHubMeasures = "see_hub_measures", "see how agencies answer and attend", Nothing, [MashSocialWorker, MashManager, TeamManager, ServiceManager, NightManager, Auditor, Analyst, Leader];
    OpenEnquiry = "open_enquiry", "open a MASH enquiry", Content, [MashSocialWorker, MashManager, System];
    ReadEnquiry = "read_enquiry", "read a MASH enquiry", Content, READERS;
    RateEnquiry = "rate_enquiry", "rate how urgent an enquiry is", Content, [MashSocialWorker, MashManager];
    AskAgencies = "ask_agencies", "ask agencies for information", Content, [MashSocialWorker, MashManager, System];
    ChaseAgency = "chase_agency", "chase an agency and write down its answer", Content, [ContactOfficer, MashSocialWorker, MashManager];
    ShareWithAgency = "share_with_agency", "share one agency's answer with another", Content, [MashSocialWorker, MashManager];
    AnalyseEnquiry = "analyse_enquiry", "analyse an enquiry and recommend", Content, [MashSocialWorker, MashManager];
    DecideEnquiry = "decide_enquiry", "decide an enquiry", Content, MANAGERS;
    DeclareConflict = "declare_conflict", "say that they must not decide an enquiry", Content, [MashSocialWorker, MashManager, TeamManager, ServiceManager, NightManager];
    SeeOwnRequests = "see_own_requests", "see what their agency was asked", Nothing, [Partner];
    AnswerRequest = "answer_request", "answer what their agency was asked", Nothing, [Partner, System];
    SeeTonight = "see_tonight", "see tonight's cards", Nothing, CASEWORKERS;
    SeeMorning = "see_morning", "see what the night left", Nothing, CASEWORKERS;
    ReadCard = "read_card", "read a child's card for the night", Summary, CASEWORKERS;
    DraftCard = "draft_card", "write a card for the night", Content, CASEWORKERS;
    AuthoriseCard = "authorise_card", "authorise a card for the night", Summary, MANAGERS;
    EndCard = "end_card", "end a card for the night", Summary, [ContactOfficer, SocialWorker, MashSocialWorker, MashManager, TeamManager, ServiceManager, NightManager, ShieldCoordinator];
    WriteNightNote = "write_night_note", "record what the night found and did", Summary, [NightWorker, NightManager, System];
    ReadNightNote = "read_night_note", "read what the night recorded", Summary, CASEWORKERS;
    AcceptMorning = "accept_morning", "accept what the night left", Existence, DAY;
    HandMorning = "hand_morning", "hand what the night left to somebody", Existence, MANAGERS;
    MakeDowntimePack = "make_downtime_pack", "make the downtime pack", Nothing, [System];

    SeeDecisionsLike = "see_decisions_like", "see decisions that cite a threshold paragraph, without whom they are about", Nothing, [ContactOfficer, SocialWorker, MashSocialWorker, MashManager, TeamManager, ServiceManager, NightWorker, NightManager, Auditor];
    SeeConsistency = "see_consistency", "see how far two managers decide alike", Nothing, [MashManager, TeamManager, ServiceManager, NightManager, Auditor, Analyst, Leader];
    SeeSecondReadings = "see_second_readings", "see the decisions they are to read a second time", Nothing, MANAGERS;
    ReadSecond = "read_second", "read a decision a second time without its first answer", Content, MANAGERS;
    CompareReadings = "compare_readings", "see two managers' answers beside each other", Content, [MashManager, TeamManager, ServiceManager, NightManager, Auditor];
    ModerateReading = "moderate_reading", "write down how a disagreement was talked through", Content, MANAGERS;
    SeeReferralsWaiting = "see_referrals_waiting", "see the referrals that wait to be accepted", Nothing, [MashManager, TeamManager, ServiceManager, NightManager, System];
    AcceptReferral = "accept_referral", "accept a referral or not", Content, [MashManager, TeamManager, ServiceManager, NightManager, System];
    ManageAgency = "manage_agency", "manage the people of their own agency", Nothing, [AgencyAdministrator];
    ReassignRequest = "reassign_request", "hand what their agency was asked to somebody else there", Nothing, [AgencyAdministrator];
    ManageContacts = "manage_contacts", "keep the list of people in agencies who can be sent a link", Nothing, [MashManager, AgencyAdministrator, System];
    SendLink = "send_link", "send somebody in an agency a link to answer with", Content, [ContactOfficer, MashSocialWorker, MashManager];
    SeeMeetings = "see_meetings", "see meetings of several agencies", Nothing, READERS;
    ArrangeMeeting = "arrange_meeting", "arrange a meeting of several agencies", Summary, CONVENERS;
    ReadMeeting = "read_meeting", "read a meeting's record", Content, READERS;
    WriteMinutes = "write_minutes", "write a meeting's minutes", Content, CONVENERS;
    DecideMeeting = "decide_meeting", "record what a meeting decided", Content, CHAIRS;
    SignMinutes = "sign_minutes", "sign a meeting's minutes", Content, CHAIRS;
    DistributeMinutes = "distribute_minutes", "give each their copy of a meeting's minutes", Content, CONVENERS;
    SeeOwnMeetings = "see_own_meetings", "see the meetings they are asked to and the actions they own", Nothing, EVERYONE;
    ReadInvitation = "read_invitation", "read and answer an invitation to a meeting", Nothing, EVERYONE;
    ReadOwnCopy = "read_own_copy", "read their agency's copy of a meeting's minutes", Content, [Partner];
    PublishSlots = "publish_slots", "publish when their agency can come to meetings", Nothing, [Partner];
    ReadOwnReferral = "read_own_referral", "read a referral they sent", Nothing, [Partner];

    SeeNotifications = "see_notifications", "see what other agencies notified", Nothing, NOTIFIED;
    ReadNotification = "read_notification", "read a notification", Content, NOTIFIED;
    TriageNotification = "triage_notification", "say what becomes of a notification", Content, NOTIFIED;
    MendRow = "mend_row", "mend a row of a batch that could not be taken", Content, NOTIFIED;
    SendNotifications = "send_notifications", "send notifications from an agency's system", Nothing, [Partner, System];
    ManageKeys = "manage_keys", "make and end the keys of agencies' systems", Nothing, [Administrator, System];

    RecordEvent = "record_event", "record a significant event", Summary, [ContactOfficer, SocialWorker, MashSocialWorker, MashManager, TeamManager, ServiceManager, EarlyHelpWorker, NightWorker, NightManager, ShieldCoordinator, DesignatedOfficer, System];
    ReadEvent = "read_event", "read a significant event", Content, READERS;
    CorrectEvent = "correct_event", "correct a significant event, or say that it was recorded in error", Content, [ContactOfficer, SocialWorker, MashSocialWorker, MashManager, TeamManager, ServiceManager, EarlyHelpWorker, NightWorker, NightManager, ShieldCoordinator, DesignatedOfficer, System];
    ReplayWatch = "replay_watch", "see what other rules of the watch would have asked", Nothing, [System];
    Watch = "watch", "have the escalation watch look at what was recorded", Nothing, EVERYONE;
    SeePrompts = "see_prompts", "see the prompts of the escalation watch", Nothing, [ContactOfficer, SocialWorker, MashSocialWorker, MashManager, TeamManager, ServiceManager, NightWorker, NightManager, ShieldCoordinator, Auditor, System];
    ReadPrompt = "read_prompt", "read a prompt of the escalation watch", Summary, [ContactOfficer, SocialWorker, MashSocialWorker, MashManager, TeamManager, ServiceManager, NightWorker, NightManager, ShieldCoordinator, Auditor, System];
    AnswerPrompt = "answer_prompt", "answer a prompt of the escalation watch", Summary, MANAGERS;
}
