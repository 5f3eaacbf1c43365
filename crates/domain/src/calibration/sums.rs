//! What a calibration came to, in sums: how grades spread, how far people agree, and what was most missed. No sum is made while it is open or of fewer people
//! than the pack says, and none can be traced to a person.

use jiff::civil::Date;

use super::{Calibration, CalibrationGrading};
use crate::pack::Pack;
use crate::statistics::{Figure, Metric, Ratings};

/// What a calibration came to.
#[derive(Debug, Clone, PartialEq)]
pub struct Sums {
    /// How many graded.
    pub people: u32,
    /// How grades spread, for each text and domain in order.
    pub spread: Vec<Spread>,
    /// Agreement on the grades, over all texts and domains.
    pub agreement: Figure,
    /// The points, the most missed first: text, point, how many said that they missed it.
    pub missed: Vec<(usize, usize, u32)>,
    /// Of how many people who looked back.
    pub looked: u32,
}

/// How grades of one text and domain spread.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Spread {
    /// Which text, from 0.
    pub text: usize,
    /// The domain's code.
    pub domain: String,
    /// How many gave each grade, best first.
    pub counts: [u32; 4],
}

/// The sums; nothing while it is open or too few have graded.
pub fn sums(
    calibration: &Calibration,
    gradings: &[CalibrationGrading],
    today: Date,
    pack: &Pack,
    chance: &mut dyn FnMut() -> u64,
) -> Option<Sums> {
    let people = u32::try_from(gradings.len()).unwrap_or(u32::MAX);
    if calibration.is_open(today) || people < pack.audit.calibration_fewest {
        return None;
    }
    let (mut spread, mut ratings) = (Vec::new(), Ratings::default());
    for text in 0..calibration.texts.len() {
        for domain in &calibration.domains {
            let of_text = gradings.iter().filter_map(|grading| grading.texts.get(text));
            let grades = of_text.flat_map(|graded| &graded.grades).filter(|(of, _)| of == domain);
            let places: Vec<usize> = grades.map(|(_, grade)| grade.place()).collect();
            let mut counts = [0; 4];
            for place in &places {
                counts[*place] += 1;
            }
            ratings.add(places.into_iter().filter_map(|place| i32::try_from(place).ok()).collect());
            spread.push(Spread { text, domain: domain.clone(), counts });
        }
    }
    let alpha = ratings.alpha_with_interval(Metric::Ordinal, pack.audit.samples, chance);
    let looked: Vec<_> = gradings.iter().filter_map(|grading| grading.missed.as_ref()).collect();
    let mut missed = Vec::new();
    // Few who looked back could be traced; then what they missed stays theirs.
    let enough = looked.len() >= usize::try_from(pack.audit.calibration_fewest).unwrap_or(usize::MAX);
    for (text, invented) in calibration.texts.iter().enumerate().filter(|_| enough) {
        for point in 0..invented.key_points.len() {
            let times = looked.iter().filter(|missed| missed.contains(&(text, point))).count();
            missed.push((text, point, u32::try_from(times).unwrap_or(u32::MAX)));
        }
    }
    missed.sort_by_key(|(text, point, times)| (std::cmp::Reverse(*times), *text, *point));
    let agreement = Figure::of_alpha(ratings.pairable(), 2, alpha);
    Some(Sums { people, spread, agreement, missed, looked: u32::try_from(looked.len()).unwrap_or(u32::MAX) })
}
