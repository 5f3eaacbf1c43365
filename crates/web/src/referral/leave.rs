//! Where the quick way out leads: a page that says nothing about children or worries. No page of ours is kept by the browser, so going back shows
//! an empty form.

use casework::Stop;
use maud::html;

use crate::route::{Caller, OpenPage, View};

/// The neutral page.
pub static LEAVE: OpenPage<()> = OpenPage { path: "/leave", name: "leave", show };

fn show(_caller: &Caller<'_>, (): ()) -> Result<View, Stop> {
    let body = html! {
        h1 class="govuk-heading-l" { "This page is empty" }
        p class="govuk-body" { a class="govuk-link" rel="nofollow noreferrer" href="https://www.bbc.co.uk/weather" { "Go to the weather" } }
    };
    Ok(View::new("This page is empty", body))
}
