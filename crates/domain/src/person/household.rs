//! Who lives together, as at a day: people whose stays at one place cover it.

use jiff::civil::Date;

use super::Person;

/// The people of `others` who live with `child` on a day, in the order given.
pub fn with<'a>(child: &Person, others: &'a [Person], day: Date) -> Vec<&'a Person> {
    let Some(home) = child.address_on(day) else { return Vec::new() };
    let together = |person: &&Person| {
        person.id != child.id && person.address_on(day).is_some_and(|address| address.place == home.place)
    };
    others.iter().filter(together).collect()
}
