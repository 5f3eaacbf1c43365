//! Files that a council moved in with, their pieces, and the proposals made from them.

use domain::id::Id;
use domain::import::{Bundle, Import, Piece, Source, Stage};
use domain::person::Person;

use crate::door::Permit;
use crate::engine::{Column, Query, Value};
use crate::failure::Failure;
use crate::ledger::{FurtherRow, Kept, Table};
use crate::values;

const PROPOSAL: Table = Table::new(
    "import_proposal",
    &[Column::text("import"), Column::integer("number"), Column::text("kind"), Column::text("state")],
);

const PERSON: Table = Table::new(
    "import_proposal_person",
    &[Column::text("import"), Column::integer("number"), Column::text("person")],
);

impl Kept for Import {
    const TABLE: Table = Table::new(
        "import",
        &[Column::text("source"), Column::text("digest"), Column::integer("at"), Column::text("stage")],
    );

    fn row(&self) -> Vec<Value> {
        let stage = match self.stage {
            Stage::Reading => "reading",
            Stage::Proposed => "proposed",
            Stage::TakenBack { .. } => "taken_back",
        };
        values![self.source.code(), self.digest.as_str(), self.at, stage]
    }
}

impl Kept for Piece {
    const TABLE: Table = Table::new(
        "import_piece",
        &[Column::text("import"), Column::integer("file"), Column::integer("place")],
    );

    fn row(&self) -> Vec<Value> {
        values![self.import, u64::from(self.file), u64::from(self.place)]
    }
}

impl Kept for Bundle {
    const TABLE: Table = Table::new("import_bundle", &[Column::text("import"), Column::integer("place")]);
    const FURTHER: &'static [Table] = &[PROPOSAL, PERSON];

    fn row(&self) -> Vec<Value> {
        values![self.import, u64::from(self.place)]
    }

    fn further(&self) -> Vec<FurtherRow> {
        let row = |one: &domain::import::Proposal| {
            PROPOSAL.row(values![self.import, one.number, one.kind.code(), one.state.code()])
        };
        let people = self.proposals.iter().flat_map(|one| {
            one.people().into_iter().map(|person| PERSON.row(values![self.import, one.number, person]))
        });
        self.proposals.iter().map(row).chain(people).collect()
    }
}

crate::row! {
    /// How many proposals of a kind are in a state.
    #[derive(Debug, Clone, PartialEq, Eq)]
    pub struct Counted {
        /// The code of the kind.
        pub kind: String,
        /// The code of the state.
        pub state: String,
        /// How many.
        pub count: u64,
    }
}

crate::row! {
    /// Where a proposal stands.
    #[derive(Debug, Clone, PartialEq, Eq)]
    pub struct Standing {
        /// Its bundle.
        pub bundle: Id<Bundle>,
        /// Its number.
        pub number: u64,
    }
}

crate::row! {
    /// A proposal about somebody, that waits.
    #[derive(Debug, Clone, PartialEq, Eq)]
    pub struct About {
        /// Its import.
        pub import: Id<Import>,
        /// Its number.
        pub number: u64,
        /// The code of its kind.
        pub kind: String,
    }
}

crate::row! {
    /// A proposal about somebody whose record is restricted.
    #[derive(Debug, Clone, PartialEq, Eq)]
    pub struct Closed {
        /// Its bundle.
        pub bundle: Id<Bundle>,
        /// Its number.
        pub number: u64,
        /// The person.
        pub person: Id<Person>,
        /// Whom to ring.
        pub ring: String,
    }
}

crate::row! {
    /// Somebody whose record is restricted, with the identifier in national returns.
    #[derive(Debug, Clone, PartialEq, Eq)]
    pub struct ClosedIdentifier {
        /// The identifier.
        pub identifier: String,
        /// Whom to ring.
        pub ring: String,
    }
}

