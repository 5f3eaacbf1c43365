//! What the invented council is made of: names from many places, streets that are nowhere, and what people say when they are worried.

use domain::person::Sex;

use self::Whose::{Boy, Either, Girl};

/// Who bears a given name.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Whose {
    Girl,
    Boy,
    Either,
}

/// This name, or the next in the list that somebody of this sex bears.
pub(super) fn given(name: usize, sex: Sex) -> &'static str {
    let other = match sex {
        Sex::Female => Boy,
        Sex::Male => Girl,
        Sex::Unknown => return GIVEN[name % GIVEN.len()].0,
    };
    let from = GIVEN.iter().cycle().skip(name).take(GIVEN.len());
    from.filter(|(_, whose)| *whose != other).map(|(name, _)| *name).next().unwrap_or_default()
}

/// Given names, and whose they are.
pub(super) const GIVEN: &[(&str, Whose)] = &[
    ("Ava", Girl),
    ("Noor", Either),
    ("Leo", Boy),
    ("Kai", Either),
    ("Zofia", Girl),
    ("Ibrahim", Boy),
    ("Grace", Girl),
    ("Oisín", Boy),
    ("Mei", Girl),
    ("Tariq", Boy),
    ("Chloe", Girl),
    ("Amara", Girl),
    ("Jakub", Boy),
    ("Priya", Girl),
    ("Ellis", Either),
    ("Sofia", Girl),
    ("Daniel", Boy),
    ("Aoife", Girl),
    ("Yusuf", Boy),
    ("Hannah", Girl),
    ("Mateo", Boy),
    ("Freya", Girl),
    ("Kofi", Boy),
    ("Lily", Girl),
    ("Tomasz", Boy),
    ("Zara", Girl),
    ("Callum", Boy),
    ("Ngozi", Girl),
    ("Ethan", Boy),
    ("Rania", Girl),
    ("Jude", Either),
    ("Ines", Girl),
    ("Harvey", Boy),
    ("Ayesha", Girl),
    ("Finn", Boy),
    ("Olu", Either),
    ("Poppy", Girl),
    ("Bogdan", Boy),
    ("Esme", Girl),
    ("Idris", Boy),
    ("Megan", Girl),
    ("Samir", Boy),
    ("Tilly", Girl),
    ("Anya", Girl),
    ("Reuben", Boy),
    ("Fatima", Girl),
    ("Toby", Boy),
    ("Leila", Girl),
    ("Archie", Boy),
    ("Wren", Either),
    ("José", Boy),
    ("Siân", Girl),
    ("Björn", Boy),
    ("D'Angelo", Boy),
    ("Anne-Marie", Girl),
    ("Xin", Either),
    ("Mo", Either),
    ("Rosa", Girl),
    ("Dylan", Boy),
    ("Eve", Girl),
];
pub(super) const FAMILY: &[&str] = &[
    "Exampleton",
    "Sampleford",
    "Testerby",
    "Inventson",
    "Makebelieve",
    "Fictionby",
    "Placeholder",
    "Nowhereham",
    "Quillfeather",
    "Pebblemarsh",
    "Bellweather",
    "Marchbanks",
    "O'Storey",
    "Mac an Sgeul",
    "Fabulski",
    "Imaginović",
    "De la Fábula",
    "Bin Hikaya",
    "Storyeva",
    "Talewell",
    "Novelli",
    "Legendre",
    "Mythwell",
    "Parablescu",
    "Okonarrative",
    "Fableham",
    "Sagason",
    "Yarnley",
    "Chapterhouse",
    "Prologue",
    "Versey",
    "Stanzafield",
    "Ballad-Smith",
    "Rhymer",
    "Inkpen",
    "Scriven",
    "Paperwright",
    "Foliot",
    "Margin",
    "Quirewell",
    "Null",
    "Ng-Invented",
    "Asif",
    "Papyrou",
    "Vellumsen",
];
pub(super) const STREETS: &[&str] = &[
    "Larch Row",
    "Harbour Street",
    "Elm Way",
    "Rowan Close",
    "Mill Lane",
    "Canal View",
    "Station Parade",
    "Chapel Walk",
    "Quarry Road",
    "Heron Court",
    "Orchard Place",
    "Tannery Yard",
    "Copper Beech Drive",
    "Ferry Road",
    "Kiln Street",
    "Lantern Terrace",
    "Windmill Rise",
    "Sparrow Lane",
    "Granary Wharf",
    "Bramble Path",
];
pub(super) const SCHOOLS: &[&str] = &[
    "Elm Grove Primary",
    "Harbourside Academy",
    "St Brannoc's Primary",
    "Quarry Bank High",
    "Millfield Nursery",
    "Northbridge Community College",
    "Lantern Special School",
    "Rowan Infants",
];
/// Each kind of worry: the threshold concern, what was seen, and what it may mean.
pub(super) const WORRIES: &[(&str, &str, &str)] = &[
    (
        "neglect",
        "Came to school in the same unwashed clothes for the third day and asked for second helpings.",
        "Nobody may be getting the child up and fed in the morning.",
    ),
    (
        "neglect",
        "Two health visitor appointments and a hospital check were missed. The curtains were closed and nobody came to the door.",
        "The family may be hiding how hard things have become.",
    ),
    (
        "physical",
        "A bruise on the upper arm, about three centimetres, yellow and green. The child said he fell; his sister said nothing.",
        "The explanation does not fit where the bruise is.",
    ),
    (
        "emotional",
        "Shouting heard through the wall most evenings, and a child crying for a long time afterwards.",
        "The child may be living in fear.",
    ),
    (
        "domestic_abuse",
        "Police were called at 23:40. Two adults shouting, a broken door. The children were on the stairs in their night clothes.",
        "The children saw and heard it. It is not the first time.",
    ),
    (
        "domestic_abuse",
        "The mother came to hospital with a cut lip and said she had walked into a door. The baby was in the car with the father.",
        "She was afraid to speak while he was near.",
    ),
    (
        "exploitation",
        "Was seen getting into a car with two adults nobody knows, and has a new telephone he cannot explain.",
        "Somebody may be grooming him.",
    ),
    (
        "missing",
        "Did not come home on Friday and was found on Sunday at a flat across the city. Would not say who lives there.",
        "This is the third time since the summer.",
    ),
    (
        "parents_health",
        "The father told the doctor he has not slept for a week and hears voices when he is alone with the children.",
        "He wants help and fears losing them.",
    ),
    (
        "young_carer",
        "Is late most mornings because she dresses her brothers and gives her mother her tablets.",
        "She is proud of it, and very tired.",
    ),
    (
        "disability",
        "The family can no longer lift him safely and the equipment was promised in spring.",
        "Everybody in the house is worn out.",
    ),
    (
        "home_and_money",
        "The heating has been off since October. Three children sleep in one bed to keep warm.",
        "The parents are trying; the money is not there.",
    ),
];
pub(super) const SAID: &[&str] = &[
    "I don't like it when it goes quiet.",
    "Mum sleeps a lot. I make the toast.",
    "He said not to tell.",
    "I like school because it's warm.",
    "Can I stay here tonight?",
    "My brother gets the blame for everything.",
];
/// Why each outcome, as an officer writes it.
pub(super) const REASONS: &[(&str, &str, &str)] = &[
    (
        "advice",
        "The school is supporting the family already and the parents rang us themselves; what they need is advice and a name.",
        "Early help was offered, and the parents will think about it.",
    ),
    (
        "nfa",
        "What was reported was explained when we rang the school; the child was seen today and is well.",
        "Advice to the family was considered; the school will give it.",
    ),
    (
        "early_help",
        "The worries are real but not serious yet, the parents agree to help, and the pattern is better met now than later.",
        "An assessment was considered; nothing suggests significant harm.",
    ),
    (
        "new_referral",
        "This is the third worry in a year about the same children, and what was offered before has not lasted. An assessment is needed to know how they live.",
        "Early help again was considered; it has been tried twice.",
    ),
    (
        "cp_enquiry",
        "There is reasonable cause to suspect significant harm: what was seen, what the child said and the history fit together.",
        "Waiting for the parents to ring back was considered; the child may not be safe tonight.",
    ),
];
