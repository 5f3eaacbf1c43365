//! Child and family assessments. Being written: the signatures that pages are written against stand in `view.rs` and in the comment below.
//
// begin(session, sending, BeginAsked { children, purpose, worker, review }) -> Id<Assessment>
// offered(session, child) -> Offered { child, siblings with open episodes, running, episode, carers }
// view(session, id) -> AssessmentView;  version(session, id, version) -> Assessment
// save(session, sending, id, SectionSaved { sections, answers });  Refusal::Changed only when somebody saved the same sections meanwhile
// link(session, sending, id, child, source, LinkAsked);  unlink(session, sending, id, child, source)
// cite(session, sending, id, place, child, source);  uncite(session, sending, id, place, source)
// comment(session, sending, id, CommentAsked);  answer_comment(session, sending, id, number, words)
// mark(session, sending, id, place, words);  weigh(session, sending, id, key, words);  explain_copy(session, sending, id, number, words)
// name_carer(session, sending, id, CarerNamed);  place_carer(session, sending, id, number, Stands);  join_child(session, sending, id, child)
// set_review(session, sending, id, ReviewAsked);  share_review(session, sending, id, on, with);  hold_review(session, sending, id, on, words)
// submit(session, sending, id, SubmitAsked);  send_back(session, sending, id, why);  authorise(session, sending, id, AuthoriseAsked)
// ask_exception(session, sending, id, ExceptionAsked);  decide_exception(session, sending, id, approved, words)
// end(session, sending, id, EndAsked);  tell(session, sending, id, ToldAsked);  hand_to(session, sending, id, worker)
// on_my_desk(session) -> OnDesk;  running(session) -> Vec<Row>;  of_child(session, child) -> OfChild;  measures(session, from, until) -> Counted
