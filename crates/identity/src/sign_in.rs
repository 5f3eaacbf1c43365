//! What somebody has shown of who they are, and what is still needed before a session opens.
//!
//! Everybody needs two factors (ASVS 6.3.3). A password is one; a one-time code or a recovery code is another; a passkey that checked
//! its owner is both at once; a council's own identity provider is both when it says so. The code that checks a proof lives beside
//! its kind; this is the only place that says which proofs are enough.

use serde::{Deserialize, Serialize};

/// How somebody starts to sign in.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Method {
    /// A password kept here as a hash.
    Password,
    /// A passkey (WebAuthn), resistant to phishing.
    Passkey,
    /// The council's identity provider (OpenID Connect).
    Oidc,
}

/// One thing that was shown and checked.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Proof {
    /// The password was right.
    Password,
    /// The one-time code was right and not used before.
    OneTimeCode,
    /// A recovery code was right and is now used up.
    RecoveryCode,
    /// A passkey signed, and its device checked its owner by PIN or body.
    Passkey,
    /// The council's identity provider vouched, with one factor by its own account.
    Provider,
    /// The council's identity provider vouched, and says that it saw two factors.
    ProviderWithTwoFactors,
}

/// How sure the session is of its owner; recorded with it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Strength {
    /// Two factors, one of them a recovery code: ask for a new second factor, and tell the person by another way.
    TwoFactorsByRecovery,
    /// Two factors.
    TwoFactors,
    /// Two factors that cannot be given to a false page.
    ResistsPhishing,
}

/// What the sign-in page asks for next.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum SignInStep {
    /// Nothing of use was shown yet: the password, or another [`Method`].
    NeedsPassword,
    /// One factor was shown.
    NeedsSecondFactor,
    /// One factor was shown and the person has no second one yet: set it up before anything else is shown.
    NeedsEnrolment,
    /// Enough. Open a session with a new token.
    SignedIn(Strength),
}

/// What is needed after what was shown in this sign-in. `enrolled` says whether the person has a second factor set up.
pub fn next(shown: &[Proof], enrolled: bool) -> SignInStep {
    let has = |proof| shown.contains(&proof);
    if has(Proof::Passkey) {
        return SignInStep::SignedIn(Strength::ResistsPhishing);
    }
    if has(Proof::ProviderWithTwoFactors) {
        return SignInStep::SignedIn(Strength::TwoFactors);
    }
    if !has(Proof::Password) && !has(Proof::Provider) {
        return SignInStep::NeedsPassword;
    }
    if has(Proof::OneTimeCode) {
        return SignInStep::SignedIn(Strength::TwoFactors);
    }
    if has(Proof::RecoveryCode) {
        return SignInStep::SignedIn(Strength::TwoFactorsByRecovery);
    }
    if enrolled { SignInStep::NeedsSecondFactor } else { SignInStep::NeedsEnrolment }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn two_factors_open_a_session_and_one_does_not() {
        use SignInStep::{NeedsEnrolment, NeedsPassword, NeedsSecondFactor, SignedIn};
        use Strength::{ResistsPhishing, TwoFactors, TwoFactorsByRecovery};
        for (shown, enrolled, expected) in [
            (&[][..], true, NeedsPassword),
            (&[Proof::OneTimeCode], true, NeedsPassword),
            (&[Proof::OneTimeCode, Proof::RecoveryCode], true, NeedsPassword),
            (&[Proof::Password], true, NeedsSecondFactor),
            (&[Proof::Password], false, NeedsEnrolment),
            (&[Proof::Password, Proof::Provider], true, NeedsSecondFactor),
            (&[Proof::Password, Proof::OneTimeCode], true, SignedIn(TwoFactors)),
            (&[Proof::OneTimeCode, Proof::Password], true, SignedIn(TwoFactors)),
            (&[Proof::Password, Proof::RecoveryCode], true, SignedIn(TwoFactorsByRecovery)),
            (&[Proof::Provider], true, NeedsSecondFactor),
            (&[Proof::Provider, Proof::OneTimeCode], true, SignedIn(TwoFactors)),
            (&[Proof::ProviderWithTwoFactors], false, SignedIn(TwoFactors)),
            (&[Proof::Passkey], false, SignedIn(ResistsPhishing)),
        ] {
            assert_eq!(next(shown, enrolled), expected, "{shown:?}");
        }
    }

    #[test]
    fn showing_more_never_asks_for_more() {
        let all = [
            Proof::Password,
            Proof::OneTimeCode,
            Proof::RecoveryCode,
            Proof::Passkey,
            Proof::Provider,
            Proof::ProviderWithTwoFactors,
        ];
        let signed_in = |shown: &[Proof]| matches!(next(shown, true), SignInStep::SignedIn(_));
        for choice in 0u32..64 {
            let shown: Vec<Proof> = (0..6).filter(|bit| choice >> bit & 1 == 1).map(|bit| all[bit]).collect();
            for more in all {
                let with_more: Vec<Proof> = shown.iter().copied().chain([more]).collect();
                assert!(!signed_in(&shown) || signed_in(&with_more), "{with_more:?}");
            }
        }
    }
}
