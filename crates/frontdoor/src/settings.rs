//! The configuration file. A word it does not know is an error, so that a slip of the pen is found at once and not in a year.

use std::net::SocketAddr;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use anyhow::{Context, Result, anyhow, ensure};
use casework::outbox::{Security, Smtp};
use casework::partner::{ClamSocket, ScanCommand, Scanner, Ways};
use casework::sign_in::Limits;
use jiff::SignedDuration;
use serde::Deserialize;

use crate::department::Way;

/// The configuration file. What the command line says counts more.
#[derive(Debug, Default, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Settings {
    /// The folder with the database (unless it is on a server), the key and the outbox.
    pub data: Option<PathBuf>,
    /// A PostgreSQL database.
    pub database: Option<String>,
    /// The folder of the practice pack, in place of England's.
    pub pack: Option<PathBuf>,
    /// Where to listen.
    pub listen: Option<SocketAddr>,
    /// What people type into their browsers to come here: `https://frontdoor.northbridge.example`.
    pub address: Option<String>,
    /// A proxy of the council's own stands before the server and puts the caller's address last in `X-Forwarded-For`.
    #[serde(default)]
    pub behind_proxy: bool,
    /// How long a sign-in lasts.
    #[serde(default)]
    pub sign_in: SignIn,
    /// A mail server. Without one messages are written into the outbox's folder.
    pub mail_server: Option<MailServer>,
    /// The downtime pack. Without it the server makes none.
    pub downtime: Option<Downtime>,
    /// Notifications that other agencies put into a folder.
    #[serde(default)]
    pub notifications: Notifications,
    /// How agencies are reached and how what they send is checked.
    #[serde(default)]
    pub partners: Partners,
    /// Where the daily feed is sent to. Without it the feed is made and not sent.
    pub daily_feed: Option<DailyFeed>,
}

/// Where the server's worker puts the downtime pack, and for whom.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Downtime {
    /// The pack: best in a folder that is copied to another machine as soon as it changes.
    pub file: PathBuf,
    /// The public key it is made for.
    pub recipient: String,
    /// How often it is made anew.
    #[serde(default = "usual_minutes")]
    every_minutes: i64,
}

/// The oldest that a pack may be when everything stops.
const OLDEST_MINUTES: i64 = 15;

fn usual_minutes() -> i64 {
    OLDEST_MINUTES
}

impl Downtime {
    /// How often the pack is made anew.
    pub fn every(&self) -> Result<SignedDuration> {
        if !(1..=OLDEST_MINUTES).contains(&self.every_minutes) {
            return Err(anyhow!(
                "[downtime] in the configuration: every_minutes is from 1 to {OLDEST_MINUTES}"
            ));
        }
        Ok(SignedDuration::from_mins(self.every_minutes))
    }
}

/// Notifications that other agencies put into a folder.
#[derive(Debug, Default, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Notifications {
    /// The folder. Within it each agency has a folder by its name in the practice pack: `police`.
    pub folder: Option<PathBuf>,
}

/// Where the daily feed is sent to, and who we are there.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct DailyFeed {
    /// The Department's address, before the name of what is sent: `https://find-and-use-an-api.education.gov.uk/api`.
    address: String,
    /// Where a token is given.
    token_address: String,
    client_id: String,
    /// The file with the secret, so that this file need not be secret.
    client_secret_file: PathBuf,
    /// The secret goes in the body of the request for a token, not in its head.
    #[serde(default)]
    secret_in_body: bool,
    /// What the token is asked for.
    scope: Option<String>,
    /// The header in which the Department's gateway wants a key.
    key_header: Option<String>,
    /// The file with that key.
    key_file: Option<PathBuf>,
}

impl DailyFeed {
    /// The way to the Department for the authority with this code of three digits.
    pub fn way(&self, authority: &str) -> Result<Way> {
        let key = match (&self.key_header, &self.key_file) {
            (None, None) => None,
            (Some(name), Some(file)) => {
                let of_a_header = |letter: char| letter.is_ascii_alphanumeric() || letter == '-';
                ensure!(
                    !name.is_empty() && name.chars().all(of_a_header),
                    "[daily_feed] key_header is the name of a header: letters, figures and hyphens"
                );
                Some((name.clone(), secret(file)?))
            }
            _ => return Err(anyhow!("[daily_feed] needs both key_header and key_file, or neither")),
        };
        let address = private("address", &self.address)?;
        Ok(Way {
            children: format!(
                "{}/children_social_care_data/{authority}/children",
                address.trim_end_matches('/')
            ),
            tokens: private("token_address", &self.token_address)?.to_owned(),
            client: self.client_id.clone(),
            secret: secret(&self.client_secret_file)?,
            secret_in_body: self.secret_in_body,
            scope: self.scope.clone(),
            key,
        })
    }
}

