//! The acts that are asked about, each with the roles it is for and the layer it needs.

use super::table::Layer;
use crate::staff::Role;
use crate::staff::Role::{
    Administrator, AgencyAdministrator, Analyst, Auditor, BusinessSupport, ContactOfficer, DesignatedOfficer,
    EarlyHelpWorker, Leader, MashManager, MashSocialWorker, NightManager, NightWorker, Partner,
    PrincipalSocialWorker, ServiceManager, ShieldCoordinator, SocialWorker, System, TeamManager,
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
/// Those of them who read records whole: the powers that protect a child, and the words of what they may open.
const WHOLE_READERS: &[Role] = &[
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
    Auditor,
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

/// Those who compose documents and answer for what is in them: never business support, who do not know what may be told to whom.
const DOCUMENT_WRITERS: &[Role] = &[
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

/// Those who prepare and hold strategy discussions, day and night; their managers decide and sign.
const DISCUSS: &[Role] = &[
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
/// Those who ask for conferences, plan them and write down what they decided.
const CONFERENCES: &[Role] = &[
    SocialWorker,
    MashSocialWorker,
    MashManager,
    TeamManager,
    ServiceManager,
    NightManager,
    ShieldCoordinator,
    System,
];
/// Those who read safety plans: whoever works with children's records, early help, and auditors.
const PLAN_READERS: &[Role] = &[
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
    System,
];
/// Those who make section 47 enquiries: social workers and their managers, by day and by night.
const ENQUIRERS: &[Role] = &[
    SocialWorker,
    MashSocialWorker,
    MashManager,
    TeamManager,
    ServiceManager,
    NightWorker,
    NightManager,
    System,
];

/// Those whose work is audited, and those who audit it.
const AUDITED: &[Role] = &[
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
    System,
];
/// Those who can be asked to audit.
const AUDITORS: &[Role] = &[Auditor, TeamManager, ServiceManager, MashManager, System];

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
                // The principal social worker has every act of an auditor, and some of their own (domain register, 2.1).
                let is_in = |roles: &[Role]| {
                    roles.contains(&role) || (role == PrincipalSocialWorker && roles.contains(&Auditor))
                };
                match self { $(Action::$action => is_in(&$roles[..]),)* }
            }
        }
    };
}

