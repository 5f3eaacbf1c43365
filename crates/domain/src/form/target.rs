//! What an answer becomes in the contact's typed core (domain.md 1.1), and where the record may already hold it.

use super::Kind;

macro_rules! targets {
    ($($(#[$doc:meta])* $name:ident = $text:literal, $family:ident;)+) => {
        /// A part of the contact's typed core that an answer fills.
        #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub enum Target {
            $($(#[$doc])* $name,)+
        }

        impl Target {
            /// Every target, in the order a contact is read.
            pub const ALL: &[Target] = &[$(Target::$name,)+];

            /// The target's name in a form's file.
            pub fn as_str(self) -> &'static str {
                match self {
                    $(Target::$name => $text,)+
                }
            }

            fn family(self) -> Family {
                match self {
                    $(Target::$name => Family::$family,)+
                }
            }
        }
    };
}

/// Which kinds of question may fill a target.
enum Family {
    Text,
    Name,
    Phone,
    Email,
    Date,
    Address,
    Postcode,
    Nhs,
    Upn,
    YesNo,
    Code,
    Codes,
}

targets! {
    /// Who is telling us.
    ReferrerName = "referrer.name", Name;
    /// Their job.
    ReferrerRole = "referrer.role", Text;
    /// Their organisation.
    ReferrerAgency = "referrer.agency", Text;
    /// Their telephone.
    ReferrerPhone = "referrer.phone", Phone;
    /// Their e-mail address.
    ReferrerEmail = "referrer.email", Email;
    /// What they are to the child.
    ReferrerRelation = "referrer.relation", Text;
    /// Whether they ask that the family not be told who they are.
    ReferrerAnonymous = "referrer.anonymous", YesNo;
    /// The child's name, or words by which the child can be found.
    ChildName = "child.name", Name;
    /// Other names the child is known by.
    ChildAliases = "child.aliases", Text;
    /// Date of birth, or the date a baby is expected, as exactly as it is known.
    ChildBirth = "child.birth", Date;
    /// Sex: code list `sex`.
    ChildSex = "child.sex", Code;
    /// Gender identity, apart from sex, in the child's own words.
    ChildGender = "child.gender", Text;
    /// Ethnicity: code list `ethnicity`.
    ChildEthnicity = "child.ethnicity", Code;
    /// First language.
    ChildLanguage = "child.language", Text;
    /// Whether an interpreter is needed.
    ChildInterpreter = "child.interpreter", YesNo;
    /// Religion.
    ChildReligion = "child.religion", Text;
    /// Disability: code list `disability`.
    ChildDisability = "child.disability", Codes;
    /// What helps the child to understand and be understood.
    ChildCommunication = "child.communication", Text;
    /// School or nursery.
    ChildSchool = "child.school", Text;
    /// The child's doctor.
    ChildGp = "child.gp", Text;
    /// NHS number.
    ChildNhsNumber = "child.nhs_number", Nhs;
    /// Unique pupil number.
    ChildUpn = "child.upn", Upn;
    /// Nationality and immigration.
    ChildImmigration = "child.immigration", Text;
    /// Where the child lives.
    ChildAddress = "child.address", Address;
    /// The postcode of where the child lives.
    ChildPostcode = "child.postcode", Postcode;
    /// Where the child is at this moment.
    ChildWhereNow = "child.where_now", Text;
    /// Other children and adults in the home.
    Household = "household.people", Text;
    /// Parents, carers and other significant adults who live elsewhere.
    HouseholdElsewhere = "household.elsewhere", Text;
    /// Whether any child is in danger now.
    DangerNow = "concern.danger_now", YesNo;
    /// When there is danger now: whether 999 was rung, and who is with the child.
    DangerWords = "concern.danger_words", Text;
    /// Whether anybody is hurt, and how.
    Injury = "concern.injury", Text;
    /// When it happened.
    HappenedOn = "concern.happened", Date;
    /// What was seen or heard: facts.
    Facts = "concern.facts", Text;
    /// What the person telling us thinks it means: opinion.
    Opinion = "concern.opinion", Text;
    /// The child's own words, exactly.
    ChildWords = "concern.child_words", Text;
    /// What it is like for the child.
    Impact = "concern.impact", Text;
    /// What is going well.
    WorkingWell = "concern.working_well", Text;
    /// Who else knows, and who is already helping.
    OthersInvolved = "concern.others_involved", Text;
    /// Whether this is a worry about a child's safety.
    Safeguarding = "concern.safeguarding", YesNo;
    /// Whether early help is asked for.
    EarlyHelp = "concern.early_help", YesNo;
    /// Whether the family knows that we are being told.
    FamilyAware = "consent.family_aware", YesNo;
    /// Whether the family agrees.
    Agreed = "consent.agreed", YesNo;
    /// Why the family was not told or asked.
    WhyNot = "consent.why_not", Text;
    /// How to reach people safely.
    SafeContact = "safety.contact", Text;
    /// What must never be rung, said or sent.
    Never = "safety.never", Text;
    /// Risk to staff who visit.
    StaffRisk = "safety.staff_risk", Text;
}

impl Target {
    /// The target of this name.
    pub fn named(text: &str) -> Option<Target> {
        Target::ALL.iter().copied().find(|target| target.as_str() == text)
    }

    /// Whether a question of this kind can fill it.
    pub fn takes(self, kind: &Kind) -> bool {
        match self.family() {
            Family::Text => {
                matches!(
                    kind,
                    Kind::ShortText | Kind::LongText | Kind::One(_) | Kind::Several(_) | Kind::Code { .. }
                )
            }
            Family::Name => matches!(kind, Kind::PersonName | Kind::ShortText),
            Family::Phone => matches!(kind, Kind::Phone),
            Family::Email => matches!(kind, Kind::Email),
            Family::Date => matches!(kind, Kind::PartialDate),
            Family::Address => matches!(kind, Kind::Address),
            Family::Postcode => matches!(kind, Kind::Postcode),
            Family::Nhs => matches!(kind, Kind::NhsNumber),
            Family::Upn => matches!(kind, Kind::Upn),
            Family::YesNo => matches!(kind, Kind::YesNo),
            Family::Code => matches!(kind, Kind::Code { .. }),
            Family::Codes => matches!(kind, Kind::Codes { .. }),
        }
    }
}

/// What the record or the session may already hold that answers a question.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Source {
    /// The name of the person who has signed in.
    ViewerName,
    /// The job of the person who has signed in.
    ViewerRole,
    /// The organisation of the person who has signed in.
    ViewerAgency,
    /// The telephone of the person who has signed in.
    ViewerPhone,
    /// The e-mail address of the person who has signed in.
    ViewerEmail,
    /// What the record holds for this part of the core.
    Record(Target),
}

impl Source {
    /// The source of this name: `viewer.name` and its like, or any target's name.
    pub fn named(text: &str) -> Option<Source> {
        match text {
            "viewer.name" => Some(Source::ViewerName),
            "viewer.role" => Some(Source::ViewerRole),
            "viewer.agency" => Some(Source::ViewerAgency),
            "viewer.phone" => Some(Source::ViewerPhone),
            "viewer.email" => Some(Source::ViewerEmail),
            _ => Target::named(text).map(Source::Record),
        }
    }

    /// The names of every source.
    pub fn names() -> impl Iterator<Item = &'static str> + Clone {
        let viewer = ["viewer.name", "viewer.role", "viewer.agency", "viewer.phone", "viewer.email"];
        viewer.into_iter().chain(Target::ALL.iter().map(|target| target.as_str()))
    }

    /// Whether what it gives is an answer to a question of this kind.
    pub fn answers(self, kind: &Kind) -> bool {
        match self {
            Source::ViewerName => matches!(kind, Kind::PersonName | Kind::ShortText),
            Source::ViewerRole | Source::ViewerAgency => matches!(kind, Kind::ShortText | Kind::LongText),
            Source::ViewerPhone => matches!(kind, Kind::Phone | Kind::ShortText),
            Source::ViewerEmail => matches!(kind, Kind::Email | Kind::ShortText),
            Source::Record(target) => target.takes(kind),
        }
    }
}