/// Children's records go by TLS. Without it only to this machine itself, for trying.
fn private<'a>(name: &str, address: &'a str) -> Result<&'a str> {
    let here = address.strip_prefix("http://").is_some_and(|rest| {
        let host = rest.split('/').next().unwrap_or_default();
        host.parse::<SocketAddr>().is_ok_and(|at| at.ip().is_loopback())
    });
    ensure!(
        here || address.starts_with("https://"),
        "[daily_feed] {name} begins with https://: children’s records are not sent in the clear"
    );
    ensure!(
        !address.contains(['?', '#', '@']) && !address.contains(char::is_whitespace),
        "[daily_feed] {name} is an address without a query, a name or a password in it"
    );
    Ok(address)
}

/// A secret in a file of its own: one line.
fn secret(file: &Path) -> Result<String> {
    let text = std::fs::read_to_string(file)
        .with_context(|| format!("[daily_feed] the secret in {} cannot be read", file.display()))?;
    let words = text.trim_end();
    ensure!(
        !words.is_empty() && words.chars().all(|letter| letter.is_ascii_graphic() || letter == ' '),
        "[daily_feed] {} holds one line of letters and figures",
        file.display()
    );
    Ok(words.to_owned())
}

/// How agencies are reached and how what they send is checked.
#[derive(Debug, Default, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Partners {
    /// The address of a gateway that turns e-mails into text messages, with `{phone}` where the number stands.
    text_gateway: Option<String>,
    /// The socket of clamd, to scan documents with.
    clamd_socket: Option<PathBuf>,
    /// A program that reads a document and ends with 0 when it found nothing and 1 when it found something: the program, then what it is told.
    scan_command: Option<Vec<String>>,
}

impl Partners {
    /// The ways of the house. `address` is the service's own.
    pub fn ways(&self, address: Option<String>) -> Result<Ways> {
        if let Some(gateway) = &self.text_gateway {
            anyhow::ensure!(
                gateway.contains("{phone}") && gateway.contains('@'),
                "[partners] text_gateway is an e-mail address with {{phone}} in it, such as {{phone}}@sms.example"
            );
        }
        let scanner: Option<Arc<dyn Scanner>> = match (&self.clamd_socket, &self.scan_command) {
            (None, None) => None,
            (Some(path), None) => Some(Arc::new(ClamSocket { path: path.clone() })),
            (None, Some(words)) => {
                let (program, arguments) =
                    words.split_first().context("[partners] scan_command names no program")?;
                Some(Arc::new(ScanCommand { program: program.into(), arguments: arguments.to_vec() }))
            }
            (Some(_), Some(_)) => {
                return Err(anyhow!("[partners] needs clamd_socket or scan_command, not both"));
            }
        };
        Ok(Ways { address, text_gateway: self.text_gateway.clone(), scanner })
    }
}

/// How long a sign-in lasts.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct SignIn {
    idle_minutes: i64,
    longest_minutes: i64,
    warning_minutes: i64,
}

impl Default for SignIn {
    fn default() -> Self {
        SignIn {
            idle_minutes: Limits::USUAL.idle().as_mins(),
            longest_minutes: Limits::USUAL.absolute().as_mins(),
            warning_minutes: 5,
        }
    }
}

impl SignIn {
    /// The limits, when they do not contradict each other.
    pub fn limits(&self) -> Result<Limits> {
        let minutes = SignedDuration::from_mins;
        let limits = Limits::new(
            minutes(self.idle_minutes),
            minutes(self.longest_minutes),
            minutes(self.warning_minutes),
        );
        limits.context("[sign_in] in the configuration")
    }
}

/// A mail server.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct MailServer {
    host: String,
    port: Option<u16>,
    #[serde(default)]
    security: Privacy,
    user_name: Option<String>,
    /// The file with the password, so that this file need not be secret.
    password_file: Option<PathBuf>,
}

/// How the way to the mail server is kept private.
#[derive(Debug, Default, Clone, Copy, Deserialize)]
#[serde(rename_all = "lowercase")]
enum Privacy {
    #[default]
    Tls,
    StartTls,
    None,
}

impl MailServer {
    /// The server as the outbox knows it.
    pub fn smtp(&self) -> Result<Smtp> {
        let sign_in = match (&self.user_name, &self.password_file) {
            (None, None) => None,
            (Some(name), Some(file)) => {
                let password = std::fs::read_to_string(file).with_context(|| {
                    format!("the mail server's password in {} cannot be read", file.display())
                })?;
                Some((name.clone(), password.trim_end().to_owned()))
            }
            _ => return Err(anyhow!("[mail_server] needs both user_name and password_file, or neither")),
        };
        let security = match self.security {
            Privacy::Tls => Security::Tls,
            Privacy::StartTls => Security::StartTls,
            Privacy::None => Security::None,
        };
        Ok(Smtp { host: self.host.clone(), port: self.port, security, sign_in })
    }
}

impl Settings {
    /// The settings in a file, or the usual ones.
    pub fn in_file(path: Option<&Path>) -> Result<Self> {
        let Some(path) = path else { return Ok(Settings::default()) };
        let text =
            std::fs::read_to_string(path).with_context(|| format!("{} cannot be read", path.display()))?;
        Self::read(&text).map_err(|problem| anyhow!("{}:{problem}", path.display()))
    }