crate::statements! {
    static BY_DIGEST: Query<(Id<Import>,)> = "select id as value from import where source = $1 and digest = $2 and stage = 'proposed'
        order by at desc, id limit 1";
    static RECENT: Query<(Id<Import>,)> = "select id as value from import order by at desc, id limit 200";
    static PIECES: Query<(Id<Piece>,)> = "select id as value from import_piece where import = $1 and file = $2 order by place, id";
    static BUNDLES: Query<(Id<Bundle>,)> = "select id as value from import_bundle where import = $1 order by place, id";
    static COUNTS: Query<Counted> = "select kind, state, count(*) as count from import_proposal where import = $1
        group by kind, state order by kind, state";
    static OF_STATE: Query<Standing> = "select id as bundle, number from import_proposal
        where import = $1 and state = $2 and kind = $3 and number > $4 order by number limit $5";
    static OTHERS_SAY: Query<(u64,)> = "select entry.seq as value from ledger_child named join ledger entry on entry.seq = named.seq
        where named.child = $1 and entry.kind <> 'person' and entry.kind <> 'episode' limit 1";
    static ABOUT: Query<About> = "select about.import, about.number, proposal.kind from import_proposal_person about
        join import_proposal proposal on proposal.import = about.import and proposal.number = about.number and proposal.state = 'waiting'
        join import on import.id = about.import and import.stage = 'proposed'
        where about.person = $1 order by import.at, about.import, about.number limit 50";
    // One restricted record closes every record that is read as one with it.
    static CLOSED: Query<Closed> = "select about.id as bundle, about.number, about.person, min(told.ring) as ring from (
            select person.id as id, person.ring as ring from person where person.ring is not null
                and not exists (select 1 from person_circle circle where circle.id = person.id and circle.staff = $2)
            union select same.person as id, closed.ring as ring from person closed join read_as_one own on own.person = closed.id
                join read_as_one same on same.stands = own.stands where closed.ring is not null
                and not exists (select 1 from person_circle circle where circle.id = closed.id and circle.staff = $2)) told
        join import_proposal_person about on about.person = told.id and about.import = $1
        group by about.id, about.number, about.person order by about.number";
    static CLOSED_IDENTIFIERS: Query<ClosedIdentifier> = "select person.local_identifier as identifier, min(told.ring) as ring from (
            select person.id as id, person.ring as ring from person where person.ring is not null
                and not exists (select 1 from person_circle circle where circle.id = person.id and circle.staff = $1)
            union select same.person as id, closed.ring as ring from person closed join read_as_one own on own.person = closed.id
                join read_as_one same on same.stands = own.stands where closed.ring is not null
                and not exists (select 1 from person_circle circle where circle.id = closed.id and circle.staff = $1)) told
        join person on person.id = told.id where person.local_identifier is not null
        group by person.local_identifier order by person.local_identifier";
    static ONE: Query<Standing> = "select id as bundle, number from import_proposal where import = $1 and number = $2";
}

fn ids<R>(found: Vec<(Id<R>,)>) -> Vec<Id<R>> {
    found.into_iter().map(|(id,)| id).collect()
}

/// The import that these files are, when they came before, were read to their end and not taken back.
///
/// # Errors
/// When the database fails.
pub fn by_digest(permit: &Permit<'_>, source: Source, digest: &str) -> Result<Option<Id<Import>>, Failure> {
    Ok(permit.tx().maybe(&BY_DIGEST, &values![source.code(), digest])?.map(|(id,)| id))
}

/// The imports that came last, the newest first.
///
/// # Errors
/// When the database fails.
pub fn recent(permit: &Permit<'_>) -> Result<Vec<Id<Import>>, Failure> {
    Ok(ids(permit.tx().all(&RECENT, &[])?))
}

/// The pieces of one of an import's files, in order.
///
/// # Errors
/// When the database fails.
pub fn pieces(permit: &Permit<'_>, import: Id<Import>, file: u32) -> Result<Vec<Id<Piece>>, Failure> {
    Ok(ids(permit.tx().all(&PIECES, &values![import, u64::from(file)])?))
}

/// The bundles of an import's proposals, in order.
///
/// # Errors
/// When the database fails.
pub fn bundles(permit: &Permit<'_>, import: Id<Import>) -> Result<Vec<Id<Bundle>>, Failure> {
    Ok(ids(permit.tx().all(&BUNDLES, &values![import])?))
}

/// How many proposals of each kind are in each state.
///
/// # Errors
/// When the database fails.
pub fn counts(permit: &Permit<'_>, import: Id<Import>) -> Result<Vec<Counted>, Failure> {
    permit.tx().all(&COUNTS, &values![import])
}

/// Where the proposals of a kind that are in a state stand, after a number, at most so many.
///
/// # Errors
/// When the database fails.
pub fn of_state(
    permit: &Permit<'_>,
    import: Id<Import>,
    (state, kind): (&str, &str),
    after: u64,
    most: u64,
) -> Result<Vec<Standing>, Failure> {
    permit.tx().all(&OF_STATE, &values![import, state, kind, after, most])
}

/// Where a proposal stands.
///
/// # Errors
/// When the database fails.
pub fn standing(permit: &Permit<'_>, import: Id<Import>, number: u64) -> Result<Option<Standing>, Failure> {
    permit.tx().maybe(&ONE, &values![import, number])
}

/// Whether anything else than who they are and their episodes was ever written of a person: then the record is not only what a file said.
///
/// # Errors
/// When the database fails.
pub fn others_say(permit: &Permit<'_>, person: Id<Person>) -> Result<bool, Failure> {
    Ok(permit.tx().maybe(&OTHERS_SAY, &values![person])?.is_some())
}

/// The proposals about somebody that wait for somebody to decide, of imports that may be decided.
///
/// # Errors
/// When the database fails.
pub fn about(permit: &Permit<'_>, person: Id<Person>) -> Result<Vec<About>, Failure> {
    permit.tx().all(&ABOUT, &values![person])
}

/// The proposals of an import about somebody whose record is restricted and in whose circle the viewer is not.
///
/// # Errors
/// When the database fails.
pub fn closed(permit: &Permit<'_>, import: Id<Import>) -> Result<Vec<Closed>, Failure> {
    permit.tx().all(&CLOSED, &values![import, permit.actor().staff])
}

/// The identifiers of those whose record is restricted and in whose circle the viewer is not.
///
/// # Errors
/// When the database fails.
pub fn closed_identifiers(permit: &Permit<'_>) -> Result<Vec<ClosedIdentifier>, Failure> {
    permit.tx().all(&CLOSED_IDENTIFIERS, &values![permit.actor().staff])
}
