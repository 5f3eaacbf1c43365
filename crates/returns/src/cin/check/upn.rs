//! The unique pupil number (N00001), character by character, and the former one (N00002).

use super::Judged;
use super::child::place_of;
use super::codes::is_authority;
use domain::person::upn::{Upn, UpnCheck};

const UPN: &[&str] = &["UPN"];

impl Judged<'_> {
    pub(super) fn upn(&mut self) {
        let line = place_of(self.child);
        if let Some(upn) = &self.child.identifiers.upn {
            let characters: Vec<char> = upn.chars().collect();
            let digit = |place: &usize| characters.get(*place).is_some_and(char::is_ascii_digit);
            let last = characters.get(12).copied();
            let ends_well = last.is_some_and(|last| {
                last.is_ascii_digit() || (last.is_ascii_uppercase() && !matches!(last, 'I' | 'O' | 'S'))
            });
            let middle = (4..12).all(|place| digit(&place));
            let authority: Option<u16> = (1..4)
                .all(|place| digit(&place))
                .then(|| characters[1..4].iter().collect::<String>().parse().ok())
                .flatten();
            // The letter is weighed when the rest can be: what else is wrong has a rule of its own.
            let rest_is_sound = characters.len() == 13 && middle && ends_well && authority.is_some();
            let checks = matches!(Upn::new(upn.as_str()).check(), UpnCheck::Valid | UpnCheck::ValidTemporary);
            self.rule(if rest_is_sound { !checks } else { characters.len() != 13 }, "1510", line, UPN);
            self.rule(authority.is_none_or(|number| !is_authority(number)), "1530", line, UPN);
            self.rule(!middle, "1540", line, UPN);
            self.rule(!ends_well, "1550", line, UPN);
        }
        if let Some(former) = &self.child.identifiers.former_upn {
            self.rule(!is_former(former), "1560Q", line, &["FormerUPN"]);
        }
    }
}

/// A letter, eleven digits, and a digit or a letter.
fn is_former(upn: &str) -> bool {
    let [first, digits @ .., last] = upn.as_bytes() else { return false };
    first.is_ascii_alphabetic()
        && digits.len() == 11
        && digits.iter().all(u8::is_ascii_digit)
        && last.is_ascii_alphanumeric()
}
