//! One HTML element whose attributes are known only when it is drawn. Every component lets its caller add attributes, which `maud`'s
//! literals cannot do; this is the only place where a tag is put together by hand, and every value goes through `maud`'s escaping.

use maud::{Markup, PreEscaped, Render};

/// Attributes a caller adds to a component, in order.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Attributes(Vec<(String, String)>);

impl Attributes {
    /// No attributes.
    pub fn new() -> Self {
        Self::default()
    }

    /// These and one more. A name with anything but letters, digits, `-`, `_`, `.` and `:` is left out.
    #[must_use]
    pub fn with(mut self, name: impl Into<String>, value: impl Into<String>) -> Self {
        let name = name.into();
        if is_attribute_name(&name) {
            self.0.push((name, value.into()));
        }
        self
    }

    /// Names and values in order.
    pub fn iter(&self) -> impl Iterator<Item = (&str, &str)> {
        self.0.iter().map(|(name, value)| (name.as_str(), value.as_str()))
    }
}

impl<N: Into<String>, V: Into<String>, const COUNT: usize> From<[(N, V); COUNT]> for Attributes {
    fn from(pairs: [(N, V); COUNT]) -> Self {
        pairs.into_iter().fold(Attributes::new(), |all, (name, value)| all.with(name, value))
    }
}

fn is_attribute_name(name: &str) -> bool {
    !name.is_empty()
        && name.bytes().all(|b| b.is_ascii_alphanumeric() || matches!(b, b'-' | b'_' | b'.' | b':'))
}

/// An element being put together.
pub(crate) struct Element {
    name: &'static str,
    classes: String,
    attributes: String,
}

impl Element {
    pub(crate) fn new(name: &'static str) -> Self {
        Element { name, classes: String::new(), attributes: String::new() }
    }

    /// A heading of the level 1 to 6; other levels are brought into range.
    pub(crate) fn heading(level: u8) -> Self {
        Element::new(match level {
            0 | 1 => "h1",
            2 => "h2",
            3 => "h3",
            4 => "h4",
            5 => "h5",
            _ => "h6",
        })
    }

    /// Adds classes; nothing when empty.
    pub(crate) fn class(mut self, classes: &str) -> Self {
        if classes.is_empty() {
            return self;
        }
        if !self.classes.is_empty() {
            self.classes.push(' ');
        }
        classes.render_to(&mut self.classes);
        self
    }

    /// Adds classes when `yes`.
    pub(crate) fn class_if(self, yes: bool, classes: &str) -> Self {
        if yes { self.class(classes) } else { self }
    }

    /// Adds an attribute with its value, even an empty one.
    pub(crate) fn attribute(mut self, name: &str, value: &str) -> Self {
        self.attributes.push(' ');
        self.attributes.push_str(name);
        self.attributes.push_str("=\"");
        value.render_to(&mut self.attributes);
        self.attributes.push('"');
        self
    }

    /// Adds an attribute unless its value is empty.
    pub(crate) fn optional(self, name: &str, value: &str) -> Self {
        if value.is_empty() { self } else { self.attribute(name, value) }
    }

    /// Adds `true` or `false` when one of them was chosen.
    pub(crate) fn choice(self, name: &str, value: Option<bool>) -> Self {
        match value {
            Some(true) => self.attribute(name, "true"),
            Some(false) => self.attribute(name, "false"),
            None => self,
        }
    }

    /// Adds a number when there is one.
    pub(crate) fn number(self, name: &str, value: Option<u32>) -> Self {
        match value {
            Some(number) => self.attribute(name, &number.to_string()),
            None => self,
        }
    }

    /// Adds a name without a value when `yes`.
    pub(crate) fn flag(mut self, name: &str, yes: bool) -> Self {
        if yes {
            self.attributes.push(' ');
            self.attributes.push_str(name);
        }
        self
    }

    /// Adds the caller's attributes.
    pub(crate) fn attributes(self, attributes: &Attributes) -> Self {
        attributes.iter().fold(self, |element, (name, value)| element.attribute(name, value))
    }

    fn open(&self, buffer: &mut String) {
        buffer.push('<');
        buffer.push_str(self.name);
        if !self.classes.is_empty() {
            buffer.push_str(" class=\"");
            buffer.push_str(&self.classes);
            buffer.push('"');
        }
        buffer.push_str(&self.attributes);
        buffer.push('>');
    }

    /// The element around its content.
    pub(crate) fn holding(&self, content: impl Render) -> Markup {
        let mut buffer = String::new();
        self.open(&mut buffer);
        content.render_to(&mut buffer);
        buffer.push_str("</");
        buffer.push_str(self.name);
        buffer.push('>');
        PreEscaped(buffer)
    }

    /// An element that has no content and no closing tag, such as `input`.
    pub(crate) fn void(&self) -> Markup {
        let mut buffer = String::new();
        self.open(&mut buffer);
        PreEscaped(buffer)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn values_are_escaped_and_odd_names_left_out() {
        let attributes = Attributes::from([("data-name", "\"><script>"), ("on click", "x"), ("a>b", "y")]);
        let html = Element::new("p").class("a\"b").attributes(&attributes).holding("<b>").into_string();
        assert_eq!(html, "<p class=\"a&quot;b\" data-name=\"&quot;&gt;&lt;script&gt;\">&lt;b&gt;</p>");
    }

    #[test]
    fn empty_optional_parts_leave_no_trace() {
        let html = Element::new("input").class("").optional("value", "").flag("disabled", false).void();
        assert_eq!(html.into_string(), "<input>");
    }
}
