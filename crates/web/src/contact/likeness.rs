//! What was said and what we hold, side by side, each with why it agrees or not, in words (ux 3.3). Never a number.

use casework::child::Existence;
use casework::known_people::{Agrees, Gap, Kind, Like, Look, Reason, Strength};
use design::own::{Agreement, Match, MatchPanel, MatchReason, Restricted};
use domain::access::{Layer, Unsealing};
use domain::calendar::london;
use domain::contact::Described;
use domain::person::address::AddressLines;
use domain::person::known::Known;
use domain::person::name::shown_in_line;
use domain::person::partial_date::PartialDate;
use maud::{Markup, html};

use crate::route::Visit;

/// The fact whose letters are laid side by side.
pub(super) const NAME: &str = "Name";

/// Which fact a reason is about.
fn fact(kind: Kind) -> &'static str {
    match kind {
        Kind::Name => NAME,
        Kind::Birth => "Date of birth",
        Kind::Sex => "Sex",
        Kind::NhsNumber => "NHS number",
        Kind::Upn => "Pupil number",
        Kind::Address => "Address",
        Kind::Phone => "Telephone",
        Kind::Relative => "Family",
        Kind::Together => "Taken together",
    }
}

/// How strongly two descriptions seem to be one person.
pub(crate) fn strength(strength: Strength) -> &'static str {
    match strength {
        Strength::Strong => "Strong: nearly all that is known agrees.",
        Strength::Likely => "Likely: much speaks for it.",
        Strength::Possible => "Possible: something speaks for it.",
        Strength::Unlikely => "Unlikely: little speaks for it, or much against.",
    }
}

/// Who works with somebody now.
pub(super) fn standing(existence: &Existence) -> String {
    match existence.involved.as_slice() {
        [] => "Nobody is involved now.".into(),
        involved => format!("Involved: {}.", involved.join("; ")),
    }
}

/// Everybody found, likeliest first; those of whom little speaks are folded away.
pub(crate) fn panel(
    said: &Described,
    look: Look,
    visit: &Visit<'_>,
    unsealing: Option<Unsealing>,
) -> MatchPanel {
    let (less_likely, likely): (Vec<Like>, Vec<Like>) =
        look.like.into_iter().partition(|like| like.strength == Strength::Unlikely);
    let shown = |like: Vec<Like>| like.iter().map(|like| found(said, like, visit, unsealing)).collect();
    MatchPanel {
        heading_level: 3,
        matches: shown(likely),
        less_likely: shown(less_likely),
        restricted: look.rings.iter().map(|words| restricted(words)).collect(),
        looked: true,
        ..MatchPanel::default()
    }
}

fn found(said: &Described, like: &Like, visit: &Visit<'_>, unsealing: Option<Unsealing>) -> Match {
    let existence = &like.existence;
    let href =
        if like.layer >= Layer::Summary { format!("/children/{}", existence.child) } else { String::new() };
    Match {
        name: shown_in_line(&existence.name),
        href,
        strength: strength(like.strength).into(),
        born: birth(&existence.birth, london::date_of(visit.session.at)),
        with: like.with.iter().map(|with| shown_in_line(with)).collect(),
        standing: standing(existence),
        reasons: facts(said, like, visit, unsealing, Facts::Told).into_iter().map(in_short).collect(),
        ask: like.ask.clone(),
    }
}

/// Which facts are shown.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Facts {
    /// Those that at least one side says.
    Told,
    /// All, those of which nobody says anything too.
    All,
}

/// The facts of both sides: what was said, what we hold as far as this viewer may see it, whether they agree and why; then what could not be compared.
/// `unsealing` is what the viewer may open of what was said; nothing while it is still being typed.
pub(super) fn facts(
    said: &Described,
    like: &Like,
    visit: &Visit<'_>,
    unsealing: Option<Unsealing>,
    which: Facts,
) -> Vec<MatchReason> {
    let today = london::date_of(visit.session.at);
    let compared =
        like.reasons.iter().filter(|reason| reason.agrees != Agrees::Unknown).map(|reason| MatchReason {
            fact: fact(reason.kind).into(),
            said: shown_in_line(&said_of(said, reason.kind, unsealing)),
            held: shown_in_line(&held_of(&like.existence, reason, today)),
            agreement: agreement(reason.agrees),
            why: shown_in_line(&reason.words),
        });
    let gaps = like.gaps.iter().filter(|gap| which == Facts::All || gap.said || gap.held);
    let gaps = gaps.map(|gap| MatchReason {
        fact: fact(gap.kind).into(),
        said: if gap.said { shown_in_line(&said_of(said, gap.kind, unsealing)) } else { "Not said".into() },
        held: if gap.held { "On the record".into() } else { "Nothing to compare".into() },
        agreement: Agreement::Unknown,
        why: why_not(*gap).into(),
    });
    compared.chain(gaps).collect()
}

