//! Family names that tell a man from a woman, or a wife from a daughter, by their ending: a brother and his sister bear one name.
//!
//! Source: the grammar of Polish, Czech, Slovak, Russian, Ukrainian, Bulgarian, Latvian, Lithuanian, Greek and Icelandic names.
//! A woman's name is led back to what the men of her family may be called; a wrong guess is no name and meets nobody.

/// The shortest family name whose ending is looked at: Rosa and Diva are whole names.
const SHORTEST: usize = 5;

/// A woman's ending, and what may stand in its place in a man's name.
const ENDINGS: [(&str, &[&str]); 23] = [
    ("skaya", &["ski", "sky", "skiy"]),
    ("skaia", &["ski", "sky", "skiy"]),
    ("skaja", &["ski", "sky", "skij"]),
    ("ska", &["ski", "sky", "skyi", "skyy", "skis"]),
    ("cka", &["cki", "cky"]),
    ("zka", &["zki", "zky"]),
    ("ckaya", &["cki", "cky"]),
    ("ova", &["ov", "ovs", "off", "ow", "", "a", "o"]),
    ("eva", &["ev", "evs", "eff", "ew"]),
    ("owa", &["ow", ""]),
    ("ina", &["in", "ins"]),
    ("yna", &["yn", "ins"]),
    ("iuviene", &["ius"]),
    ("uviene", &["us"]),
    ("iene", &["as", "is", "ys", "us", "ius", "a"]),
    ("aite", &["as", "a"]),
    ("yte", &["is", "ys"]),
    ("iute", &["ius"]),
    ("ute", &["us"]),
    ("poulou", &["poulos"]),
    ("idou", &["idis", "ides"]),
    ("adou", &["adis", "ades"]),
    ("dottir", &["son"]),
];

/// What the men of a woman's family may be called. Empty for most names.
pub(super) fn other_forms(word: &str) -> Vec<String> {
    if word.len() < SHORTEST || !word.is_ascii() {
        return Vec::new();
    }
    let mut forms: Vec<String> = Vec::new();
    for (ending, replacements) in ENDINGS {
        let Some(stem) = word.strip_suffix(ending).filter(|stem| stem.len() >= 2) else { continue };
        forms.extend(replacements.iter().map(|other| format!("{stem}{other}")));
        if ending == "ova" {
            forms.extend(with_its_e(stem));
        }
    }
    // Czech and Slovak adjectives: Novotný and Novotná.
    let stem = word.strip_suffix('a').filter(|stem| !stem.ends_with(['a', 'e', 'i', 'o', 'u', 'y']));
    forms.extend(stem.map(|stem| format!("{stem}y")));
    forms.retain(|form| form.len() >= 3);
    forms
}

/// Havlíčková is the wife of Havlíček: an e that a longer form drops.
fn with_its_e(stem: &str) -> Option<String> {
    let (before, last) = stem.split_at_checked(stem.len().checked_sub(1)?)?;
    let consonants = !before.ends_with(['a', 'e', 'i', 'o', 'u', 'y']) && ["k", "c", "l"].contains(&last);
    consonants.then(|| format!("{before}e{last}"))
}

/// A name that begins with Mac as if it began with Mc.
pub(super) fn mc(word: &str) -> (&str, &str) {
    let rest = word.strip_prefix("mac").or_else(|| word.strip_prefix("mc"));
    match rest {
        Some(rest) if rest.len() >= 3 && !rest.starts_with(['a', 'e', 'i', 'o', 'u', 'h', 'k']) => {
            ("mc", rest)
        }
        _ => ("", word),
    }
}
