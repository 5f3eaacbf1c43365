//! The downtime pack on disk: sealed to a public key by the server every few minutes, opened at two in the morning on a bare machine with a key file
//! and a passphrase, without database, server or network. It is an age file, and so is the key file: the `age` program opens both.
//!
//! Opening prints. Plain pages are written only when somebody names a folder for them.

mod passphrase;

use std::fs::{self, DirBuilder, OpenOptions};
use std::io::{ErrorKind, Read, Write};
use std::os::unix::fs::{DirBuilderExt, OpenOptionsExt};
use std::path::{Path, PathBuf};

use age::secrecy::{ExposeSecret, SecretString};
use age::x25519::{Identity, Recipient};
use age::{DecryptError, Decryptor, scrypt};
use anyhow::{Context, Result, anyhow, bail, ensure};
use casework::handover::downtime::{Downtime, downtime};
use casework::outbox::Chore;
use casework::{Clock, House};
use domain::pack::england;

use crate::arguments;
use crate::arguments::Place;
use crate::place::{self, Record, Stand};
use crate::settings;
use crate::shell::MachineClock;

/// How hard a passphrase is to try, as age counts it: about a second and 256 megabytes for each try.
const WORK: u8 = 18;
/// The hardest that is opened: a key made on a faster machine some years from now.
const MOST_WORK: u8 = 22;
/// How a pack is written; another number is a newer program's.
const FORMAT: u32 = 1;

/// Makes a key, makes a pack, opens a pack.
pub fn downtime_pack(what: &arguments::Downtime, place: &Place) -> Result<()> {
    match what {
        arguments::Downtime::Key { file, passphrase_file } => key(file, passphrase_file.as_deref()),
        arguments::Downtime::Build { file, recipient } => build(place, file.as_deref(), recipient.as_deref()),
        arguments::Downtime::Open { file, key, to, passphrase_file } => {
            open(file, key, to.as_deref(), passphrase_file.as_deref())
        }
    }
}

/// Makes a key file that a passphrase opens, and prints the public key that packs are made for.
fn key(file: &Path, passphrase_file: Option<&Path>) -> Result<()> {
    ensure!(!file.exists(), "{} is there already: packs made for it would open no more", file.display());
    let passphrase = passphrase::chosen(passphrase_file)?;
    let identity = Identity::generate();
    let mut recipient = scrypt::Recipient::new(passphrase);
    recipient.set_work_factor(WORK);
    let line = format!("{}\n", identity.to_string().expose_secret());
    let sealed = age::encrypt(&recipient, line.as_bytes())?;
    let mut made = OpenOptions::new()
        .write(true)
        .create_new(true)
        .mode(0o600)
        .open(file)
        .with_context(|| format!("{} cannot be written", file.display()))?;
    made.write_all(&sealed).and_then(|()| made.sync_all())?;
    println!(
        "Made {}. Keep it with the night team, away from the server; the passphrase elsewhere.",
        file.display()
    );
    println!("Packs are made for this public key. It may stand in the configuration: it opens nothing.");
    println!("{}", identity.to_public());
    Ok(())
}

/// Makes a pack now.
fn build(place: &Place, file: Option<&Path>, recipient: Option<&str>) -> Result<()> {
    let stand = Stand::of(place)?;
    let configured = stand.settings.downtime.as_ref();
    let file = file
        .map(Path::to_owned)
        .or_else(|| configured.map(|downtime| downtime.file.clone()))
        .context("say where the pack is to be: a file, or [downtime] in the configuration")?;
    let recipient = recipient
        .map(str::to_owned)
        .or_else(|| configured.map(|downtime| downtime.recipient.clone()))
        .context("say for whom the pack is: --recipient age1…, or [downtime] in the configuration")?;
    let recipient = public_key(&recipient)?;
    // A demo's pack may be tried as well: everybody in it is invented.
    let house = if stand.demo_mark().exists() {
        place::house(stand.store(Record::MustExist)?, england().clone())
    } else {
        stand.house(Record::MustExist)?
    };
    let pack = make(&house, &file, &recipient)?;
    println!("Made {}.", file.display());
    for section in &pack.sections {
        println!("  {}: {}", section.title, section.entries.len());
    }
    Ok(())
}

/// The public key packs are made for.
fn public_key(text: &str) -> Result<Recipient> {
    let wrong = "a public key begins with age1 and is printed by frontdoor downtime key";
    text.trim().parse().map_err(|_| anyhow!("{wrong}"))
}

/// Makes a pack and puts it in the place of the last one, which stays until the new one is whole.
fn make(house: &House, file: &Path, recipient: &Recipient) -> Result<Downtime> {
    let pack = downtime(&house.system())?;
    let sealed = age::encrypt(recipient, &serde_json::to_vec_pretty(&pack)?)?;
    let folder = file.parent().filter(|folder| !folder.as_os_str().is_empty()).unwrap_or(Path::new("."));
    let unwritable = || format!("the pack cannot be written to {}", folder.display());
    let mut new =
        tempfile::Builder::new().prefix(".downtime-").tempfile_in(folder).with_context(unwritable)?;
    new.write_all(&sealed).with_context(unwritable)?;
    new.as_file().sync_all().with_context(unwritable)?;
    new.persist(file).map_err(|failed| failed.error).with_context(unwritable)?;
    // The new name must last as well; a file system that cannot do this keeps one of the two packs.
    fs::File::open(folder).and_then(|folder| folder.sync_all()).with_context(unwritable)?;
    Ok(pack)
}

