//! What people do in a story. Each act is one use case; its words are the words of the page.

use std::collections::BTreeMap;

use serde::Deserialize;

macro_rules! acts {
    ($($(#[$doc:meta])* $act:ident { $($(#[$field_doc:meta])* $field:ident : $type:ty,)* })*) => {
        $($(#[$doc])* #[derive(Debug, Clone, Default, Deserialize)]
        #[serde(deny_unknown_fields, default)]
        pub(super) struct $act { $($(#[$field_doc])* pub(super) $field: $type,)* })*
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
    /// A strategy discussion by its name in the story.
    OfDiscussion { discussion: String, }
    /// A strategy discussion about a contact or a child, or the one that an open prompt about the child asks for.
    BeginDiscussion {
        /// What the story calls it.
        discussion: String,
        contact: Option<String>,
        child: Option<String>,
        children: Vec<String>,
        prompted: bool,
        follows: Option<String>,
        harm: String,
        event: String,
        first_known: Option<String>,
        known_to: String,
        knew: Option<String>,
    }
    Information { discussion: String, item: Vec<ItemSaid>, }
    /// An item: a known one by its words, source and day; others by what their state asks for.
    ItemSaid {
        code: String,
        state: Option<String>,
        words: String,
        source: String,
        on: Option<String>,
        due: Option<String>,
        can_wait: Option<bool>,
    }
    Convene {
        discussion: String,
        urgency: String,
        words: String,
        from: String,
        changes: String,
        safe: String,
        until: Option<String>,
    }
    RingRound {
        discussion: String,
        agency: String,
        organisation: String,
        whom: String,
        answer: String,
        can_from: Option<String>,
        words: String,
    }
    ArrangeDiscussion {
        discussion: String,
        /// What the story calls its meeting.
        meeting: String,
        chair: String,
        starts: String,
        wanted: Option<String>,
        place: String,
        dial_in: String,
        people: Vec<String>,
    }
    TelephoneDiscussion {
        discussion: String,
        meeting: String,
        manager: String,
        supervisor: String,
        why: String,
        chair: String,
        starts: String,
        people: Vec<String>,
    }
    RecordDiscussion {
        discussion: String,
        /// The minutes of its meeting, but for the decision.
        minutes: Option<Minute>,
        item: Vec<ItemSaid>,
        likelihood: String,
        severity: String,
        protective: String,
        otherwise: String,
        risk: Vec<String>,
        /// By the child's name in the story.
        child: BTreeMap<String, DecidedForChild>,
        other_children: String,
        designated_officer: String,
        next: Option<String>,
        decides: bool,
    }
    DecidedForChild {
        outcomes: Vec<String>,
        reasons: String,
        considered: String,
        dissent: BTreeMap<String, String>,
        further_because: String,
        safe: String,
        safe_until: Option<String>,
        seen_by: String,
        place: String,
        seen_when: Option<String>,
        with: String,
        language: String,
        capacity: String,
        communication: String,
        /// Each: yes, no or later, a colon, and the words.
        interpreter: String,
        intermediary: String,
        parents: String,
        medical: String,
        medical_consent: String,
        interview: String,
        legal: String,
        criminal: String,
        open_because: String,
    }
    LateCause {
        discussion: String,
        cause: String,
        agency: String,
        asked_at: Option<String>,
        replied_at: Option<String>,
        trigger: String,
        seen_by: String,
        with: String,
        words: String,
    }
    EarlyAnswer { discussion: String, place: usize, emergency: bool, why: String, }
    NotHeld { discussion: String, why: String, }

    /// A significant event.
    RecordEvent {
        /// What the story calls it.
        event: String,
        /// A kind of the pack's events.
        kind: String,
        children: Vec<String>,
        /// Adults who were found as people of the story.
        adults: Vec<String>,
        /// Adults by name only.
        named: Vec<String>,
        /// "-2h", "08:40", "2026-03-04 10:15", "4 3 2026", "October 2025"; now when it is left out.
        happened: Option<String>,
        /// For what lasts.
        until: Option<String>,
        /// When the council knew; now when it is left out.
        known: Option<String>,
        /// An agency, or a source of the pack's events; our own worker when it is left out.
        from: Option<String>,
        told_by: String,
        unnamed: bool,
        /// By the names of the form's fields: "injury.mobile" = "no".
        answers: BTreeMap<String, String>,
    }
    CorrectEvent { event: String, reason: String, to: RecordEvent, }
    EventInError { event: String, reason: String, }
    OfEvent { event: String, }
    /// The last prompt about a child: hold_now, gather_first, not_needed.
    AnswerPrompt { child: String, answer: String, by: Option<String>, from: String, safe: String, because: String, }
    /// A discussion that decides on an enquiry for each child. By hand: the enquiry is begun in a step of its own.
    Discuss47 {
        discussion: String,
        children: Vec<String>,
        contact: Option<String>,
        held: Option<String>,
        risk: Vec<String>,
        see_by: Option<String>,
        seen_by: String,
        place: String,
        language: String,
        urgent: bool,
        by_hand: bool,
    }
    /// From a discussion; or the discussion is added to the enquiry that runs.
    BeginFrom { discussion: String, child: String, add: bool, }
    SeeChild {
        child: String,
        when: String,
        seen: bool,
        alone: bool,
        by: String,
        place: String,
        interpreter: String,
        looked: String,
        why: String,
    }
    ChildSays { child: String, on: String, heard_by: String, words: String, }
    /// A risk by its number, from 1; or one that came up.
    AnswerRisk {
        child: String,
        risk: Option<usize>,
        named: String,
        enquired: bool,
        words: String,
        by: String,
        on: String,
    }
    /// Those on the record come first, in order, without a name.
    FamilySeen { child: String, carer: Vec<CarerSeen>, sibling: Vec<SiblingSeen>, }
    CarerSeen { name: String, relation: String, seen: bool, on: String, by: String, words: String, }
    SiblingSeen { name: String, own_enquiry: bool, words: String, }
    Medical { child: String, state: String, doctor: String, on: String, consent: String, findings: String, }
    Check47 { child: String, agency: String, whom: String, asked_on: String, answered_on: String, result: String, }
    ReasonHarm { child: String, finding: String, category: Vec<String>, reasons: String, history: String, }
    ConcludeSection47 { child: String, finding: String, follows: Vec<String>, unseen: String, }
    AuthoriseSection47 { child: String, words: String, back: bool, }
    TellOutcome47 { child: String, whom: String, name: String, way: String, on: String, words: String, }
    /// A conference that is needed; with `why`, the request goes with it.
    ConferenceNeeded {
        children: Vec<String>,
        initiated: String,
        last: Option<String>,
        decided: String,
        decided_by: String,
        why: String,
        needs: String,
    }
    ConferenceRequest { child: String, with: Vec<String>, why: String, needs: String, }
    ConferenceDay {
        child: String,
        with: Vec<String>,
        on: String,
        begins: String,
        bank_holiday: bool,
        venue: String,
        chair: String,
        invited: Vec<InvitedThere>,
        moved_because: String,
        late: String,
    }
    /// An agency that is asked, or that was there.
    InvitedThere {
        agency: String,
        organisation: String,
        direct: bool,
        /// By name in the story.
        account: Option<String>,
        /// How they were there.
        how: String,
    }
    ConferenceReport { child: String, with: Vec<String>, to: String, on: String, how: String, }
    ConferenceDeclined { child: String, reasons: String, instead: String, told: Vec<String>, }
    ConferenceOff { child: String, because: String, }
    ConferenceHeld {
        child: String,
        on: String,
        chair: String,
        child_part: String,
        views: String,
        /// Who of the family, and how they took part.
        family: BTreeMap<String, String>,
        there: Vec<InvitedThere>,
        not_quorate_because: String,
        plan: String,
        category: String,
        reasons: String,
        dissent: String,
        core_group: String,
        review: String,
        late: String,
    }
    CoreGroup { child: String, on: String, }
    ConferenceReview { child: String, on: String, ends: Option<String>, category: Option<String>, reasons: String, }
    /// A disagreement: from a child's record, or by somebody of an agency.
    Disagree {
        /// What the story calls it.
        disagreement: String,
        child: Option<String>,
        about: String,
        /// The children as an agency names them.
        children: String,
        /// The child whose conference's number they give.
        number_of: String,
        issue: String,
        wanted: String,
        meanwhile: String,
        agency: Option<String>,
        for_whom: String,
    }
    OfDisagreement { disagreement: String, }
    PlaceDisagreement { disagreement: String, child: String, }
    AnswerDisagreement { disagreement: String, words: String, up: bool, settled: bool, }
    DisagreementSpeakers { disagreement: String, ours: Option<String>, theirs: Option<String>, }
    ResolveDisagreement { disagreement: String, outcome: String, agreed: bool, changed: String, learning: String, }
    /// A power, an order, an agreement or conditions.
    Power {
        /// What the story calls it.
        power: String,
        child: String,
        /// Brothers and sisters it is about as well.
        also: Vec<String>,
        kind: String,
        /// Now, when nothing is said.
        started: Option<String>,
        counts_from: Option<String>,
        ends: Option<String>,
        by: String,
        rank: String,
        body: String,
        adult: Option<String>,
        /// parent or child
        agreement: Option<String>,
        agreement_name: String,
        in_writing: bool,
        informed: String,
        grounds: String,
        whereabouts: String,
        conditions: String,
        wishes: String,
        rights: String,
    }
    CompletePower {
        power: String,
        grounds: Option<String>,
        whereabouts: Option<String>,
        conditions: Option<String>,
        wishes: Option<String>,
        rights: Option<String>,
    }
    TellOfPower { power: String, whom: String, name: String, when: Option<String>, words: String, }
    ExtendPower { power: String, granted: Option<String>, until: Option<String>, by: String, reason: String, together: bool, }
    EndPower { power: String, how: String, when: Option<String>, next: String, together: bool, }
    /// A safety plan; its answers by the names of the form's fields.
    MakePlan {
        child: String,
        others: Vec<String>,
        answers: BTreeMap<String, String>,
        action: Vec<Does>,
        only_theirs: String,
        agreed: Vec<Answered>,
        voluntary: Option<bool>,
        expires: String,
        review: Option<String>,
        next_check: String,
        /// By name in the story.
        monitor: String,
    }
    /// What somebody does in a safety plan.
    Does { who: String, part: String, what: String, }
    /// How somebody answered when asked to agree to a safety plan.
    Answered { who: String, answer: String, why: String, }
    /// The next version: what is not said stays as it was.
    NextPlan {
        child: String,
        replaced: bool,
        why: String,
        answers: BTreeMap<String, String>,
        action: Vec<Does>,
        agreed: Vec<Answered>,
        expires: String,
        next_check: String,
    }
    EndPlan { child: String, ending: String, reason: String, }
    CheckPlan { child: String, kept: bool, seen: String, done: String, next: Option<String>, }
    /// Words about a child's safety plan, or about the entry of this number, from 1.
    PlanWords { child: String, words: String, number: Option<usize>, }
    GivePlan { child: String, to: String, agency: Option<String>, why: String, }
    OwnPlan { child: String, line: Vec<OwnLine>, promise: Vec<Promise>, said: String, }
    OwnLine { part: String, symbol: String, words: String, }
    Promise { who: String, what: String, check_on: String, }
    PromiseLooked { child: String, number: usize, kept: bool, words: String, }
}
