//! Jobs: asked for with the change or not at all, done by one worker at a time, tried again, and given up where somebody sees it.

use std::collections::BTreeSet;
use std::sync::Mutex;

use domain::access::{Action, Actor, Subject};
use domain::id::Id;
use domain::refusal::Refusal;
use jiff::SignedDuration;
use store::job::{self, Job, Patience};
use store::{Stop, Store};

use crate::jotting::{at, each};

fn job(number: u128, due: i64) -> Job {
    Job {
        id: Id::from_bits(number),
        kind: "send_feedback".to_owned(),
        body: "{}".to_owned(),
        key: format!("feedback {number}"),
        due_at: at(due),
    }
}

fn ask(store: &Store, jobs: &[Job]) {
    let asked = store.write(&Actor::system(), at(0), "test", |door| {
        jobs.iter().try_for_each(|one| Ok(job::put(door, one)?))
    });
    asked.unwrap();
}

const PATIENCE: Patience = Patience {
    attempts: 3,
    lease: SignedDuration::from_secs(60),
    first_wait: SignedDuration::from_secs(10),
    longest_wait: SignedDuration::from_secs(15),
};

#[test]
fn a_job_stands_with_its_change_or_not_at_all() {
    each(|store, _| {
        let refused = store.write(&Actor::system(), at(0), "test", |door| {
            job::put(door, &job(1, 0))?;
            Err::<(), Stop>(Refusal::NotNow("No.".to_owned()).into())
        });
        assert!(refused.is_err());
        assert_eq!(store.lease_job("a", at(9_999), &PATIENCE).unwrap(), None);
        let twice = Job { id: Id::from_bits(2), ..job(1, 0) };
        ask(store, &[job(1, 0), twice]);
        assert_eq!(store.next_job_due().unwrap(), Some(at(0)));
        let leased = store.lease_job("a", at(0), &PATIENCE).unwrap().unwrap();
        assert_eq!((leased.id, leased.attempts), (Id::from_bits(1), 1));
        assert!(store.finish_job(&leased, at(1)).unwrap());
        assert_eq!(store.lease_job("a", at(9_999), &PATIENCE).unwrap(), None, "the same key is the same job");
        assert_eq!(store.forget_jobs(at(2)).unwrap(), 1);
    });
}

#[test]
fn jobs_come_when_due_and_a_dead_workers_lease_runs_out() {
    each(|store, _| {
        ask(store, &[job(1, 20), job(2, 10)]);
        assert_eq!(store.lease_job("a", at(9), &PATIENCE).unwrap(), None);
        let second = store.lease_job("a", at(20), &PATIENCE).unwrap().unwrap();
        let first = store.lease_job("b", at(20), &PATIENCE).unwrap().unwrap();
        assert_eq!((second.id, first.id), (Id::from_bits(2), Id::from_bits(1)));
        assert_eq!(store.lease_job("c", at(79), &PATIENCE).unwrap(), None);
        let again = store.lease_job("c", at(80), &PATIENCE).unwrap().unwrap();
        assert_eq!((again.id, again.attempts), (Id::from_bits(2), 2));
        assert!(
            !store.finish_job(&second, at(81)).unwrap(),
            "the dead worker's word does not count any more"
        );
        assert!(store.finish_job(&again, at(82)).unwrap());
    });
}

#[test]
fn a_failing_job_is_tried_later_and_later_then_given_up_and_can_be_put_back() {
    each(|store, _| {
        ask(store, &[job(1, 0)]);
        for (moment, next) in [(0, 10), (10, 25), (25, 40)] {
            assert_eq!(store.lease_job("a", at(moment - 1), &PATIENCE).unwrap(), None, "{moment}");
            let leased = store.lease_job("a", at(moment), &PATIENCE).unwrap().unwrap();
            store.fail_job(&leased, at(moment), "the other side is away", &PATIENCE).unwrap();
            let due = store.next_job_due().unwrap();
            assert_eq!(due, (leased.attempts < 3).then(|| at(next)));
        }
        let dead = || {
            store.read(&Actor::system(), at(0), "test", |door| {
                let permit = door.permit(Action::SeeDeadLetters, Subject::House)?;
                Ok(job::dead_letters(&permit)?)
            })
        };
        let letters = dead().unwrap();
        assert_eq!(letters.len(), 1);
        assert_eq!(
            (letters[0].attempts, letters[0].last_error.as_deref()),
            (3, Some("the other side is away"))
        );
        let put_back = store.write(&Actor::system(), at(100), "test", |door| {
            let permit = door.permit(Action::SeeDeadLetters, Subject::House)?;
            Ok((job::requeue(&permit, Id::from_bits(1))?, job::requeue(&permit, Id::from_bits(2))?))
        });
        assert_eq!(put_back.unwrap(), (true, false));
        assert_eq!(dead().unwrap(), []);
        assert_eq!(store.lease_job("a", at(100), &PATIENCE).unwrap().map(|leased| leased.attempts), Some(1));
    });
}

#[test]
fn of_many_workers_one_has_each_job() {
    const MANY: u128 = 300;
    each(|store, _| {
        let jobs: Vec<Job> = (0..MANY).map(|number| job(number, 0)).collect();
        ask(store, &jobs);
        let taken = Mutex::new(Vec::new());
        std::thread::scope(|scope| {
            for worker in 0..8 {
                let (store, taken) = (store.clone(), &taken);
                scope.spawn(move || {
                    while let Some(leased) =
                        store.lease_job(&format!("worker {worker}"), at(0), &PATIENCE).unwrap()
                    {
                        taken.lock().unwrap().push(leased.id.bits());
                        assert!(store.finish_job(&leased, at(1)).unwrap());
                    }
                });
            }
        });
        let taken = taken.into_inner().unwrap();
        assert_eq!(taken.len(), MANY as usize);
        assert_eq!(taken.iter().collect::<BTreeSet<_>>().len(), MANY as usize);
    });
}
