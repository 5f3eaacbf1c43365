//! The inspection room as people meet it: the lists of a day, one of them on screen, why a child stands in it, and the workbook.

use axum::http::StatusCode;
use domain::staff::Role;

use crate::house::Invented;
use crate::neighbour::a_neighbour_rings;

#[test]
fn the_room_shows_the_lists_and_why_a_child_is_in_them() {
    let of = Invented::new();
    let (_, child) = a_neighbour_rings(&of, ("Ava", "Quillon"), "Crying at night, heard through the wall.");
    let room = of.get(Role::ServiceManager, "/inspection");
    room.says("List 1: Contacts")
        .says("Care leavers are not in this record")
        .says("Strategy discussions after which no section 47 enquiry was made");
    let list = of.get(Role::ServiceManager, "/inspection?list=1");
    list.says("Why here once").says("in the six months since").says_not("Quillon");
    assert!(list.body.contains(&format!("/inspection/children/{child}?on=")), "{}", list.body);
    let why = of.get(Role::ServiceManager, &format!("/inspection/children/{child}"));
    why.says("Why this child is in the lists")
        .says("List 1: Contacts")
        .says("Open the contact")
        .says("1 row");
    of.get(Role::ServiceManager, "/inspection?list=night").says("What the night team recorded");
    of.get(Role::ServiceManager, "/inspection?on=nonsense").says("Show that day");
    of.get(Role::ServiceManager, "/inspection?on=1%2F1%2F2001").says("Nothing was on record on that day");
    let book = of.get(Role::ServiceManager, "/inspection/lists.xlsx");
    assert_eq!(book.status, StatusCode::OK);
    assert!(book.body.starts_with("PK"));
    assert_eq!(of.get(Role::SocialWorker, "/inspection").status, StatusCode::FORBIDDEN);
}
