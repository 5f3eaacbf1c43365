//! What people do in a story for a child's protection: strategy discussions, significant events, the watch, section 47 enquiries, conferences and
//! disagreements, powers, safety plans.

use std::collections::BTreeMap;

use serde::Deserialize;

use super::*;

acts! {
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
    /// A document about a child for a reader: what and for whom by their codes.
    ComposeDocument {
        child: String,
        of: String,
        reader: String,
        name: String,
        agency: Option<String>,
        letter: String,
        purpose: String,
        purpose_words: String,
        withhold: String,
        why: String,
    }
    RewordDocument { child: String, section: String, words: String, left_out: Option<String>, }
    OfDocument { child: String, words: String, }
}
