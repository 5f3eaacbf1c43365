//! Beginning an enquiry from a strategy discussion: with its decision, in the same transaction; or by hand afterwards, from one that is signed.

use domain::access::{Action, Subject};
use domain::calendar::london;
use domain::contact::Contact;
use domain::id::Id;
use domain::notice::Notice;
use domain::pack::EnquiryBy;
use domain::person::Person;
use domain::person::relationship::Kinship;
use domain::referral::Referral;
use domain::refusal::Refusal;
use domain::section47::{Beginning, Begun, Carer, Discussed, FIRST_SEEN, RiskNamed, Section47, Sibling};
use domain::strategy::Discussion;
use store::{Permit, Stop, Version, Versioned, WriteDoor, WritePermit, load, relationship, save};

use super::keep;
use crate::outbox;
use crate::session::{Sending, Session};

/// What a child can be to somebody who cares for them.
const CARERS: [Kinship; 6] = [
    Kinship::Mother,
    Kinship::Father,
    Kinship::Parent,
    Kinship::StepParent,
    Kinship::ParentsPartner,
    Kinship::Carer,
];

/// A discussion from which an enquiry can be begun by hand.
#[derive(Debug, Clone, PartialEq)]
pub struct Offered {
    /// The discussion.
    pub discussion: Discussion,
    /// What the child is called.
    pub child: String,
    /// The enquiry of the child that runs already: the discussion can be added to it.
    pub runs: Option<Section47>,
    /// Whether the discussion is the running enquiry's already.
    pub known: bool,
}

/// Begins the enquiry that a discussion decided on for a child, in the decision's own transaction. Where one runs already the discussion and its risks
/// are added to it: a decision to protect a child is never refused because of what runs. The worker is told.
///
/// # Errors
/// When the discussion decided on no enquiry for this child, or a rule of the census would be broken.
pub(crate) fn begin(
    session: &Session<'_>,
    door: &WriteDoor,
    permit: &WritePermit<'_>,
    discussion: &Discussion,
    child: Id<Person>,
) -> Result<Id<Section47>, Stop> {
    let others = of_child(permit, child)?;
    let discussed = held(discussion)?;
    if let Some(known) = others.iter().find(|other| other.record.runs()) {
        let risks = RiskNamed::of(discussion, child);
        let joined = known.record.joined(discussed, risks, &session.house.calendar)?;
        if joined != known.record {
            keep(permit, known, &joined, "join_section47", None)?;
        }
        return Ok(known.record.id);
    }
    begun(session, door, permit, discussion, child, &others)
}

/// Begins an enquiry by hand, from a signed discussion that decided on one.
///
/// # Errors
/// When the discussion is not signed or decided on none for this child, an enquiry of the child runs, or the person may not.
pub fn begin_by_hand(
    session: &Session<'_>,
    sending: &Sending,
    discussion: Id<Discussion>,
    child: Id<Person>,
) -> Result<Id<Section47>, Stop> {
    session.send(sending, "begin_section47", |door| {
        let reads = door.permit(Action::ReadDiscussion, Subject::Discussion(discussion))?;
        let permit = door.permit(Action::BeginSection47, Subject::Child(child))?;
        let discussion = signed(&reads, discussion, child)?;
        let others = of_child(&permit, child)?;
        begun(session, door, &permit, &discussion, child, &others)
    })
}

/// Adds a signed discussion and the risks it named to the enquiry that runs.
///
/// # Errors
/// When the discussion is not signed or not about the child, the enquiry is over, or the person may not.
pub fn add_discussion(
    session: &Session<'_>,
    sending: &Sending,
    discussion: Id<Discussion>,
    child: Id<Person>,
) -> Result<Id<Section47>, Stop> {
    session.send(sending, "join_section47", |door| {
        let reads = door.permit(Action::ReadDiscussion, Subject::Discussion(discussion))?;
        let permit = door.permit(Action::BeginSection47, Subject::Child(child))?;
        let found = load(&reads, discussion)?.ok_or(Refusal::NotFound)?.record;
        if found.signed.is_none() || !found.children.contains(&child) {
            return Err(not_signed().into());
        }
        let others = of_child(&permit, child)?;
        let known = others.iter().find(|other| other.record.runs()).ok_or(Refusal::NotFound)?;
        let risks = RiskNamed::of(&found, child);
        let joined = known.record.joined(held(&found)?, risks, &session.house.calendar)?;
        keep(&permit, known, &joined, "join_section47", None)?;
        Ok(known.record.id)
    })
}

