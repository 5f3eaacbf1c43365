//! What goes wrong is said in one line that tells what to do, and the program ends with 1.

use std::fs;

use crate::{council, run, workspace};

#[test]
fn one_clear_line() {
    let folder = council();
    let here = folder.path();
    fs::write(here.join("bad.toml"), "data = \"data\"\n\nlisten_on = \"x\"\n").unwrap();
    fs::write(here.join("limits.toml"), "data = \"data\"\n[sign_in]\nidle_minutes = 3\n").unwrap();
    fs::write(here.join("not.db"), "not a backup").unwrap();
    fs::write(here.join("cut.xml"), "<Message><Header>").unwrap();
    for (line, why) in [
        ("serve", "say where the council's data is: --data DIR, or --database postgres://…"),
        ("serve --database mysql://x", "a database on a server is written postgres://user@host/name"),
        ("serve --config bad.toml", "bad.toml:3: unknown field `listen_on`"),
        ("serve --config none.toml", "none.toml cannot be read: No such file or directory"),
        ("user list --config limits.toml", "[sign_in] in the configuration: the warning must come later"),
        ("verify --data nowhere", "there is no council's record in nowhere"),
        ("backup b --data nowhere", "there is no council's record in nowhere"),
        ("restore none --data new", "there is no backup none"),
        ("restore not.db --data new", ""),
        ("serve --data data --pack nowhere", "nowhere cannot be read: No such file or directory"),
        ("import cin none.xml --data data", "nothing is taken in from none.xml: the file cannot be read"),
        ("import cin cut.xml --data data", "nothing is taken in from cut.xml: line 1: "),
        ("check cin none.xml", "none.xml cannot be read: No such file or directory"),
        ("check cin cut.xml", "cut.xml:1: The file ends before </Header>"),
        ("scenario run none.toml", "none.toml cannot be read: No such file or directory"),
        ("scenario run bad.toml", "bad.toml:1: "),
    ] {
        let said = run(here, line);
        assert!(said.why().starts_with(why), "{line} gave {}", said.why());
        assert!(!said.err.contains("panicked"), "{line} gave {}", said.err);
    }
    assert!(!here.join("nowhere").exists(), "asking about nothing makes nothing");
}

#[test]
fn a_lost_key_is_not_replaced_in_silence() {
    let folder = council();
    fs::remove_file(folder.path().join("data/frontdoor.key")).unwrap();
    for _ in 0..2 {
        let said = run(folder.path(), "user list --data data");
        assert_eq!(said.why(), "data/frontdoor.key is missing: put this council's key there");
    }
}

#[test]
fn a_demo_is_no_council_and_a_council_no_demo() {
    let folder = council();
    let here = folder.path();
    assert!(run(here, "demo --data data --listen 127.0.0.1:0").why().contains("not a demo's"));
    fs::write(here.join("data/frontdoor.demo"), "everything here is invented\n").unwrap();
    assert_eq!(run(here, "serve --data data").why(), "data holds a demo: use frontdoor demo --data");
    // Only what is invented is looked at on another day.
    let said = run(here, "serve --data data --days-later 31");
    assert!(said.err.contains("unexpected argument '--days-later'"), "{}", said.err);
}

#[test]
fn a_packs_faults_are_told_with_their_lines() {
    let here = tempfile::tempdir().unwrap();
    let england = workspace("packs/england");
    assert!(run(here.path(), &format!("pack check {england}")).well().contains("44 timers"));
    copy_folder(england.as_ref(), &here.path().join("pack"));
    let council = here.path().join("pack/council.toml");
    let text = fs::read_to_string(&council).unwrap();
    fs::write(&council, text.replace("\nname = \"Northbridge", "\nnam = \"Northbridge")).unwrap();
    let said = run(here.path(), "pack check pack");
    assert!(said.why().starts_with("the practice pack in pack has "), "{}", said.err);
    assert!(said.out.lines().all(|line| line.starts_with("pack/council.toml:")), "{}", said.out);
    assert!(!said.out.is_empty());
}

pub fn copy_folder(from: &std::path::Path, to: &std::path::Path) {
    fs::create_dir_all(to).unwrap();
    for entry in fs::read_dir(from).unwrap() {
        let path = entry.unwrap().path();
        let copy = to.join(path.file_name().unwrap());
        if path.is_dir() {
            copy_folder(&path, &copy);
        } else {
            fs::copy(&path, &copy).unwrap();
        }
    }
}
