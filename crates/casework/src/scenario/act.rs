//! What people do in a story. Each act is one use case; its words are the words of the page.

use std::collections::BTreeMap;

use serde::Deserialize;

macro_rules! acts {
    ($($(#[$doc:meta])* $act:ident { $($(#[$field_doc:meta])* $field:ident : $type:ty,)* })*) => {
        $($(#[$doc])* #[derive(Debug, Clone, Default, Deserialize)]
        #[serde(deny_unknown_fields, default)]
        pub(in crate::scenario) struct $act { $($(#[$field_doc])* pub(in crate::scenario) $field: $type,)* })*
    };
}

macro_rules! every_act {
    ($($(#[$doc:meta])* $act:ident($said:ident) = $words:literal,)*) => {
        /// One act.
        #[derive(Debug, Clone, Deserialize)]
        #[serde(rename_all = "snake_case")]
        pub(super) enum Act { $($(#[$doc])* $act($said),)* }

        impl Act {
            /// The act in words for the report.
            pub(super) fn words(&self) -> &'static str {
                match self { $(Act::$act(_) => $words,)* }
            }
        }
    };
}

mod childs_story;
mod protection;
mod quality;

pub(super) use childs_story::*;
pub(super) use protection::*;
pub(super) use quality::*;

mod chronology;

pub(super) use chronology::*;
mod assessment;

pub(super) use assessment::*;
mod child_in_need;

pub(super) use child_in_need::*;
// A council's own forms.
mod local_form;

pub(super) use local_form::*;

every_act! {
    Record(Record) = "records a contact",
    Refer(Refer) = "sends a referral",
    TellUs(Refer) = "tells us by the public form",
    Find(Find) = "says whether a child is known",
    TakeOn(OfContact) = "takes a contact on",
    Basis(BasisGiven) = "records consent or the lawful basis",
    Dispense(Dispense) = "dispenses with consent",
    Withdraw(Withdraw) = "records that consent is withdrawn",
    Propose(Propose) = "proposes what should happen",
    Decide(Decide) = "decides",
    Draft(Feedback) = "drafts what the referrer is told",
    Approve(Feedback) = "approves what the referrer is told",
    Telephone(OfContact) = "tells the referrer by telephone",
    Allocate(Allocate) = "allocates a child",
    Protect(OfChild) = "protects a child's address",
    Restrict(Restrict) = "restricts a record",
    Open(Open) = "opens a record with a reason",
    Review(Review) = "reviews an opening",
    Look(Look) = "looks at a child's record",
    Read(OfContact) = "reads a contact",
    Search(Search) = "searches",
    Acknowledge(Nothing) = "acknowledges their notices",
    Curate(Curate) = "curates the chronology",
    OpenEnquiry(OpenEnquiry) = "opens a MASH enquiry",
    RateEnquiry(RateEnquiry) = "rates an enquiry",
    Ask(Ask) = "asks agencies",
    Chase(Chase) = "chases an agency",
    AnswerByTelephone(AnswerByTelephone) = "writes an answer down",
    TakeBack(TakeBack) = "takes a request back",
    Share(Share) = "shares a fact with an agency",
    Analyse(Analyse) = "analyses an enquiry",
    DecideEnquiry(DecideEnquiry) = "decides an enquiry",
    DeclareConflict(DeclareConflict) = "says they must not decide",
    ReadEnquiry(OfEnquiry) = "reads an enquiry",
    Card(Card) = "writes a card for the night",
    AuthoriseCard(OfChild) = "authorises a card for the night",
    EndCard(EndCard) = "ends a card for the night",
    NightNote(NightNote) = "records what the night found and did",
    TakeOver(OfNight) = "accepts what the night left",
    Hand(Hand) = "hands what the night left to somebody",
    Tonight(Nothing) = "looks at tonight's cards",
    Morning(Nothing) = "looks at the morning list",
    Notify(Notify) = "notifies a batch of incidents",
    Notifications(Nothing) = "reads the notifications",
    Triage(Triage) = "says what becomes of a household's notifications",
    Accept(Accept) = "accepts a referral",
    NotAccepted(NotAccepted) = "does not accept a referral",
    Conference(Conference) = "records a transfer-in conference",
    ReadSecond(ReadSecond) = "decides a contact a second time, without the first answer",
    GiveBack(GiveBack) = "gives a second reading back",
    Moderate(Moderate) = "writes down how a disagreement was talked through",
    DecisionsLike(DecisionsLike) = "looks at decisions that cite a paragraph",
    Consistency(Nothing) = "looks at how far managers decide alike",
    OpenAsked(Nothing) = "opens what their agency was asked",
    AnswerAsked(AnswerGiven) = "answers what their agency was asked",
    Meet(Meet) = "arranges a meeting",
    Replan(Replan) = "moves a meeting",
    CallOff(CallOff) = "calls a meeting off",
    AnswerInvitation(AnswerInvitation) = "answers an invitation",
    Minute(Minute) = "writes a meeting's minutes",
    Sign(OfMeeting) = "signs the minutes",
    Distribute(Distribute) = "gives each their copy",
    ReadMinutes(OfMeeting) = "reads the minutes",
    ReadInvitation(OfMeeting) = "reads an invitation",
    MyMeetings(Nothing) = "looks at their meetings",
    PublishSlot(PublishSlot) = "publishes when their agency can come",
    MeetingMeasures(Nothing) = "looks at how agencies attend",
    AnswerPrompt(AnswerPrompt) = "answers a prompt of the watch",
    ReadPrompt(OfChild) = "reads a prompt of the watch",
    Prompts(Nothing) = "looks at the prompts of the watch",
    SweepWatch(Nothing) = "has the watch look at every child",
    Discuss47(Discuss47) = "holds a strategy discussion that decides on a section 47 enquiry",
    BeginSection47(BeginFrom) = "begins a section 47 enquiry by hand",
    SeeChild(SeeChild) = "goes to see the child",
    ChildSays(ChildSays) = "writes the child's words down",
    AnswerRisk(AnswerRisk) = "says what became of a risk",
    Family(FamilySeen) = "says which parents, carers and siblings were seen",
    Medical(Medical) = "writes the medical down",
    Check47(Check47) = "asks an agency in the enquiry",
    ReasonHarm(ReasonHarm) = "reasons about significant harm",
    ConcludeSection47(ConcludeSection47) = "proposes the outcome of a section 47 enquiry",
    AuthoriseSection47(AuthoriseSection47) = "authorises the outcome, or sends it back",
    TellOutcome47(TellOutcome47) = "tells somebody what came of the enquiry",
    ReadSection47(OfChild) = "reads a section 47 enquiry",
    Section47s(Nothing) = "looks at the section 47 enquiries",
    Power(Power) = "records a power, an order or conditions",
    CompletePower(CompletePower) = "completes the record of a power",
    TellOfPower(TellOfPower) = "notes who was told of a power",
    ExtendPower(ExtendPower) = "extends a power",
    EndPower(EndPower) = "records how a power ended",
    Powers(OfChild) = "looks at what runs for a child",
    PowersOfMine(Nothing) = "looks at what runs for their children, and at their notices",
    AllPowers(Nothing) = "looks at all powers that run",
    MakePlan(MakePlan) = "makes a safety plan",
    NextPlan(NextPlan) = "renews or replaces a safety plan",
    EndPlan(EndPlan) = "ends a safety plan",
    CheckPlan(CheckPlan) = "records whether a safety plan is kept",
    AgreePlan(PlanWords) = "agrees to a safety plan",
    ExplainPlan(PlanWords) = "says why only those in danger act",
    GivePlan(GivePlan) = "gives somebody a copy of a safety plan",
    WithholdPlan(GivePlan) = "withholds a safety plan from somebody",
    LiftPlan(PlanWords) = "withholds a safety plan from them no longer",
    ReadPlan(OfChild) = "reads a safety plan",
    SafetyPlans(Nothing) = "looks at the safety plans that stand",
    PlanDesk(Nothing) = "looks at what safety plans ask of them",
    DowntimePack(Nothing) = "makes the downtime pack",
    OwnPlan(OwnPlan) = "writes a child's own plan with the child",
    PromiseLooked(PromiseLooked) = "says whether a promise to a child was kept",
    ReadOwnPlan(OfChild) = "reads a child's own plan",
    ComposeDocument(ComposeDocument) = "composes a document for somebody",
    RewordDocument(RewordDocument) = "changes what a document says before it goes",
    GiveDocument(OfDocument) = "looks at a document a second time and gives it",
    ThrowDocument(OfDocument) = "throws a document away before anybody has it",
    CollectDocument(OfDocument) = "has the copy of a document back",
    ReadDocument(OfChild) = "reads a document as it goes, and makes its files again",
    Documents(OfChild) = "looks at the copies given out about a child",
    /// Sends the step before once more: the same form.
    Again(Nothing) = "sends the same form again",
    /// Time passes.
    Wait(Nothing) = "time passes",
    BeginDiscussion(BeginDiscussion) = "begins a strategy discussion",
    Information(Information) = "says what is known before a strategy discussion",
    Convene(Convene) = "convenes a strategy discussion",
    RingRound(RingRound) = "rings an agency for a strategy discussion",
    ArrangeDiscussion(ArrangeDiscussion) = "arranges a strategy discussion",
    TelephoneDiscussion(TelephoneDiscussion) = "holds a strategy discussion by telephone",
    RecordDiscussion(RecordDiscussion) = "writes a strategy discussion's record",
    SignDiscussion(OfDiscussion) = "signs a strategy discussion",
    LateCause(LateCause) = "says why a strategy discussion was late",
    EarlyAnswer(EarlyAnswer) = "says why something did not wait for a strategy discussion",
    NotHeld(NotHeld) = "says why no strategy discussion is held",
    ReadDiscussion(OfDiscussion) = "reads a strategy discussion",
    PlanDiscussion(OfDiscussion) = "looks whether to meet",
    ReadSheet(OfMeeting) = "reads what to bring to a strategy discussion",
    Discussions(Nothing) = "looks at the strategy discussions",
    DiscussionMeasures(Nothing) = "looks at why strategy discussions are late",

    RecordEvent(RecordEvent) = "records a significant event",
    CorrectEvent(CorrectEvent) = "corrects a significant event",
    EventInError(EventInError) = "says that an event was recorded in error",
    ReadEvent(OfEvent) = "reads a significant event",
    ConferenceNeeded(ConferenceNeeded) = "decides that a conference is needed",
    ConferenceRequest(ConferenceRequest) = "asks the conference service for a conference",
    ConferenceDay(ConferenceDay) = "plans the day of a conference",
    ConferenceReport(ConferenceReport) = "gives the report of a conference",
    ConferenceDeclined(ConferenceDeclined) = "declines a conference",
    ConferenceOff(ConferenceOff) = "calls a conference off",
    ConferenceHeld(ConferenceHeld) = "records what a conference decided",
    CoreGroup(CoreGroup) = "records the first core group",
    ConferenceReview(ConferenceReview) = "records a review conference",
    ReadConference(OfChild) = "reads a conference",
    Disagree(Disagree) = "disagrees with a decision",
    PlaceDisagreement(PlaceDisagreement) = "says which child a disagreement is about",
    AnswerDisagreement(AnswerDisagreement) = "answers a disagreement",
    DisagreementSpeakers(DisagreementSpeakers) = "says who speaks in a disagreement",
    ResolveDisagreement(ResolveDisagreement) = "writes down how a disagreement ended",
    ReadDisagreement(OfDisagreement) = "reads a disagreement",
    DrawSample(DrawSample) = "draws a sample of decisions to audit",
    GradeAudit(GradeAudit) = "grades an audit",
    GiveAuditBack(AuditWords) = "gives an audit back",
    ModerateAudit(ModerateAudit) = "moderates an audit",
    HearInAudit(HearInAudit) = "writes down what the family says about the help they had",
    ReplyAudit(AuditWords) = "replies to an audit of their work",
    SetAuditAction(SetAuditAction) = "sets an action of an audit",
    AuditActionDone(AuditWords) = "says that an audit's action is done",
    LookAtAction(LookAtAction) = "looks whether an audit's action is done",
    AlarmAudit(AuditWords) = "says that an audited child is not safe",
    AnswerAlarm(AuditWords) = "says what was done about an alarm",
    ReadAudit(OfAudit) = "reads an audit",
    MyAudits(Nothing) = "looks at the audits that wait for them",
    Quality(Nothing) = "looks at how good and how consistent the work is",
    SetCalibration(SetCalibration) = "sets invented assessments to grade",
    GradeCalibration(GradeCalibration) = "grades invented assessments",
    LookBack(LookBack) = "says what they missed in invented assessments",
    SeeCalibration(OfCalibration) = "looks at a calibration",
    CalibrationSums(Nothing) = "looks at what calibrations came to",
    PracticeHeld(PracticeHeld) = "writes a session of practice development down",
    SeePractice(OfPractice) = "looks at a session of practice development",
    WriteEntry(WriteEntry) = "writes a chronology entry by hand",
    WithdrawEntry(WithdrawEntry) = "withdraws a chronology entry",
    ChooseVersion(ChooseVersion) = "chooses what somebody gets of a chronology",
    MakeVersion(MakeVersion) = "makes a chronology for somebody",
    ReadVersion(ReadVersion) = "reads a chronology made for somebody",
    ReadChronology(ReadChronology) = "reads a chronology in a format",

    Relative(Relative) = "adds somebody of the family",
    BeginAssessment(BeginAssessment) = "begins an assessment",
    AnswerAssessment(AnswerAssessment) = "writes in an assessment",
    LinkHistory(LinkHistory) = "links an event to now, or sets it aside",
    UnlinkHistory(UnlinkHistory) = "takes back what was said about an event",
    CiteEvent(CiteEvent) = "cites an event, or takes it back",
    CommentAssessment(CommentAssessment) = "comments on an assessment",
    AnswerComment(AnswerComment) = "answers a comment",
    NameCarer(NameCarer) = "names a carer",
    JoinAssessment(JoinAssessment) = "has a child join an assessment",
    HandAssessment(HandAssessment) = "hands an assessment to somebody",
    ReviewPoint(ReviewPoint) = "sets or holds a review point",
    Contradiction(Contradiction) = "marks or weighs a contradiction",
    ExplainCopy(ExplainCopy) = "explains a text that stands elsewhere too",
    SubmitAssessment(SubmitAssessment) = "puts an assessment before a manager",
    SendBackAssessment(SendBackAssessment) = "sends an assessment back",
    AuthoriseAssessment(AuthoriseAssessment) = "authorises an assessment",
    AskException(AskException) = "asks for more time",
    DecideException(DecideException) = "decides on more time",
    EndAssessment(EndAssessment) = "ends an assessment without authorising it",
    TellAssessment(TellAssessment) = "tells somebody what came of an assessment",
    ReadAssessment(OfChild) = "reads an assessment",
    Assessments(Nothing) = "looks at the assessments that run",
    AssessmentDesk(Nothing) = "looks at what assessments ask of them",
    AssessmentMeasures(AssessmentMeasures) = "looks at how assessments are made",
    WriteSummary(WriteSummary) = "writes a case summary",
    ReadSummary(ReadSummary) = "reads a case summary",
    Summaries(Nothing) = "looks at the case summaries to write",
    Hear(Hear) = "writes down what a child said",
    TakeBackVoice(TakeBackVoice) = "takes back what was written down of a child",
    Draw(Draw) = "keeps a child's drawing",
    ReadVoice(OfChild) = "reads what a child says and shows",
    Relate(Relate) = "writes a relationship down",
    EndRelation(EndRelation) = "ends a relationship",
    Network(Network) = "looks at a child's family and network",

    NeedPlan(NeedPlan) = "makes a child in need plan",
    ChangeNeedPlan(ChangeNeedPlan) = "changes a child in need plan",
    ReviewNeedPlan(ReviewNeedPlan) = "reviews a child in need plan",
    EndNeedPlan(EndNeedPlan) = "ends a child in need plan",
    ReadNeedPlan(OfChild) = "reads a child in need plan",
    NeedPlans(Nothing) = "looks at the child in need plans",
    ProposeClosure(ProposeClosure) = "proposes to close",
    DecideClosure(DecideClosure) = "decides whether to close",
    CorrectClosure(CorrectClosure) = "corrects a closing",
    ToldOfClosure(ToldOfClosure) = "tells somebody that support ends",
    AcceptStepDown(AcceptStepDown) = "records that early help accepted",
    ReadClosure(OfChild) = "reads a closing",
    Closures(Nothing) = "looks at the closings that wait",
    ClosureMeasures(ClosureMeasures) = "looks at what became of children after closing",
    AgreeNeedPlan(AgreeNeedPlan) = "agrees to a child in need plan, or asks for a change",
    NeedPlansToAgree(Nothing) = "looks at the child in need plans to agree",
    FillForm(FillForm) = "fills in a form of the council's own",
    FormInError(FormInError) = "says that a form was recorded in error",
    CommentForm(CommentForm) = "comments on a form",
    AnswerFormComment(AnswerFormComment) = "answers a comment on a form",
    ReadForm(ReadForm) = "reads a form",
}

acts! {
    /// Nothing more to say.
    Nothing {}
    /// What an agency answers to the first thing it was asked: a text for each question, in order.
    AnswerGiven {
        words: Vec<String>,
        other: String,
        no_trace: bool,
        reliability: Option<String>,
        handling: Option<String>,
    }
    /// A contact by its name in the story.
    OfContact { contact: String, }
    /// A child by their name in the story.
    OfChild { child: String, }
    /// A contact typed in.
    Record {
        /// What the story calls it.
        contact: String,
        received: Option<String>,
        channel: Option<String>,
        source: String,
        referrer: Referrer,
        child: Vec<Child>,
        other: Vec<Other>,
        danger: Option<bool>,
        happened: Option<String>,
        facts: String,
        opinion: String,
        words: Option<String>,
        working_well: String,
        family_aware: Option<bool>,
        never: String,
        staff_risk: String,
    }
    Referrer {
        name: Option<String>,
        agency: Option<String>,
        role: String,
        phone: Option<String>,
        email: Option<String>,
        anonymous: bool,
    }
    Child {
        name: String,
        born: Option<String>,
        sex: Option<String>,
        address: Option<String>,
        postcode: Option<String>,
        school: Option<String>,
        nhs_number: Option<String>,
        where_now: Option<String>,
    }
    Other {
        name: String,
        kinship: String,
        adult: bool,
        lives_with: Option<bool>,
        parental_responsibility: Option<bool>,
    }
    /// A form of the pack, by the names of its fields.
    Refer { contact: String, answers: BTreeMap<String, String>, }
    Find {
        contact: String,
        /// Which child of the contact, from 1.
        number: Option<usize>,
        same_as: Option<String>,
        not_sure_of: Option<String>,
        /// What the story calls a new child.
        new: Option<String>,
    }
    BasisGiven { contact: String, kind: String, purpose: String, asked_of: String, answer: String, legal_basis: String, }
    Dispense { contact: String, ground: String, reason: String, risk_if_asked: String, }
    Withdraw { contact: String, words: String, }
    Propose {
        contact: String,
        outcome: String,
        also: Vec<String>,
        level: u8,
        paragraph: String,
        /// Other paragraphs it cites, by their codes.
        also_cited: Vec<String>,
        rationale: String,
        considered: String,
        no_enquiry: String,
        action: Vec<Action>,
    }
    Action { what: String, owner: String, due: String, }
    Decide { contact: String, ruling: String, words: String, changed: Option<Propose>, }
    Feedback { contact: String, words: Option<String>, }
    Allocate { child: String, to: String, team: String, role: Option<String>, }
    Restrict { child: String, circle: Vec<String>, ring: String, reason: String, }
    Open { child: String, reason: String, }
    Review { child: String, justified: bool, words: String, }
    /// A card with one plan and one number.
    Card {
        child: String,
        kind: String,
        trigger: String,
        plan: String,
        call: String,
        number: String,
        never: String,
        staff_safety: String,
        safe: String,
        until: String,
    }
    EndCard { child: String, reason: String, }
    /// A note on a child, or on a contact.
    NightNote {
        child: Option<String>,
        contact: Option<String>,
        found: String,
        done: String,
        why_not: String,
        safe: String,
        safe_until: Option<String>,
        day_must: String,
        day_by: Option<String>,
        happened: Option<String>,
    }
    /// What the night left about a child, or about a contact.
    OfNight { child: Option<String>, contact: Option<String>, }
    Hand { child: Option<String>, contact: Option<String>, to: String, }
    Look {
        child: String,
        /// As known then: a moment of the story.
        known: Option<String>,
    }
    /// An enquiry by its name in the story.
    OfEnquiry { enquiry: String, }
    OpenEnquiry {
        contact: String,
        /// What the story calls it.
        enquiry: String,
        why: String,
        rating: String,
        reason: String,
    }
    RateEnquiry { enquiry: String, rating: String, reason: String, }
    /// A round, with the pack's questions.
    Ask { enquiry: String, ground: String, due: Option<String>, of: Vec<AgencyAsked>, }
    AgencyAsked { agency: String, organisation: String, }
    Chase { enquiry: String, agency: String, outcome: String, rung: String, words: String, }
    AnswerByTelephone { enquiry: String, agency: String, name: String, says: Says, }
    /// An answer: a text and a short answer for each question in its order.
    Says {
        no_trace: bool,
        words: Vec<String>,
        choices: Vec<String>,
        other: String,
        reliability: Option<String>,
        handling: Option<String>,
    }
    TakeBack { enquiry: String, agency: String, words: String, }
    /// The fact of this number, from 1, of one agency's answer, with another.
    Share { enquiry: String, from: String, fact: usize, with: String, why: String, }
    Analyse {
        enquiry: String,
        risk: String,
        protective: String,
        voice: String,
        history: String,
        gaps: String,
        recommends: Option<Recommends>,
    }
    Recommends { basis: Propose, would_change: String, begun_by: String, }
    DecideEnquiry { enquiry: String, ruling: String, words: String, changed: Option<Recommends>, }
    DeclareConflict { enquiry: String, words: String, }
    Search { typed: String, }
    /// A batch of another agency, as a CSV file.
    Notify { agency: String, file: String, }
    Triage {
        /// The reference of one of the household's notifications.
        of: String,
        /// contact, worker, or the code of a reason why no contact is needed.
        becomes: String,
        /// What the story calls the contact.
        contact: String,
        words: String,
    }
    /// A child's referral that waits.
    Accept {
        child: String,
        need: String,
        team: String,
        worker: String,
        rationale: String,
        /// For a transfer-in.
        authority: Option<String>,
        notified_on: Option<String>,
    }
    NotAccepted { child: String, only_advice: bool, new_information: bool, rationale: String, }
    Conference { child: String, held_on: String, category: Option<String>, }
    ReadSecond {
        contact: String,
        level: u8,
        paragraph: String,
        outcome: String,
        reasons: String,
        /// Why a child is not safe; said to be safe when nothing stands here.
        not_safe: Option<String>,
    }
    GiveBack { contact: String, why: String, }
    Moderate { contact: String, talked: String, found: String, learnt: String, document: String, }
    DecisionsLike { paragraph: String, }
    Curate { child: String, event: String, verdict: String, words: String, significant: bool, reason: String, }
    /// A meeting by its name in the story.
    OfMeeting { meeting: String, }
    /// A meeting arranged about a contact or a child.
    Meet {
        /// What the story calls it.
        meeting: String,
        contact: Option<String>,
        child: Option<String>,
        kind: String,
        purpose: String,
        chair: String,
        writes: Option<String>,
        starts: String,
        lasts: Option<u16>,
        place: String,
        dial_in: String,
        people: Vec<String>,
    }
    Replan { meeting: String, starts: String, }
    CallOff { meeting: String, why: String, }
    AnswerInvitation { meeting: String, coming: String, words: String, instead: Option<String>, }
    Minute {
        meeting: String,
        /// By name in the story: a way of being there, or "absent: why".
        here: BTreeMap<String, String>,
        fact: Vec<Told>,
        decision: Option<String>,
        considered: String,
        /// By name in the story: what their agency would have decided.
        dissent: BTreeMap<String, String>,
        action: Vec<Action>,
        ended: bool,
        why_not_wait: String,
        heard_by: Option<String>,
    }
    /// Something told, by somebody of the story.
    Told { by: String, words: String, handling: String, }
    Distribute { meeting: String, to: Vec<String>, }
    PublishSlot { from: String, until: String, }
}