/// What the page for beginning by hand shows.
///
/// # Errors
/// When the discussion is not signed or decided on no enquiry for this child, or the person may not.
pub fn offered(
    session: &Session<'_>,
    discussion: Id<Discussion>,
    child: Id<Person>,
) -> Result<Offered, Stop> {
    session.read("begin a section 47 enquiry", |door| {
        let reads = door.permit(Action::ReadDiscussion, Subject::Discussion(discussion))?;
        let permit = door.permit(Action::BeginSection47, Subject::Child(child))?;
        let discussion = signed(&reads, discussion, child)?;
        let name = load(&permit, child)?.ok_or(Refusal::NotFound)?.record.name();
        let runs = of_child(&permit, child)?.into_iter().map(|known| known.record).find(Section47::runs);
        let discussed = held(&discussion)?;
        let known = runs.as_ref().is_some_and(|runs| runs.knows(&discussed));
        Ok(Offered { discussion, child: name, runs, known })
    })
}

/// A signed discussion that decided on an enquiry for a child.
fn signed(permit: &Permit<'_>, id: Id<Discussion>, child: Id<Person>) -> Result<Discussion, Stop> {
    let discussion = load(permit, id)?.ok_or(Refusal::NotFound)?.record;
    if discussion.signed.is_none() || led(&discussion, child).is_none() {
        return Err(not_signed().into());
    }
    Ok(discussion)
}

fn not_signed() -> Refusal {
    Refusal::NotNow(
        "An enquiry begins from a discussion that is signed and decided on one for this child.".into(),
    )
}

fn held(discussion: &Discussion) -> Result<Discussed, Refusal> {
    Discussed::of(discussion).ok_or_else(|| Refusal::NotNow("This discussion has not been held.".into()))
}

/// Whose enquiry the discussion decided on for a child; nothing when it decided on none.
fn led(discussion: &Discussion, child: Id<Person>) -> Option<EnquiryBy> {
    discussion.for_section47().find(|(decision, _)| decision.child == child).map(|(_, led)| led)
}

/// A child's enquiries with their versions.
pub(super) fn of_child(permit: &Permit<'_>, child: Id<Person>) -> Result<Vec<Versioned<Section47>>, Stop> {
    let mut found = Vec::new();
    for id in store::section47::of_child(permit, child)? {
        found.extend(load(permit, id)?);
    }
    Ok(found)
}

fn begun(
    session: &Session<'_>,
    door: &WriteDoor,
    permit: &WritePermit<'_>,
    discussion: &Discussion,
    child: Id<Person>,
    others: &[Versioned<Section47>],
) -> Result<Id<Section47>, Stop> {
    let house = session.house;
    let led = led(discussion, child).ok_or_else(not_signed)?;
    let id = house.id();
    let (carers, siblings) = family(session, permit, child)?;
    let beginning = Beginning {
        id,
        reference: reference(id),
        child,
        discussion: held(discussion)?,
        led,
        worker: store::involvement::workers_now(permit, child)?.first().copied(),
        urgent: discussion.convened.as_ref().is_some_and(|convened| convened.urgency.is_some()),
        plan: discussion.decision_of(child).map(|decision| decision.plan.clone()).unwrap_or_default(),
        risks: RiskNamed::of(discussion, child),
        carers,
        siblings,
        new_episode: house.id(),
        source: source(permit, discussion.contact)?,
    };
    let episodes = store::episode::of_child(permit, child)?;
    let others: Vec<Section47> = others.iter().map(|known| known.record.clone()).collect();
    let waiting = waiting(permit, child)?;
    let referral = waiting.as_ref().map(|known| &known.record);
    let (by, at) = (session.staff.id, session.at);
    let begun =
        Section47::begin(beginning, &episodes, &others, referral, by, at, &house.pack, &house.calendar)?;
    let Begun { section47, episode, referral } = begun;
    let before = load(permit, episode.id)?.map_or(Version::NONE, |known| known.version);
    save(permit, &section47, Version::NONE, "begin_section47", None)?;
    save(permit, &episode, before, "begin_section47", None)?;
    if let (Some(answered), Some(known)) = (referral, waiting) {
        save(permit, &answered, known.version, "begin_section47", None)?;
    }
    tell_worker(session, door, permit, &section47)?;
    Ok(id)
}

