//! An invitation as a calendar takes it (RFC 5545, with the methods of RFC 5546). It goes by e-mail, which is a postcard: it names the meeting by
//! its number, where and how to come, and nobody it is about. Times are in UTC, so that no calendar has to know England's two odd hours.
//!
//! Written here and not by a library: the well-kept one brings a second calendar arithmetic with it, which this program does not take in.

use jiff::Timestamp;
use jiff::tz::TimeZone;

use super::Meeting;

/// The longest line, in bytes, without its end.
const LONGEST_LINE: usize = 75;

/// What a calendar is asked to do.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Method {
    /// Come, or come at another time.
    Request,
    /// Do not come.
    Cancel,
    /// Just note it: for somebody who takes the file from a page.
    Publish,
}

impl Method {
    /// As it stands in the file and in the e-mail's heading.
    pub const fn code(self) -> &'static str {
        match self {
            Method::Request => "REQUEST",
            Method::Cancel => "CANCEL",
            Method::Publish => "PUBLISH",
        }
    }
}

/// What stands in the file beside the meeting.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct CalendarFile<'a> {
    /// What is asked.
    pub method: Method,
    /// The council's name.
    pub council: &'a str,
    /// The council's own e-mail address: answers go there, and no colleague's address stands here.
    pub organiser: &'a str,
    /// The address of whoever is asked, and of nobody else.
    pub attendee: Option<&'a str>,
    /// Where they sign in; empty when it is not said.
    pub link: &'a str,
}

/// The file.
pub fn calendar_file(meeting: &Meeting, about: &CalendarFile<'_>) -> String {
    let mut lines = vec![
        "BEGIN:VCALENDAR".to_owned(),
        "VERSION:2.0".to_owned(),
        "PRODID:-//Frontdoor//Meetings//EN".to_owned(),
        format!("METHOD:{}", about.method.code()),
        "BEGIN:VEVENT".to_owned(),
        format!("UID:{}@frontdoor", meeting.id),
        format!("SEQUENCE:{}", meeting.sequence),
        format!("DTSTAMP:{}", utc(meeting.changed_at)),
        format!("DTSTART:{}", utc(meeting.starts)),
        format!("DTEND:{}", utc(meeting.ends)),
        format!("SUMMARY:{}", escaped(&format!("Meeting ({})", meeting.reference))),
        format!("ORGANIZER;CN={}:mailto:{}", quoted(about.council), address(about.organiser)),
    ];
    if let Some(attendee) = about.attendee {
        lines.push(format!(
            "ATTENDEE;ROLE=REQ-PARTICIPANT;PARTSTAT=NEEDS-ACTION;RSVP=FALSE:mailto:{}",
            address(attendee)
        ));
    }
    if !meeting.place.trim().is_empty() {
        lines.push(format!("LOCATION:{}", escaped(&meeting.place)));
    }
    lines.push(format!("DESCRIPTION:{}", escaped(&description(meeting, about.link))));
    if !about.link.is_empty() {
        lines.push(format!("URL:{}", about.link.replace(char::is_control, "")));
    }
    // Outlook and others must not show to everybody with a look into somebody's calendar where they are.
    lines.push("CLASS:CONFIDENTIAL".to_owned());
    let cancelled = about.method == Method::Cancel || meeting.cancelled.is_some();
    lines.push(format!("STATUS:{}", if cancelled { "CANCELLED" } else { "CONFIRMED" }));
    lines.extend(["END:VEVENT".to_owned(), "END:VCALENDAR".to_owned()]);
    lines.iter().map(|line| folded(line)).collect()
}

fn description(meeting: &Meeting, link: &str) -> String {
    let mut words = String::new();
    if !meeting.dial_in.trim().is_empty() {
        words.push_str(&format!("Dial in: {}\n", meeting.dial_in.trim()));
    }
    words
        .push_str("Answer this invitation, and read what it is about, after you have signed in to Frontdoor");
    words.push_str(&if link.is_empty() { ".".to_owned() } else { format!(": {link}") });
    words
}

/// A moment as `20261025T003000Z`.
fn utc(at: Timestamp) -> String {
    TimeZone::UTC.to_datetime(at).strftime("%Y%m%dT%H%M%SZ").to_string()
}

/// A text value: line ends, commas, semicolons and backslashes are written so that they end nothing; other control signs are left out.
fn escaped(words: &str) -> String {
    let mut written = String::with_capacity(words.len());
    for sign in words.replace("\r\n", "\n").replace('\r', "\n").chars() {
        match sign {
            '\n' => written.push_str("\\n"),
            ',' | ';' | '\\' => written.extend(['\\', sign]),
            sign if sign.is_control() => {}
            sign => written.push(sign),
        }
    }
    written
}

/// A parameter's value in quotes: it can hold no quote and no control sign.
fn quoted(words: &str) -> String {
    let plain = words.chars().filter(|sign| !sign.is_control() && *sign != '"');
    format!("\"{}\"", plain.collect::<String>())
}

/// An address without anything that could end it.
fn address(address: &str) -> String {
    address.chars().filter(|sign| !sign.is_control() && !sign.is_whitespace()).collect()
}

/// A line with its end, cut into pieces that a calendar joins again. No letter is cut in two.
fn folded(line: &str) -> String {
    let (mut written, mut length) = (String::with_capacity(line.len() + 8), 0);
    for sign in line.chars() {
        if length + sign.len_utf8() > LONGEST_LINE {
            written.push_str("\r\n ");
            length = 1;
        }
        written.push(sign);
        length += sign.len_utf8();
    }
    written.push_str("\r\n");
    written
}
