//! Notifications: by the agency's reference, those that wait, and which of them are of one household.

use std::collections::BTreeSet;
use std::sync::LazyLock;

use domain::access::{Action, Layer, Role};
use domain::contact::Contact;
use domain::id::Id;
use domain::notification::{Named, Notification, Part, Stage};
use jiff::Timestamp;
use matching::{Description, keys};

use crate::door::Permit;
use crate::engine::{Column, Query, Statement, Value};
use crate::fact::{fact_rows, fact_table};
use crate::failure::Failure;
use crate::ledger::{FurtherRow, Kept, Table};
use crate::person::{birth, lines, name, sex};
use crate::values;
use crate::visible::{child_parameters, notification_visible};

const PERSON: Table = Table::new("notification_person", &[Column::text("person")]);
const KEY: Table = Table::new("notification_key", &[Column::text("key")]);
const FACT: Table = fact_table("notification_fact");

impl Kept for Notification {
    const TABLE: Table = Table::new(
        "notification",
        &[
            Column::text("agency"),
            Column::text("reference"),
            Column::text("batch"),
            Column::integer("received_at"),
            Column::integer("happened_at"),
            Column::text("stage"),
            Column::integer("changed"),
            Column::integer("domestic_abuse"),
            Column::integer("risk"),
            Column::text("outcome"),
            Column::text("contact"),
        ],
    );
    const FURTHER: &'static [Table] = &[PERSON, KEY, FACT];

    fn row(&self) -> Vec<Value> {
        values![
            self.agency.as_str(),
            self.reference.as_str(),
            self.batch,
            self.received_at,
            self.happened_or_received(),
            self.stage.code(),
            self.changed_at.is_some(),
            self.is_domestic_abuse(),
            self.risk.map_or(0, |risk| risk as u64 + 1),
            self.outcome().map(str::to_owned),
            self.contact(),
        ]
    }

    fn further(&self) -> Vec<FurtherRow> {
        let mut rows: Vec<FurtherRow> =
            self.likely().into_iter().map(|person| PERSON.row(values![person])).collect();
        rows.extend(household_keys(self).iter().map(|key| KEY.row(values![key.as_str()])));
        rows.extend(fact_rows(FACT, &self.facts()));
        rows
    }
}

/// Somebody in an incident as matching sees them.
pub fn described(named: &Named) -> Description {
    let said = &named.said;
    Description {
        names: if said.name.is_empty() { Vec::new() } else { vec![name(&said.name)] },
        birth: birth(&said.birth),
        sex: sex(&said.sex),
        addresses: said.address.answer().map(|address| lines(address.unshown())).into_iter().collect(),
        phones: if named.phone.is_empty() { Vec::new() } else { vec![named.phone.clone()] },
        ..Description::default()
    }
}

/// By what a notification is put together with others of the same household: where its children and victims live, who they are likely to be, and
/// who is called the same and born on the same day. A suspect who lives elsewhere and a witness join no two households.
fn household_keys(notification: &Notification) -> BTreeSet<String> {
    let mut found = BTreeSet::new();
    let at_home = |named: &&Named| !matches!(named.part, Part::Suspect | Part::Witness | Part::Other);
    let mut somebody = false;
    for named in notification.people.iter().filter(at_home) {
        somebody = true;
        found.extend(named.likely.iter().map(|person| format!("m:{person}")));
        let description = described(named);
        found.extend(places(&description));
        let own: Vec<String> =
            keys(&Description { addresses: Vec::new(), phones: Vec::new(), ..description })
                .iter()
                .map(|key| key.as_str().to_owned())
                .collect();
        let begins = |with: &'static str| own.iter().filter(move |key| key.starts_with(with));
        found.extend(begins("n:").flat_map(|name| begins("b:").map(move |day| format!("s:{name}/{day}"))));
    }
    if !somebody && let Some(address) = &notification.address {
        let addresses = vec![lines(address.unshown())];
        found.extend(places(&Description { addresses, ..Description::default() }));
    }
    found.into_iter().take(MOST_KEYS).collect()
}

/// The most keys of one notification.
const MOST_KEYS: usize = 200;

