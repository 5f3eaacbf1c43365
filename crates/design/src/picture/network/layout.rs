//! Where everybody in the picture of the network stands. A ring is as wide as its people need: it grows until nobody in it touches anybody further in, and
//! until its own name has room above the name of the ring inside. People of one quarter are spread evenly over their part of the ring, so that whoever
//! is added moves only those of that quarter.

use super::super::letters::{SIZE, width, wrapped};
use super::{Around, Network, Quarter};

/// The height of one line of words.
pub(super) const LINE: f64 = SIZE + 4.0;
/// Half of a person's symbol, with the space round it that a finger needs.
pub(super) const HALF: f64 = 14.0;
/// Half of the child's own symbol.
pub(super) const CHILD: f64 = 18.0;
/// The most that words beside a symbol may take.
const WIDEST: f64 = 112.0;
/// The most that a ring's name may take: a way as wide is left free for it above the child.
const NAME: f64 = 112.0;
/// The space between two things.
const APART: f64 = 5.0;
/// How much wider than high the rings are: words are wider than high.
const WIDER: f64 = 1.2;
/// How much wider bold letters are.
const BOLD: f64 = 1.12;
/// The least half of the picture's width: the names of two quarters stand side by side.
const LEAST: f64 = 250.0;
/// The least that a ring is wider than the one inside it.
const STEP: f64 = 24.0;
/// Over which part of a quarter a ring's people are spread: over all of it, or where those further in leave room.
const SPREADS: [(f64, f64); 8] =
    [(0.0, 1.0), (0.1, 0.9), (0.25, 0.75), (0.0, 0.6), (0.4, 1.0), (0.0, 0.3), (0.7, 1.0), (0.0, 0.0)];
/// What stands round everything: above and below, the names of the quarters.
const EDGE: f64 = 30.0;

/// A part of the picture in which something stands.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct Area {
    pub(super) left: f64,
    pub(super) top: f64,
    pub(super) right: f64,
    pub(super) bottom: f64,
}

impl Area {
    pub(super) fn meets(&self, other: &Area) -> bool {
        self.left < other.right
            && other.left < self.right
            && self.top < other.bottom
            && other.top < self.bottom
    }

    pub(super) fn wider(self, by: f64) -> Self {
        Area { left: self.left - by, top: self.top - by, right: self.right + by, bottom: self.bottom + by }
    }

    fn moved(self, x: f64, y: f64) -> Self {
        Area { left: self.left + x, top: self.top + y, right: self.right + x, bottom: self.bottom + y }
    }
}

/// Somebody in their place: their words stand on its outer side, above it in the upper quarters, beneath it in the lower.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct Spot {
    /// Which of the network's people.
    pub(super) person: usize,
    /// The middle of the symbol.
    pub(super) x: f64,
    pub(super) y: f64,
    /// Where the first line of their words stands.
    pub(super) words: f64,
    /// What symbol and words take.
    pub(super) area: Area,
}

/// A ring, or the child's own name: words with the middle of their first line.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Words {
    pub(super) x: f64,
    pub(super) y: f64,
    pub(super) lines: Vec<String>,
    pub(super) area: Area,
}

/// Everything in its place.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Layout {
    /// The middle of the rings.
    pub(super) middle: (f64, f64),
    /// How far each ring reaches sideways and up, the innermost first.
    pub(super) rings: Vec<(f64, f64)>,
    pub(super) spots: Vec<Spot>,
    /// The words of each of the network's people, and half of what they and the symbol take sideways.
    pub(super) lines: Vec<(Vec<String>, f64)>,
    /// The rings' names.
    pub(super) names: Vec<Words>,
    /// The child's.
    pub(super) child: Words,
    /// The quarters' names.
    pub(super) quarters: Vec<(Quarter, Words)>,
    pub(super) size: (f64, f64),
}