/// Reasons as facts that agree or not, for a list; what one side does not say is left out.
pub(crate) fn compared(reasons: &[Reason]) -> Vec<MatchReason> {
    let told = reasons.iter().filter(|reason| reason.agrees != Agrees::Unknown);
    told.map(|reason| {
        in_short(MatchReason {
            fact: fact(reason.kind).into(),
            agreement: agreement(reason.agrees),
            why: shown_in_line(&reason.words),
            ..MatchReason::default()
        })
    })
    .collect()
}

/// Why a fact could not be compared.
const fn why_not(gap: Gap) -> &'static str {
    match (gap.said, gap.held) {
        (true, _) => "Said, and there is nothing to compare it with",
        (false, true) => "Not said, and on the record",
        (false, false) => "Nothing on either side to compare",
    }
}

fn said_of(said: &Described, kind: Kind, unsealing: Option<Unsealing>) -> String {
    match kind {
        Kind::Name => said.name.display(),
        Kind::Birth => said.birth.words(),
        Kind::NhsNumber => {
            said.nhs_number.answer().map_or_else(String::new, domain::person::nhs_number::NhsNumber::written)
        }
        Kind::Address => unsealing.map_or_else(|| "As typed".into(), |unsealing| address(said, unsealing)),
        Kind::Upn => said.upn.answer().map_or_else(String::new, domain::person::upn::Upn::written),
        Kind::Phone => {
            let open = |unsealing| said.phone.answer().and_then(|sealed| sealed.open(unsealing));
            let typed =
                |unsealing| open(unsealing).map_or_else(|| "Hidden".into(), |phone| phone.typed().to_owned());
            unsealing.map_or_else(|| "As typed".into(), typed)
        }
        Kind::Sex | Kind::Relative | Kind::Together => "As said in the contact".into(),
    }
}

fn address(said: &Described, unsealing: Unsealing) -> String {
    let lines = said.address.answer().and_then(|sealed| sealed.open(unsealing));
    lines.map_or_else(|| "Hidden".into(), AddressLines::one_line)
}

/// Name and birth stand as we hold them; the reason quotes the rest, as far as this viewer may see it.
fn held_of(held: &Existence, reason: &Reason, today: jiff::civil::Date) -> String {
    match (reason.kind, reason.agrees) {
        (Kind::Name, _) => held.name.clone(),
        (Kind::Birth, _) => birth(&held.birth, today),
        (_, Agrees::Same) => "The same".into(),
        (_, Agrees::Near) => "Nearly the same".into(),
        (_, Agrees::Different) => "Something else".into(),
        (_, Agrees::Unknown) => "Nothing".into(),
    }
}

/// A birth with the age beside it: "4 March 2019 (age 7)".
pub(super) fn birth(birth: &Known<PartialDate>, today: jiff::civil::Date) -> String {
    match birth {
        Known::Is(date @ (PartialDate::Expected(_) | PartialDate::NotKnown)) => date.to_string(),
        Known::Is(date) => format!("{date} (age {})", date.age_in_words(today)),
        Known::NotAsked | Known::NotKnown => "Not on the record".into(),
    }
}

/// How two facts agree, as it is shown.
pub(crate) fn agreement(agrees: Agrees) -> Agreement {
    match agrees {
        Agrees::Same => Agreement::Same,
        Agrees::Near => Agreement::Near,
        Agrees::Different => Agreement::Differs,
        Agrees::Unknown => Agreement::Unknown,
    }
}

/// Why two facts agree or not: the word as a tag, then the reason as a sentence that does not say the word again.
pub(crate) fn why(agreement: Agreement, why: &str) -> Markup {
    html! { (agreement.tag()) " " (without_the_word(agreement.words(), why)) }
}

/// A reason beside its word and its fact, in a narrow panel: neither is said again. "Same", "Date of birth" and "Same date of birth, 4 March 2019" are
/// "4 March 2019".
fn in_short(reason: MatchReason) -> MatchReason {
    let why = without_the_word(reason.agreement.words(), &reason.why);
    let rest = why.strip_prefix(&reason.fact).map(|rest| rest.strip_prefix(" recorded").unwrap_or(rest));
    let rest = rest.and_then(|rest| rest.strip_prefix([',', ':']));
    let why = rest.map_or(why.as_str(), str::trim_start).to_owned();
    MatchReason { why, ..reason }
}

/// "Same" and "Same date of birth, 4 March 2019" are "Date of birth, 4 March 2019".
fn without_the_word(word: &str, why: &str) -> String {
    let rest = why.strip_prefix(word).and_then(|rest| rest.strip_prefix(' ')).unwrap_or(why);
    let mut letters = rest.chars();
    letters.next().map_or_else(String::new, |first| first.to_uppercase().chain(letters).collect())
}

