//! Fifteen name cultures: what people are called, what for short, and how else it is spelt.

use std::collections::HashMap;
use std::sync::LazyLock;

use super::dice::Dice;

pub struct Culture {
    pub name: &'static str,
    share: f64,
    girls: Vec<String>,
    boys: Vec<String>,
    women: Vec<String>,
    men: Vec<String>,
    surnames: Vec<String>,
    beginnings: Vec<String>,
    endings: Vec<String>,
    short: HashMap<String, Vec<String>>,
    spelt: HashMap<String, Vec<String>>,
}

pub static CULTURES: LazyLock<Vec<Culture>> = LazyLock::new(|| read(include_str!("names.txt")));

/// The place of a culture, by how many people of the town are of it.
pub fn any(dice: &mut Dice) -> usize {
    let whole: f64 = CULTURES.iter().map(|culture| culture.share).sum();
    let mut left = dice.part() * whole;
    for (place, culture) in CULTURES.iter().enumerate() {
        left -= culture.share;
        if left < 0.0 {
            return place;
        }
    }
    0
}

fn read(text: &'static str) -> Vec<Culture> {
    let mut cultures: Vec<Culture> = Vec::new();
    for line in text.lines() {
        let Some((mark, rest)) = line.split_once(' ') else { continue };
        if mark == "=" {
            let (name, share) = rest.split_once(' ').unwrap();
            cultures.push(Culture::named(name, share.parse().unwrap()));
        } else if let Some(culture) = cultures.last_mut() {
            culture.take(mark, rest);
        }
    }
    for culture in &mut cultures {
        if culture.women.is_empty() {
            culture.women = culture.girls.clone();
            culture.men = culture.boys.clone();
        }
    }
    cultures
}

impl Culture {
    fn named(name: &'static str, share: f64) -> Culture {
        Culture {
            name,
            share,
            girls: Vec::new(),
            boys: Vec::new(),
            women: Vec::new(),
            men: Vec::new(),
            surnames: Vec::new(),
            beginnings: Vec::new(),
            endings: Vec::new(),
            short: HashMap::new(),
            spelt: HashMap::new(),
        }
    }

    fn take(&mut self, mark: &str, rest: &str) {
        let words = || rest.split(' ').map(spaced).collect::<Vec<_>>();
        match mark {
            "f" => self.girls = words(),
            "m" => self.boys = words(),
            "F" => self.women = words(),
            "M" => self.men = words(),
            "s" => self.surnames = words(),
            "p" => self.beginnings = words(),
            "e" => self.endings = words(),
            "n" => self.short = forms(rest),
            "t" => self.spelt = forms(rest),
            _ => {}
        }
    }

    /// A child's or a grown-up's given name.
    pub fn forename(&self, female: bool, child: bool, dice: &mut Dice) -> String {
        let list = match (female, child) {
            (true, true) => &self.girls,
            (false, true) => &self.boys,
            (true, false) => &self.women,
            (false, false) => &self.men,
        };
        let name = dice.usual(list).clone();
        let doubled = self.name == "english" && child && name.len() < 6 && dice.chance(0.03);
        if doubled {
            format!("{name}-{}", dice.usual(&["Mae", "Rose", "Lee", "Jay", "James", "Grace"]))
        } else {
            name
        }
    }

    /// A family name: one of the usual, or one made of parts.
    pub fn surname(&self, dice: &mut Dice) -> String {
        if !self.beginnings.is_empty() && dice.chance(if self.name == "english" { 0.55 } else { 0.3 }) {
            return format!("{}{}", dice.pick(&self.beginnings), dice.pick(&self.endings));
        }
        dice.usual(&self.surnames).clone()
    }

    /// A short form of a given name.
    pub fn short(&self, name: &str, dice: &mut Dice) -> Option<String> {
        self.short.get(name).map(|forms| dice.usual(forms).clone())
    }

    /// Another spelling of a name.
    pub fn spelt(&self, name: &str, dice: &mut Dice) -> Option<String> {
        self.spelt.get(name).map(|forms| dice.pick(forms).clone())
    }
}

fn forms(rest: &str) -> HashMap<String, Vec<String>> {
    let entries = rest.split(' ').filter_map(|entry| entry.split_once(':'));
    entries.map(|(name, forms)| (spaced(name), forms.split(',').map(spaced).collect())).collect()
}

fn spaced(word: &str) -> String {
    word.replace('_', " ")
}