impl Layout {
    pub(super) fn of(network: &Network) -> Self {
        let child = child(&network.child);
        let mut layout = Layout {
            middle: (0.0, 0.0),
            rings: Vec::new(),
            spots: Vec::new(),
            lines: network.people.iter().map(words_of).collect(),
            names: Vec::new(),
            child,
            quarters: Vec::new(),
            size: (0.0, 0.0),
        };
        for (nth, name) in network.rings.iter().enumerate() {
            layout.ring(network, nth, name);
        }
        layout.framed()
    }

    /// Puts the next ring round those that are there.
    fn ring(&mut self, network: &Network, nth: usize, name: &str) {
        let inner = self.rings.last().map_or(CHILD + APART, |(_, up)| *up);
        let mut up = inner + STEP;
        // Each of a ring's places moves outwards with it, away from everything inside and from its neighbours: some ring is wide enough.
        loop {
            let words = above(name, up);
            let placed = |quarter: &Quarter| self.placed(network, nth, up, *quarter);
            if self.are_free(&[words.area])
                && let Some(spots) = Quarter::ALL.iter().map(placed).collect::<Option<Vec<Vec<Spot>>>>()
            {
                self.spots.extend(spots.into_iter().flatten());
                self.names.push(words);
                self.rings.push((up * WIDER, up));
                return;
            }
            up += 4.0;
        }
    }

    /// The people of one quarter of a ring in the first spread in which they are free.
    fn placed(&self, network: &Network, ring: usize, up: f64, quarter: Quarter) -> Option<Vec<Spot>> {
        let free = |spots: &Vec<Spot>| {
            let areas: Vec<Area> = spots.iter().map(|spot| spot.area).collect();
            self.are_free(&areas)
        };
        SPREADS.iter().find_map(|part| spread(network, &self.lines, (ring, up, quarter), *part).filter(free))
    }

    /// Whether things lie neither on each other nor on what stands further in.
    fn are_free(&self, new: &[Area]) -> bool {
        let inside = self.spots.iter().map(|spot| spot.area).chain(self.names.iter().map(|words| words.area));
        let inside: Vec<Area> = inside.chain([self.child.area]).collect();
        new.iter().enumerate().all(|(nth, one)| {
            let one = one.wider(APART);
            inside.iter().chain(&new[nth + 1..]).all(|other| !one.meets(other))
        })
    }

    /// Sets the names of the quarters at the corners, and everything so that the picture begins at nought.
    fn framed(mut self) -> Self {
        let (across, up) = self.rings.last().copied().unwrap_or((CHILD, CHILD));
        let all = || {
            let spots = self.spots.iter().map(|spot| spot.area);
            spots.chain(self.names.iter().map(|words| words.area)).chain([self.child.area])
        };
        let reach = |least: f64, of: &dyn Fn(&Area) -> f64| all().map(|area| of(&area)).fold(least, f64::max);
        // As far to the left as to the right, so that the child is in the middle.
        let half = reach(across, &|area| area.right.max(-area.left)).max(LEAST) + APART;
        let (top, bottom) = (reach(up, &|area| -area.top), reach(up, &|area| area.bottom));
        let (x, y) = (half, top + EDGE);
        self.size = (2.0 * half, top + bottom + 2.0 * EDGE);
        self.middle = (x, y);
        for spot in &mut self.spots {
            (spot.area, spot.x, spot.y) = (spot.area.moved(x, y), spot.x + x, spot.y + y);
            spot.words += y;
        }
        for words in self.names.iter_mut().chain([&mut self.child]) {
            (words.area, words.x, words.y) = (words.area.moved(x, y), words.x + x, words.y + y);
        }
        self.quarters = Quarter::ALL.iter().map(|quarter| (*quarter, corner(*quarter, self.size))).collect();
        self
    }
}

/// The words at somebody's symbol: name, what they are to the child, and how close where the ring does not say it; and half of how wide all of it is.
fn words_of(around: &Around) -> (Vec<String>, f64) {
    let mut lines = wrapped(&around.name, WIDEST, 2);
    lines.extend(wrapped(&around.what, WIDEST, 2));
    lines.extend(wrapped(&around.close, WIDEST, 2));
    let wide = lines.iter().map(|line| width(line)).chain([beside(around)]).fold(2.0 * HALF, f64::max);
    (lines, wide / 2.0)
}

