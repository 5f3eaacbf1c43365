//! How people are named: by eighteen cultures' own rules, at birth and at marriage.
//!
//! A Polish daughter's name ends in -ska where her father's ends in -ski; a Lithuanian wife is -ienė and her daughter -aitė;
//! a Somali child has its father's and grandfather's names after its own; a Sikh boy is Singh and his sister Kaur; a Brazilian
//! child has one family name of each parent; an Afghan may have one name.

use super::chance::Chance;
use super::tables::{Culture, Tables};

/// What somebody is called at one time of life.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Naming {
    pub given: String,
    pub middle: String,
    pub family: String,
}

/// How many of a hundred families are of each culture, in the order of the table.
const SHARES: [f64; 18] =
    [46.0, 5.0, 5.0, 5.0, 2.0, 3.0, 8.0, 5.0, 3.0, 2.0, 4.0, 3.0, 2.0, 3.0, 2.0, 1.5, 3.0, 2.0];

/// A culture, as often as it is met.
pub fn some_culture(chance: &mut Chance) -> usize {
    chance.weighed(&SHARES)
}

/// The name of somebody whose parents nobody knows of.
pub fn founder(culture: &Culture, girl: bool, chance: &mut Chance) -> Naming {
    let family = culture.family(chance);
    let elder = culture.given(false, chance);
    let father = Naming { given: culture.given(false, chance), middle: elder, family };
    let mother = Naming { family: culture.family(chance), ..Naming::default() };
    child(culture, girl, &mother, Some(&father), None, chance)
}

/// The name of a newborn. `after` is a kinsman's given name that is given again.
pub fn child(
    culture: &Culture,
    girl: bool,
    mother: &Naming,
    father: Option<&Naming>,
    after: Option<&str>,
    chance: &mut Chance,
) -> Naming {
    let given = after.map_or_else(|| culture.given(girl, chance), str::to_owned);
    let Some(father) = father else {
        let middle = if chance.happens(0.4) { culture.given(girl, chance) } else { String::new() };
        return Naming { given, middle, family: handed_on(culture, &mother.family, girl) };
    };
    let family = handed_on(culture, &father.family, girl);
    let title = |boy: &str, woman: &str| if girl { woman.to_owned() } else { boy.to_owned() };
    match culture.name {
        "somali" => Naming { given, middle: father.given.clone(), family: or(&father.middle, &family) },
        "eritrean" | "tamil" => Naming { given, middle: String::new(), family: father.given.clone() },
        "afghan" => afghan(given, father, chance),
        "sikh" if chance.happens(0.3) => {
            Naming { given, middle: String::new(), family: title("Singh", "Kaur") }
        }
        "sikh" => Naming { given, middle: title("Singh", "Kaur"), family },
        "pakistani" => pakistani(girl, given, father, family, chance),
        "bangladeshi" if girl => {
            let family = (*chance.one(&["Begum", "Khatun", "Akter", "Bibi", "Khanom", "Begum"])).to_owned();
            Naming { given, middle: String::new(), family }
        }
        "bangladeshi" => {
            let middle = if chance.happens(0.3) { given.clone() } else { String::new() };
            let given = if middle.is_empty() { given } else { "Md".to_owned() };
            Naming { given, middle, family }
        }
        "portuguese" => {
            let family = format!("{} {}", last(&mother.family), last(&father.family));
            Naming { given, middle: some(0.3, culture, girl, chance), family }
        }
        "vietnamese" => Naming { given, middle: title("Văn", "Thị"), family },
        "chinese" => chinese(culture, girl, &given, family, chance),
        "arabic" if chance.happens(0.5) => Naming { given, middle: father.given.clone(), family },
        "lithuanian" | "polish" => Naming { given, middle: some(0.2, culture, girl, chance), family },
        "english" | "caribbean" | "irish" if family_of_both(mother, father, chance) => {
            let family = format!("{}-{}", last(&mother.family), last(&father.family));
            Naming { given, middle: some(0.6, culture, girl, chance), family }
        }
        _ => Naming { given, middle: some(0.6, culture, girl, chance), family },
    }
}

/// What a bride is called after the wedding; nothing when she keeps her name.
pub fn bride(culture: &Culture, wife: &Naming, husband: &Naming, chance: &mut Chance) -> Option<String> {
    match culture.name {
        "somali" | "eritrean" | "vietnamese" | "afghan" | "bangladeshi" => None,
        "chinese" | "arabic" | "pakistani" | "sikh" if !chance.happens(0.3) => None,
        "tamil" => Some(husband.given.clone()),
        "lithuanian" => Some(wives(&husband.family)),
        "portuguese" => Some(format!("{} {}", last(&wife.family), last(&husband.family))),
        "english" | "nigerian" if chance.happens(0.1) => {
            Some(format!("{}-{}", last(&wife.family), last(&husband.family)))
        }
        _ if chance.happens(0.15) => None,
        _ => Some(handed_on(culture, &husband.family, true)),
    }
}

