//! What would settle it: the few questions that would move the answer most. Only what one side says and the other does not, or what is doubtful on either, is
//! asked for, because only that can be compared; and a question never tells its answer. Whoever describes somebody can be asked only for what the record says
//! and they have not said: what they alone say stays without its like, however often it is asked for.

use super::Pair;
use crate::compare::Strength;
use crate::description::{Description, Relative};
use crate::evidence::doubt::{is_one_birth, shares_family};
use crate::evidence::{BirthLevel, Doubt, Evidence, Fact, Family, Given, Household, Kin, Number};
use crate::experience::{Experience, Score};
use crate::person::{Person, Spoken};
use crate::vocabulary::WordId;

/// Who can be asked.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Whom {
    /// Whoever knows of either side: at most two questions.
    Either,
    /// Whoever told the first side, of the second, while they wait: at most three.
    Teller,
}

/// What to ask, the most telling first. Nothing where nearly all agrees, or where something speaks against it and nothing for it.
pub(crate) fn would_settle(
    pair: &Pair<'_>,
    evidence: &Evidence,
    score: &Score,
    strength: Strength,
    experience: &Experience,
    whom: Whom,
) -> Vec<String> {
    let hopeless = score.total <= 0.0 || score.facts.iter().any(|bits| *bits < -2.0);
    if strength == Strength::Strong || (strength == Strength::Unlikely && hopeless) {
        return Vec::new();
    }
    let mut asked: Vec<&'static str> = Vec::new();
    asked.extend(score.why.and_then(|doubt| of_a_doubt(doubt, evidence)));
    let mut open = open_questions(pair, evidence, whom);
    let gain = |question: &Question| {
        let same = experience.weight(question.fact, 0);
        (same - score.facts[question.fact as usize]) * question.known_to_a_caller
    };
    open.sort_by(|one, other| gain(other).total_cmp(&gain(one)));
    asked.extend(open.iter().map(|question| question.words));
    if asked.is_empty() {
        asked.extend(once_more(evidence));
    }
    if asked.is_empty() && whom == Whom::Either {
        asked.push("Ask for an earlier address, the NHS number or the mother's date of birth, and look for them in the file");
    }
    asked.dedup();
    let most = match whom {
        Whom::Either => 2,
        Whom::Teller => 3,
    };
    asked.into_iter().take(most).map(str::to_owned).collect()
}

/// What a doubt itself asks.
fn of_a_doubt(doubt: Doubt, evidence: &Evidence) -> Option<&'static str> {
    let perhaps_twins = is_one_birth(evidence) && shares_family(evidence);
    match doubt {
        Doubt::Twin => Some("Ask which twin: first names at school"),
        Doubt::OtherMiddleName | Doubt::NotQuite | Doubt::NoGivenName => {
            let unnamed =
                evidence.given == Given::Unnamed && evidence.kin == Kin::Same && is_one_birth(evidence);
            (perhaps_twins || unnamed)
                .then_some("Ask whether there is a twin, and which twin is meant: first names at school")
        }
        Doubt::SiblingsNumber => Some("Ask whose the NHS number is, and have it read out again"),
        Doubt::TwoNumbers => Some("Ask for the NHS number once more"),
        Doubt::Generation | Doubt::NamedAlike => Some("Ask whether the parent or the child is meant"),
        Doubt::Named => Some("Ask whether they are brother, sister or parent to each other"),
        Doubt::OtherSex => {
            Some("Ask whether there is a brother or sister of the same age, and which is meant")
        }
        Doubt::OtherMother | Doubt::Namesake => {
            Some("Ask for the date of birth once more, and for the mother's date of birth")
        }
        Doubt::SexDiffers => Some("Ask whether it is a boy or a girl"),
        Doubt::NothingPersonal => None,
        Doubt::OtherGivenName => Some("Ask whether the child was ever called something else"),
        Doubt::SameNumber => None,
    }
}

/// A question, which fact it would settle, and how likely it is that somebody on the telephone can answer.
struct Question {
    fact: Fact,
    words: &'static str,
    known_to_a_caller: f32,
}

