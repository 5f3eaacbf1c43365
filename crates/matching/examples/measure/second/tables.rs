//! The tables of names: eighteen cultures, and the other forms in which one name is called and spelt.

use std::collections::HashMap;

use super::chance::Chance;

const NAMES: &str = include_str!("tables/names.txt");
const FORMS: &str = include_str!("tables/forms.txt");

/// The names of one culture, usual ones first.
#[derive(Default)]
pub struct Culture {
    pub name: &'static str,
    pub boys: Vec<&'static str>,
    pub girls: Vec<&'static str>,
    families: Vec<&'static str>,
    starts: Vec<&'static str>,
    ends: Vec<&'static str>,
}

/// For every name the other forms of it.
pub type Forms = HashMap<&'static str, Vec<&'static str>>;

/// Everything that is read once.
pub struct Tables {
    pub cultures: Vec<Culture>,
    /// Short names and pet names.
    pub called: Forms,
    /// Another hand's spelling.
    pub spelt: Forms,
    /// What somebody calls himself in England.
    pub english: Forms,
}

impl Tables {
    pub fn read() -> Tables {
        Tables {
            cultures: cultures(),
            called: forms("called"),
            spelt: forms("spelt"),
            english: forms("english"),
        }
    }
}

impl Culture {
    /// A family name: a usual one, or a rare one put together.
    pub fn family(&self, chance: &mut Chance) -> String {
        if self.starts.is_empty() || !chance.happens(self.rare()) {
            return plain(chance.usual::<&str>(&self.families));
        }
        let joined = format!("{}{}", chance.one(&self.starts), chance.one(&self.ends));
        // A name that is two words, or goes on with a capital, stays as it is: "al-Basri", "McKormick".
        plain(&joined)
    }

    /// A given name.
    pub fn given(&self, girl: bool, chance: &mut Chance) -> String {
        plain(chance.usual::<&str>(if girl { &self.girls } else { &self.boys }))
    }

    /// How often a family name is not one of the usual ones.
    fn rare(&self) -> f64 {
        match self.name {
            "english" => 0.55,
            "polish" | "lithuanian" | "nigerian" | "tamil" => 0.35,
            "pakistani" | "bangladeshi" | "sikh" => 0.1,
            _ => 0.2,
        }
    }
}

/// Low lines are spaces in the tables.
fn plain(text: &str) -> String {
    text.replace('_', " ").trim().to_owned()
}

fn cultures() -> Vec<Culture> {
    let mut cultures: Vec<Culture> = Vec::new();
    for line in NAMES.lines() {
        if let Some(name) = line.strip_prefix('[').and_then(|rest| rest.strip_suffix(']')) {
            cultures.push(Culture { name, ..Culture::default() });
        }
        let (Some(culture), Some((heading, words))) = (cultures.last_mut(), line.split_once(": ")) else {
            continue;
        };
        let words = words.split_whitespace().collect();
        match heading {
            "boys" => culture.boys = words,
            "girls" => culture.girls = words,
            "families" => culture.families = words,
            "starts" => culture.starts = words,
            "ends" => culture.ends = words,
            _ => {}
        }
    }
    cultures
}

fn forms(part: &str) -> Forms {
    let heading = format!("[{part}]");
    let lines = FORMS.lines().skip_while(|line| *line != heading).skip(1);
    let lines = lines.take_while(|line| !line.starts_with('['));
    let pairs = lines.filter_map(|line| line.split_once(": "));
    pairs.map(|(name, others)| (name, others.split_whitespace().collect())).collect()
}
