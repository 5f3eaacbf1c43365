//! The command line. The names of commands and options are a promise: others may be added, none is taken away.

mod matching;

use std::net::SocketAddr;
use std::path::PathBuf;

use clap::{Args, Parser, Subcommand, ValueEnum};

pub use self::matching::Match;

/// Frontdoor: the front door of a council's children's services.
#[derive(Parser)]
#[command(name = "frontdoor", version)]
pub struct Arguments {
    /// What to do
    #[command(subcommand)]
    pub command: Command,
}

/// Where a council's Frontdoor stands.
#[derive(Debug, Clone, Default, Args)]
pub struct Place {
    /// The folder with the database (unless it is on a server), the key and the outbox
    #[arg(long, global = true, value_name = "DIR")]
    pub data: Option<PathBuf>,
    /// A PostgreSQL database: postgres://user@host/name
    #[arg(long, global = true, value_name = "URL")]
    pub database: Option<String>,
    /// The folder of the practice pack, in place of England's
    #[arg(long, global = true, value_name = "DIR")]
    pub pack: Option<PathBuf>,
    /// The configuration file
    #[arg(long, global = true, value_name = "FILE")]
    pub config: Option<PathBuf>,
}

/// What to do.
#[derive(Subcommand)]
pub enum Command {
    /// An invented council, ready to use in a browser
    Demo {
        /// Where to listen
        #[arg(long, value_name = "ADDR", default_value = "127.0.0.1:8080")]
        listen: SocketAddr,
        /// The demo's own folder
        #[arg(long, value_name = "DIR", default_value = "data/demo")]
        data: PathBuf,
        /// How many families it has: 20 is a handful, 125000 the largest council there is
        #[arg(long, value_name = "N", default_value_t = 240)]
        scale: u32,
        /// The folder of a practice pack to try, in place of England's
        #[arg(long, value_name = "DIR")]
        pack: Option<PathBuf>,
        /// Look at it so many days from today, to see what time brings; a council itself has no such thing
        #[arg(long, value_name = "N", default_value_t = 0, value_parser = clap::value_parser!(u16).range(0..=3650))]
        days_later: u16,
    },
    /// Serves a council
    Serve {
        /// Where it stands
        #[command(flatten)]
        place: Place,
        /// Where to listen; 127.0.0.1:8080 unless the configuration says otherwise
        #[arg(long, value_name = "ADDR")]
        listen: Option<SocketAddr>,
    },
    /// The people who sign in
    User {
        /// What to do
        #[command(subcommand)]
        what: User,
        /// Where the council's Frontdoor stands
        #[command(flatten)]
        place: Place,
    },
    /// The keys with which other agencies' systems send notifications
    Key {
        /// What to do
        #[command(subcommand)]
        what: Key,
        /// Where the council's Frontdoor stands
        #[command(flatten)]
        place: Place,
    },
    /// Practice packs
    Pack {
        /// What to do
        #[command(subcommand)]
        what: Pack,
    },
    /// National returns, made from the record
    Return {
        /// Which return
        #[command(subcommand)]
        what: Return,
        /// Where the council's Frontdoor stands
        #[command(flatten)]
        place: Place,
    },
    /// Checks a file of a return: what is wrong, where, and how to mend it
    Check {
        /// What to check
        #[command(subcommand)]
        what: Check,
    },
    /// Takes in records: proposals first, --accept to take them
    Import {
        /// What to take in
        #[command(subcommand)]
        what: Import,
        /// Where the council's Frontdoor stands
        #[command(flatten)]
        place: Place,
    },
    /// Files of people matched: doubles in one, the same people in two, questions about one
    Match {
        /// What to match
        #[command(subcommand)]
        what: Match,
    },
    /// Stories run through the real use cases in simulated time
    Scenario {
        /// What to do
        #[command(subcommand)]
        what: Scenario,
    },
    /// The escalation watch
    Watch {
        /// What to do
        #[command(subcommand)]
        what: Watch,
        /// Where the council's Frontdoor stands
        #[command(flatten)]
        place: Place,
    },
    /// Shows that the record is what it was
    Verify {
        /// Writes where the chains end now into a new file, to be kept elsewhere
        #[arg(long, value_name = "FILE")]
        export_head: Option<PathBuf>,
        /// Holds the record against a file written earlier by --export-head
        #[arg(long, value_name = "FILE")]
        against: Option<PathBuf>,
        /// Where the council's Frontdoor stands
        #[command(flatten)]
        place: Place,
    },
    /// The downtime pack: what tonight's duty worker needs when nothing works
    Downtime {
        /// What to do
        #[command(subcommand)]
        what: Downtime,
        /// Where the council's Frontdoor stands
        #[command(flatten)]
        place: Place,
    },
    /// Copies everything, as it is at this moment, into a new file
    Backup {
        /// The new file
        file: PathBuf,
        /// Where the council's Frontdoor stands
        #[command(flatten)]
        place: Place,
    },
    /// Makes a council's database anew from a backup, and verifies it
    Restore {
        /// The backup
        file: PathBuf,
        /// Where the council's Frontdoor is to stand
        #[command(flatten)]
        place: Place,
    },
    /// Copies everything into another, empty database, and verifies it
    Copy {
        /// The other database: postgres://user@host/name, or a file for SQLite
        #[arg(long, value_name = "URL")]
        to: String,
        /// Where the council's Frontdoor stands
        #[command(flatten)]
        place: Place,
    },
}

