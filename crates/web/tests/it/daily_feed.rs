//! The page of the daily feed as people meet it.

use axum::http::StatusCode;
use domain::staff::Role;

use crate::house::Invented;

#[test]
fn whoever_makes_returns_sees_how_the_feed_stands() {
    let of = Invented::new();
    let page = of.get(Role::Analyst, "/feed");
    page.says("No address of the Department is configured")
        .says("Nothing was sent yet.")
        .says("Nothing that was sent is refused.")
        .says("03:30")
        .says_not("Send the feed now");
    of.get(Role::Analyst, "/feed/send").says("What is to be sent?");
    assert_eq!(of.get(Role::TeamManager, "/feed").status, StatusCode::FORBIDDEN);
    assert_eq!(of.get(Role::Administrator, "/feed/send").status, StatusCode::FORBIDDEN);
    let room = of.get(Role::ServiceManager, "/inspection");
    room.says("Children missing, and children exploited or at risk of it")
        .says("Young people of 16 and 17 without a home")
        .says("Supervision of staff and the log of the designated officer are not recorded in Frontdoor yet");
    for (list, words) in [
        ("checks", "What the hub asked of agencies, with and without the family’s agreement"),
        ("missing", "Children missing, and children exploited or at risk of it"),
        ("homeless", "Young people of 16 and 17 without a home"),
        ("audits", "Decisions that were audited"),
    ] {
        // Once among all the lists, and once over its own rows.
        let page = of.get(Role::ServiceManager, &format!("/inspection?list={list}"));
        assert!(page.body.matches(words).count() >= 2, "{list}: {}", page.body);
    }
}
