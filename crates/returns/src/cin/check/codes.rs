//! The codes that the census takes (DfE, *Children in need census: code sets*). The same from 2022-23 to 2026-27, but for sex.

/// Ethnicity (N00177).
pub(super) const ETHNICITY: &[&str] = &[
    "WBRI", "WIRI", "WIRT", "WOTH", "WROM", "MWBC", "MWBA", "MWAS", "MOTH", "AIND", "APKN", "ABAN", "AOTH",
    "BCRB", "BAFR", "BOTH", "CHNE", "OOTH", "REFU", "NOBT",
];
/// Disability (N00099), `NONE` among them.
pub(super) const DISABILITY: &[&str] =
    &["NONE", "MOB", "HAND", "PC", "INC", "COMM", "LD", "HEAR", "VIS", "BEH", "CON", "AUT", "DDA"];
/// Source of referral (N00152).
pub(super) const SOURCE: &[&str] = &[
    "1A", "1B", "1C", "1D", "2A", "2B", "3A", "3B", "3C", "3D", "3E", "3F", "4", "5A", "5B", "5C", "5D", "6",
    "7", "8", "9", "10",
];
/// Primary need (N00101).
pub(super) const NEED: &[&str] = &["N1", "N2", "N3", "N4", "N5", "N6", "N7", "N8", "N9", "N0"];
/// Reason for closure (N00103).
pub(super) const CLOSURE: &[&str] = &["RC1", "RC2", "RC3", "RC4", "RC5", "RC6", "RC7", "RC8", "RC9"];
/// Factors at the end of an assessment (N00181), the withdrawn 18A and 19A among them: they have a query of their own.
pub(super) const FACTOR: &[&str] = &[
    "1A", "1B", "1C", "2A", "2B", "2C", "3A", "3B", "3C", "4A", "4B", "4C", "5A", "5B", "5C", "6A", "6B",
    "6C", "7A", "8B", "8C", "8D", "8E", "8F", "9A", "10A", "11A", "12A", "13A", "14A", "15A", "16A", "17A",
    "18A", "18B", "18C", "19A", "19B", "19C", "20", "21", "22A", "23A", "24A",
];
/// Category of abuse (N00113, N00114).
pub(super) const ABUSE: &[&str] = &["NEG", "PHY", "SAB", "EMO", "MUL"];
/// Reasons for having no UPN at school age (N00135): UN1, "not of school age", is none.
pub(super) const NO_UPN_AT_SCHOOL_AGE: &[&str] = &["UN2", "UN3", "UN4", "UN5", "UN6", "UN7"];
/// All reasons for having no UPN (N00135).
pub(super) const NO_UPN: &[&str] = &["UN1", "UN2", "UN3", "UN4", "UN5", "UN6", "UN7"];
/// Outcome of pre-proceedings (N00833, code set CS131).
pub(super) const OUTCOME: &[&str] = &["A", "B", "C"];
/// Sex (N00783).
pub(super) const SEX: &[&str] = &["M", "F", "U"];
/// `GenderCurrent` (N00065), before 2024-25.
pub(super) const GENDER: &[&str] = &["0", "1", "2", "9"];

/// Whether a council with this number ever gave out pupil numbers: every authority since April 1998 (with Cumberland, and Westmorland and Furness,
/// which the lists of older checkers lack), Wales (660 to 681), service children's and island authorities (701 to 708) and the pseudo-authorities 001
/// to 005.
pub(super) fn is_authority(number: u16) -> bool {
    const RANGES: &[(u16, u16)] = &[
        (1, 5),
        (201, 213),
        (301, 320),
        (330, 336),
        (340, 344),
        (350, 359),
        (370, 373),
        (380, 384),
        (390, 394),
        (420, 420),
        (660, 681),
        (701, 708),
        (800, 803),
        (805, 808),
        (810, 813),
        (815, 816),
        (820, 823),
        (825, 826),
        (830, 831),
        (835, 841),
        (845, 846),
        (850, 852),
        (855, 857),
        (860, 861),
        (865, 896),
        (908, 909),
        (916, 916),
        (919, 919),
        (921, 921),
        (925, 926),
        (928, 929),
        (931, 931),
        (933, 933),
        (935, 938),
        (940, 943),
    ];
    RANGES.iter().any(|(first, last)| (*first..=*last).contains(&number))
}
