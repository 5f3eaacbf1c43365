//! What developers and CI run: `cargo xtask test`.

fn main() {}
