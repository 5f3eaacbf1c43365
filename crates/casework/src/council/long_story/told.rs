//! The family of the long story, and what is told of it: the people, and four years of events.

use domain::person::Sex;
use domain::person::relationship::Kinship;

/// The family's name, which no other family of the council has.
pub(super) const FAMILY: &str = "Larkwhistle";
/// The children: name, born so many years ago, sex, school.
pub(super) const CHILDREN: [(&str, i32, Sex, &str); 3] = [
    ("Orla", 12, Sex::Female, "Harbour Academy"),
    ("Dominic", 8, Sex::Male, "Elm Grove Primary"),
    ("Poppy", 3, Sex::Female, "Little Acorns Nursery"),
];
/// The adults: name, what they are to a child, to which of the children.
pub(super) const ADULTS: [(&str, &str, Kinship, &[usize]); 4] = [
    ("Rhona", FAMILY, Kinship::Mother, &[0, 1, 2]),
    ("Declan", "Moorcroft", Kinship::Father, &[0, 1]),
    ("Stuart", "Penhale", Kinship::Father, &[2]),
    ("Maureen", FAMILY, Kinship::Grandparent, &[0, 1, 2]),
];

/// One event of the story.
pub(super) struct Told {
    /// How many months ago.
    pub(super) months: i32,
    /// Of which of the children.
    pub(super) of: &'static [usize],
    /// Its kind.
    pub(super) kind: &'static str,
    /// Who told it.
    pub(super) from: &'static str,
    /// Who else was in it; empty for nobody.
    pub(super) adult: &'static str,
    /// The answers, by their places.
    pub(super) answers: &'static [(&'static str, &'static str)],
    /// Why it is significant; empty where nobody said so.
    pub(super) why: &'static str,
}

const ALL: &[usize] = &[0, 1, 2];
const OLDER: &[usize] = &[0, 1];
const ORLA: &[usize] = &[0];
const DOMINIC: &[usize] = &[1];
const POPPY: &[usize] = &[2];
const FIRST: &str = "Declan Moorcroft";
const SECOND: &str = "Stuart Penhale";