fn waiting(permit: &Permit<'_>, child: Id<Person>) -> Result<Option<Versioned<Referral>>, Stop> {
    let first = store::referral::waiting_of_child(permit, child)?.into_iter().next();
    Ok(first.map(|id| load(permit, id)).transpose()?.flatten())
}

fn source(permit: &Permit<'_>, contact: Option<Id<Contact>>) -> Result<Option<String>, Stop> {
    let contact = contact.map(|id| load(permit, id)).transpose()?.flatten();
    Ok(contact.map(|known| known.record.source))
}

/// Parents, carers and siblings who are on the record. Names are not copied: whoever may not know a person does not learn of them here.
fn family(
    session: &Session<'_>,
    permit: &Permit<'_>,
    child: Id<Person>,
) -> Result<(Vec<Carer>, Vec<Sibling>), Stop> {
    let today = london::date_of(session.at);
    let (mut carers, mut siblings) = (Vec::<Carer>::new(), Vec::<Sibling>::new());
    for known in relationship::of_person(permit, child)? {
        let related = known.record;
        if !related.holds_on(today) {
            continue;
        }
        let other = if related.from == child { related.to } else { related.from };
        let sibling = matches!(related.kind, Kinship::Sibling | Kinship::HalfSibling);
        if sibling && !siblings.iter().any(|known| known.person == Some(other)) {
            siblings.push(Sibling { person: Some(other), name: String::new(), answer: None });
        } else if related.to == child
            && CARERS.contains(&related.kind)
            && !carers.iter().any(|known| known.person == Some(other))
        {
            let relation = related.kind.words().to_owned();
            carers.push(Carer { person: Some(other), name: String::new(), relation, answer: None });
        }
    }
    Ok((carers, siblings))
}

fn tell_worker(
    session: &Session<'_>,
    door: &WriteDoor,
    permit: &WritePermit<'_>,
    section47: &Section47,
) -> Result<(), Stop> {
    let Some(worker) = section47.worker.filter(|worker| *worker != session.staff.id) else { return Ok(()) };
    let due = section47.clock(FIRST_SEEN).and_then(|clock| clock.due);
    let by = due.map_or_else(
        || "Say by when the child is to be seen.".to_owned(),
        |due| format!("The child is to be seen by {}.", london::moment_in_words(due.instant())),
    );
    let reference = &section47.reference;
    let notice = Notice {
        id: session.house.id(),
        to: worker,
        child: section47.child,
        contact: None,
        words: format!("A section 47 enquiry, {reference}, began and is yours. {by}"),
        sent_at: session.at,
        acknowledged_at: None,
    };
    save(permit, &notice, Version::NONE, "tell_worker", None)?;
    let words = format!("A section 47 enquiry, {reference}, began and is yours. Sign in to read it.");
    outbox::tell_colleague(session, door, worker, &words)
}

/// A short number people can say on the telephone.
fn reference(id: Id<Section47>) -> String {
    format!("S47-{}", id.spoken(6))
}
