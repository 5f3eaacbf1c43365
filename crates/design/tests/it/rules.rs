//! Each rule finds what breaks it, and a page that keeps them all has no finding.

use design::rules::{check_fragment, check_page};

const GOOD: &str = r##"<!DOCTYPE html><html lang="en"><head><title>Contact</title></head><body>
<a href="#main">Skip</a><main id="main"><h1>Contact</h1><h2>Child</h2>
<form method="post" action="/contacts"><input type="hidden" name="form" value="a1">
<label for="name">Name</label><input id="name" name="name" aria-describedby="hint"><p id="hint">As said</p>
<fieldset><legend>Safe?</legend><input type="radio" id="safe" name="safe" value="y"><label for="safe">Yes</label>
<input type="radio" id="safe-2" name="safe" value="n"><label for="safe-2">No</label></fieldset>
<label>Words <textarea name="words"></textarea></label><button>Save</button></form>
<table><caption>Contacts</caption><thead><tr><th scope="col">When</th></tr></thead></table>
<svg role="img"><title>Rising</title></svg><svg aria-hidden="true"></svg>
</main><script src="/assets/app.js"></script></body></html>"##;

#[test]
fn a_good_page_has_no_finding() {
    assert_eq!(check_page(GOOD), []);
}

/// What is changed in the good page, and the rule that must be found broken.
const BAD: &[(&str, &str, &str)] = &[
    (" lang=\"en\"", "", "A page says its language"),
    ("<title>Contact</title>", "<title> </title>", "A page has a title"),
    ("<main id=\"main\">", "<div id=\"main\">", "A page has one main part"),
    ("<h1>Contact</h1>", "", "A page has one h1"),
    ("<h2>Child</h2>", "<h1>Child</h1>", "A page has one h1"),
    ("<h2>Child</h2>", "<h3>Child</h3>", "Headings skip no level"),
    ("<h2>Child</h2>", "<h2></h2>", "A heading has words"),
    ("id=\"safe-2\"", "id=\"safe\"", "Ids are unique"),
    ("id=\"hint\"", "id=\"a hint\"", "An id is a word"),
    ("<p id=\"hint\">", "<p>", "What names an id finds it"),
    ("href=\"#main\"", "href=\"#content\"", "A link within the page lands"),
    ("<label for=\"name\">Name</label>", "", "Every field has a label"),
    ("name=\"name\"", "", "Every field has a name in its form"),
    (">Name</label>", "></label>", "A label has words"),
    ("<legend>Safe?</legend>", "", "A fieldset has a legend"),
    ("<fieldset>", "<div>", "Choices stand in a fieldset"),
    ("<button>Save</button>", "", "A form has a button that sends it"),
    (" action=\"/contacts\"", "", "A form that changes something says where it goes"),
    ("name=\"form\" value=\"a1\"", "name=\"form\" value=\"\"", "A long form carries its client-made id"),
    ("<caption>Contacts</caption>", "", "A table has a caption"),
    (" scope=\"col\"", "", "A table's heading says what it heads"),
    (">When</th>", "></th>", "A table's heading has words"),
    ("<th scope=\"col\">When</th>", "<td>When</td>", "A table has headings"),
    (">Skip</a>", "></a>", "A link has words"),
    ("href=\"#main\"", "", "A link goes somewhere"),
    (">Save</button>", "></button>", "A button has words"),
    ("<title>Rising</title>", "", "A drawing has a title or is hidden from screen readers"),
    ("<svg aria-hidden=\"true\">", "<svg>", "A drawing has a title or is hidden from screen readers"),
    (
        "<h2>Child</h2>",
        "<h2>Child</h2><img src=\"/a.png\">",
        "A picture has words or says that it needs none",
    ),
    ("<h2>Child</h2>", "<h2>Child</h2><section>x</section>", "A region has a name"),
    ("<h2>Child</h2>", "<h2>Child</h2><nav>1</nav><nav>2</nav>", "Several navigations have names"),
    ("<h2>Child</h2>", "<h2>Child</h2><details>x</details>", "What is folded away says what it is"),
    (" src=\"/assets/app.js\">", ">alert(1)", "No script is inline"),
    ("src=\"/assets/app.js\"", "src=\"https://example.com/a.js\"", "Nothing is loaded from elsewhere"),
    ("<h1>", "<h1 style=\"color:red\">", "No style is inline"),
    ("<h1>", "<h1 onclick=\"x()\">", "No handler is inline"),
    ("href=\"#main\"", "href=\"java\nscript:x()\"", "No address is a script"),
    ("<h2>Child</h2>", "<iframe title=\"x\" src=\"/x\"></iframe>", "Nothing is embedded or redirected"),
    (
        "<h1>",
        "<div class=\"govuk-error-summary\"><a href=\"#hint\">Say the name</a></div><h1>",
        "An error's link lands on its field",
    ),
    (
        "<h1>",
        "<div class=\"govuk-error-summary\"><a href=\"#name\">Say the name</a></div><h1>",
        "The title says that there are errors, and only then",
    ),
    ("<title>Contact", "<title>Error: Contact", "The title says that there are errors, and only then"),
    ("<head>", "<head><meta name=\"viewport\" content=\"maximum-scale=1\">", "A page can be enlarged"),
];

#[test]
fn each_rule_finds_what_breaks_it() {
    for (good, bad, rule) in BAD {
        assert!(GOOD.contains(good), "the good page has no {good}");
        let page = GOOD.replacen(good, bad, 1);
        let found = check_page(&page);
        assert!(
            found.iter().any(|finding| finding.rule == *rule),
            "{bad} should break: {rule}; found {found:?}"
        );
    }
}

#[test]
fn a_fragment_may_name_what_stands_elsewhere() {
    assert_eq!(check_fragment("<p aria-describedby=\"elsewhere\"><a href=\"#top\">Top</a></p>"), []);
    assert_eq!(check_fragment("<input name=\"x\">").len(), 1);
}
