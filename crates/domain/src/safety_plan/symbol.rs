//! The symbols of a child's own plan: a fixed set, each with a word, so that a child who does not read yet finds their way, and nobody has to upload
//! a picture. How each is drawn is the design crate's.

macro_rules! symbols {
    ($($symbol:ident = $code:literal, $words:literal;)*) => {
        /// A symbol of a child's own plan.
        #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub enum Symbol { $(#[doc = $words] $symbol,)* }

        impl Symbol {
            /// Every symbol, in the order of the list on the page.
            pub const ALL: &'static [Symbol] = &[$(Symbol::$symbol,)*];

            /// The code in forms and in the record.
            pub const fn code(self) -> &'static str {
                match self { $(Symbol::$symbol => $code,)* }
            }

            /// The word for it.
            pub const fn words(self) -> &'static str {
                match self { $(Symbol::$symbol => $words,)* }
            }
        }
    };
}

symbols! {
    Cloud = "cloud", "Cloud";
    Sun = "sun", "Sun";
    Heart = "heart", "Heart";
    Star = "star", "Star";
    Person = "person", "Person";
    People = "people", "People";
    House = "house", "House";
    School = "school", "School";
    Tree = "tree", "Tree";
    Bed = "bed", "Bed";
    Door = "door", "Door";
    Phone = "phone", "Phone";
    Talk = "talk", "Talking";
    Hand = "hand", "Hand up: stop";
    Book = "book", "Book";
    Ball = "ball", "Ball";
    Dog = "dog", "Dog";
    Key = "key", "Key";
    Promise = "promise", "Ticked: a promise";
}

impl Symbol {
    /// The symbol with this code.
    pub fn from_code(code: &str) -> Option<Symbol> {
        Symbol::ALL.iter().copied().find(|symbol| symbol.code() == code)
    }

    /// Every code, for words about a wrong one.
    pub fn codes() -> String {
        Symbol::ALL.iter().map(|symbol| symbol.code()).collect::<Vec<_>>().join(", ")
    }
}