/// What to do about people who sign in.
#[derive(Subcommand)]
pub enum User {
    /// Adds a colleague or partner, and prints the link they join by
    Add {
        /// What colleagues call them
        #[arg(long)]
        name: String,
        /// What they will sign in with, such as an e-mail address
        #[arg(long)]
        user_name: String,
        /// A role's code, such as mash_manager; may be given several times
        #[arg(long = "role", value_name = "ROLE", required = true)]
        roles: Vec<String>,
        /// A team's name in the practice pack; may be given several times
        #[arg(long = "team", value_name = "TEAM")]
        teams: Vec<String>,
        /// The agency's name in the practice pack, for a partner
        #[arg(long)]
        agency: Option<String>,
        /// Which of the agency's organisations: one school, one practice
        #[arg(long)]
        organisation: Option<String>,
        /// The words after the name
        #[arg(long, default_value = "")]
        title: String,
        /// A work telephone number
        #[arg(long, default_value = "")]
        phone: String,
        /// A work e-mail address
        #[arg(long, default_value = "")]
        email: String,
    },
    /// Stops somebody from signing in, at once
    Disable {
        /// What they sign in with
        user_name: String,
    },
    /// Lets somebody sign in again
    Enable {
        /// What they sign in with
        user_name: String,
    },
    /// Prints a new link to join by; what they had before ends at once
    Enrol {
        /// What they sign in with
        user_name: String,
    },
    /// Everybody
    List,
}

/// What to do about keys of agencies' systems.
#[derive(Subcommand)]
pub enum Key {
    /// Makes a key, and prints it once
    Add {
        /// The agency's name in the practice pack
        #[arg(long)]
        agency: String,
        /// Which system it is, and in whose hands
        #[arg(long)]
        name: String,
        /// For how many days it holds
        #[arg(long, default_value = "365")]
        days: String,
    },
    /// Ends a key, at once
    End {
        /// The key's number, as `key list` prints it
        key: String,
    },
    /// Every key there is or was
    List,
}

/// What to do with a practice pack.
#[derive(Subcommand)]
pub enum Pack {
    /// Says what is wrong with a pack, with file and line
    Check {
        /// The pack's folder
        folder: PathBuf,
        /// The pack that is in use now: told is each question that changed under the same version, and each version that is gone
        #[arg(long, value_name = "DIR")]
        was: Option<PathBuf>,
    },
}

/// What to do with the escalation watch.
#[derive(Subcommand)]
pub enum Watch {
    /// Runs rules over the council's own past: what they would have asked and when, beside what happened. Nothing is changed
    Replay {
        /// The first day
        #[arg(long, value_name = "YYYY-MM-DD")]
        from: jiff::civil::Date,
        /// The last day
        #[arg(long, value_name = "YYYY-MM-DD")]
        to: jiff::civil::Date,
        /// The folder of a pack, or a single watch.toml, with the rules to try; the council's own unless it is given
        #[arg(long, value_name = "PATH")]
        rules: Option<PathBuf>,
        /// Text for people, or JSON
        #[arg(long, value_enum, default_value_t = Format::Text)]
        format: Format,
    },
}

/// What to do about the downtime pack.
#[derive(Subcommand)]
pub enum Downtime {
    /// Makes a key file that a passphrase opens, and prints the public key that packs are made for
    Key {
        /// The new key file
        file: PathBuf,
        /// A file whose first line is the passphrase; otherwise it is asked for
        #[arg(long, value_name = "FILE")]
        passphrase_file: Option<PathBuf>,
    },
    /// Makes a pack now, in the place of the last one
    Build {
        /// The pack; that of the configuration unless it is given
        file: Option<PathBuf>,
        /// The public key it is made for; that of the configuration unless it is given
        #[arg(long, value_name = "PUBLIC KEY")]
        recipient: Option<String>,
    },
    /// Opens a pack on a bare machine: prints it, and leaves nothing behind
    Open {
        /// The pack
        file: PathBuf,
        /// The key file
        #[arg(long, value_name = "FILE")]
        key: PathBuf,
        /// Writes plain pages into a new folder instead. Whoever has the folder can read them
        #[arg(long, value_name = "FOLDER")]
        to: Option<PathBuf>,
        /// A file whose first line is the passphrase; otherwise it is asked for
        #[arg(long, value_name = "FILE")]
        passphrase_file: Option<PathBuf>,
    },
}

