//! Who is worried, and how they reached us.

use serde::{Deserialize, Serialize};

use crate::access::Sealed;

/// Who is worried. Their name is sealed: protected when a member of the public asked to stay unnamed.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Referrer {
    /// Their name, when given.
    pub name: Option<Sealed<String>>,
    /// The agency's code in the pack, for professionals.
    pub agency: Option<String>,
    /// Their role, or what they are to the child.
    pub role: String,
    /// A number to ring back.
    pub phone: Option<Sealed<String>>,
    /// An e-mail address.
    pub email: Option<Sealed<String>>,
    /// Whether they asked the family not to be told who they are.
    pub anonymous: bool,
    /// What must not be done when telling them: "do not leave a message".
    pub preference: String,
}

macro_rules! channels {
    ($($channel:ident = $code:literal, $words:literal;)*) => {
        /// How a contact came.
        #[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
        #[serde(rename_all = "snake_case")]
        pub enum Channel { $(#[doc = $words] $channel,)* }

        impl Channel {
            /// Every channel.
            pub const ALL: &'static [Channel] = &[$(Channel::$channel,)*];

            /// The code.
            pub const fn code(self) -> &'static str {
                match self { $(Channel::$channel => $code,)* }
            }

            /// In words.
            pub const fn words(self) -> &'static str {
                match self { $(Channel::$channel => $words,)* }
            }

            /// The channel with this code.
            pub fn from_code(code: &str) -> Option<Channel> {
                match code { $($code => Some(Channel::$channel),)* _ => None }
            }
        }
    };
}

channels! {
    Telephone = "telephone", "Telephone";
    ReferralForm = "referral_form", "Referral form";
    PublicForm = "public_form", "Public form";
    Email = "email", "E-mail";
    PoliceSystem = "police_system", "Police notification";
    InPerson = "in_person", "In person";
    NightTeam = "night_team", "Night team";
    Import = "import", "Imported";
}
