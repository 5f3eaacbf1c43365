//! The server: it says where it listens once it does, answers, and stops when it is asked, having finished what it was at.

use std::io::{BufRead, BufReader, Read, Write};
use std::net::TcpStream;
use std::path::Path;
use std::process::{Child, Command, Stdio};

use crate::{command, council};

pub struct Server {
    child: Child,
    said: Vec<String>,
    address: String,
}

/// Starts a server and waits until it says where it listens.
pub fn start(folder: &Path, line: &str) -> Server {
    let mut child =
        command().current_dir(folder).args(line.split(' ')).stdout(Stdio::piped()).spawn().unwrap();
    let lines = BufReader::new(child.stdout.take().unwrap()).lines();
    let mut said = Vec::new();
    let mut address = None;
    for line in lines {
        let line = line.unwrap();
        address = line.split_whitespace().find_map(|word| word.strip_prefix("http://")).map(String::from);
        said.push(line);
        if address.is_some() {
            break;
        }
    }
    Server { child, said, address: address.expect("it says where it listens") }
}

impl Server {
    fn answers(&self) -> String {
        let mut stream = TcpStream::connect(&self.address).unwrap();
        write!(stream, "GET /sign-in HTTP/1.1\r\nHost: {}\r\nConnection: close\r\n\r\n", self.address)
            .unwrap();
        let mut answer = String::new();
        stream.read_to_string(&mut answer).unwrap();
        answer
    }

    /// Asks it to stop and waits until it has.
    pub fn stop(mut self, signal: &str) -> bool {
        let asked = Command::new("kill").args([signal, &self.child.id().to_string()]).status().unwrap();
        assert!(asked.success());
        self.child.wait().unwrap().success()
    }
}

#[test]
fn it_listens_answers_and_stops_when_asked() {
    for signal in ["-TERM", "-INT"] {
        let folder = council();
        let server = start(folder.path(), "serve --data data --listen 127.0.0.1:0");
        assert!(server.said.last().unwrap().contains("practice pack england"), "{:?}", server.said);
        assert!(server.answers().starts_with("HTTP/1.1 "));
        assert!(server.stop(signal), "{signal}");
    }
}

#[test]
fn a_second_server_on_the_same_address_says_so() {
    let folder = council();
    let server = start(folder.path(), "serve --data data --listen 127.0.0.1:0");
    let said = crate::run(folder.path(), &format!("serve --data data --listen {}", server.address));
    assert!(said.why().starts_with(&format!("nothing can listen on {}", server.address)), "{}", said.why());
    assert!(server.stop("-TERM"));
}

#[test]
fn a_demo_is_made_once_and_made_anew_when_it_was_broken_off() {
    let folder = tempfile::tempdir().unwrap();
    let line = "demo --listen 127.0.0.1:0 --data demo --scale 4";
    let server = start(folder.path(), line);
    let said = server.said.join("\n");
    assert!(said.contains("Making an invented council"), "{said}");
    for person in ["officer", "mash-manager", "school-partner", "auditor", "administrator"] {
        assert!(said.contains(person), "{said}");
    }
    assert!(server.stop("-TERM"));
    let server = start(folder.path(), line);
    assert!(!server.said.join("\n").contains("Making"), "{:?}", server.said);
    assert!(server.stop("-INT"));
    let server = start(folder.path(), &format!("{line} --days-later 31"));
    assert!(server.said.join("\n").contains("looked at 31 days from today"), "{:?}", server.said);
    assert!(server.stop("-INT"));
    std::fs::write(folder.path().join("demo/frontdoor.demo"), "being made\n").unwrap();
    let server = start(folder.path(), line);
    assert!(server.said.join("\n").contains("Making"), "{:?}", server.said);
    assert!(server.stop("-TERM"));
}