/// Which return to make.
#[derive(Subcommand)]
pub enum Return {
    /// The children in need census of a year
    Cin {
        /// The year in which the collection ends: 2026 is 1 April 2025 to 31 March 2026
        #[arg(long, value_name = "YEAR")]
        year: i16,
        /// The XML file to write
        #[arg(long, value_name = "FILE")]
        out: PathBuf,
        /// As it was known at the end of a day, in place of now
        #[arg(long, value_name = "YYYY-MM-DD")]
        as_known_on: Option<jiff::civil::Date>,
    },
    /// The lists of children that Ofsted asks for (annex A)
    AnnexA {
        /// The day of the lists: as the record was known at its end
        #[arg(long, value_name = "YYYY-MM-DD")]
        on: jiff::civil::Date,
        /// The workbook to write
        #[arg(long, value_name = "FILE")]
        out: PathBuf,
    },
    /// The lists that a focused visit asks for besides annex A: discussions, powers, the night, agency checks, missing children, audits
    FocusedVisit {
        /// The day of the lists: as the record was known at its end
        #[arg(long, value_name = "YYYY-MM-DD")]
        on: jiff::civil::Date,
        /// The workbook to write
        #[arg(long, value_name = "FILE")]
        out: PathBuf,
    },
    /// The tables of the Standard Safeguarding Dataset, as CSV
    Ssd {
        /// The folder to write them into; it must be empty or new
        #[arg(long, value_name = "DIR")]
        out: PathBuf,
    },
    /// The daily feed of the Department for Education
    CscApi {
        /// The JSON file to write; of more than a hundred children, one file for each hundred: F.json, F-2.json
        #[arg(long, value_name = "FILE")]
        out: PathBuf,
        /// What the Department acknowledged last: only what differs is written
        #[arg(long, value_name = "FILE")]
        acknowledged: Option<PathBuf>,
        /// Writes what it will have acknowledged once it has taken all of it in
        #[arg(long, value_name = "FILE")]
        then: Option<PathBuf>,
    },
}

/// Which return to check.
#[derive(Subcommand)]
pub enum Check {
    /// A children in need census, by the rules of its year
    Cin {
        /// The XML file
        file: PathBuf,
        /// How to print it
        #[arg(long, value_enum, default_value_t = Format::Text)]
        format: Format,
        /// The year in which the collection ends, in place of the file's own
        #[arg(long, value_name = "YEAR")]
        year: Option<i16>,
    },
    /// A workbook of Ofsted's lists (annex A), cell by cell
    AnnexA {
        /// The workbook
        file: PathBuf,
        /// How to print it
        #[arg(long, value_enum, default_value_t = Format::Text)]
        format: Format,
        /// The day of the lists, by which ages and times are counted
        #[arg(long, value_name = "YYYY-MM-DD")]
        on: Option<jiff::civil::Date>,
    },
}

