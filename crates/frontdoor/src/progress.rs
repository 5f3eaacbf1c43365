//! Progress on long work: one line that changes on a terminal, a line a tenth in a log.

use std::io::{IsTerminal, stderr};
use std::time::{Duration, Instant};

use store::Failure;
use store::backup::Copied;
use store::ledger::verify::{Progress, Report, Step};

/// Tells how far something has come, seldom enough to be read.
pub struct Telling {
    terminal: bool,
    what: &'static str,
    told: Option<u64>,
    /// Since when, where the rate and the time left are told too.
    since: Option<Instant>,
}

impl Telling {
    /// Telling of one thing.
    pub fn of(what: &'static str) -> Self {
        Telling { terminal: stderr().is_terminal(), what, told: None, since: None }
    }

    /// Telling of one thing, with how many are done in a second and how long it will take yet.
    pub fn timed(what: &'static str) -> Self {
        Telling { since: Some(Instant::now()), ..Telling::of(what) }
    }

    /// How far it has come. Where the end is not known, each ten thousand is told.
    pub fn tell(&mut self, done: u64, of: Option<u64>) {
        let Telling { terminal, what, told, since } = self;
        let mark = match of {
            Some(of) => (done * 100).checked_div(of).unwrap_or(100) / if *terminal { 1 } else { 10 },
            None => done / 10_000,
        };
        if told.replace(mark) == Some(mark) {
            return;
        }
        let words = of.map_or_else(|| format!("{what}: {done}"), |of| format!("{what}: {done} of {of}"));
        let words = words + &since.map_or_else(String::new, |since| pace(since.elapsed(), done, of));
        if *terminal {
            eprint!("\r{words}\u{1b}[K");
        } else {
            eprintln!("{words}");
        }
    }
}

/// How many a second, and how long it will take yet at this rate.
fn pace(spent: Duration, done: u64, of: Option<u64>) -> String {
    let Some(rate) = u64::try_from(spent.as_millis()).ok().and_then(|spent| (done * 1000).checked_div(spent))
    else {
        return String::new();
    };
    let left = of.and_then(|of| of.saturating_sub(done).checked_div(rate));
    left.map_or_else(|| format!(", {rate} a second"), |left| format!(", {rate} a second, {left} s left"))
}

/// Leaves the line of a terminal clean.
impl Drop for Telling {
    fn drop(&mut self) {
        if self.terminal && self.told.is_some() {
            eprint!("\r\u{1b}[K");
        }
    }
}

/// Runs a verification and tells how far it has come.
pub fn verifying(
    verify: impl FnOnce(&mut dyn FnMut(Progress)) -> Result<Report, Failure>,
) -> Result<Report, Failure> {
    let words = |step| match step {
        Step::Ledger => "verifying the ledger",
        Step::Access => "verifying the access log",
        Step::Tables => "verifying the tables",
    };
    let mut telling: Option<(Step, Telling)> = None;
    verify(&mut |progress| {
        if telling.as_ref().is_none_or(|(step, _)| *step != progress.step) {
            telling = Some((progress.step, Telling::of(words(progress.step))));
        }
        if let Some((_, telling)) = &mut telling {
            telling.tell(progress.done, Some(progress.of));
        }
    })
}

/// Runs a copy and tells how far it has come.
pub fn copying<T>(copy: impl FnOnce(&mut dyn FnMut(Copied)) -> Result<T, Failure>) -> Result<T, Failure> {
    let mut telling = Telling::of("copying");
    copy(&mut |copied| telling.tell(copied.done, copied.of))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_rate_and_the_time_left_follow_from_what_is_done() {
        for (spent, done, of, words) in [
            (0, 0, Some(10), ""),
            (2_000, 1_000, Some(3_000), ", 500 a second, 4 s left"),
            (2_000, 1_000, None, ", 500 a second"),
            (2_000, 0, Some(3_000), ", 0 a second"),
        ] {
            assert_eq!(pace(Duration::from_millis(spent), done, of), words);
        }
    }
}