/// The people of a quarter of a ring in their places, spread over a part of what is theirs, when the ring reaches so far up; nothing when somebody's words
/// have no room in the quarter.
fn spread(
    network: &Network,
    lines: &[(Vec<String>, f64)],
    (ring, up, quarter): (usize, f64, Quarter),
    (from, until): (f64, f64),
) -> Option<Vec<Spot>> {
    let outermost = network.rings.len().saturating_sub(1);
    let people = network.people.iter().enumerate();
    let here: Vec<usize> = people
        .filter(|(_, around)| around.ring.min(outermost) == ring && around.quarter == quarter)
        .map(|(person, _)| person)
        .collect();
    let spot = |(nth, person): (usize, &usize)| {
        let share = if here.len() > 1 { nth as f64 / (here.len() as f64 - 1.0) } else { 0.5 };
        spot(*person, &lines[*person], quarter, from + (until - from) * share, up)
    };
    here.iter().enumerate().map(spot).collect()
}

/// Somebody's place: a share of the way along their quarter's part of the ring, from its side upwards.
fn spot(
    person: usize,
    (lines, half): &(Vec<String>, f64),
    quarter: Quarter,
    share: f64,
    up: f64,
) -> Option<Spot> {
    let high = LINE * lines.len() as f64;
    let (right, lower) = quarter.side();
    // How far from the two axes the symbol must stay for its words to keep to their quarter, and off the names of the rings.
    let from_side = if lower { APART } else { NAME / 2.0 + APART };
    let from_middle = HALF + APART;
    let across = up * WIDER;
    let first = (from_middle / up).min(1.0).asin();
    let last = ((from_side + half) / across).min(1.0).acos();
    if first > last {
        return None;
    }
    let angle = first + (last - first) * share;
    let (x, y) = (across * angle.cos(), up * angle.sin());
    let (x, y) = (if right { x } else { -x }, if lower { y } else { -y });
    let (above, below) = if lower { (0.0, high) } else { (high, 0.0) };
    let area = Area { left: x - half, top: y - HALF - above, right: x + half, bottom: y + HALF + below };
    let words = if lower { y + HALF } else { area.top } + SIZE - 1.0;
    Some(Spot { person, x, y, words, area })
}

/// How wide a symbol is with the letters of its marks beside it.
pub(super) fn beside(around: &Around) -> f64 {
    2.0 * HALF + 2.0 * around.badges.iter().map(|(letter, _)| width(letter) + 6.0).sum::<f64>()
}

/// The name of a ring, on its line above the child.
fn above(name: &str, up: f64) -> Words {
    let lines = wrapped(name, NAME, 4);
    let half = lines.iter().map(|line| width(line)).fold(0.0, f64::max) / 2.0;
    let high = LINE * lines.len() as f64;
    let top = -up - high / 2.0;
    Words { x: 0.0, y: top + SIZE, lines, area: Area { left: -half, top, right: half, bottom: top + high } }
}

/// The child's name, beneath the symbol in the middle.
fn child(name: &str) -> Words {
    let lines = wrapped(name, WIDEST, 2);
    let half = lines.iter().map(|line| width(line)).fold(2.0 * CHILD, f64::max) / 2.0;
    let bottom = CHILD + 4.0 + LINE * lines.len() as f64;
    let area = Area { left: -half, top: -CHILD, right: half, bottom };
    Words { x: 0.0, y: CHILD + 4.0 + SIZE, lines, area }
}

/// The name of a quarter, in its corner.
fn corner(quarter: Quarter, (wide, high): (f64, f64)) -> Words {
    let name = quarter.words();
    let (right, lower) = quarter.side();
    let long = width(name) * BOLD;
    let left = if right { wide - long } else { 0.0 };
    let top = if lower { high - LINE } else { 0.0 };
    let area = Area { left, top, right: left + long, bottom: top + LINE };
    Words { x: if right { wide } else { 0.0 }, y: top + SIZE, lines: vec![name.to_owned()], area }
}
