//! One e-mail, and whoever carries it. Addresses are parsed and headers encoded by `lettre`, so that nothing a stranger typed becomes a header.

use lettre::message::header::ContentType;
use lettre::message::{Mailbox, MessageBuilder, MultiPart, MultiPartKind, SinglePart};

use jiff::Timestamp;

/// One e-mail in plain text.
#[derive(Debug, Clone, PartialEq)]
pub struct Message {
    /// What makes it this message and no other, in letters, figures and stops. Sent twice, it carries the same Message-ID.
    pub key: String,
    /// Who sends it.
    pub from: Mailbox,
    /// Who gets it.
    pub to: Mailbox,
    /// What it is about: never a child's name.
    pub subject: String,
    /// What it says.
    pub words: String,
    /// When it is sent.
    pub at: Timestamp,
    /// An invitation for a calendar, in the same message: the method and the file.
    pub calendar: Option<(&'static str, String)>,
}

/// Why a message did not leave, in words without a name or an address.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum MailFault {
    /// Nobody could send it as it stands: it is not tried again.
    #[error("{0}")]
    Never(String),
    /// It may be sent later.
    #[error("{0}")]
    NotNow(String),
}

/// Carries messages: to a folder, to a mail server. The same message may come twice; its key says so.
pub trait Mailer: Send + Sync {
    /// Sends a message, or says why not.
    ///
    /// # Errors
    /// When it did not leave.
    fn send(&self, message: &Message) -> Result<(), MailFault>;
}

/// An address as `lettre` takes it. `name` is what people see beside it; a sign in it that cannot be seen is a space.
///
/// # Errors
/// When it is no e-mail address.
pub(super) fn mailbox(name: Option<&str>, address: &str) -> Result<Mailbox, MailFault> {
    let address =
        address.trim().parse().map_err(|_| MailFault::Never("the e-mail address is none".into()))?;
    let name = name.map(|name| name.replace(char::is_control, " ").trim().to_owned());
    Ok(Mailbox::new(name.filter(|name| !name.is_empty()), address))
}

fn unmade() -> MailFault {
    MailFault::Never("the message cannot be put together".into())
}

impl Message {
    /// The message as it goes over the wire.
    pub(super) fn composed(&self) -> Result<lettre::Message, MailFault> {
        let id = format!("<{}@{}>", self.key, self.from.email.domain());
        let builder = MessageBuilder::new()
            .message_id(Some(id))
            .date(self.at.into())
            .from(self.from.clone())
            .to(self.to.clone())
            .subject(self.subject.clone());
        let composed = match &self.calendar {
            None => builder.header(ContentType::TEXT_PLAIN).body(self.words.clone()),
            Some((method, file)) => {
                let kind = format!("text/calendar; charset=utf-8; method={method}");
                let kind = ContentType::parse(&kind).map_err(|_| unmade())?;
                // The parts are told from each other by the key: the same message is the same bytes.
                let parts = MultiPart::builder()
                    .kind(MultiPartKind::Alternative)
                    .boundary(format!("part.{}", self.key));
                builder.multipart(
                    parts
                        .singlepart(SinglePart::plain(self.words.clone()))
                        .singlepart(SinglePart::builder().header(kind).body(file.clone())),
                )
            }
        };
        composed.map_err(|_| unmade())
    }
}

#[cfg(test)]
mod tests {
    use super::{MailFault, Message, mailbox};
    use jiff::Timestamp;

    fn composed(to: &str, subject: &str, words: &str) -> Result<String, MailFault> {
        let message = Message {
            key: "feedback.0a".into(),
            from: mailbox(Some("Northbridge"), "frontdoor@northbridge.example")?,
            to: mailbox(None, to)?,
            subject: subject.into(),
            words: words.into(),
            at: Timestamp::UNIX_EPOCH,
            calendar: None,
        };
        Ok(String::from_utf8(message.composed()?.formatted()).unwrap())
    }

    #[test]
    fn the_same_message_has_the_same_id_and_no_clock_of_its_own() {
        let sent = composed("head@school.example", "Your contact FD-1", "It was decided.").unwrap();
        assert!(sent.contains("Message-ID: <feedback.0a@northbridge.example>\r\n"), "{sent}");
        assert!(sent.contains("Date: Thu, 01 Jan 1970 00:00:00 +0000\r\n"), "{sent}");
        assert!(sent.ends_with("\r\n\r\nIt was decided."), "{sent}");
    }

    #[test]
    fn a_calendars_invitation_goes_in_the_same_message() {
        let message = || Message {
            key: "meeting.0a".into(),
            from: mailbox(None, "frontdoor@northbridge.example").unwrap(),
            to: mailbox(None, "nurse@health.example").unwrap(),
            subject: "Meeting".into(),
            words: "Please come.".into(),
            at: Timestamp::UNIX_EPOCH,
            calendar: Some(("REQUEST", "BEGIN:VCALENDAR\r\nEND:VCALENDAR\r\n".into())),
        };
        let sent = String::from_utf8(message().composed().unwrap().formatted()).unwrap();
        assert!(sent.contains("multipart/alternative"), "{sent}");
        assert!(sent.contains("text/calendar; charset=utf-8; method=REQUEST"), "{sent}");
        assert!(sent.contains("BEGIN:VCALENDAR\r\nEND:VCALENDAR"), "{sent}");
        assert_eq!(sent, String::from_utf8(message().composed().unwrap().formatted()).unwrap());
    }

    #[test]
    fn nothing_typed_becomes_a_header() {
        for words in [
            "a\r\nBcc: thief@evil.example",
            "a\nBcc: thief@evil.example",
            "a\rBcc: thief@evil.example",
            "a\0b\u{202e}c",
            "é\r\n\r\nbody",
        ] {
            let sent = composed("head@school.example", words, words).unwrap();
            let (head, _) = sent.split_once("\r\n\r\n").unwrap();
            for line in head.split(['\r', '\n']) {
                let line = line.to_lowercase();
                assert!(!line.trim_start().starts_with("bcc"), "{words:?} gave {head}");
            }
            assert_eq!(head.matches("Message-ID:").count(), 1);
        }
        for address in [
            "",
            "head",
            "head@school.example\r\nBcc: thief@evil.example",
            "head@school.example, thief@evil.example",
            "a b@school.example",
            "<head@school.example>",
            "head@school.example\0",
        ] {
            assert!(matches!(mailbox(None, address), Err(MailFault::Never(_))), "{address:?}");
        }
        let sent = {
            let from =
                mailbox(Some("North\r\nBcc: thief@evil.example"), "frontdoor@northbridge.example").unwrap();
            let to = mailbox(None, "head@school.example").unwrap();
            let message = Message {
                key: "k".into(),
                from,
                to,
                subject: "s".into(),
                words: "w".into(),
                at: Timestamp::UNIX_EPOCH,
                calendar: None,
            };
            String::from_utf8(message.composed().unwrap().formatted()).unwrap()
        };
        assert!(!sent.contains("\nBcc") && !sent.contains("\rBcc"), "{sent}");
    }
}
