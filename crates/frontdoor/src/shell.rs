//! The only place where a clock is read, the machine is asked for chance, and signals are heard. Everything else is told the time and given chance.

use std::future::poll_fn;
use std::io::Result;
use std::task::Poll;

use casework::{Chance, Clock};
use jiff::{SignedDuration, Timestamp};
use tokio::signal::unix::{Signal, SignalKind, signal};
use tracing_subscriber::EnvFilter;

/// The machine's clock.
pub struct MachineClock;

impl Clock for MachineClock {
    #[expect(clippy::disallowed_methods, reason = "this is the shell that the others get the time from")]
    fn now(&self) -> Timestamp {
        Timestamp::now()
    }
}

/// The machine's clock, so many days ahead: a demo is looked at on a later day.
pub struct DaysLater(pub u16);

impl Clock for DaysLater {
    fn now(&self) -> Timestamp {
        let later = SignedDuration::from_hours(24 * i64::from(self.0));
        let now = MachineClock.now();
        now.checked_add(later).unwrap_or(now)
    }
}

/// The machine's chance.
pub struct MachineChance;

impl Chance for MachineChance {
    #[expect(clippy::disallowed_methods, reason = "this is the shell that the others get chance from")]
    fn fill(&self, bytes: &mut [u8]) {
        if getrandom::fill(bytes).is_err() {
            // A token that could be guessed is worse than no service.
            eprintln!("frontdoor: the machine gives no chance, so nothing can be kept safe: stopping");
            std::process::abort();
        }
    }
}

/// Bytes of chance.
pub fn chance<const N: usize>() -> [u8; N] {
    let mut bytes = [0; N];
    MachineChance.fill(&mut bytes);
    bytes
}

/// What happens inside goes to standard error, without names. `FRONTDOOR_LOG` says how much: `debug`, `info` (as usual), `warn`.
pub fn log_to_stderr() {
    let filter = EnvFilter::try_from_env("FRONTDOOR_LOG").unwrap_or_else(|_| EnvFilter::new("info"));
    tracing_subscriber::fmt().with_env_filter(filter).with_writer(std::io::stderr).with_target(false).init();
}

/// Hears when somebody asks the program to stop: Ctrl-C, or the system's own request.
pub struct Requests {
    interrupt: Signal,
    terminate: Signal,
}

impl Requests {
    /// Listens from now on, within a runtime. Before that a request ends the program at once.
    pub fn listen() -> Result<Self> {
        let (interrupt, terminate) = (SignalKind::interrupt(), SignalKind::terminate());
        Ok(Requests { interrupt: signal(interrupt)?, terminate: signal(terminate)? })
    }

    /// Ends when somebody asks.
    pub async fn heard(mut self) {
        poll_fn(|context| {
            let asked =
                self.interrupt.poll_recv(context).is_ready() || self.terminate.poll_recv(context).is_ready();
            if asked { Poll::Ready(()) } else { Poll::Pending }
        })
        .await;
    }
}
