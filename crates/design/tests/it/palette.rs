//! Our colours can be read: words at least 4.5 to 1 on white and on every tint they stand on (WCAG 1.4.3).

use std::collections::BTreeMap;

const PALETTE: &str =
    include_str!(concat!(env!("CARGO_MANIFEST_DIR"), "/../../assets/src/scss/_palette.scss"));

fn colours() -> BTreeMap<&'static str, [f64; 3]> {
    let lines =
        PALETTE.lines().filter_map(|line| line.strip_prefix('$')?.strip_suffix(';')?.split_once(": #"));
    lines.map(|(name, hex)| (name, channels(hex))).collect()
}

fn channels(hex: &str) -> [f64; 3] {
    [0, 2, 4].map(|at| f64::from(u8::from_str_radix(&hex[at..at + 2], 16).unwrap()) / 255.0)
}

fn luminance(colour: [f64; 3]) -> f64 {
    let [red, green, blue] =
        colour.map(|c| if c <= 0.04045 { c / 12.92 } else { ((c + 0.055) / 1.055).powf(2.4) });
    0.2126 * red + 0.7152 * green + 0.0722 * blue
}

fn contrast(one: [f64; 3], other: [f64; 3]) -> f64 {
    let (one, other) = (luminance(one), luminance(other));
    (one.max(other) + 0.05) / (one.min(other) + 0.05)
}

#[test]
fn words_can_be_read_on_every_ground() {
    let colours = colours();
    let grounds: Vec<[f64; 3]> = colours
        .iter()
        .filter(|(name, _)| name.ends_with("-tint"))
        .map(|(_, colour)| *colour)
        .chain([[1.0; 3]])
        .collect();
    // A line only separates; it carries no meaning of its own.
    let inks = colours.iter().filter(|(name, _)| !name.ends_with("-tint") && **name != "line");
    let mut tried = 0;
    for (name, ink) in inks {
        for ground in &grounds {
            tried += 1;
            assert!(contrast(*ink, *ground) >= 4.5, "{name} gives {:.2}", contrast(*ink, *ground));
        }
    }
    assert!(tried >= 30, "only {tried} pairs were found");
    assert!((contrast([0.0; 3], [1.0; 3]) - 21.0).abs() < 1e-9);
}