actions! {
    SeeOwnWork = "see_own_work", "see their own work, drafts and messages", Nothing, EVERYONE;
    SeeQueue = "see_queue", "see the front door's queue", Nothing, INTAKE;
    SeeQueueRegister = "see_queue_register", "see every queue's size, oldest and owner", Nothing, COUNCIL;
    SearchPeople = "search_people", "search for people", Nothing, READERS;
    SearchText = "search_text", "search the words of records they may read", Content, WHOLE_READERS;
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

    ReplayWatch = "replay_watch", "see what other rules of the watch would have asked", Nothing, [System];
    RecordEvent = "record_event", "record a significant event", Summary, [ContactOfficer, SocialWorker, MashSocialWorker, MashManager, TeamManager, ServiceManager, EarlyHelpWorker, NightWorker, NightManager, ShieldCoordinator, DesignatedOfficer, System];
    ReadEvent = "read_event", "read a significant event", Content, READERS;
    CorrectEvent = "correct_event", "correct a significant event, or say that it was recorded in error", Content, [ContactOfficer, SocialWorker, MashSocialWorker, MashManager, TeamManager, ServiceManager, EarlyHelpWorker, NightWorker, NightManager, ShieldCoordinator, DesignatedOfficer, System];
    SeeSection47s = "see_section47s", "see the section 47 enquiries that run", Nothing, READERS;
    BeginSection47 = "begin_section47", "begin a section 47 enquiry", Content, ENQUIRERS;
    ReadSection47 = "read_section47", "read a section 47 enquiry", Content, READERS;
    MakeSection47 = "make_section47", "write down what was done in a section 47 enquiry", Content, ENQUIRERS;
    ConcludeSection47 = "conclude_section47", "propose the outcome of a section 47 enquiry", Content, ENQUIRERS;
    AuthoriseSection47 = "authorise_section47", "authorise the outcome of a section 47 enquiry or send it back", Content, MANAGERS;
    SeeDiscussions = "see_discussions", "see strategy discussions", Nothing, READERS;
    BeginDiscussion = "begin_discussion", "begin a strategy discussion", Summary, DISCUSS;
    ReadDiscussion = "read_discussion", "read a strategy discussion", Content, READERS;
    PrepareDiscussion = "prepare_discussion", "say what is known before a strategy discussion, and ring round", Content, DISCUSS;
    ConveneDiscussion = "convene_discussion", "convene a strategy discussion", Content, DISCUSS;
    RecordDiscussion = "record_discussion", "write a strategy discussion's record", Content, DISCUSS;
    DecideDiscussion = "decide_discussion", "record what a strategy discussion decided", Content, MANAGERS;
    SignDiscussion = "sign_discussion", "sign a strategy discussion", Content, MANAGERS;
    Watch = "watch", "have the escalation watch look at what was recorded", Nothing, EVERYONE;
    SeePrompts = "see_prompts", "see the prompts of the escalation watch", Nothing, [ContactOfficer, SocialWorker, MashSocialWorker, MashManager, TeamManager, ServiceManager, NightWorker, NightManager, ShieldCoordinator, Auditor, System];
    ReadPrompt = "read_prompt", "read a prompt of the escalation watch", Summary, [ContactOfficer, SocialWorker, MashSocialWorker, MashManager, TeamManager, ServiceManager, NightWorker, NightManager, ShieldCoordinator, Auditor, System];
    AnswerPrompt = "answer_prompt", "answer a prompt of the escalation watch", Summary, MANAGERS;
    SeeConferences = "see_conferences", "see the child protection conferences that are asked for, planned and overdue", Nothing, READERS;
    ReadConference = "read_conference", "read a child protection conference", Content, READERS;
    RequestConference = "request_conference", "ask for a child protection conference", Content, CONFERENCES;
    PlanConference = "plan_conference", "plan a child protection conference, and give its report", Content, CONFERENCES;
    HoldConference = "hold_conference", "record what a child protection conference or a review decided", Content, CONFERENCES;
    DeclineConference = "decline_conference", "decline a child protection conference", Content, MANAGERS;
    SeeDisagreements = "see_disagreements", "see professional disagreements", Nothing, READERS;
    RaiseDisagreement = "raise_disagreement", "raise a professional disagreement about a child", Content, CASEWORKERS;
    ReadDisagreement = "read_disagreement", "read a professional disagreement", Content, READERS;
    AnswerDisagreement = "answer_disagreement", "answer a professional disagreement, and move it up", Content, CASEWORKERS;
    ResolveDisagreement = "resolve_disagreement", "write down how a professional disagreement ended", Content, MANAGERS;
    SendDisagreement = "send_disagreement", "raise a professional disagreement for their agency", Nothing, [Partner];
    SeeOwnDisagreements = "see_own_disagreements", "see the professional disagreements they take part in", Nothing, [Partner];
    ReadOwnDisagreement = "read_own_disagreement", "read a professional disagreement they take part in, and answer it", Content, [Partner];
    SeeDisagreementMeasures = "see_disagreement_measures", "see how many professional disagreements there are, in which stage", Nothing, [MashManager, TeamManager, ServiceManager, NightManager, Auditor, Analyst, Leader];
    SeePowers = "see_powers", "see the powers and orders that run, and which ends when", Nothing, READERS;
    KnowPower = "know_power", "learn that a power or order protects a child, and when it ends", Summary, READERS;
    ReadPower = "read_power", "read a power, an order or conditions", Summary, WHOLE_READERS;
    RecordPower = "record_power", "record a power, an order or conditions", Summary, CASEWORKERS;
    ChangePower = "change_power", "add to a power, extend it or record how it ended", Summary, CASEWORKERS;
    SeeSafetyPlans = "see_safety_plans", "see which safety plans stand and which run out", Nothing, PLAN_READERS;
    ReadSafetyPlan = "read_safety_plan", "read a safety plan", Summary, PLAN_READERS;
    MakeSafetyPlan = "make_safety_plan", "make, renew or replace a safety plan", Summary, CASEWORKERS;
    EndSafetyPlan = "end_safety_plan", "end a safety plan", Summary, CASEWORKERS;
    CheckSafetyPlan = "check_safety_plan", "record whether a safety plan is kept", Summary, CASEWORKERS;
    HandOutSafetyPlan = "hand_out_safety_plan", "give copies of a safety plan and withhold it", Summary, CASEWORKERS;
    AgreeSafetyPlan = "agree_safety_plan", "agree to a safety plan", Summary, MANAGERS;
    ReadChildPlan = "read_child_plan", "read a child's own plan", Summary, PLAN_READERS;
    WriteChildPlan = "write_child_plan", "write a child's own plan with the child", Content, CASEWORKERS;
    ShareChronology = "share_chronology", "choose what an agency or the family gets of a chronology", Content, CASEWORKERS;

    SeeAssessments = "see_assessments", "see the assessments that are being made", Nothing, READERS;
    BeginAssessment = "begin_assessment", "begin a child and family assessment", Content, ASSESSORS;
    ReadAssessment = "read_assessment", "read a child and family assessment", Content, READERS;
    WriteAssessment = "write_assessment", "write a child and family assessment, link its history and comment on it", Content, ASSESSORS;
    SubmitAssessment = "submit_assessment", "put a child and family assessment before a manager", Content, ASSESSORS;
    AuthoriseAssessment = "authorise_assessment", "authorise a child and family assessment or send it back, and decide on more time", Content, [MashManager, TeamManager, ServiceManager];
    EndAssessment = "end_assessment", "end a child and family assessment without authorising it", Content, [MashManager, TeamManager, ServiceManager];
    SeeAssessmentMeasures = "see_assessment_measures", "see how assessments are made, counted over many", Nothing, [MashManager, TeamManager, ServiceManager, Auditor, Analyst, Leader];
    SeeCaseSummaries = "see_case_summaries", "see which case summaries are missing, stale or due", Nothing, PLAN_READERS;
    ReadCaseSummary = "read_case_summary", "read a child's case summary", Summary, PLAN_READERS;
    WriteCaseSummary = "write_case_summary", "write a child's case summary", Content, CASEWORKERS;
    ReadVoice = "read_voice", "read what a child says and shows", Content, READERS;
    WriteVoice = "write_voice", "write down what a child says and shows", Content, CASEWORKERS;
    FillLocalForm = "fill_local_form", "fill in one of the council's own forms about a child", Content, [ContactOfficer, SocialWorker, MashSocialWorker, MashManager, TeamManager, ServiceManager, EarlyHelpWorker, NightWorker, NightManager, ShieldCoordinator, DesignatedOfficer, System];
    ReadLocalForm = "read_local_form", "read one of the council's own forms about a child", Content, READERS;
    SeeChildInNeedPlans = "see_child_in_need_plans", "see the child in need plans and which reviews are due", Nothing, READERS;
    ReadChildInNeedPlan = "read_child_in_need_plan", "read a child in need plan", Content, READERS;
    MakeChildInNeedPlan = "make_child_in_need_plan", "make a child in need plan, or change it", Content, ASSESSORS;
    ReviewChildInNeedPlan = "review_child_in_need_plan", "record the review or the end of a child in need plan", Content, ASSESSORS;
    SeeClosures = "see_closures", "see the closures that wait for a decision", Nothing, READERS;
    ReadClosure = "read_closure", "read how a child's episode was closed", Content, READERS;
    ProposeClosure = "propose_closure", "propose to close a child's episode", Content, ASSESSORS;
    DecideClosure = "decide_closure", "decide whether a child's episode is closed", Content, [MashManager, TeamManager, ServiceManager];
    CorrectClosure = "correct_closure", "correct a closure that was made in error", Content, [MashManager, TeamManager, ServiceManager];
    TellOfClosure = "tell_of_closure", "record who was told that support ends, and that early help accepted", Content, [SocialWorker, MashSocialWorker, MashManager, TeamManager, ServiceManager, EarlyHelpWorker, BusinessSupport];
    SeeClosureMeasures = "see_closure_measures", "see what became of children after they were closed or stepped down", Nothing, [MashManager, TeamManager, ServiceManager, Auditor, Analyst, Leader];
    SeeDocuments = "see_documents", "see which documents about a child were given to whom", Content, READERS;
    ReadDocument = "read_document", "read a document that was prepared or given to somebody, and take its files", Content, READERS;
    PrepareDocument = "prepare_document", "compose a document for somebody", Content, DOCUMENT_WRITERS;
    GiveDocument = "give_document", "give a document to somebody, throw it away or have it back", Content, DOCUMENT_WRITERS;
    SeeAudits = "see_audits", "see the audits they take part in", Nothing, AUDITED;
    ReadAudit = "read_audit", "read an audit", Content, AUDITED;
    SeeSamples = "see_samples", "see the samples drawn for audit", Nothing, [Auditor, ServiceManager, System];
    DrawSample = "draw_sample", "draw a sample of decisions to audit", Nothing, [Auditor, System];
    GradeAudit = "grade_audit", "grade an audit, or say that a child is not safe", Content, AUDITORS;
    ModerateAudit = "moderate_audit", "moderate the grades of an audit", Content, [Auditor, ServiceManager];
    HearAudit = "hear_audit", "write down what the child and the parents say about the help they had", Content, AUDITED;
    ReplyAudit = "reply_audit", "reply to an audit of their own work", Content, AUDITED;
    SetAuditAction = "set_audit_action", "set an action of an audit", Content, AUDITED;
    DoAuditAction = "do_audit_action", "say that an action of an audit is done, or what was done about an alarm", Content, AUDITED;
    CloseAuditAction = "close_audit_action", "look whether an action of an audit is done, and close it", Content, AUDITED;
    SeeQuality = "see_quality", "see how good and how consistent the work is", Nothing, [MashManager, TeamManager, ServiceManager, NightManager, Auditor, Analyst, Leader, System];
    SetCalibration = "set_calibration", "set invented assessments for everybody to grade", Nothing, [PrincipalSocialWorker];
    GradeCalibration = "grade_calibration", "grade invented assessments and see their own grades", Nothing, AUDITED;
    SeePractice = "see_practice", "see what was learnt together, and the figures beside it", Nothing, [SocialWorker, MashSocialWorker, MashManager, TeamManager, ServiceManager, NightManager, Auditor, Analyst, Leader, System];
    RecordPractice = "record_practice", "write down a session of practice development", Nothing, [PrincipalSocialWorker, TeamManager, ServiceManager, System];
    AgreeChildInNeedPlan = "agree_child_in_need_plan", "agree to a child in need plan, or ask for a change of it", Content, [MashManager, TeamManager, ServiceManager];
    MakeReturn = "make_return", "make a national return of all children", Nothing, [Analyst, System];
    SeeDataQuality = "see_data_quality", "see what the national returns will ask of the record", Nothing, [SocialWorker, MashSocialWorker, MashManager, TeamManager, ServiceManager, Auditor, Analyst, Leader];
    MakeInspectionLists = "make_inspection_lists", "make the lists of children that inspectors are given", Nothing, [ServiceManager, Auditor, System];
    KeepFromDepartment = "keep_from_department", "say that a record is not to stand with the Department for Education, or is to stand there again", Content, [MashManager, TeamManager, ServiceManager, System];
    SeeWhoIsWho = "see_who_is_who", "see which records may be one person, and which are read as one", Nothing, NOTIFIED;
    LinkRecords = "link_records", "say that two records are one person, or that they are two, and take that back", Existence, NOTIFIED;
    ConfirmLink = "confirm_link", "confirm as the second person that two records are one, or are two again", Summary, MANAGERS;
    SortRecords = "sort_records", "say whose a record is that was written while two were read as one", Content, CASEWORKERS;
    SeeMoves = "see_moves", "see what is to be moved from one record to another", Nothing, CASEWORKERS;
    MoveRecords = "move_records", "move what was written on the wrong child to the right one", Content, CASEWORKERS;
    ConfirmMove = "confirm_move", "confirm a move between two records where a plan is in force", Content, MANAGERS;
    DecideProposal = "decide_proposal", "decide what was brought about a child from an older system", Content, CASEWORKERS;
}
