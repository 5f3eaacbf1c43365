//! What documents are scanned with: a program of the council's own, or clamd on this machine. Neither is told a name or an address; they are given
//! the bytes and say what they found.

use std::io::{ErrorKind, Read, Write};
use std::os::unix::net::UnixStream;
use std::path::PathBuf;
use std::process::{Command, Stdio};
use std::time::Duration;

use domain::partner::Scan;
use jiff::Timestamp;

/// Looks for programs that do harm.
pub trait Scanner: Send + Sync {
    /// What was found in the bytes.
    ///
    /// # Errors
    /// When it cannot be said now, in words for the administrator: it is tried again.
    fn scan(&self, bytes: &[u8]) -> Result<Verdict, String>;
}

/// What a scanner says.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Verdict {
    /// Nothing was found.
    Clean,
    /// Something was, and what it is called.
    Harmful(String),
}

impl Verdict {
    /// What is kept of it.
    pub(crate) fn at(self, at: Timestamp) -> Scan {
        match self {
            Verdict::Clean => Scan::Clean { at },
            Verdict::Harmful(found) => Scan::Harmful { at, found },
        }
    }
}

/// The longest name of something found that is kept.
const LONGEST: usize = 200;

fn named(found: &str) -> String {
    let plain: String = found.trim().chars().filter(|sign| !sign.is_control()).take(LONGEST).collect();
    if plain.is_empty() { "something without a name".into() } else { plain }
}

/// A program that reads the bytes and ends with 0 when it found nothing and with 1 when it found something. It is run as it stands, without a shell.
#[derive(Debug, Clone)]
pub struct ScanCommand {
    /// The program.
    pub program: PathBuf,
    /// What it is told.
    pub arguments: Vec<String>,
}

impl Scanner for ScanCommand {
    fn scan(&self, bytes: &[u8]) -> Result<Verdict, String> {
        let failed = |what: &str, error: &std::io::Error| format!("the scanner {what}: {}", error.kind());
        let mut child = Command::new(&self.program)
            .args(&self.arguments)
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .stderr(Stdio::null())
            .spawn()
            .map_err(|error| failed("could not be started", &error))?;
        let written = child.stdin.take().map_or(Ok(()), |mut stdin| stdin.write_all(bytes));
        let told = child.wait_with_output().map_err(|error| failed("did not answer", &error))?;
        // One that has seen enough before the end has closed its ear.
        if let Err(error) = written
            && error.kind() != ErrorKind::BrokenPipe
        {
            return Err(failed("could not be given the document", &error));
        }
        match told.status.code() {
            Some(0) => Ok(Verdict::Clean),
            Some(1) => Ok(Verdict::Harmful(named(&String::from_utf8_lossy(&told.stdout)))),
            other => Err(format!("the scanner ended with {other:?}")),
        }
    }
}

/// clamd, by its socket on this machine.
#[derive(Debug, Clone)]
pub struct ClamSocket {
    /// The socket: `/run/clamav/clamd.ctl`.
    pub path: PathBuf,
}

/// How long clamd may take for one document.
const LONGEST_WAIT: Duration = Duration::from_secs(120);
/// How many bytes it is given at once.
const AT_ONCE: usize = 64 * 1024;

impl Scanner for ClamSocket {
    fn scan(&self, bytes: &[u8]) -> Result<Verdict, String> {
        let answer = self.asked(bytes).map_err(|error| format!("clamd did not answer: {}", error.kind()))?;
        let answer = answer.trim_end_matches('\0').trim();
        if answer.ends_with("OK") && !answer.contains("FOUND") {
            return Ok(Verdict::Clean);
        }
        match answer.strip_suffix("FOUND") {
            Some(found) => Ok(Verdict::Harmful(named(found.trim_start_matches("stream:")))),
            None => Err("clamd could not scan the document".into()),
        }
    }
}