/// What one side says and the other does not, or says only roughly.
fn open_questions(pair: &Pair<'_>, evidence: &Evidence, whom: Whom) -> Vec<Question> {
    let ask = |fact, words, known_to_a_caller| Question { fact, words, known_to_a_caller };
    let open_to = |said: bool, held: bool| match whom {
        Whom::Either => said != held,
        Whom::Teller => held && !said,
    };
    let one_sided = |says: fn(&Description) -> bool| open_to(says(pair.written.0), says(pair.written.1));
    let mut open = Vec::new();
    if one_sided(|person| person.birth.is_some()) {
        open.push(ask(Fact::Birth, "Ask for the date of birth", 0.8));
    } else if pair.written.0.birth.is_some() && pair.written.1.birth.is_some() && one_sided(has_day) {
        open.push(ask(Fact::Birth, "Ask for the exact date of birth", 0.8));
    }
    if one_sided(|person| person.nhs_number.is_some()) {
        open.push(ask(Fact::NhsNumber, "Ask for the NHS number", 0.4));
    }
    if one_sided(|person| person.upn.is_some()) {
        open.push(ask(Fact::Upn, "Ask the school for the pupil number", 0.3));
    }
    open.extend(open_names(pair, evidence, whom));
    let has_house = |person: &Person| person.homes.iter().any(|home| home.number != 0);
    if one_sided(|person| !person.addresses.is_empty()) {
        open.push(ask(Fact::Household, "Ask for the address now, and the one before", 0.9));
    } else if matches!(evidence.household, Household::Street | Household::Postcode)
        && (whom == Whom::Either || open_to(has_house(pair.read.0), has_house(pair.read.1)))
    {
        open.push(ask(Fact::Household, "Ask for the house number", 0.7));
    }
    if one_sided(|person| !person.phones.is_empty()) && evidence.household > Household::PhoneSlip {
        open.push(ask(Fact::Household, "Ask for a phone number of the family", 0.6));
    }
    if evidence.kin == Kin::NotGiven
        && open_to(!pair.read.0.relatives.is_empty(), !pair.read.1.relatives.is_empty())
    {
        open.push(ask(Fact::Kin, relative_words(pair), 0.9));
    }
    open
}

/// What is missing of a name.
fn open_names(pair: &Pair<'_>, evidence: &Evidence, whom: Whom) -> Vec<Question> {
    // A teller is asked for more of a name only where theirs is the shorter.
    let (said, held) = pair.read;
    let letters =
        |words: &[WordId]| words.iter().map(|word| pair.vocabulary.text(*word).chars().count()).max();
    let longest = |person: &Person, part: fn(&Spoken) -> &[WordId]| {
        person.names.iter().filter_map(|name| letters(part(name))).max().unwrap_or_default()
    };
    let is_open = |part: fn(&Spoken) -> &[WordId]| {
        whom == Whom::Either || longest(said, part) < longest(held, part).min(2)
    };
    let given = match evidence.given {
        Given::Initial => Some("Ask for the full given name"),
        Given::NotGiven => Some("Ask for the given name"),
        _ => None,
    };
    let family = match evidence.family {
        Family::Initial => Some("Ask for the full family name"),
        Family::NotGiven => Some("Ask for the family name, and any earlier one"),
        _ => None,
    };
    let given = given.filter(|_| is_open(Spoken::given)).map(|words| (Fact::Given, words));
    let family = family.filter(|_| is_open(Spoken::family)).map(|words| (Fact::Family, words));
    let questions = given.into_iter().chain(family);
    questions.map(|(fact, words)| Question { fact, words, known_to_a_caller: 1.0 }).collect()
}

fn has_day(person: &Description) -> bool {
    person.birth.is_some_and(|birth| birth.day().is_some())
}

/// Mothers before fathers before others.
fn relative_words(pair: &Pair<'_>) -> &'static str {
    let all = || pair.written.0.relatives.iter().chain(&pair.written.1.relatives);
    let is = |word: &str| all().any(|relative: &Relative| relative.relation.to_lowercase().contains(word));
    match () {
        () if is("mother") || is("mum") => "Ask what the mother is called",
        () if is("father") || is("dad") => "Ask what the father is called",
        () => "Ask what the parents, brothers and sisters are called",
    }
}

/// Where both sides say everything and some of it differs, what to ask again.
fn once_more(evidence: &Evidence) -> Option<&'static str> {
    if matches!(
        evidence.birth,
        BirthLevel::Swapped
            | BirthLevel::Slip
            | BirthLevel::SameMonth
            | BirthLevel::Fits
            | BirthLevel::SamePlaceholder
    ) {
        return Some("Ask for the date of birth once more");
    }
    if matches!(evidence.nhs_number, Number::Slip | Number::Mistyped | Number::Different) {
        return Some("Ask for the NHS number once more");
    }
    if evidence.given > Given::Same || evidence.family > Family::Same {
        return Some("Ask how the name is spelt, and whether it was ever another");
    }
    if matches!(evidence.kin, Kin::Different | Kin::OtherMother) {
        return Some("Ask who looks after the child, and who did before");
    }
    (evidence.household == Household::Different).then_some("Ask for the address before this one")
}
