//! One-time codes from a phone (TOTP, RFC 6238): six digits, thirty seconds, SHA-1, as every authenticator app understands.
//!
//! A code is taken one step early or late for clocks that differ (RFC 6238 5.2), and never twice (ASVS 6.5.1): the caller keeps the
//! step that [`Secret::verify`] returns and gives it back the next time.

use std::fmt;

use jiff::Timestamp;
use percent_encoding::{AsciiSet, NON_ALPHANUMERIC, utf8_percent_encode};
use qrcode::QrCode;
use qrcode::render::svg;
use totp_rs::{Algorithm, Builder, Totp};

/// Seconds that one code lasts.
pub const STEP_SECONDS: u64 = 30;

/// Letters that stand as they are in a key URI (RFC 3986 2.3).
const ENCODED: &AsciiSet = &NON_ALPHANUMERIC.remove(b'-').remove(b'.').remove(b'_').remove(b'~');

/// The secret shared with one authenticator app: 160 bits, as RFC 4226 advises. Stored encrypted, shown once.
#[derive(Clone)]
pub struct Secret([u8; 20]);

/// The text is too long to be drawn as a QR code: show the key as text instead.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("the account's name is too long for a QR code")]
pub struct NotDrawn;

impl Secret {
    /// A secret from 20 bytes of chance.
    pub const fn from_bytes(bytes: [u8; 20]) -> Secret {
        Secret(bytes)
    }

    /// The bytes, for a store that encrypts them.
    pub const fn as_bytes(&self) -> &[u8; 20] {
        &self.0
    }

    /// The key to type where no camera can be used: base 32 in groups of four.
    pub fn as_text(&self) -> String {
        let letters = self.base32().into_bytes();
        let groups: Vec<String> =
            letters.chunks(4).map(|group| String::from_utf8_lossy(group).into_owned()).collect();
        groups.join(" ")
    }

    /// The key URI that authenticator apps read. `issuer` is the service, `account` the user's name there.
    pub fn uri(&self, issuer: &str, account: &str) -> String {
        let issuer = utf8_percent_encode(issuer, ENCODED);
        let account = utf8_percent_encode(account, ENCODED);
        let key = self.base32();
        format!(
            "otpauth://totp/{issuer}:{account}?secret={key}&issuer={issuer}&algorithm=SHA1&digits=6&period={STEP_SECONDS}"
        )
    }

    /// The key URI as an inline SVG picture with an accessible name. It holds no text from the caller.
    pub fn qr_svg(&self, issuer: &str, account: &str) -> Result<String, NotDrawn> {
        let code = QrCode::new(self.uri(issuer, account)).map_err(|_| NotDrawn)?;
        let drawn = code.render::<svg::Color<'_>>().min_dimensions(200, 200).build();
        let start = drawn.find("<svg").unwrap_or(0);
        let drawn = drawn[start..].replacen("<svg", r#"<svg role="img""#, 1);
        Ok(drawn.replacen('>', "><title>QR code for your authenticator app</title>", 1))
    }

    /// The code that an app shows at a moment: for the demo's sign-in page and for tests.
    pub fn code(&self, at: Timestamp) -> String {
        self.totp().generate(seconds(at)).to_string()
    }

    /// Checks a code typed at a moment; spaces are ignored.
    ///
    /// `last_step_used` is the step that this returned when a code was last taken for this secret. Gives the step to keep, or
    /// `None` when the code is wrong or its step, or a later one, was used before.
    pub fn verify(&self, code: &str, at: Timestamp, last_step_used: Option<u64>) -> Option<u64> {
        let digits: String = code.chars().filter(|c| !c.is_whitespace()).take(7).collect();
        let step = self.totp().check(&digits, seconds(at))?;
        last_step_used.is_none_or(|used| step > used).then_some(step)
    }

    fn base32(&self) -> String {
        totp_rs::Secret::from(self.0.to_vec()).to_base32()
    }

    fn totp(&self) -> Totp {
        Builder::new()
            .with_algorithm(Algorithm::SHA1)
            .with_digits(6)
            .with_skew(1)
            .with_step_duration(STEP_SECONDS)
            .with_secret(self.0.to_vec())
            .build_noncompliant()
    }
}

impl fmt::Debug for Secret {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Secret(not shown)")
    }
}

