//! Running other programs: what they say is shown as it comes and kept, and none outlives us.

use std::io::{BufRead, BufReader, Read};
use std::os::unix::process::{CommandExt, ExitStatusExt};
use std::process::{Child, Command, Stdio};
use std::sync::Mutex;
use std::sync::atomic::{AtomicBool, Ordering};
use std::thread;

use anyhow::{Context, Result, bail};
use rustix::process::{Pid, Signal, kill_process_group};

/// The process groups that are running now. Each program is started as the leader of its own group, so that a
/// signal reaches everything it started in turn.
static RUNNING: Mutex<Vec<Pid>> = Mutex::new(Vec::new());

/// Whether somebody has asked us to stop.
static INTERRUPTED: AtomicBool = AtomicBool::new(false);

/// Passes an interruption (control-C, or a termination by CI) on to whatever is running. The steps then come back by
/// themselves, so that databases are stopped and temporary folders removed on the ordinary way out.
///
/// # Errors
/// When the system refuses the handler.
pub fn stop_everything_when_interrupted() -> Result<()> {
    ctrlc::set_handler(|| {
        INTERRUPTED.store(true, Ordering::SeqCst);
        if let Ok(running) = RUNNING.lock() {
            running.iter().for_each(|group| terminate(*group));
        }
    })
    .context("no handler for interruptions could be set")
}

/// Whether somebody has asked us to stop.
pub fn interrupted() -> bool {
    INTERRUPTED.load(Ordering::SeqCst)
}

/// Asks a whole group to end. A group that has ended already is no trouble.
fn terminate(group: Pid) {
    let _ = kill_process_group(group, Signal::TERM);
}

/// A program that is running, with everything it started.
pub struct Running {
    child: Child,
    group: Pid,
}

impl Running {
    /// Starts a program as the leader of its own group.
    ///
    /// # Errors
    /// When it cannot be started, or somebody has asked us to stop.
    pub fn start(command: &mut Command) -> Result<Self> {
        if interrupted() {
            bail!("stopped before {command:?}");
        }
        let child =
            command.process_group(0).spawn().with_context(|| format!("{command:?} could not be run"))?;
        let group = Pid::from_child(&child);
        if let Ok(mut running) = RUNNING.lock() {
            running.push(group);
        }
        if interrupted() {
            terminate(group);
        }
        Ok(Self { child, group })
    }

    /// The program's output, if it was started with a pipe for it. Can be taken once.
    pub fn output(&mut self) -> (Option<impl Read + Send + 'static>, Option<impl Read + Send + 'static>) {
        (self.child.stdout.take(), self.child.stderr.take())
    }

    /// Asks the program to end, with everything it started.
    pub fn ask_to_stop(&self) {
        terminate(self.group);
    }

    /// Ends the program without asking, when it did not heed being asked.
    pub fn kill(&mut self) {
        let _ = kill_process_group(self.group, Signal::KILL);
        drop(self.child.wait());
    }
}

impl Drop for Running {
    fn drop(&mut self) {
        if matches!(self.child.try_wait(), Ok(None)) {
            self.ask_to_stop();
            drop(self.child.wait());
        }
        if let Ok(mut running) = RUNNING.lock() {
            running.retain(|group| *group != self.group);
        }
    }
}

/// What a program said, and whether it called itself successful.
pub struct Heard {
    /// Whether it ended with code 0.
    pub success: bool,
    /// Both its outputs, line by line, as they came.
    pub lines: Vec<String>,
}

/// Runs a program to its end, showing what it says as it comes.
///
/// # Errors
/// When it cannot be started, or was ended by a signal.
pub fn run(command: &mut Command) -> Result<Heard> {
    let mut running =
        Running::start(command.stdin(Stdio::null()).stdout(Stdio::piped()).stderr(Stdio::piped()))?;
    let lines = Mutex::new(Vec::new());
    let (output, errors) = running.output();
    thread::scope(|scope| {
        scope.spawn(|| output.map(|pipe| show(pipe, &lines)));
        if let Some(pipe) = errors {
            show(pipe, &lines);
        }
    });
    let status = running.child.wait()?;
    if let Some(signal) = status.signal() {
        bail!("{command:?} was ended by signal {signal}");
    }
    Ok(Heard { success: status.success(), lines: lines.into_inner().unwrap_or_default() })
}

/// Shows and keeps each line of a pipe until its other end closes.
fn show(pipe: impl Read, lines: &Mutex<Vec<String>>) {
    each_line(pipe, |line| {
        println!("{line}");
        if let Ok(mut lines) = lines.lock() {
            lines.push(line);
        }
    });
}

/// Hands over each line of a pipe, whatever its bytes, until its other end closes.
pub fn each_line(pipe: impl Read, mut take: impl FnMut(String)) {
    let mut pipe = BufReader::new(pipe);
    let mut bytes = Vec::new();
    while matches!(pipe.read_until(b'\n', &mut bytes), Ok(1..)) {
        take(String::from_utf8_lossy(&bytes).trim_end().to_owned());
        bytes.clear();
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn both_outputs_and_the_verdict_are_heard() {
        let heard = run(Command::new("sh").args(["-c", "echo one; echo two >&2; exit 3"])).unwrap();
        let mut lines = heard.lines;
        lines.sort();
        assert_eq!(lines, ["one", "two"]);
        assert!(!heard.success);
    }

    #[test]
    fn what_a_program_started_ends_with_it() {
        let mut shell = Command::new("sh");
        // The shell starts a second one, which holds the pipe open until it too has ended.
        shell
            .args(["-c", "sh -c 'echo $$; while :; do read line < /dev/zero; done' & wait"])
            .stdout(Stdio::piped());
        let mut running = Running::start(&mut shell).unwrap();
        let (output, _) = running.output();
        let mut reader = BufReader::new(output.unwrap());
        let mut first = String::new();
        reader.read_line(&mut first).unwrap();
        running.ask_to_stop();
        let mut rest = String::new();
        reader.read_to_string(&mut rest).unwrap();
        assert_eq!(rest, "", "the pipe is closed: {} has ended", first.trim());
    }
}
