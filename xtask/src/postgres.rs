//! A PostgreSQL of our own for the time of the tests: in a temporary folder, on a free port, gone afterwards.

use std::net::{Ipv4Addr, TcpListener};
use std::os::unix::fs::chown;
use std::os::unix::process::CommandExt;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::{fs, io};

use anyhow::{Context, Result, bail};
use rustix::process::{Pid, Signal, kill_process};
use tempfile::TempDir;

use crate::tools;

/// How the server is set up. Nothing here must outlast the tests, so it never waits for the disk: that makes
/// a test database cost milliseconds. What survives a power cut is PostgreSQL's promise, not what we test here.
const SETTINGS: [&str; 7] = [
    "fsync=off",
    "synchronous_commit=off",
    "full_page_writes=off",
    "max_connections=300",
    "shared_buffers=64MB",
    "max_wal_size=256MB",
    "listen_addresses=127.0.0.1",
];

/// A running throwaway server. Dropping it stops the server and removes its folder.
pub struct Cluster {
    folder: TempDir,
    programs: PathBuf,
    owner: Option<Owner>,
    port: u16,
}

/// Whom the server runs as: PostgreSQL refuses to run as the administrator.
#[derive(Clone, Copy)]
struct Owner {
    user: u32,
    group: u32,
}

impl Cluster {
    /// Makes a server with PostgreSQL's own programs, found in the folder `programs`, and waits until it answers.
    ///
    /// # Errors
    /// When its files cannot be made, or it does not answer: then with the end of its log.
    pub fn start(programs: &Path) -> Result<Self> {
        let folder = folder()?;
        let owner = if tools::is_root() { Some(unprivileged()?) } else { None };
        if let Some(owner) = owner {
            chown(folder.path(), Some(owner.user), Some(owner.group))?;
        }
        let cluster = Self { folder, programs: programs.to_owned(), owner, port: free_port()? };
        let made =
            cluster.program("initdb", &["--username=frontdoor", "--auth=trust"]).args(INITIAL).output()?;
        if !made.status.success() {
            bail!("initdb failed: {}", String::from_utf8_lossy(&made.stderr));
        }
        let options = cluster.options();
        let log = cluster.log();
        let started = cluster
            .program("pg_ctl", &["start", "--wait", "--timeout=60", "--silent", "--options", &options])
            .arg("--log")
            .arg(&log)
            .stdout(Stdio::null())
            .status()?;
        if !started.success() {
            bail!("PostgreSQL did not start: {}", fs::read_to_string(log).unwrap_or_default());
        }
        Ok(cluster)
    }

    /// Where tests find it: a superuser's address, so that each test may make a database of its own.
    pub fn url(&self) -> String {
        format!("postgres://frontdoor@127.0.0.1:{}/postgres", self.port)
    }

    fn data(&self) -> PathBuf {
        self.folder.path().join("data")
    }

    fn log(&self) -> PathBuf {
        self.folder.path().join("log")
    }

    fn options(&self) -> String {
        let settings: String = SETTINGS.iter().map(|setting| format!(" -c {setting}")).collect();
        format!("-p {} -k '{}'{settings}", self.port, self.folder.path().display())
    }

    /// One of PostgreSQL's programs, run as the server's owner on the server's files.
    fn program(&self, name: &str, arguments: &[&str]) -> Command {
        let mut program = Command::new(self.programs.join(name));
        program.args(arguments).arg("--pgdata").arg(self.data()).current_dir(self.folder.path());
        program.stdin(Stdio::null());
        if let Some(owner) = self.owner {
            program.uid(owner.user).gid(owner.group);
        }
        program
    }

    /// The server's process, as it wrote it down itself.
    fn process(&self) -> Option<Pid> {
        let written = fs::read_to_string(self.data().join("postmaster.pid")).ok()?;
        Pid::from_raw(written.lines().next()?.trim().parse().ok()?)
    }
}

/// Room for the server's own files and the databases of as many tests as run at once, many times over.
const ROOM: u64 = 3 * 1024 * 1024 * 1024;

/// Where its files are: in memory, where there is room. A test's database is three hundred files that are made and thrown away at once, and
/// on a disk finding places for them took two fifths of all the tests' time.
fn folder() -> io::Result<TempDir> {
    let in_memory = Path::new("/dev/shm");
    let room = rustix::fs::statvfs(in_memory).map(|found| found.f_bavail.saturating_mul(found.f_frsize));
    let mut named = tempfile::Builder::new();
    named.prefix("frontdoor-postgres-");
    match room {
        Ok(room) if room >= ROOM => named.tempdir_in(in_memory).or_else(|_| named.tempdir()),
        _ => named.tempdir(),
    }
}

/// How its files are made: bytes in the order of their codes, as SQLite keeps them, and no waiting for the disk.
const INITIAL: [&str; 3] = ["--encoding=UTF8", "--locale=C.UTF-8", "--no-sync"];

impl Drop for Cluster {
    fn drop(&mut self) {
        let process = self.process();
        let stopped = self.program("pg_ctl", &["stop", "--mode=immediate", "--wait", "--silent"]).output();
        if matches!(stopped, Ok(stopped) if stopped.status.success()) {
            return;
        }
        if let Some(process) = process {
            let _ = kill_process(process, Signal::QUIT);
        }
    }
}

/// A port on which nobody listens at this moment.
///
/// # Errors
/// When the machine has none to give.
pub fn free_port() -> io::Result<u16> {
    Ok(TcpListener::bind((Ipv4Addr::LOCALHOST, 0))?.local_addr()?.port())
}

/// Somebody on this machine who is not the administrator: PostgreSQL's own user, or nobody.
fn unprivileged() -> Result<Owner> {
    let users = fs::read_to_string("/etc/passwd")?;
    let found = ["postgres", "nobody"].into_iter().find_map(|name| owner_named(&users, name));
    found.context("no user `postgres` or `nobody` to run PostgreSQL as")
}

/// The line `postgres:x:101:104:…` of the machine's list of users.
fn owner_named(users: &str, name: &str) -> Option<Owner> {
    let line = users.lines().find(|line| line.split(':').next() == Some(name))?;
    let mut numbers = line.split(':').skip(2);
    Some(Owner { user: numbers.next()?.parse().ok()?, group: numbers.next()?.parse().ok()? })
}

#[cfg(test)]
mod tests {
    use std::net::TcpStream;

    use super::*;
    use crate::tools::Tool;

    #[test]
    fn a_cluster_answers_and_leaves_nothing_behind() {
        let Some(programs) = Tool::Postgres.find() else {
            println!("left out: {}", Tool::Postgres.how_to_get());
            return;
        };
        let cluster = Cluster::start(&programs).unwrap();
        let address = (Ipv4Addr::LOCALHOST, cluster.port);
        let folder = cluster.folder.path().to_owned();
        assert!(TcpStream::connect(address).is_ok(), "it answers at {}", cluster.url());
        drop(cluster);
        assert!(TcpStream::connect(address).is_err(), "it has stopped");
        assert!(!folder.exists(), "its folder is gone");
    }

    #[test]
    fn the_server_runs_as_somebody_who_is_not_the_administrator() {
        let users = "root:x:0:0:root:/root:/bin/sh\npostgresql:x:7:7::/:/bin/sh\npostgres:x:101:104:,,,:/var:/bin/sh\n";
        let owner = owner_named(users, "postgres").unwrap();
        assert_eq!((owner.user, owner.group), (101, 104));
        assert!(owner_named(users, "nobody").is_none());
    }
}
