//! What drawing a family of 60 costs: `cargo run --release -p design --example genogram`. Prints the median of many drawings; asserts nothing.

use std::time::Instant;

use design::govuk::Table;
use design::picture::{Bond, Family, Genogram, Kin, Pair, Parentage, Shape, Together};
use maud::Render;

const PEOPLE: usize = 60;
const DRAWINGS: usize = 200;

fn kin(number: usize) -> Kin {
    Kin {
        name: format!("Person {number} Exampleton"),
        about: format!("{}", number % 70),
        shape: [Shape::Square, Shape::Circle][number % 2],
        subject: number == 0,
        dead: number % 13 == 7,
        badges: Vec::new(),
        href: format!("/children/{number}"),
        born: (number as i64 * 37) % 90,
        adult: !number.is_multiple_of(3),
    }
}

/// Fifteen couples with two children each, the children of each joined to the next: four generations.
fn family() -> Family {
    let mut family = Family { people: (0..PEOPLE).map(kin).collect(), ..Family::default() };
    for couple in 0..15 {
        let (one, other) = (couple * 4, couple * 4 + 1);
        family.pairs.push(Pair { one, other, strokes: (couple % 3) as u8 });
        for child in [couple * 4 + 2, couple * 4 + 3] {
            for parent in [one, other] {
                family.parents.push(Parentage { parent, child, bond: Bond::Birth, above: 1 });
            }
        }
        let next = (couple + 1) * 4;
        if next < PEOPLE && couple % 3 != 2 {
            family.parents.push(Parentage {
                parent: couple * 4 + 2,
                child: next,
                bond: Bond::Birth,
                above: 1,
            });
        }
        family.homes.push(Together {
            label: format!("{couple} Example Row"),
            members: (couple * 4..couple * 4 + 4).collect(),
        });
    }
    family
}

#[expect(clippy::print_stdout, reason = "this example prints figures")]
fn main() {
    let table = Table::new("Family", ["Name"], Vec::new());
    let picture = Genogram {
        prefix: "family".into(),
        title: "Family".into(),
        family: family(),
        sentence: "Sixty people.".into(),
        table,
    };
    let mut took: Vec<f64> = Vec::new();
    let mut bytes = 0;
    for _ in 0..DRAWINGS {
        let begun = Instant::now();
        bytes = picture.render().into_string().len();
        took.push(begun.elapsed().as_secs_f64() * 1000.0);
    }
    took.sort_by(f64::total_cmp);
    println!(
        "{PEOPLE} people: median {:.2} ms, p95 {:.2} ms, {bytes} bytes",
        took[DRAWINGS / 2],
        took[DRAWINGS * 95 / 100]
    );
}