/// The server's worker makes the pack again and again.
pub fn chore(settings: &settings::Downtime) -> Result<Chore> {
    let recipient = public_key(&settings.recipient).context("[downtime] in the configuration")?;
    let file: PathBuf = settings.file.clone();
    Ok(Chore {
        name: "downtime pack",
        every: settings.every()?,
        act: Box::new(move |house| {
            make(house, &file, &recipient).map(drop).map_err(|error| format!("{error:#}"))
        }),
    })
}

/// Opens a pack: prints it, or writes plain pages into a folder that was named for them.
fn open(file: &Path, key: &Path, to: Option<&Path>, passphrase_file: Option<&Path>) -> Result<()> {
    let sealed = fs::read(file).with_context(|| format!("{} cannot be read", file.display()))?;
    let locked = fs::read(key).with_context(|| format!("{} cannot be read", key.display()))?;
    // What cannot be a pack is said before anybody types a passphrase.
    let is_locked = Decryptor::new(&*sealed).map_err(|_| damaged(file))?.is_scrypt();
    ensure!(
        !is_locked,
        "{} is no downtime pack but opened by a passphrase, as a key file is",
        file.display()
    );
    if let Some(folder) = to {
        empty(folder)?;
    }
    let identity = unlocked(&locked, key, passphrase::asked(passphrase_file)?)?;
    let pack = read(&sealed, file, &identity)?;
    let now = MachineClock.now();
    let Some(folder) = to else {
        print!("{}", pack.in_words(now));
        println!("\nNothing was written to this machine. For pages in a browser: --to FOLDER.");
        return Ok(());
    };
    DirBuilder::new()
        .recursive(true)
        .mode(0o700)
        .create(folder)
        .with_context(|| format!("the folder {} cannot be made", folder.display()))?;
    for page in web::handover::downtime::pages(&pack, now) {
        let path = folder.join(&page.name);
        let made = OpenOptions::new().write(true).create_new(true).mode(0o600).open(&path);
        made.and_then(|mut made| made.write_all(page.text.as_bytes()))
            .with_context(|| format!("{} cannot be written", path.display()))?;
    }
    println!("{}", pack.age_in_words(now));
    println!("Open {} in a browser.", folder.join("index.html").display());
    println!(
        "These pages are plain: whoever has the folder can read them. Delete it when the service is back."
    );
    Ok(())
}

/// Pages are not written among other files, of which nobody could say later whose they were.
fn empty(folder: &Path) -> Result<()> {
    match fs::read_dir(folder) {
        Ok(mut files) => {
            ensure!(files.next().is_none(), "{} is not empty: name a new folder", folder.display());
        }
        Err(error) if error.kind() == ErrorKind::NotFound => {}
        Err(error) => return Err(error).with_context(|| format!("{} cannot be used", folder.display())),
    }
    Ok(())
}

fn damaged(file: &Path) -> anyhow::Error {
    anyhow!("{} is cut or damaged, or no downtime pack: take the one before", file.display())
}

/// The key in a key file.
fn unlocked(locked: &[u8], file: &Path, passphrase: SecretString) -> Result<Identity> {
    let not_a_key = || anyhow!("{} is not a key made by frontdoor downtime key", file.display());
    let decryptor = Decryptor::new(locked).map_err(|_| not_a_key())?;
    ensure!(decryptor.is_scrypt(), not_a_key());
    let mut identity = scrypt::Identity::new(passphrase);
    identity.set_max_work_factor(MOST_WORK);
    let mut text = String::new();
    match decryptor.decrypt(std::iter::once(&identity as &dyn age::Identity)) {
        Ok(mut reader) => {
            reader.read_to_string(&mut text).map_err(|_| anyhow!("{} is cut or damaged", file.display()))?;
        }
        Err(
            DecryptError::DecryptionFailed | DecryptError::KeyDecryptionFailed | DecryptError::NoMatchingKeys,
        ) => bail!("this passphrase does not open {}", file.display()),
        Err(_) => bail!(not_a_key()),
    }
    text.trim().parse().map_err(|_| not_a_key())
}

/// The pack in a file.
fn read(sealed: &[u8], file: &Path, identity: &Identity) -> Result<Downtime> {
    let damaged = || damaged(file);
    let decryptor = Decryptor::new(sealed).map_err(|_| damaged())?;
    let mut text = Vec::new();
    match decryptor.decrypt(std::iter::once(identity as &dyn age::Identity)) {
        Ok(mut reader) => {
            reader.read_to_end(&mut text).map_err(|_| damaged())?;
        }
        Err(DecryptError::NoMatchingKeys) => {
            bail!(
                "{} was made for another key: look for the key file whose public key the server has",
                file.display()
            )
        }
        Err(_) => bail!(damaged()),
    }
    let pack: Downtime = serde_json::from_slice(&text).map_err(|_| damaged())?;
    ensure!(
        pack.format == FORMAT,
        "{} was made by a newer Frontdoor than this one: use that program",
        file.display()
    );
    Ok(pack)
}
