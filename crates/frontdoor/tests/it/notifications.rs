//! Notifications as files: shown before they are taken, taken once, moved away with a report; a folder is looked at while the server runs.

use std::fs;
use std::process::Stdio;

use crate::{command, council, run, workspace};

const BAD: &str = "reference,kinds,what_happened,address\nX1,cheese,Words,1 Elm Way\n";

#[test]
fn a_file_is_shown_before_it_is_taken_and_taken_once() {
    let folder = council();
    let example = workspace("docs/operations/examples/notifications.csv");
    let line = format!("import notifications {example} --agency police --data data");
    let shown = run(folder.path(), &line);
    assert!(shown.well().contains("3 incidents, 3 new"), "{}", shown.out);
    assert!(shown.well().contains("Nothing is taken in yet"));
    let taken = run(folder.path(), &format!("{line} --accept"));
    assert!(taken.well().contains("taken in: 3 incidents, 3 new"), "{}", taken.out);
    let again = run(folder.path(), &format!("{line} --accept"));
    assert!(again.well().contains("the same file as before"), "{}", again.out);
    let nobody = run(folder.path(), &format!("import notifications {example} --agency circus --data data"));
    assert!(nobody.why().contains("no agency “circus”"), "{}", nobody.why());
    fs::write(folder.path().join("not.csv"), "nothing here").unwrap();
    let refused = run(folder.path(), "import notifications not.csv --accept --data data");
    assert!(refused.why().contains("line 1: "), "{}", refused.why());
    // A file without an end is refused in bounded memory.
    let endless = run(folder.path(), "import notifications /dev/zero --accept --data data");
    assert!(endless.why().contains("longer than 8 MiB"), "{}", endless.why());
    assert!(run(folder.path(), "verify --data data").done);
}

#[test]
fn a_folder_is_emptied_but_for_what_is_still_being_written() {
    let folder = council();
    let police = folder.path().join("police");
    fs::create_dir(&police).unwrap();
    fs::copy(workspace("docs/operations/examples/notifications.json"), police.join("a.json")).unwrap();
    fs::copy(workspace("docs/operations/examples/notifications.xml"), police.join("b.xml.part")).unwrap();
    fs::write(police.join("c.csv"), BAD).unwrap();
    fs::write(police.join("d.csv"), "nothing here").unwrap();
    fs::write(police.join(".hidden"), "x").unwrap();
    let line = "import notifications police --agency police --accept --data data";
    assert!(run(folder.path(), line).well().contains("3 files"));
    let left: Vec<String> = names(&police);
    assert_eq!(left, [".hidden", "b.xml.part", "refused", "taken"]);
    assert_eq!(names(&police.join("taken")), ["a.json", "a.json.report.txt", "c.csv", "c.csv.report.txt"]);
    assert_eq!(names(&police.join("refused")), ["d.csv", "d.csv.report.txt"]);
    let report = fs::read_to_string(police.join("taken/c.csv.report.txt")).unwrap();
    assert!(report.contains("line 2: kinds"), "{report}");
    // The same name again is kept beside the first.
    fs::write(police.join("c.csv"), BAD.replace("Words", "Other words")).unwrap();
    run(folder.path(), line).well();
    assert!(names(&police.join("taken")).contains(&"1-c.csv".to_owned()));
}

fn names(folder: &std::path::Path) -> Vec<String> {
    let mut names: Vec<String> = fs::read_dir(folder)
        .unwrap()
        .map(|entry| entry.unwrap().file_name().into_string().unwrap())
        .collect();
    names.sort();
    names
}

#[test]
fn the_server_takes_what_stands_still_in_its_folder() {
    let folder = council();
    let police = folder.path().join("in/police");
    fs::create_dir_all(&police).unwrap();
    fs::write(folder.path().join("c.toml"), "[notifications]\nfolder = \"in\"\n").unwrap();
    let mut server = command()
        .current_dir(folder.path())
        .args(["serve", "--data", "data", "--listen", "127.0.0.1:0", "--config", "c.toml"])
        .stdout(Stdio::null())
        .spawn()
        .unwrap();
    let written = police.join("monday.csv.part");
    fs::copy(workspace("docs/operations/examples/notifications.csv"), &written).unwrap();
    fs::rename(&written, police.join("monday.csv")).unwrap();
    while !police.join("taken/monday.csv").exists() {
        assert!(server.try_wait().unwrap().is_none(), "the server ended by itself");
        std::thread::yield_now();
    }
    std::process::Command::new("kill").args(["-TERM", &server.id().to_string()]).status().unwrap();
    assert!(server.wait().unwrap().success());
    let report = fs::read_to_string(police.join("taken/monday.csv.report.txt")).unwrap();
    assert!(report.contains("3 incidents, 3 new"), "{report}");
}

#[test]
fn a_key_is_made_listed_and_ended_at_the_terminal() {
    let folder = council();
    let made = run(folder.path(), "key add --agency police --name Records --days 30 --data data");
    assert!(made.well().lines().last().unwrap().starts_with("fdk_"), "{}", made.out);
    let number = made.well().split_whitespace().nth(1).unwrap().to_owned();
    assert!(run(folder.path(), "key list --data data").well().contains("In use"));
    run(folder.path(), &format!("key end {number} --data data")).well();
    assert!(run(folder.path(), "key list --data data").well().contains("Ended"));
    assert!(!run(folder.path(), &format!("key end {number} --data data")).done);
    assert!(run(folder.path(), "key end seven --data data").why().contains("32 digits"));
}