/// Two names side by side, with the letters that differ in bold: "Mar**i**goldridge". Word by word where both have as many.
pub(crate) fn side_by_side(one: &str, other: &str) -> [Markup; 2] {
    let words = |name: &str| name.split_whitespace().map(str::to_owned).collect::<Vec<_>>();
    let (mut ones, mut others) = (words(one), words(other));
    if ones.len() != others.len() {
        (ones, others) = (vec![one.to_owned()], vec![other.to_owned()]);
    }
    let pairs: Vec<_> =
        ones.iter().zip(&others).map(|(one, other)| letters_that_differ(one, other)).collect();
    let name = |side: usize| {
        html! { bdi { @for (place, pair) in pairs.iter().enumerate() { @if place > 0 { " " } (pair[side]) } } }
    };
    [name(0), name(1)]
}

fn letters_that_differ(one: &str, other: &str) -> [Markup; 2] {
    let (one, other): (Vec<char>, Vec<char>) = (one.chars().collect(), other.chars().collect());
    let start = one.iter().zip(&other).take_while(|(a, b)| a == b).count();
    let left = one.len().min(other.len()) - start;
    let end = one.iter().rev().zip(other.iter().rev()).take(left).take_while(|(a, b)| a == b).count();
    [one, other].map(|word| differing(&word, start, word.len() - end))
}

/// A word with the letters between two places in bold; nothing is bold where nothing is shared.
fn differing(word: &[char], from: usize, to: usize) -> Markup {
    let text = |range: &[char]| range.iter().collect::<String>();
    let whole = to - from == word.len();
    html! {
        @if whole || from == to { (text(word)) } @else {
            (text(&word[..from])) strong { (text(&word[from..to])) } (text(&word[to..]))
        }
    }
}

/// A restricted record: whom to ring, and nothing else.
pub(super) fn restricted(words: &str) -> Restricted {
    let whom = words.strip_prefix("Restricted: ring ").unwrap_or(words);
    Restricted::ring(whom.trim_end_matches('.'))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_reason_does_not_say_its_word_again() {
        fn check(word: &str, why: &str, expected: &str) {
            assert_eq!(without_the_word(word, why), expected, "{word}: {why}");
        }
        check("Same", "Same date of birth, 4 March 2019", "Date of birth, 4 March 2019");
        check("Near", "same given name, Isla", "Same given name, Isla");
        check("Near", "Same street, different house", "Same street, different house");
        check("Same", "", "");
        check("Same", "éva and eva", "Éva and eva");
    }

    #[test]
    fn beside_its_fact_a_reason_does_not_say_the_fact_again() {
        fn check(agreement: Agreement, fact: &str, why: &str, expected: &str) {
            let reason =
                MatchReason { agreement, fact: fact.into(), why: why.into(), ..MatchReason::default() };
            assert_eq!(in_short(reason).why, expected, "{why}");
        }
        check(Agreement::Same, "Date of birth", "Same date of birth, 4 March 2019", "4 March 2019");
        check(Agreement::Same, "Name", "Same name: Ava Example", "Ava Example");
        check(Agreement::Same, "Sex", "Same sex recorded: female", "female");
        check(Agreement::Near, "Name", "Same given name, Ava", "Same given name, Ava");
        check(Agreement::Differs, "Address", "Addresses differ", "Addresses differ");
        check(
            Agreement::Unknown,
            "Date of birth",
            "Not said, and on the record",
            "Not said, and on the record",
        );
    }

    #[test]
    fn the_letters_that_differ_are_bold() {
        fn check(one: &str, other: &str, expected: [&str; 2]) {
            let shown = side_by_side(one, other).map(Markup::into_string);
            let plain = shown.map(|shown| {
                let inside = shown.replace("<bdi>", "").replace("</bdi>", "");
                inside.replace("<strong>", "[").replace("</strong>", "]")
            });
            assert_eq!(plain, expected.map(str::to_owned), "{one} {other}");
        }
        check("Ann Margoldridge", "Ann Marigoldridge", ["Ann Margoldridge", "Ann Mar[i]goldridge"]);
        check("Hana Mythwel", "Hannah Mythwell", ["Han[a] Mythwel", "Han[nah] Mythwel[l]"]);
        check("Hanna Mythwel", "Hanah Mythwell", ["Han[na] Mythwel", "Han[ah] Mythwel[l]"]);
        check("Ava Example", "Eva Example", ["[A]va Example", "[E]va Example"]);
        check("Jo", "Jo", ["Jo", "Jo"]);
        check("aa", "aaa", ["aa", "aa[a]"]);
        check("Kit", "Bo", ["Kit", "Bo"]);
        check("", "Bo", ["", "Bo"]);
        check("<i>", "<b>", ["&lt;[i]&gt;", "&lt;[b]&gt;"]);
    }
}
