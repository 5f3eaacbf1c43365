//! Who is signing in: passwords, one-time codes, recovery codes, tokens, sessions and throttling. Knows nothing of cases.
//!
//! Everything here is a function of what it is given: the time and every random byte come from the program's shell, and nothing
//! is stored. What must be kept (hashes, digests, the last step used, counts of failures) is returned to the caller.
//!
//! The rules are OWASP ASVS 5.0.0 chapters V6 (authentication), V7 (sessions) and V11 (cryptography), and WCAG 2.2's 3.3.8: nobody
//! needs a memory test, so anything may be pasted and no rule asks for a capital or a digit.
//!
//! A way of signing in is a [`sign_in::Method`], and what it shows is a [`sign_in::Proof`]. A new way (a passkey, a council's own
//! identity provider) adds the code that checks it and returns its proof; what a session needs is decided in one place,
//! [`sign_in::next`].

pub mod link_code;
pub mod password;
pub mod recovery;
pub mod session;
pub mod sign_in;
mod spoken;
pub mod throttle;
pub mod token;
pub mod totp;