/// Where somebody lives, as a key: postcode, house and flat, or the whole of the words where there is no postcode. A place without a number (a
/// hospital, a station) is nobody's home by itself, and two flats of one house are two homes.
fn places(description: &Description) -> Vec<String> {
    let mut found = Vec::new();
    for address in &description.addresses {
        let plain =
            address.lines.iter().take(3).map(|line| line.to_lowercase()).collect::<Vec<_>>().join(" ");
        let words: Vec<String> = plain
            .split(|sign: char| !sign.is_alphanumeric())
            .filter(|word| !word.is_empty())
            .map(str::to_owned)
            .collect();
        let numbers: Vec<&str> = words
            .iter()
            .map(String::as_str)
            .filter(|word| word.starts_with(|sign: char| sign.is_ascii_digit()))
            .collect();
        let Some((_, before)) = numbers.split_last() else { continue };
        let only = Description { addresses: vec![address.clone()], ..Description::default() };
        let flat = if before.is_empty() { String::new() } else { format!("/{}", before.join("/")) };
        found.extend(keys(&only).iter().map(|key| format!("{}{flat}", key.as_str())));
        if address.postcode.trim().is_empty() {
            found.push(format!("a:{}", words.concat().chars().take(100).collect::<String>()));
        }
    }
    found
}

crate::row! {
    /// A notification in a list.
    #[derive(Debug, Clone, PartialEq, Eq)]
    pub struct Listed {
        /// The notification.
        pub id: Id<Notification>,
        /// When it reached the council.
        pub received_at: Timestamp,
        /// When the incident was, or when it reached the council while nobody says.
        pub happened_at: Timestamp,
        /// Whether it was sent again with other words.
        pub changed: bool,
        /// Whether it is domestic abuse.
        pub domestic_abuse: bool,
        /// 0 for not graded, 1 standard, 2 medium, 3 high.
        pub risk: u64,
        /// How many people on the record nearly certainly are in it.
        pub known: u64,
        /// How many involvements of workers and teams they have now.
        pub open: u64,
    }
}

crate::row! {
    /// Another incident of the same household.
    #[derive(Debug, Clone, PartialEq, Eq)]
    pub struct Beside {
        /// The notification that waits.
        pub id: Id<Notification>,
        /// The other, or itself.
        pub other: Id<Notification>,
        /// When the other was.
        pub happened_at: Timestamp,
        /// Whether the other was domestic abuse.
        pub domestic_abuse: bool,
        /// What became of the other: `contact`, `worker`, or the reason why no contact was needed.
        pub outcome: Option<String>,
    }
}

crate::row! {
    /// A notification's key.
    struct Keyed {
        id: Id<Notification>,
        key: String,
    }
}

crate::row! {
    /// A notification that a contact was made of.
    #[derive(Debug, Clone, PartialEq, Eq)]
    pub struct Source {
        /// The notification.
        pub id: Id<Notification>,
        /// The agency's reference.
        pub reference: String,
        /// The agency.
        pub agency: String,
    }
}

crate::statements! {
    static BY_REFERENCE: Query<(Id<Notification>,)> = "select id as value from notification where agency = $1 and reference = $2";
    static ARRIVED: Query<(Id<Notification>,)> = "select id as value from notification where stage = 'arrived' order by received_at, id limit 50";
    static COUNT: Query<(u64,)> = "select count(*) as value from notification where stage = $1";
}

static WAITING: LazyLock<Query<Listed>> = LazyLock::new(|| {
    let visible = notification_visible("notification_person", "told", 1);
    let sql = format!(
        "select told.id, told.received_at, told.happened_at, told.changed, told.domestic_abuse, told.risk, \
         (select count(*) from notification_person there where there.id = told.id) as known, \
         (select count(*) from notification_person there join involvement held on held.child = there.person \
             where there.id = told.id and held.since <= $2 and (held.until is null or held.until > $2)) as open \
         from notification told \
         where told.stage = 'waiting' and {visible} order by told.received_at, told.id"
    );
    Query::composed("store::notification::WAITING", sql)
});
static KEYS: LazyLock<Query<Keyed>> = LazyLock::new(|| {
    let sql = "select key.id, key.key from notification told join notification_key key on key.id = told.id \
         where told.stage = 'waiting' order by key.id, key.key";
    Query::composed("store::notification::KEYS", sql.to_owned())
});
static BESIDE: LazyLock<Query<Beside>> = LazyLock::new(|| {
    let visible = notification_visible("notification_person", "other", 2);
    let sql = format!(
        "select distinct told.id, other.id as other, other.happened_at, other.domestic_abuse, other.outcome from notification told \
         join notification_key mine on mine.id = told.id join notification_key theirs on theirs.key = mine.key \
         join notification other on other.id = theirs.id and other.happened_at > $1 \
         where told.stage = 'waiting' and {visible}"
    );
    Query::composed("store::notification::BESIDE", sql)
});
static RINGS: LazyLock<Query<(Option<String>,)>> = LazyLock::new(|| {
    let visible = notification_visible("notification_person", "told", 1);
    let sql = format!(
        "select distinct closed.ring as value from notification told join notification_person named on named.id = told.id \
         join person closed on closed.id = named.person and closed.ring is not null \
         where told.stage = 'waiting' and not ({visible}) order by closed.ring"
    );
    Query::composed("store::notification::RINGS", sql)
});
static OF_CONTACT: LazyLock<Query<Source>> = LazyLock::new(|| {
    let visible = notification_visible("notification_person", "told", 2);
    let sql = format!(
        "select told.id, told.reference, told.agency from notification told where told.contact = $1 and {visible} \
         order by told.happened_at, told.id"
    );
    Query::composed("store::notification::OF_CONTACT", sql)
});

