//! Two ways to carry a message: into a folder, where a demo's visitors and a council's own tools read it, and to a mail server.

use std::fs::{self, OpenOptions};
use std::io::Write;
use std::os::unix::fs::{DirBuilderExt, OpenOptionsExt};
use std::path::{Path, PathBuf};
use std::time::Duration;

use lettre::transport::smtp::authentication::Credentials;
use lettre::transport::smtp::{self, SmtpTransportBuilder};
use lettre::{SmtpTransport, Transport};

use super::message::{MailFault, Mailer, Message};

/// How long a mail server may take: less than a worker has a job.
const LONGEST: Duration = Duration::from_secs(60);

/// Writes each message into a folder, one `.eml` file a message. The same message twice is one file.
#[derive(Debug, Clone)]
pub struct FileMailer {
    folder: PathBuf,
}

impl FileMailer {
    /// Carries into this folder, which is made for its owner alone when it is not there.
    ///
    /// # Errors
    /// When the folder cannot be made.
    pub fn into(folder: &Path) -> std::io::Result<Self> {
        fs::DirBuilder::new().recursive(true).mode(0o700).create(folder)?;
        Ok(FileMailer { folder: folder.into() })
    }

    /// Whole or not at all: another name first, then the right one.
    fn write(&self, key: &str, bytes: &[u8]) -> std::io::Result<()> {
        let begun = self.folder.join(format!("{key}.part"));
        let mut file = OpenOptions::new().write(true).create(true).truncate(true).mode(0o600).open(&begun)?;
        file.write_all(bytes)?;
        file.sync_all()?;
        fs::rename(begun, self.folder.join(format!("{key}.eml")))
    }
}

impl Mailer for FileMailer {
    fn send(&self, message: &Message) -> Result<(), MailFault> {
        let plain = message.key.chars().all(|letter| letter.is_ascii_alphanumeric() || letter == '.');
        if !plain || message.key.starts_with('.') {
            return Err(MailFault::Never("the message's key is no file name".into()));
        }
        let bytes = message.composed()?.formatted();
        self.write(&message.key, &bytes).map_err(|error| {
            MailFault::NotNow(format!("the outbox's folder cannot be written: {}", error.kind()))
        })
    }
}

/// How the way to the mail server is kept private.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Security {
    /// TLS from the first byte.
    Tls,
    /// TLS from the first command; without it nothing is sent.
    StartTls,
    /// None: for a mail server on the same machine.
    None,
}

/// A mail server.
#[derive(Clone)]
pub struct Smtp {
    /// Its name.
    pub host: String,
    /// Its port; the usual one of the security when nothing.
    pub port: Option<u16>,
    /// How the way to it is kept private.
    pub security: Security,
    /// A user name and password, where it wants them.
    pub sign_in: Option<(String, String)>,
}

/// Carries messages to a mail server.
pub struct SmtpMailer {
    transport: SmtpTransport,
}

impl SmtpMailer {
    /// Carries to this server. It is not asked yet.
    ///
    /// # Errors
    /// When the machine's trusted certificates cannot be read.
    pub fn to(server: Smtp) -> Result<Self, MailFault> {
        let builder: Result<SmtpTransportBuilder, smtp::Error> = match server.security {
            Security::Tls => SmtpTransport::relay(&server.host),
            Security::StartTls => SmtpTransport::starttls_relay(&server.host),
            Security::None => Ok(SmtpTransport::builder_dangerous(&server.host)),
        };
        let mut builder = builder.map_err(|error| fault(&error))?.timeout(Some(LONGEST));
        if let Some(port) = server.port {
            builder = builder.port(port);
        }
        if let Some((name, password)) = server.sign_in {
            builder = builder.credentials(Credentials::new(name, password));
        }
        Ok(SmtpMailer { transport: builder.build() })
    }
}

impl Mailer for SmtpMailer {
    fn send(&self, message: &Message) -> Result<(), MailFault> {
        self.transport.send(&message.composed()?).map(drop).map_err(|error| fault(&error))
    }
}

/// The server's own words may quote an address, so only its code is kept.
fn fault(error: &smtp::Error) -> MailFault {
    if let Some(code) = error.status() {
        let words = format!("the mail server answered {code}");
        return if error.is_permanent() { MailFault::Never(words) } else { MailFault::NotNow(words) };
    }
    let words = if error.is_timeout() {
        "the mail server did not answer in time"
    } else if error.is_tls() {
        "the mail server's certificate or encryption was not accepted"
    } else {
        "the mail server could not be reached"
    };
    MailFault::NotNow(words.into())
}
