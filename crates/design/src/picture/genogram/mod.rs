//! Who is who, who lives with whom: a family as a genogram (ux 3.10). Generations are rows, couples stand side by side, children by age; a dashed line
//! goes round everybody who lives together on the day. Squares are male, circles female, diamonds not known; a double outline is the child whose picture
//! it is, a cross somebody who died, one stroke through a couple's line separated, two divorced, a dashed line down a child who is placed.
//!
//! The layout can be given any family, whatever the record says of it: somebody who is their own grandparent, three partners, nobody's parents. It always
//! ends, no two people lie on each other, and a household's line goes round exactly its own.

mod draw;
mod hull;
mod layout;
mod order;
mod route;
#[cfg(test)]
mod tests;

pub use draw::Genogram;

/// The outline of a person.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Shape {
    /// Male.
    Square,
    /// Female.
    Circle,
    /// Not known, or not born.
    Diamond,
}

/// Somebody in the picture.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Kin {
    /// What they are called.
    pub name: String,
    /// Their age or years: "6", "born about 1985".
    pub about: String,
    /// Their outline.
    pub shape: Shape,
    /// Whether the picture is theirs.
    pub subject: bool,
    /// Whether they died.
    pub dead: bool,
    /// Letters beside them, each with what it means: "P", "alleged perpetrator".
    pub badges: Vec<(String, String)>,
    /// Their page; empty for none.
    pub href: String,
    /// By what brothers and sisters are sorted, the eldest least; people of whom nothing is known have the greatest.
    pub born: i64,
    /// Whether they are grown up: decides where somebody stands who is joined to nobody.
    pub adult: bool,
}

/// How somebody is a parent.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Bond {
    /// By birth, as far as is said.
    Birth,
    /// By adoption.
    Adopted,
    /// The child is placed with or cared for by them.
    Placed,
    /// As a step-parent.
    Step,
    /// Related through somebody who is not in the picture.
    Through,
}

/// Somebody is a parent, or stands so many generations above.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Parentage {
    /// Who, by their place in the list.
    pub parent: usize,
    /// Whose.
    pub child: usize,
    /// How.
    pub bond: Bond,
    /// How many generations above: 1 for a parent.
    pub above: u8,
}

/// Two who are or were a couple.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Pair {
    /// One, by their place in the list.
    pub one: usize,
    /// The other.
    pub other: usize,
    /// Strokes through their line: 0 together, 1 separated, 2 divorced.
    pub strokes: u8,
}

/// People who live together.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Together {
    /// What the household is called. Never a protected address.
    pub label: String,
    /// Who, by their places in the list.
    pub members: Vec<usize>,
}

/// A family, as far as the picture needs it. What names somebody who is not in the list is passed over.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Family {
    /// The people; those nearest to the child first.
    pub people: Vec<Kin>,
    /// Who is whose parent.
    pub parents: Vec<Parentage>,
    /// Who are or were a couple.
    pub pairs: Vec<Pair>,
    /// Brothers and sisters whose parents are not all on the record.
    pub siblings: Vec<(usize, usize)>,
    /// Who lives together.
    pub homes: Vec<Together>,
}

impl Family {
    /// The family without what names nobody in the list, or somebody to themselves; each thing once.
    fn tidied(&self) -> Family {
        let many = self.people.len();
        let fits = |one: usize, other: usize| one < many && other < many && one != other;
        let mut family = Family { people: self.people.clone(), ..Family::default() };
        for parentage in self.parents.iter().filter(|each| fits(each.parent, each.child)) {
            if !family
                .parents
                .iter()
                .any(|known| (known.parent, known.child) == (parentage.parent, parentage.child))
            {
                family.parents.push(*parentage);
            }
        }
        for pair in self.pairs.iter().filter(|pair| fits(pair.one, pair.other)) {
            let (one, other) = (pair.one.min(pair.other), pair.one.max(pair.other));
            // Of several the present one stands.
            match family.pairs.iter_mut().find(|known| (known.one, known.other) == (one, other)) {
                Some(known) => known.strokes = known.strokes.min(pair.strokes),
                None => family.pairs.push(Pair { one, other, strokes: pair.strokes }),
            }
        }
        for (one, other) in self.siblings.iter().copied().filter(|(one, other)| fits(*one, *other)) {
            let pair = (one.min(other), one.max(other));
            if !family.siblings.contains(&pair) {
                family.siblings.push(pair);
            }
        }
        let mut housed = vec![false; many];
        for home in &self.homes {
            let mut members: Vec<usize> = Vec::new();
            for member in home.members.iter().copied().filter(|member| *member < many) {
                if !std::mem::replace(&mut housed[member], true) {
                    members.push(member);
                }
            }
            if members.len() > 1 {
                family.homes.push(Together { label: home.label.clone(), members });
            }
        }
        family
    }

    /// The parents of somebody by birth or adoption.
    fn parents_of(&self, child: usize) -> impl Iterator<Item = usize> + '_ {
        self.parents
            .iter()
            .filter(move |each| each.child == child && each.bond != Bond::Through)
            .map(|each| each.parent)
    }
}
