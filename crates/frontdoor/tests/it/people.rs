//! People who sign in, from the terminal.

use crate::{council, run};

#[test]
fn somebody_is_added_stopped_and_let_in_again() {
    let folder = council();
    let list = || run(folder.path(), "user list --data data").well().to_owned();
    assert_eq!(list(), "cy\tCy\tSystem administrator\tinvited\n");
    let added = run(
        folder.path(),
        "user --data data add --name Ben --user-name Ben@Northbridge.example --role mash_manager --team front_door",
    );
    let link = added.well().lines().last().unwrap();
    assert!(link.starts_with("http://127.0.0.1:8080/enrol/") && link.len() > 80, "{link}");
    run(folder.path(), "user disable ben@northbridge.example --data data").well();
    assert!(list().contains("ben@northbridge.example\tBen\tMASH manager\tmay not sign in\n"));
    run(folder.path(), "user enable ben@northbridge.example --data data").well();
    assert!(list().contains("Ben\tMASH manager\tinvited\n"));
    let again = run(folder.path(), "user enrol ben@northbridge.example --data data");
    assert_ne!(again.well().lines().last().unwrap(), link);
}

#[test]
fn the_link_stands_on_the_councils_own_address() {
    let folder = council();
    std::fs::write(folder.path().join("c.toml"), "data = \"data\"\naddress = \"https://fd.example/\"\n")
        .unwrap();
    let said = run(folder.path(), "user enrol cy --config c.toml");
    assert!(said.well().contains("\nhttps://fd.example/enrol/"), "{}", said.out);
}

#[test]
fn what_cannot_be_is_said_before_anything_is_done() {
    let folder = council();
    let add = |rest: &str| run(folder.path(), &format!("user add --data data --name X --user-name {rest}"));
    for (rest, why) in [
        ("CY --role auditor", "somebody already signs in as CY"),
        ("x --role king", "Choose at least one role."),
        ("x --role system", "Choose at least one role."),
        ("x --role partner", "Choose the partner's agency."),
        ("x --role auditor --team nowhere", "Choose teams from the list."),
    ] {
        assert_eq!(add(rest).why(), why, "{rest}");
    }
    assert_eq!(run(folder.path(), "user disable nobody --data data").why(), "nobody signs in as nobody");
    assert_eq!(run(folder.path(), "user list --data data").well().lines().count(), 1);
}