/// Seconds since 1970; a time before it counts as the first.
fn seconds(at: Timestamp) -> u64 {
    u64::try_from(at.as_second()).unwrap_or(0)
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The seed of RFC 6238 appendix B.
    const RFC: Secret = Secret::from_bytes(*b"12345678901234567890");

    fn at(second: i64) -> Timestamp {
        Timestamp::from_second(second).unwrap()
    }

    #[test]
    fn the_vectors_of_rfc_6238_appendix_b() {
        // The appendix prints eight digits; six-digit codes are their last six.
        for (second, eight) in [
            (59, "94287082"),
            (1_111_111_109, "07081804"),
            (1_111_111_111, "14050471"),
            (1_234_567_890, "89005924"),
            (2_000_000_000, "69279037"),
            (20_000_000_000, "65353130"),
        ] {
            assert_eq!(RFC.code(at(second)), eight[2..], "{second}");
            assert_eq!(RFC.verify(&eight[2..], at(second), None), Some(second as u64 / 30), "{second}");
        }
    }

    #[test]
    fn one_step_early_or_late_is_taken_and_no_more() {
        let now = 1_790_000_010;
        let code = RFC.code(at(now));
        let step = now as u64 / 30;
        for (offset, expected) in
            [(-60, None), (-30, Some(step)), (0, Some(step)), (30, Some(step)), (60, None)]
        {
            assert_eq!(RFC.verify(&code, at(now + offset), None), expected, "{offset}");
        }
    }

    #[test]
    fn a_code_is_taken_once() {
        let now = at(1_790_000_010);
        let code = RFC.code(now);
        let step = RFC.verify(&code, now, None).unwrap();
        for (used, expected) in [(step - 1, Some(step)), (step, None), (step + 1, None), (u64::MAX, None)] {
            assert_eq!(RFC.verify(&code, now, Some(used)), expected, "{used}");
        }
    }

    #[test]
    fn what_is_not_a_code_is_refused() {
        let now = at(59);
        assert_eq!(RFC.verify(" 287 082 ", now, None), Some(1));
        for bad in [
            "",
            "287",
            "2870820",
            "287082287082",
            "+28708",
            "28708a",
            "２８７０８２",
            "-87082",
            &"9".repeat(1_000_000),
        ] {
            assert_eq!(RFC.verify(bad, now, None), None, "{bad:.20}");
        }
        // A clock before 1970 or at its end is refused or taken, and never panics.
        assert_eq!(RFC.verify("000000", Timestamp::MIN, None), None);
        assert_eq!(RFC.verify("000000", Timestamp::MAX, None), None);
    }

    #[test]
    fn the_uri_keeps_to_the_key_uri_format() {
        let uri = RFC.uri("Northbridge Frontdoor", "siân:o'brien@northbridge.example&digits=8");
        assert_eq!(
            uri,
            "otpauth://totp/Northbridge%20Frontdoor:si%C3%A2n%3Ao%27brien%40northbridge.example%26digits%3D8\
             ?secret=GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ&issuer=Northbridge%20Frontdoor&algorithm=SHA1&digits=6&period=30"
        );
        assert_eq!(RFC.as_text(), "GEZD GNBV GY3T QOJQ GEZD GNBV GY3T QOJQ");
    }

    #[test]
    fn the_picture_is_inline_svg_without_the_callers_text() {
        let picture = RFC.qr_svg("Frontdoor", "<script>alert(1)</script>").unwrap();
        assert!(
            picture.starts_with(r#"<svg role="img""#)
                && picture.contains("<title>")
                && picture.ends_with("</svg>"),
            "{picture:.200}"
        );
        assert!(!picture.contains("script") && !picture.contains("GEZD"));
        assert_eq!(RFC.qr_svg("Frontdoor", &"x".repeat(3_000)), Err(NotDrawn));
    }

    proptest::proptest! {
        #[test]
        fn a_step_never_goes_back(start in 60i64..4_000_000_000, waits in proptest::collection::vec(0i64..90, 1..20)) {
            let (mut now, mut used) = (start, None);
            for wait in waits {
                now += wait;
                if let Some(step) = RFC.verify(&RFC.code(at(now)), at(now), used) {
                    proptest::prop_assert!(used.is_none_or(|before| step > before));
                    used = Some(step);
                }
            }
        }
    }
}
