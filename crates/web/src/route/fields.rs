//! What was posted or asked in an address: names and values in order, exactly as they came.

/// The fields that hold a secret: never kept in a draft, never shown again.
const SECRET: &[&str] = &["password", "new_password", "current", "code"];

/// The most repeats of a group that a form takes: more names, addresses or telephone numbers than anybody has.
pub const MOST_REPEATS: usize = 200;

/// Names and values.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Fields(Vec<(String, String)>);

impl Fields {
    /// Reads a form's body or an address's query.
    pub fn read(text: &[u8]) -> Self {
        Fields(
            form_urlencoded::parse(text)
                .map(|(name, value)| (name.into_owned(), unix_lines(&value)))
                .collect(),
        )
    }

    /// The value of a field, or nothing.
    pub fn get(&self, name: &str) -> &str {
        self.0.iter().find(|(n, _)| n == name).map_or("", |(_, value)| value)
    }

    /// Whether a field is there at all: an unticked box is not.
    pub fn has(&self, name: &str) -> bool {
        self.0.iter().any(|(n, _)| n == name)
    }

    /// Every value of a field: ticked boxes share a name.
    pub fn all<'a>(&'a self, name: &'a str) -> impl Iterator<Item = &'a str> {
        self.0.iter().filter(move |(n, _)| n == name).map(|(_, value)| value.as_str())
    }

    /// Sets a field that stands once.
    pub fn set(&mut self, name: &str, value: impl Into<String>) {
        let value = value.into();
        match self.0.iter_mut().find(|(n, _)| n == name) {
            Some((_, old)) => *old = value,
            None => self.0.push((name.into(), value)),
        }
    }

    /// Adds a field that may stand several times.
    pub fn add(&mut self, name: &str, value: impl Into<String>) {
        self.0.push((name.into(), value.into()));
    }

    /// Sets a field and hands the fields on: for building them in one expression.
    #[must_use]
    pub fn with(mut self, name: &str, value: impl Into<String>) -> Self {
        self.set(name, value);
        self
    }

    /// Names and values in order.
    pub fn pairs(&self) -> &[(String, String)] {
        &self.0
    }

    /// What may be kept and shown again: everything but passwords and codes.
    #[must_use]
    pub fn without_secrets(&self) -> Fields {
        Fields(self.0.iter().filter(|(name, _)| !SECRET.contains(&name.as_str())).cloned().collect())
    }

    /// Takes a field out, and gives its value.
    pub fn take(&mut self, name: &str) -> String {
        let value = self.get(name).to_owned();
        self.0.retain(|(n, _)| n != name);
        value
    }

    /// Whether nothing was typed: all values are empty.
    pub fn is_empty(&self) -> bool {
        self.0.iter().all(|(_, value)| value.trim().is_empty())
    }

    /// How many repeats of a group stand in the form: one more than the highest number in `group-N-…`. Numbers that no page of ours sends
    /// are left out, so that nobody can make a form of a thousand million rows.
    pub fn repeats(&self, group: &str) -> usize {
        let highest = self.numbers(group).filter(|number| *number < MOST_REPEATS).max();
        highest.map_or(0, |highest| highest + 1)
    }

    /// Whether a group has repeats that are left out: more than a form takes.
    pub fn has_too_many(&self, group: &str) -> bool {
        self.numbers(group).any(|number| number >= MOST_REPEATS)
    }

    /// The numbers in `group-N-…`; one too long for a number is the highest there is.
    fn numbers(&self, group: &str) -> impl Iterator<Item = usize> {
        self.0.iter().filter_map(move |(name, _)| {
            let written = name.strip_prefix(group)?.strip_prefix('-')?.split('-').next()?;
            let is_number = !written.is_empty() && written.bytes().all(|digit| digit.is_ascii_digit());
            is_number.then(|| written.parse().unwrap_or(usize::MAX))
        })
    }
}

impl From<Vec<(String, String)>> for Fields {
    fn from(pairs: Vec<(String, String)>) -> Self {
        Fields(pairs)
    }
}

/// Browsers post line ends as CR LF; what the person typed is a line end.
fn unix_lines(value: &str) -> String {
    value.replace("\r\n", "\n")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn values_come_back_as_they_were_typed() {
        let fields =
            Fields::read("name=O%27Brien&tick=a&tick=b&words=one%0D%0Atwo&child-2-name=x".as_bytes());
        assert_eq!(fields.get("name"), "O'Brien");
        assert_eq!(fields.all("tick").collect::<Vec<_>>(), ["a", "b"]);
        assert_eq!(fields.get("words"), "one\ntwo");
        assert_eq!(fields.repeats("child"), 3);
        assert_eq!(fields.repeats("other"), 0);
        assert!(!fields.has("absent"));
        let numbered = Fields::read(
            b"child-199-name=x&child-200-name=y&child-99999999999999999999-name=z&other-0-name=x",
        );
        assert_eq!(numbered.repeats("child"), 200);
        assert!(numbered.has_too_many("child") && !numbered.has_too_many("other"));
        assert!(Fields::read(b"a=&b=%20").is_empty());
        let secrets = Fields::read(b"user_name=asha&password=x&code=1&current=y&new_password=z");
        assert_eq!(secrets.without_secrets(), Fields::read(b"user_name=asha"));
    }
}