    fn read(text: &str) -> Result<Self, String> {
        toml::from_str(text).map_err(|error| {
            let before = error.span().and_then(|span| text.get(..span.start)).unwrap_or_default();
            format!("{}: {}", before.matches('\n').count() + 1, error.message())
        })
    }
}

#[cfg(test)]
mod tests {
    use super::Settings;

    #[test]
    fn everything_that_may_be_said() {
        let settings = Settings::read(
            "data = \"d\"\ndatabase = \"postgres://x\"\npack = \"p\"\nlisten = \"0.0.0.0:80\"\naddress = \"https://x\"\n\
             behind_proxy = true\n[sign_in]\nidle_minutes = 15\nlongest_minutes = 600\nwarning_minutes = 2\n\
             [notifications]\nfolder = \"in\"\n[mail_server]\nhost = \"mail\"\nport = 25\nsecurity = \"none\"\n\
             [partners]\ntext_gateway = \"{phone}@sms.example\"\nclamd_socket = \"/run/clamd\"\n\
             [downtime]\nfile = \"p\"\nrecipient = \"age1x\"\nevery_minutes = 5\n",
        )
        .unwrap();
        assert_eq!(settings.downtime.as_ref().unwrap().every().unwrap().as_mins(), 5);
        assert_eq!(settings.notifications.folder, Some("in".into()));
        assert_eq!(settings.sign_in.limits().unwrap().idle().as_mins(), 15);
        let ways = settings.partners.ways(settings.address.clone()).unwrap();
        assert!(ways.scanner.is_some() && ways.address.as_deref() == Some("https://x"));
        for wrong in [
            "text_gateway = \"sms.example\"",
            "clamd_socket = \"a\"\nscan_command = [\"b\"]",
            "scan_command = []",
        ] {
            let settings = Settings::read(&format!("[partners]\n{wrong}\n")).unwrap();
            assert!(settings.partners.ways(None).is_err(), "{wrong}");
        }
        assert_eq!(settings.mail_server.unwrap().smtp().unwrap().port, Some(25));
        assert_eq!(Settings::read("").unwrap().sign_in.limits().unwrap(), casework::sign_in::Limits::USUAL);
    }

    #[test]
    fn the_way_to_the_department_is_private_and_its_secrets_have_files_of_their_own() {
        let folder = tempfile::tempdir().unwrap();
        let file = folder.path().join("secret");
        std::fs::write(&file, "s3cret words\n").unwrap();
        let read = |address: &str, more: &str| {
            let text = format!(
                "[daily_feed]\naddress = \"{address}\"\ntoken_address = \"https://tokens.example/t\"\nclient_id = \"us\"\n\
                 client_secret_file = \"{}\"\n{more}",
                file.display()
            );
            Settings::read(&text).unwrap().daily_feed.unwrap().way("999")
        };
        let way = read("https://department.example/api/", "").unwrap();
        assert_eq!(way.children, "https://department.example/api/children_social_care_data/999/children");
        assert_eq!((way.secret.as_str(), way.key.is_none()), ("s3cret words", true));
        let key = format!("key_header = \"Supplier-Key\"\nkey_file = \"{}\"", file.display());
        assert!(read("http://127.0.0.1:9000", &key).unwrap().key.is_some());
        for (address, more) in [
            ("http://department.example", ""),
            ("http://127.0.0.1.department.example", ""),
            ("http://192.0.2.7:80", ""),
            ("https://us:password@department.example", ""),
            ("https://department.example/api?code=1", ""),
            ("https://department.example", "key_header = \"Key\""),
            ("https://department.example", "key_header = \"Ke:y\"\nkey_file = \"x\""),
            ("https://department.example", "key_header = \"Key\"\nkey_file = \"/nowhere/at/all\""),
        ] {
            assert!(read(address, more).is_err(), "{address} {more}");
        }
    }

    #[test]
    fn a_slip_of_the_pen_is_found_on_its_line() {
        for (text, line) in [
            ("data = \"d\"\nlisten = \"nowhere\"", "2: "),
            ("\n\nbehind_proxi = true", "3: "),
            ("[sign_in]\nidle = 3", "2: "),
            ("data = ", "1: "),
            ("[mail_server]\nhost = \"x\"\nsecurity = \"perhaps\"", "3: "),
        ] {
            let problem = Settings::read(text).unwrap_err();
            assert!(problem.starts_with(line), "{text:?} gave {problem}");
        }
        let settings = Settings::read("[sign_in]\nidle_minutes = 3").unwrap();
        assert!(settings.sign_in.limits().is_err());
        let settings =
            Settings::read("[downtime]\nfile = \"p\"\nrecipient = \"age1x\"\nevery_minutes = 60").unwrap();
        assert!(settings.downtime.unwrap().every().is_err());
        let settings = Settings::read("[mail_server]\nhost = \"x\"\nuser_name = \"y\"").unwrap();
        assert!(settings.mail_server.unwrap().smtp().is_err());
    }
}