impl ClamSocket {
    /// The INSTREAM command: each part with its length before it, an empty part at the end.
    fn asked(&self, bytes: &[u8]) -> std::io::Result<String> {
        let mut socket = UnixStream::connect(&self.path)?;
        socket.set_read_timeout(Some(LONGEST_WAIT))?;
        socket.set_write_timeout(Some(LONGEST_WAIT))?;
        socket.write_all(b"zINSTREAM\0")?;
        for part in bytes.chunks(AT_ONCE) {
            let length = u32::try_from(part.len()).unwrap_or(u32::MAX);
            socket.write_all(&length.to_be_bytes())?;
            socket.write_all(part)?;
        }
        socket.write_all(&0u32.to_be_bytes())?;
        let mut answer = Vec::new();
        socket.take(4096).read_to_end(&mut answer)?;
        Ok(String::from_utf8_lossy(&answer).into_owned())
    }
}

#[cfg(test)]
mod tests {
    use super::{ClamSocket, ScanCommand, Scanner, Verdict};
    use std::io::{Read, Write};
    use std::os::unix::net::UnixListener;

    /// What every scanner must find, put together here so that this file is not found itself.
    fn eicar() -> Vec<u8> {
        [r"X5O!P%@AP[4\PZX54(P^)7CC)7}$", "EICAR-STANDARD-ANTIVIRUS-TEST-FILE!$H+H*"].concat().into_bytes()
    }

    #[test]
    fn a_program_of_the_council_s_own_says_what_it_found() {
        let grep = ScanCommand {
            program: "/bin/sh".into(),
            arguments: vec!["-c".into(), "if grep -q EICAR-STANDARD; then echo Eicar; exit 1; fi".into()],
        };
        assert_eq!(grep.scan(&eicar()), Ok(Verdict::Harmful("Eicar".into())));
        assert_eq!(grep.scan(b"Ava missed three days."), Ok(Verdict::Clean));
        let broken = ScanCommand { program: "/bin/sh".into(), arguments: vec!["-c".into(), "exit 2".into()] };
        assert!(broken.scan(b"x").is_err());
        let none = ScanCommand { program: "/nowhere/scanner".into(), arguments: Vec::new() };
        assert!(none.scan(b"x").is_err());
        // One that closes its ear before the end has answered all the same.
        let deaf = ScanCommand { program: "/bin/sh".into(), arguments: vec!["-c".into(), "exit 0".into()] };
        assert_eq!(deaf.scan(&vec![b'a'; 1 << 20]), Ok(Verdict::Clean));
    }

    #[test]
    fn clamd_is_given_the_bytes_and_says_what_it_found() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("clamd.ctl");
        let clamd = ClamSocket { path: path.clone() };
        assert!(clamd.scan(b"x").is_err(), "nobody listens");
        for (bytes, answer, expected) in [
            (
                eicar(),
                &b"stream: Eicar-Signature FOUND\0"[..],
                Ok(Verdict::Harmful("Eicar-Signature".into())),
            ),
            (vec![b'a'; 200_000], b"stream: OK\0", Ok(Verdict::Clean)),
            (
                b"x".to_vec(),
                b"INSTREAM size limit exceeded. ERROR\0",
                Err("clamd could not scan the document".to_owned()),
            ),
        ] {
            let _ = std::fs::remove_file(&path);
            let listener = UnixListener::bind(&path).unwrap();
            let expects = bytes.clone();
            let server = std::thread::spawn(move || {
                let (mut socket, _) = listener.accept().unwrap();
                let mut command = [0; 10];
                socket.read_exact(&mut command).unwrap();
                assert_eq!(&command, b"zINSTREAM\0");
                let mut heard = Vec::new();
                loop {
                    let mut length = [0; 4];
                    socket.read_exact(&mut length).unwrap();
                    let length = u32::from_be_bytes(length) as usize;
                    if length == 0 {
                        break;
                    }
                    let mut part = vec![0; length];
                    socket.read_exact(&mut part).unwrap();
                    heard.extend(part);
                }
                socket.write_all(answer).unwrap();
                assert_eq!(heard, expects);
            });
            assert_eq!(clamd.scan(&bytes), expected);
            server.join().unwrap();
        }
    }
}