/// Queries put together with the filter of what a viewer may see.
pub(crate) fn filtered() -> [&'static dyn Statement; 5] {
    [&*WAITING, &*KEYS, &*BESIDE, &*RINGS, &*OF_CONTACT]
}

/// The notification under an agency's reference.
///
/// # Errors
/// When the database fails.
pub fn by_reference(
    permit: &Permit<'_>,
    agency: &str,
    reference: &str,
) -> Result<Option<Id<Notification>>, Failure> {
    Ok(permit.tx().maybe(&BY_REFERENCE, &values![agency, reference])?.map(|(id,)| id))
}

/// Some notifications of which nobody has looked up yet who is known in them.
///
/// # Errors
/// When the database fails.
pub fn arrived(permit: &Permit<'_>) -> Result<Vec<Id<Notification>>, Failure> {
    Ok(permit.tx().all(&ARRIVED, &[])?.into_iter().map(|(id,)| id).collect())
}

/// How many notifications have arrived and are being looked up. It says nothing of any of them.
///
/// # Errors
/// When the database fails.
pub fn arriving(permit: &Permit<'_>) -> Result<u64, Failure> {
    Ok(permit.tx().one(&COUNT, &values![Stage::Arrived.code()])?.0)
}

/// The notifications that wait and that this viewer may read, the oldest first.
///
/// # Errors
/// When the database fails.
pub fn waiting(permit: &Permit<'_>) -> Result<Vec<Listed>, Failure> {
    permit.tx().all(&WAITING, &may_read(permit))
}

/// The keys of the notifications that wait: by what they are put together. They are shown to nobody.
///
/// # Errors
/// When the database fails.
pub fn waiting_keys(permit: &Permit<'_>) -> Result<Vec<(Id<Notification>, String)>, Failure> {
    Ok(permit.tx().all(&KEYS, &[])?.into_iter().map(|Keyed { id, key }| (id, key)).collect())
}

/// Of each notification that waits, every incident since a moment that shares a key with it and that this viewer may read; itself too.
///
/// # Errors
/// When the database fails.
pub fn beside(permit: &Permit<'_>, since: Timestamp) -> Result<Vec<Beside>, Failure> {
    let mut values = values![since];
    values.extend(may_read(permit));
    permit.tx().all(&BESIDE, &values)
}

/// Whom to ring about the notifications that wait and that this viewer may not read.
///
/// # Errors
/// When the database fails.
pub fn rings(permit: &Permit<'_>) -> Result<Vec<String>, Failure> {
    Ok(permit.tx().all(&RINGS, &may_read(permit))?.into_iter().filter_map(|(ring,)| ring).collect())
}

/// The notifications that a contact was made of, as far as this viewer may read them.
///
/// # Errors
/// When the database fails.
pub fn of_contact(permit: &Permit<'_>, contact: Id<Contact>) -> Result<Vec<Source>, Failure> {
    let mut values = values![contact];
    values.extend(may_read(permit));
    permit.tx().all(&OF_CONTACT, &values)
}

/// The values of the filter for reading notifications.
fn may_read(permit: &Permit<'_>) -> Vec<Value> {
    let actor = permit.actor();
    let roles: Vec<Role> =
        actor.roles.iter().copied().filter(|role| Action::ReadNotification.is_for(*role)).collect();
    child_parameters(actor, &roles, permit.at(), Layer::Content)
}
