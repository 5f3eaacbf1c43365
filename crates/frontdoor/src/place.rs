//! Where a council's Frontdoor stands: a folder with the database, the key that opens drafts and second factors, and the outbox; or a database on a
//! server, and the folder for the rest. The key is for its owner alone, and never in the same backup as the database.

use std::fs::{self, DirBuilder};
use std::os::unix::fs::DirBuilderExt;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use anyhow::{Context, Result, bail, ensure};
use casework::House;
use domain::pack::{Pack, england};
use store::{Database, Key, Store};

use crate::arguments::Place;
use crate::press::Letters;
use crate::settings::Settings;
use crate::shell::{MachineChance, MachineClock, chance};
use crate::{pack, progress};

/// The database's file in the folder.
const DATABASE: &str = "frontdoor.db";
/// The key's file in the folder.
const KEY: &str = "frontdoor.key";
/// The file that says that everything here is invented.
const DEMO: &str = "frontdoor.demo";

/// A place as the command line and the configuration together say it.
pub struct Stand {
    /// The folder.
    pub folder: PathBuf,
    /// The database.
    pub database: Database,
    /// The folder of the practice pack.
    pack: Option<PathBuf>,
    /// The configuration.
    pub settings: Settings,
}

/// Whether there must be a record already.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Record {
    /// It is made when it is not there.
    MayBeNew,
    /// It must be there.
    MustExist,
}

impl Stand {
    /// Where the command line and the configuration say.
    pub fn of(place: &Place) -> Result<Self> {
        let settings = Settings::in_file(place.config.as_deref())?;
        let folder = place.data.clone().or_else(|| settings.data.clone());
        let server = place.database.clone().or_else(|| settings.database.clone());
        let pack = place.pack.clone().or_else(|| settings.pack.clone());
        let (folder, database) = match (folder, server) {
            (folder, Some(server)) => {
                ensure!(is_server(&server), "a database on a server is written postgres://user@host/name");
                (folder.unwrap_or_else(|| "data".into()), Database::Postgres(server))
            }
            (Some(folder), None) => {
                let file = Database::Sqlite(folder.join(DATABASE));
                (folder, file)
            }
            (None, None) => bail!("say where the council's data is: --data DIR, or --database postgres://…"),
        };
        Ok(Stand { folder, database, pack, settings })
    }

    /// A demo's place.
    pub fn of_demo(folder: &Path) -> Self {
        let database = Database::Sqlite(folder.join(DATABASE));
        Stand { folder: folder.into(), database, pack: None, settings: Settings::default() }
    }

    /// Opens the store. A key is made only together with a record: one made beside a record that is there would open nothing.
    pub fn store(&self, record: Record) -> Result<Store> {
        let file = self.folder.join(DATABASE);
        if record == Record::MustExist && matches!(self.database, Database::Sqlite(_)) {
            ensure!(file.exists(), "there is no council's record in {}", self.folder.display());
        }
        let new_key = !self.folder.join(KEY).exists();
        let store = Store::open(self.database.clone(), self.key()?, store::Settings::default())?;
        if new_key && store.heads()?.iter().any(|head| head.seq.0 > 0) {
            fs::remove_file(self.folder.join(KEY))?;
            bail!("{} is missing: put this council's key there", self.folder.join(KEY).display());
        }
        Ok(store)
    }

    /// The key in the folder, made when it is not there.
    pub fn key(&self) -> Result<Key> {
        let folder = DirBuilder::new().recursive(true).mode(0o700).create(&self.folder);
        folder.with_context(|| format!("the folder {} cannot be made", self.folder.display()))?;
        Ok(Key::in_file(&self.folder.join(KEY), chance())?)
    }

    /// Whether the folder has a key.
    pub fn has_key(&self) -> bool {
        self.folder.join(KEY).exists()
    }

    /// Where the outbox writes what no mail server carries.
    pub fn outbox(&self) -> PathBuf {
        self.folder.join("outbox")
    }

    /// The file that says that everything here is invented.
    pub fn demo_mark(&self) -> PathBuf {
        self.folder.join(DEMO)
    }

    /// The practice pack.
    pub fn practice(&self) -> Result<Pack> {
        self.pack.as_deref().map_or_else(|| Ok(england().clone()), pack::read)
    }

    /// The house: the store, the practice pack, the machine's clock and chance.
    pub fn house(&self, record: Record) -> Result<House> {
        ensure!(
            !self.demo_mark().exists(),
            "{} holds a demo: use frontdoor demo --data",
            self.folder.display()
        );
        self.house_or_demo(record)
    }

    /// The house, which may be a demo's: what is brought into one or made from one goes to nobody, and whoever tries Frontdoor tries that too. It is said.
    pub fn house_or_demo(&self, record: Record) -> Result<House> {
        if self.demo_mark().exists() {
            eprintln!("{} holds a demo: everybody in it is invented.", self.folder.display());
        }
        let pack = self.practice()?;
        let ways = self.settings.partners.ways(self.settings.address.clone())?;
        Ok(house(self.store(record)?, pack).with_limits(self.settings.sign_in.limits()?).with_ways(ways))
    }
}

/// A house on the machine's own clock and chance.
pub fn house(store: Store, pack: Pack) -> House {
    let calendar = Arc::new(pack.calendar());
    House::new(store, Arc::new(pack), calendar, Arc::new(MachineClock), Arc::new(MachineChance))
        .with_press(Arc::new(Letters))
        .with_drawing(Arc::new(web::Pictures))
}

/// Another database than the council's own: on a server, or a file.
pub fn other(text: &str) -> Database {
    if is_server(text) { Database::Postgres(text.into()) } else { Database::Sqlite(text.into()) }
}

/// A database in words, without the password that may stand in its address.
pub fn in_words(database: &Database) -> String {
    match database {
        Database::Sqlite(path) => path.display().to_string(),
        Database::Postgres(_) => "the PostgreSQL database".into(),
    }
}

fn is_server(text: &str) -> bool {
    text.starts_with("postgres://") || text.starts_with("postgresql://")
}

/// Verifies a store that was just made and says so.
pub fn verified(store: &Store) -> Result<()> {
    let report = progress::verifying(|tell| store.verify(&[], tell))?;
    for finding in &report.findings {
        println!("{finding}");
    }
    ensure!(
        report.is_sound(),
        "the copy is not sound: {} findings",
        report.findings.len() as u64 + report.more
    );
    println!(
        "Verified: {} records, ledger {}, access log {}.",
        report.records, report.heads[0].seq, report.heads[1].seq
    );
    Ok(())
}
