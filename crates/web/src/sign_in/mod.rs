//! Signing in with a password and a code, going on, stopping, and what people change about their own sign-in. Which proofs are enough is said by
//! `identity`; nothing here tells a stranger whether a name is somebody's.

mod account;
mod code;
mod enrol;
mod next;
mod out;
mod password;

use casework::Stop;

use crate::route::{Filling, Mount, Signal, Visit};

/// The pages.
pub fn mounts() -> Vec<Mount> {
    vec![
        password::SIGN_IN.mount(),
        code::CODE.mount(),
        out::SIGN_OUT.mount(),
        out::EVERYWHERE.mount(),
        enrol::ENROL.mount(),
        account::ACCOUNT.mount(),
        account::CHANGE_PASSWORD.mount(),
        account::NEW_CODES.mount(),
        EXTEND.mount(),
    ]
}

/// Asked by the warning before a sign-in ends. Coming here is activity, which puts the end off.
static EXTEND: Signal<()> = Signal { path: "/session/extend", name: "go on", answer: extend };

fn extend(visit: &Visit<'_>, (): (), _: &Filling) -> Result<String, Stop> {
    let ends = casework::sign_in::extend(visit.house(), &visit.token)?.unwrap_or(visit.ends_at);
    Ok(ends.duration_since(visit.session.at).as_secs().to_string())
}