/// The four years. What is said of the visits and concerns is much the same every year: that is the story.
pub(super) const STORY: &[Told] = &[
    Told {
        months: 48,
        of: OLDER,
        kind: "domestic_abuse",
        from: "police",
        adult: FIRST,
        answers: &[
            ("incident.what", "He pushed her against the sink; Orla rang 999 herself."),
            ("incident.child_present", "yes"),
            ("incident.high_risk", "no"),
            ("incident.marac", "no"),
            ("incident.pregnant", "not_known"),
        ],
        why: "The first time Orla had to ring.",
    },
    Told {
        months: 47,
        of: OLDER,
        kind: "visit",
        from: "ourselves",
        adult: "",
        answers: &[
            ("visit.outcome", "seen"),
            ("visit.alone", "yes"),
            (
                "visit.what",
                "Both children in their beds by day, curtains drawn. Their mother said she had not slept.",
            ),
        ],
        why: "",
    },
    Told {
        months: 46,
        of: ORLA,
        kind: "professional_concern",
        from: "school",
        adult: "",
        answers: &[
            ("concern.what", "Late eleven times this half term; brings her brother to nursery first."),
            ("concern.trend", "escalating"),
        ],
        why: "A child of eight takes her brother to nursery.",
    },
    Told {
        months: 45,
        of: OLDER,
        kind: "neglect_tool",
        from: "ourselves",
        adult: "",
        answers: &[
            ("neglect.physical_care", "3"),
            ("neglect.safety", "3"),
            ("neglect.warmth", "2"),
            ("neglect.encouragement", "2"),
            ("neglect.seen", "No clean bedding; a warm mother on a good day."),
        ],
        why: "",
    },
    Told {
        months: 44,
        of: OLDER,
        kind: "visit",
        from: "ourselves",
        adult: "",
        answers: &[("visit.outcome", "not_seen"), ("visit.what", "Nobody in, though agreed.")],
        why: "",
    },
    Told {
        months: 43,
        of: OLDER,
        kind: "domestic_abuse",
        from: "police",
        adult: FIRST,
        answers: &[
            ("incident.what", "Shouting in the street at two in the morning; both children on the stairs."),
            ("incident.child_present", "yes"),
            ("incident.high_risk", "no"),
            ("incident.marac", "no"),
            ("incident.pregnant", "not_known"),
        ],
        why: "",
    },
    Told {
        months: 42,
        of: OLDER,
        kind: "adult_released",
        from: "police",
        adult: FIRST,
        answers: &[
            ("released.what", "Released under investigation, told not to go to the flat."),
            ("released.how", "released"),
        ],
        why: "",
    },
    Told {
        months: 41,
        of: OLDER,
        kind: "other",
        from: "health",
        adult: "",
        answers: &[("event.what", "Two dental appointments missed and not rearranged.")],
        why: "",
    },
    Told {
        months: 40,
        of: OLDER,
        kind: "move_home",
        from: "family",
        adult: "",
        answers: &[("move.why", "They left the flat at night for her mother’s house.")],
        why: "They fled, and Orla carried the bags.",
    },
    Told {
        months: 39,
        of: ORLA,
        kind: "disclosure",
        from: "child",
        adult: "",
        answers: &[
            ("disclosure.child_words", "I sleep in my coat so I am ready."),
            ("disclosure.what", "Said to her teacher while drawing."),
            ("disclosure.explanation", "not_known"),
        ],
        why: "Her own words for how she lives.",
    },
    Told {
        months: 38,
        of: OLDER,
        kind: "visit",
        from: "ourselves",
        adult: "",
        answers: &[
            ("visit.outcome", "seen"),
            ("visit.alone", "yes"),
            ("visit.what", "At their grandmother’s: calm, fed, school every day."),
        ],
        why: "Safe and well within four weeks at their grandmother’s.",
    },
    Told {
        months: 36,
        of: OLDER,
        kind: "move_home",
        from: "family",
        adult: "",
        answers: &[("move.why", "Back to a flat of their own, a mile from their grandmother.")],
        why: "",
    },
    Told {
        months: 34,
        of: OLDER,
        kind: "visit",
        from: "ourselves",
        adult: "",
        answers: &[
            ("visit.outcome", "seen"),
            ("visit.alone", "yes"),
            ("visit.what", "Their mother came to the programme for four months and then stopped."),
        ],
        why: "Four months of change, then it stopped.",
    },
    Told {
        months: 33,
        of: DOMINIC,
        kind: "hospital_attendance",
        from: "health",
        adult: "",
        answers: &[
            ("hospital.what", "Burn on the hand from the kettle; waited a day to come."),
            ("hospital.where", "Northbridge General"),
        ],
        why: "",
    },
    Told {
        months: 32,
        of: OLDER,
        kind: "professional_concern",
        from: "school",
        adult: "",
        answers: &[
            ("concern.what", "Orla asleep at the table; Dominic hungry on Mondays."),
            ("concern.trend", "same"),
        ],
        why: "",
    },
    Told {
        months: 31,
        of: OLDER,
        kind: "adult_joins",
        from: "family",
        adult: SECOND,
        answers: &[("joins.what", "Stuart Penhale has moved in."), ("joins.risk_to_children", "not_known")],
        why: "A second partner within a year of the first.",
    },
    Told {
        months: 30,
        of: OLDER,
        kind: "visit",
        from: "ourselves",
        adult: "",
        answers: &[
            ("visit.outcome", "seen"),
            ("visit.alone", "no"),
            ("visit.what", "He answered every question for her."),
        ],
        why: "",
    },
    Told {
        months: 28,
        of: OLDER,
        kind: "domestic_abuse",
        from: "police",
        adult: SECOND,
        answers: &[
            ("incident.what", "He broke her telephone and kept the door shut; a neighbour rang."),
            ("incident.child_present", "yes"),
            ("incident.high_risk", "yes"),
            ("incident.marac", "yes"),
            ("incident.pregnant", "yes"),
        ],
        why: "High risk, and she was pregnant with Poppy.",
    },
    Told {
        months: 27,
        of: OLDER,
        kind: "visit",
        from: "ourselves",
        adult: "",
        answers: &[("visit.outcome", "not_seen"), ("visit.what", "The curtains moved and nobody opened.")],
        why: "",
    },
    Told {
        months: 26,
        of: OLDER,
        kind: "visit",
        from: "ourselves",
        adult: "",
        answers: &[
            ("visit.outcome", "seen"),
            ("visit.alone", "yes"),
            ("visit.what", "Dominic would not come out of the wardrobe."),
        ],
        why: "",
    },
    Told {
        months: 25,
        of: DOMINIC,
        kind: "disclosure",
        from: "child",
        adult: "",
        answers: &[
            ("disclosure.child_words", "When he comes I count to a hundred."),
            ("disclosure.what", "Said to the school’s counsellor."),
            ("disclosure.explanation", "not_known"),
        ],
        why: "Dominic’s own words.",
    },
    Told {
        months: 24,
        of: ALL,
        kind: "adult_released",
        from: "police",
        adult: SECOND,
        answers: &[
            ("released.what", "Left court with an order not to come near her; he went back the same week."),
            ("released.how", "released"),
        ],
        why: "The order did not hold for a week.",
    },
    Told {
        months: 23,
        of: ALL,
        kind: "neglect_tool",
        from: "ourselves",
        adult: "",
        answers: &[
            ("neglect.physical_care", "4"),
            ("neglect.safety", "3"),
            ("neglect.warmth", "2"),
            ("neglect.encouragement", "3"),
            ("neglect.seen", "The baby in wet clothes at noon."),
        ],
        why: "",
    },
    Told {
        months: 22,
        of: POPPY,
        kind: "hospital_attendance",
        from: "health",
        adult: "",
        answers: &[
            ("hospital.what", "Not gaining weight; three clinics missed."),
            ("hospital.where", "Northbridge General"),
        ],
        why: "Three missed clinics for a baby who did not grow.",
    },
    Told {
        months: 21,
        of: ALL,
        kind: "visit",
        from: "ourselves",
        adult: "",
        answers: &[
            ("visit.outcome", "seen"),
            ("visit.alone", "yes"),
            ("visit.what", "Their grandmother had filled the cupboards."),
        ],
        why: "",
    },
    Told {
        months: 19,
        of: ORLA,
        kind: "school_exclusion",
        from: "school",
        adult: "",
        answers: &[
            ("exclusion.what", "Two days for hitting a boy who pushed her brother."),
            ("exclusion.how", "suspension"),
        ],
        why: "",
    },
    Told {
        months: 18,
        of: ALL,
        kind: "visit",
        from: "ourselves",
        adult: "",
        answers: &[
            ("visit.outcome", "seen"),
            ("visit.alone", "yes"),
            ("visit.what", "Better: he has moved out, the house is warm. Help ended."),
        ],
        why: "Help ended as things got a little better.",
    },
    Told {
        months: 15,
        of: ORLA,
        kind: "professional_concern",
        from: "school",
        adult: "",
        answers: &[
            ("concern.what", "Attendance 71%. Says she has to be at home on Thursdays."),
            ("concern.trend", "escalating"),
        ],
        why: "",
    },
    Told {
        months: 14,
        of: ORLA,
        kind: "missing",
        from: "police",
        adult: "",
        answers: &[
            ("missing.what", "Not home by midnight; found at the bus station with an older girl."),
            ("missing.risk", "medium"),
            ("missing.found", "At the bus station, three in the morning."),
        ],
        why: "The first time she was missing.",
    },
    Told {
        months: 12,
        of: ALL,
        kind: "domestic_abuse",
        from: "police",
        adult: SECOND,
        answers: &[
            ("incident.what", "He came back at night and kicked the door until it gave."),
            ("incident.child_present", "yes"),
            ("incident.high_risk", "yes"),
            ("incident.marac", "yes"),
            ("incident.pregnant", "no"),
        ],
        why: "He came back, as before.",
    },
    Told {
        months: 11,
        of: ALL,
        kind: "visit",
        from: "ourselves",
        adult: "",
        answers: &[("visit.outcome", "not_seen"), ("visit.what", "Nobody in. A card left.")],
        why: "",
    },
    Told {
        months: 10,
        of: ORLA,
        kind: "missing",
        from: "police",
        adult: "",
        answers: &[
            ("missing.what", "Two nights. Would not say where."),
            ("missing.risk", "high"),
            ("missing.found", "Came home herself."),
        ],
        why: "",
    },
    Told {
        months: 9,
        of: ORLA,
        kind: "exploitation",
        from: "police",
        adult: "",
        answers: &[
            ("exploitation.what", "Seen with a man of 24 who gave her a telephone."),
            ("exploitation.level", "medium"),
            ("exploitation.new_adult", "yes"),
        ],
        why: "An older man and a telephone.",
    },
    Told {
        months: 8,
        of: DOMINIC,
        kind: "injury",
        from: "school",
        adult: SECOND,
        answers: &[
            ("injury.what", "A bruise on the upper arm, like the grip of a hand."),
            ("injury.where", "Left upper arm"),
            ("injury.seen_by", "School nurse"),
            ("injury.mobile", "yes"),
            ("injury.explanation", "none"),
            ("injury.child_words", "I fell."),
        ],
        why: "Nobody explained it.",
    },
    Told {
        months: 7,
        of: ALL,
        kind: "neglect_tool",
        from: "ourselves",
        adult: "",
        answers: &[
            ("neglect.physical_care", "4"),
            ("neglect.safety", "4"),
            ("neglect.warmth", "3"),
            ("neglect.encouragement", "3"),
            ("neglect.seen", "No heating since the weekend; nappies from the food bank."),
        ],
        why: "Worse in every part than two years ago.",
    },
    Told {
        months: 6,
        of: POPPY,
        kind: "other",
        from: "health",
        adult: "",
        answers: &[("event.what", "Two-year check: few words, afraid of men in the room.")],
        why: "",
    },
    Told {
        months: 5,
        of: ALL,
        kind: "visit",
        from: "ourselves",
        adult: "",
        answers: &[
            ("visit.outcome", "seen"),
            ("visit.alone", "yes"),
            (
                "visit.what",
                "Orla cooked while we talked. Their mother cried and said that she wants it to stop.",
            ),
        ],
        why: "",
    },
    Told {
        months: 4,
        of: ORLA,
        kind: "missing",
        from: "police",
        adult: "",
        answers: &[
            ("missing.what", "Gone on a Thursday again."),
            ("missing.risk", "medium"),
            ("missing.found", "At the same flat."),
        ],
        why: "",
    },
    Told {
        months: 3,
        of: DOMINIC,
        kind: "professional_concern",
        from: "school",
        adult: "",
        answers: &[
            (
                "concern.what",
                "Flinches when somebody passes behind him. Asks whether he may stay after school.",
            ),
            ("concern.trend", "escalating"),
        ],
        why: "",
    },
    Told {
        months: 2,
        of: ALL,
        kind: "domestic_abuse",
        from: "police",
        adult: SECOND,
        answers: &[
            (
                "incident.what",
                "Her arm was broken. Orla put the little ones into the bath and locked the door.",
            ),
            ("incident.child_present", "yes"),
            ("incident.high_risk", "yes"),
            ("incident.marac", "yes"),
            ("incident.pregnant", "no"),
        ],
        why: "The worst yet, and Orla kept the others safe.",
    },
];
