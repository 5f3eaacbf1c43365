//! How two people stand in each fact: one small level a fact. The words of `tables/weights.txt` are these levels' names.

/// Which way a level can count. A fact in agreement never lowers a score, a fact in conflict never raises it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Direction {
    /// It can only speak for one person.
    For,
    /// It can only speak against.
    Against,
    /// It says nothing.
    Silent,
}

macro_rules! levels {
    ($(#[$about:meta])* $name:ident { $($(#[$meaning:meta])* $level:ident $word:literal $direction:ident,)+ }) => {
        $(#[$about])*
        #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
        #[repr(u8)]
        pub enum $name { $($(#[$meaning])* $level,)+ }

        impl $name {
            /// Every level, in the order of its number.
            pub const ALL: &'static [$name] = &[$($name::$level,)+];
            /// Every level's name in the table of weights.
            pub const WORDS: &'static [&'static str] = &[$($word,)+];
            /// Which way every level counts.
            pub const DIRECTIONS: &'static [Direction] = &[$(Direction::$direction,)+];
        }
    };
}

levels! {
    /// Given names.
    Given {
        /// The same word; how rare it is counts.
        Same "same" For,
        /// Forms of one name.
        Form "form" For,
        /// Alike to the ear or on paper.
        Alike "alike" For,
        /// One is among the other's names: a middle name that is used, half of a double name.
        Part "part" For,
        /// One is the other's first letter.
        Initial "initial" For,
        /// One has no given name yet: unborn, "Baby", "Twin 1".
        Unnamed "unnamed" Silent,
        /// Not the same.
        Different "different" Against,
        /// Not known of one of them.
        NotGiven "not_given" Silent,
    }
}

levels! {
    /// Family names.
    Family {
        /// The same; how rare it is counts.
        Same "same" For,
        /// Alike to the ear or on paper, or a form of the other.
        Alike "alike" For,
        /// Half of a double name, or one without its Mc or O'.
        Part "part" For,
        /// One is the other's first letter.
        Initial "initial" For,
        /// Not the same, and of age to have taken another in between.
        Changed "changed" Against,
        /// Not the same.
        Different "different" Against,
        /// Not known of one of them.
        NotGiven "not_given" Silent,
    }
}

levels! {
    /// Dates of birth.
    BirthLevel {
        /// The same day.
        Same "same" For,
        /// The same, and the first day of a month, which may stand for an unknown day.
        SameFirst "same_first" For,
        /// The same 1 January, which often stands for an unknown day.
        SamePlaceholder "same_placeholder" For,
        /// Day and month changed round.
        Swapped "swapped" For,
        /// One digit wrong, or two changed round.
        Slip "slip" For,
        /// Born within some weeks of the day on which the other, without a name yet, is expected.
        Expected "expected" For,
        /// Another day of the same month.
        SameMonth "same_month" For,
        /// Both within the same few months, one of them not exactly known.
        FitsClosely "fits_closely" For,
        /// Within the same two years, one of them not exactly known.
        Fits "fits" For,
        /// Within a longer time, one of them not exactly known.
        FitsLoosely "fits_loosely" For,
        /// Less than a year apart, one of them not exactly known.
        NearYear "near_year" For,
        /// Less than three years apart.
        Different "different" Against,
        /// Three years apart or more.
        YearsApart "years_apart" Against,
        /// Fifteen years apart or more: parent and child.
        GenerationApart "generation_apart" Against,
        /// Not known of one of them.
        NotGiven "not_given" Silent,
    }
}

levels! {
    /// Sex as recorded.
    SexLevel {
        /// The same.
        Same "same" For,
        /// Not the same.
        Different "different" Against,
        /// Not known of one of them.
        NotGiven "not_given" Silent,
    }
}

levels! {
    /// An NHS number or a pupil number.
    Number {
        /// The same.
        Same "same" For,
        /// One slip apart, and one of them is not a number that is given out.
        Slip "slip" For,
        /// Not the same, and one of them is not a number that is given out.
        Mistyped "mistyped" Against,
        /// Two numbers of two people.
        Different "different" Against,
        /// Not known of one of them.
        NotGiven "not_given" Silent,
    }
}

levels! {
    /// Address, postcode and phone taken together: they are one fact, for whoever shares a home shares them all.
    Household {
        /// The same address and the same phone.
        HomeAndPhone "home_and_phone" For,
        /// The same address.
        Home "home" For,
        /// The same phone.
        Phone "phone" For,
        /// The same house with its digits changed round, or one lost.
        NumberSwapped "number_swapped" For,
        /// The same building, another flat or none given.
        Building "building" For,
        /// Phones one slip apart.
        PhoneSlip "phone_slip" For,
        /// The same postcode.
        Postcode "postcode" For,
        /// The same street.
        Street "street" For,
        /// The same first half of the postcode.
        District "district" For,
        /// Elsewhere.
        Different "different" Against,
        /// Not known of one of them.
        NotGiven "not_given" Silent,
    }
}

levels! {
    /// Relatives.
    Kin {
        /// A relative of the same name.
        Same "same" For,
        /// A relative of nearly the same name.
        Near "near" For,
        /// None of the same name.
        Different "different" Against,
        /// Two mothers of two names.
        OtherMother "other_mother" Against,
        /// Not known of one of them.
        NotGiven "not_given" Silent,
    }
}
