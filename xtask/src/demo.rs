//! The invented council, started for a browser to walk through and stopped afterwards.

use std::net::{Ipv4Addr, SocketAddr, TcpStream};
use std::path::Path;
use std::process::{Command, Stdio};
use std::sync::mpsc::{self, Receiver, RecvTimeoutError};
use std::thread;
use std::time::Duration;

use anyhow::{Context, Result, bail};
use tempfile::TempDir;

use crate::command::{Running, each_line};
use crate::postgres::free_port;

/// How long the demo may take to fill its council and answer, on a slow and busy machine.
const PATIENCE: Duration = Duration::from_mins(5);

/// How long it may take to end when asked.
const LAST_WORDS: Duration = Duration::from_secs(20);

/// A running demo with data of its own. Dropping it stops it and removes its data.
pub struct Demo {
    running: Running,
    said: Receiver<String>,
    port: u16,
    data: Option<TempDir>,
}

impl Demo {
    /// Starts `frontdoor demo` on a free port and waits until it answers.
    ///
    /// # Errors
    /// When it ends, or says nothing of its address: then with what it said instead.
    pub fn start(program: &Path) -> Result<Self> {
        let data = tempfile::Builder::new().prefix("frontdoor-demo-").tempdir()?;
        Self::begin(program, "demo", data)
    }

    /// Makes the council and leaves it as it is made, for each who wants one of their own: making one takes far longer than copying it.
    ///
    /// # Errors
    /// As [`Demo::start`].
    pub fn made(program: &Path) -> Result<TempDir> {
        let mut demo = Self::start(program)?;
        demo.data.take().context("the demo has no data")
    }

    /// Starts `frontdoor serve` for a council that is there already, likewise.
    ///
    /// # Errors
    /// As [`Demo::start`].
    pub fn serve(program: &Path, data: TempDir) -> Result<Self> {
        Self::begin(program, "serve", data)
    }

    fn begin(program: &Path, what: &str, data: TempDir) -> Result<Self> {
        let port = free_port()?;
        let mut command = Command::new(program);
        if what == "serve" {
            // Each of thousands of requests as a line would be slow to show and read by nobody.
            command.env("FRONTDOOR_LOG", "warn");
        }
        command.arg(what).arg("--listen").arg(format!("127.0.0.1:{port}")).arg("--data").arg(data.path());
        let mut running =
            Running::start(command.stdin(Stdio::null()).stdout(Stdio::piped()).stderr(Stdio::piped()))?;
        let said = listen(&mut running);
        let demo = Self { running, said, port, data: Some(data) };
        demo.wait_until_it_answers()?;
        Ok(demo)
    }

    /// Where a browser finds it, without a slash at the end.
    pub fn url(&self) -> String {
        format!("http://127.0.0.1:{}", self.port)
    }

    fn wait_until_it_answers(&self) -> Result<()> {
        let mut said = Vec::new();
        loop {
            match self.said.recv_timeout(PATIENCE) {
                Ok(line) => said.push(line),
                Err(RecvTimeoutError::Timeout) => {
                    bail!("the demo never told its address:\n{}", said.join("\n"))
                }
                Err(RecvTimeoutError::Disconnected) => bail!("the demo ended at once:\n{}", said.join("\n")),
            }
            if said.last().is_some_and(|line| line.contains(&format!(":{}", self.port))) {
                break;
            }
        }
        let address = SocketAddr::from((Ipv4Addr::LOCALHOST, self.port));
        TcpStream::connect_timeout(&address, PATIENCE)
            .context("the demo told its address but does not listen")?;
        Ok(())
    }
}

impl Drop for Demo {
    fn drop(&mut self) {
        self.running.ask_to_stop();
        // Its output closes when it has ended.
        loop {
            match self.said.recv_timeout(LAST_WORDS) {
                Ok(_) => {}
                Err(RecvTimeoutError::Disconnected) => return,
                Err(RecvTimeoutError::Timeout) => return self.running.kill(),
            }
        }
    }
}

/// Shows what the demo says, marked as its words, and hands each line on.
fn listen(running: &mut Running) -> Receiver<String> {
    let (sender, receiver) = mpsc::channel();
    let (output, errors) = running.output();
    let second = sender.clone();
    thread::spawn(move || output.map(|pipe| each_line(pipe, |line| tell(&sender, line))));
    thread::spawn(move || errors.map(|pipe| each_line(pipe, |line| tell(&second, line))));
    receiver
}

fn tell(sender: &mpsc::Sender<String>, line: String) {
    println!("demo | {line}");
    drop(sender.send(line));
}
