//! The name that somebody probably meant: for what is told about a misspelt one.

/// The nearest of some names, when one is near enough to be meant.
pub(super) fn nearest<'n>(written: &str, names: impl IntoIterator<Item = &'n str>) -> Option<&'n str> {
    let far = (written.chars().count() / 3).max(1);
    let steps = |name: &str| {
        let begins =
            written.len() > 3 && (name.starts_with(written) || written.starts_with(name)) && name.len() > 3;
        if begins { 1.min(distance(written, name)) } else { distance(written, name) }
    };
    let nearest = names.into_iter().map(|name| (steps(name), name)).min_by_key(|(far, _)| *far);
    nearest.filter(|(steps, _)| *steps <= far).map(|(_, name)| name)
}

/// " Did you mean “name”?", or what there is when nothing is near and there is not too much of it.
pub(super) fn meant<'n>(written: &str, names: impl IntoIterator<Item = &'n str> + Clone) -> String {
    if let Some(name) = nearest(written, names.clone()) {
        return format!(" Did you mean “{name}”?");
    }
    let names: Vec<&str> = names.into_iter().collect();
    match names.len() {
        1..=20 => format!(" There is: {}.", names.join(", ")),
        _ => String::new(),
    }
}

/// Letters to add, take out, change or swap with their neighbour.
fn distance(one: &str, two: &str) -> usize {
    let (one, two): (Vec<char>, Vec<char>) = (one.chars().collect(), two.chars().collect());
    let mut rows: Vec<Vec<usize>> = vec![(0..=two.len()).collect()];
    for (i, letter) in one.iter().enumerate() {
        let mut row = vec![i + 1];
        for (j, other) in two.iter().enumerate() {
            let change = rows[i][j] + usize::from(letter != other);
            let mut least = change.min(rows[i][j + 1] + 1).min(row[j] + 1);
            if i > 0 && j > 0 && one[i - 1] == *other && *letter == two[j - 1] {
                least = least.min(rows[i - 1][j - 1] + 1);
            }
            row.push(least);
        }
        rows.push(row);
    }
    rows[one.len()][two.len()]
}

#[cfg(test)]
mod tests {
    use super::{meant, nearest};

    #[test]
    fn a_slip_of_the_hand_is_understood_and_another_word_is_not() {
        let names = ["capacity_judgement", "capacity_review", "danger", "label", "kind"];
        for (written, expected) in [
            ("capacity_judgment", Some("capacity_judgement")),
            ("capacityreview", Some("capacity_review")),
            ("dagner", Some("danger")),
            ("lable", Some("label")),
            ("kin", Some("kind")),
            ("dangers", Some("danger")),
            ("capacity_judgement_of_the_carer", Some("capacity_judgement")),
            ("weather", None),
            ("x", None),
            ("", None),
        ] {
            assert_eq!(nearest(written, names), expected, "{written}");
        }
        assert_eq!(meant("dagner", names), " Did you mean “danger”?");
        assert_eq!(meant("weather", ["one", "two"]), " There is: one, two.");
    }
}