/// A parent's family name as a daughter or a son has it.
pub fn handed_on(culture: &Culture, family: &str, girl: bool) -> String {
    match (culture.name, girl) {
        ("polish", true) => gendered(family, &[("ski", "ska"), ("cki", "cka"), ("dzki", "dzka")]),
        ("polish", false) => gendered(family, &[("ska", "ski"), ("cka", "cki"), ("dzka", "dzki")]),
        ("lithuanian", true) => gendered(family, &DAUGHTERS),
        ("lithuanian", false) => gendered(family, &SONS),
        _ => family.to_owned(),
    }
}

const DAUGHTERS: [(&str, &str); 5] =
    [("ienė", "aitė"), ("as", "aitė"), ("ius", "iūtė"), ("us", "utė"), ("is", "ytė")];
const SONS: [(&str, &str); 5] =
    [("ienė", "as"), ("aitė", "as"), ("iūtė", "ius"), ("utė", "us"), ("ytė", "is")];

fn wives(family: &str) -> String {
    gendered(family, &[("ius", "ienė"), ("as", "ienė"), ("us", "ienė"), ("is", "ienė")])
}

fn gendered(family: &str, endings: &[(&str, &str)]) -> String {
    let changed =
        endings.iter().find_map(|(one, other)| Some(format!("{}{other}", family.strip_suffix(one)?)));
    changed.unwrap_or_else(|| family.to_owned())
}

fn afghan(given: String, father: &Naming, chance: &mut Chance) -> Naming {
    let family = match chance.below(10) {
        0..4 => String::new(),
        4..6 => father.given.clone(),
        _ => father.family.clone(),
    };
    Naming { given, middle: String::new(), family }
}

fn pakistani(girl: bool, given: String, father: &Naming, family: String, chance: &mut Chance) -> Naming {
    let fathers = if father.middle.is_empty() { &father.given } else { &father.middle };
    let family = match chance.below(10) {
        0..2 if girl => (*chance.one(&["Bibi", "Begum", "Kausar", "Akhtar"])).to_owned(),
        0..4 => fathers.clone(),
        _ => family,
    };
    // Muhammad is said before many boys' names, and is not what they are called.
    if !girl && given != "Muhammad" && chance.happens(0.4) {
        return Naming { given: "Muhammad".to_owned(), middle: given, family };
    }
    Naming { given, middle: String::new(), family }
}

fn chinese(culture: &Culture, girl: bool, given: &str, family: String, chance: &mut Chance) -> Naming {
    const BOYS: [&str; 6] = ["Kevin", "Jason", "Eric", "Ryan", "Vincent", "Andy"];
    const GIRLS: [&str; 6] = ["Amy", "Cindy", "Grace", "Emily", "Joyce", "Winnie"];
    let second = culture.given(girl, chance);
    let own = if chance.happens(0.5) {
        format!("{given} {second}")
    } else {
        format!("{given}{}", second.to_lowercase())
    };
    if chance.happens(0.3) {
        let english = *chance.one(if girl { &GIRLS } else { &BOYS });
        return Naming { given: english.to_owned(), middle: own, family };
    }
    Naming { given: own, middle: String::new(), family }
}

fn family_of_both(mother: &Naming, father: &Naming, chance: &mut Chance) -> bool {
    mother.family != father.family && chance.happens(0.08)
}

fn some(often: f64, culture: &Culture, girl: bool, chance: &mut Chance) -> String {
    if chance.happens(often) { culture.given(girl, chance) } else { String::new() }
}

fn last(family: &str) -> &str {
    family.rsplit([' ', '-']).next().unwrap_or(family)
}

fn or(one: &str, other: &str) -> String {
    if one.is_empty() { other.to_owned() } else { one.to_owned() }
}

/// What somebody goes by among friends; empty when it is the first given name.
pub fn called(tables: &Tables, naming: &Naming, chance: &mut Chance) -> String {
    let first = naming.given.as_str();
    if first == "Muhammad" || first == "Md" {
        return naming.middle.clone();
    }
    let forms = [&tables.called, &tables.called, &tables.english];
    match chance.one(&forms).get(first) {
        Some(others) if chance.happens(0.5) => (*chance.one(others)).to_owned(),
        _ if !naming.middle.is_empty() && chance.happens(0.04) => naming.middle.clone(),
        _ => String::new(),
    }
}