/// What to take in.
#[derive(Subcommand)]
pub enum Import {
    /// A children in need census
    Cin {
        /// The XML file
        file: PathBuf,
        /// Takes the proposals of which nobody need be asked
        #[arg(long)]
        accept: bool,
        /// Where the report is written as CSV too
        #[arg(long)]
        report: Option<PathBuf>,
    },
    /// A workbook of Annex A lists, in any spelling that is known
    AnnexA {
        /// The workbook
        file: PathBuf,
        /// The day of the lists
        #[arg(long)]
        on: Option<jiff::civil::Date>,
        /// Takes the proposals of which nobody need be asked
        #[arg(long)]
        accept: bool,
        /// Where the report is written as CSV too
        #[arg(long)]
        report: Option<PathBuf>,
    },
    /// Tables of the Standard Safeguarding Dataset
    Ssd {
        /// The folder with a CSV file for each table
        folder: PathBuf,
        /// The day on which the tables were made
        #[arg(long)]
        on: Option<jiff::civil::Date>,
        /// Takes the proposals of which nobody need be asked
        #[arg(long)]
        accept: bool,
        /// Where the report is written as CSV too
        #[arg(long)]
        report: Option<PathBuf>,
    },
    /// A list of people
    People {
        /// The CSV file
        file: PathBuf,
        /// The day on which the list was made: of who somebody is, only a newer file replaces what another said
        #[arg(long)]
        on: Option<jiff::civil::Date>,
        /// Takes the proposals of which nobody need be asked
        #[arg(long)]
        accept: bool,
        /// Where the report is written as CSV too
        #[arg(long)]
        report: Option<PathBuf>,
    },
    /// The imports that came last
    List,
    /// What came of an import, table by table and rule by rule
    Report {
        /// The import
        import: String,
        /// Where it is written as CSV too
        #[arg(long)]
        csv: Option<PathBuf>,
    },
    /// Gives a file back as it came, and checks that it is the same
    File {
        /// The import
        import: String,
        /// Where it is written: a file, or a folder for tables that came as several
        #[arg(long)]
        out: PathBuf,
    },
    /// Takes a whole import back
    TakeBack {
        /// The import
        import: String,
        /// Why
        #[arg(long)]
        reason: String,
    },
    /// Notifications of another agency: a CSV, XML or JSON file, or a folder of them
    Notifications {
        /// The file, or the folder; files of a folder are moved into taken/ or refused/ with a report beside each
        path: PathBuf,
        /// The agency's name in the practice pack
        #[arg(long, default_value = "police")]
        agency: String,
        /// Takes them in; without it what would be taken in is printed
        #[arg(long)]
        accept: bool,
    },
}

/// What to do with a story.
#[derive(Subcommand)]
pub enum Scenario {
    /// Runs a story in a database of its own and prints every act, clock, message and refusal
    Run {
        /// The story
        file: PathBuf,
        /// How to print it
        #[arg(long, value_enum, default_value_t = Format::Text)]
        format: Format,
        /// An empty PostgreSQL database to run it in, in place of a temporary file
        #[arg(long, value_name = "URL")]
        database: Option<String>,
    },
}

/// How to print a report.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum Format {
    /// For a person.
    Text,
    /// For a program.
    Json,
}

#[cfg(test)]
mod tests {
    use super::Arguments;
    use clap::{CommandFactory, Parser};

    #[test]
    fn the_command_line_contradicts_itself_nowhere() {
        Arguments::command().debug_assert();
    }

    #[test]
    fn the_names_that_were_promised_are_there() {
        for line in [
            "demo",
            "demo --listen 127.0.0.1:9000 --data d --scale 3",
            "serve --data d",
            "serve --database postgres://frontdoor@localhost/frontdoor --listen [::1]:80 --pack p --config c.toml",
            "user add --name A --user-name a --role auditor --data d",
            "user --data d enrol a",
            "user disable a --data d",
            "user enable a --data d",
            "pack check p",
            "import cin f.xml --data d",
            "import cin f.xml --accept --data d",
            "import annex-a f.xlsx --on 2026-06-30 --accept --report r.csv --data d",
            "import ssd f --accept --data d",
            "import people f.csv --accept --data d",
            "import list --data d",
            "import report 00 --csv r.csv --data d",
            "import take-back 00 --reason wrong --data d",
            "import notifications f.csv --data d",
            "import notifications f --agency police --accept --data d",
            "key add --agency police --name Niche --days 30 --data d",
            "key end 00 --data d",
            "key list --data d",
            "return cin --year 2026 --out f.xml --data d",
            "return cin --year 2026 --out f.xml --as-known-on 2026-06-30 --data d",
            "return annex-a --on 2026-06-30 --out f.xlsx --data d",
            "return focused-visit --on 2026-06-30 --out f.xlsx --data d",
            "return ssd --out t --data d",
            "return csc-api --out f.json --data d",
            "return csc-api --out f.json --acknowledged a.json --then b.json --data d",
            "check annex-a f.xlsx",
            "check annex-a f.xlsx --on 2026-06-30 --format json",
            "check cin f.xml",
            "check cin f.xml --format json --year 2026",
            "scenario run f.toml",
            "scenario run f.toml --format json",
            "verify --data d",
            "verify --data d --export-head h --against g",
            "backup f --data d",
            "restore f --data d",
            "downtime key k",
            "downtime key k --passphrase-file p",
            "downtime build --config c.toml",
            "downtime build f --recipient age1x --data d",
            "downtime open f --key k",
            "downtime open f --key k --to p --passphrase-file w",
            "copy --to postgres://frontdoor@localhost/frontdoor --data d",
        ] {
            let words = std::iter::once("frontdoor").chain(line.split(' '));
            assert!(Arguments::try_parse_from(words).is_ok(), "{line}");
        }
    }
}
