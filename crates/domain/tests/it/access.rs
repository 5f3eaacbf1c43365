//! The whole table of who may see what, for people: `docs/access.md` is written from it.

use std::path::Path;

#[test]
fn the_table_for_people_says_what_the_code_does() {
    let file = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../docs/access.md");
    let written = std::fs::read_to_string(&file).unwrap_or_default();
    let table = domain::access::as_markdown();
    if written != table {
        std::fs::write(&file, table).unwrap();
        panic!(
            "docs/access.md said something else than domain::access: it has been written again, look at it and commit it"
        );
    }
}
