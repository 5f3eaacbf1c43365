//! What a step came to: how many checks passed, failed or were skipped, in the runners' own words.

use std::ops::AddAssign;

/// How many checks passed, failed and were skipped.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Counts {
    /// Checks that ran and held.
    pub passed: u32,
    /// Checks that ran and did not hold, or could not finish.
    pub failed: u32,
    /// Checks that did not run.
    pub skipped: u32,
}

impl AddAssign for Counts {
    fn add_assign(&mut self, other: Self) {
        self.passed += other.passed;
        self.failed += other.failed;
        self.skipped += other.skipped;
    }
}

/// What one step came to.
#[derive(Debug, Default)]
pub struct Outcome {
    /// The step's checks. A step whose tool counts nothing is one check.
    pub counts: Counts,
    /// What did not hold or was left out, each with what to do about it.
    pub remarks: Vec<String>,
    /// The test runner's own summary, to be repeated at the very end.
    pub summary: Vec<String>,
}

impl Outcome {
    /// One check that held, or did not.
    pub fn of_one(held: bool) -> Self {
        Self::default().and(held)
    }

    /// One check that did not hold, and why.
    pub fn failure(why: impl Into<String>) -> Self {
        Self { remarks: vec![why.into()], ..Self::of_one(false) }
    }

    /// One check that could not run, and how to make it run.
    pub fn skipped(why: impl Into<String>) -> Self {
        let counts = Counts { skipped: 1, ..Counts::default() };
        Self { counts, remarks: vec![why.into()], summary: Vec::new() }
    }

    /// Counts one more check.
    pub fn and(mut self, held: bool) -> Self {
        self.counts += Counts { passed: u32::from(held), failed: u32::from(!held), skipped: 0 };
        self
    }

    /// Counts one more thing that could not run, and how to make it run.
    pub fn and_skipped(mut self, why: impl Into<String>) -> Self {
        self.counts.skipped += 1;
        self.remarks.push(why.into());
        self
    }

    /// What a test runner said, given whether it called the run a success.
    ///
    /// A runner that failed without counting a failure (a test that did not compile, say) is one failure.
    pub fn of_runner(success: bool, lines: &[String]) -> Self {
        let summary = summary_in(lines);
        let mut counts = Counts::default();
        summary.iter().for_each(|line| counts += counts_in(line));
        if !success && counts.failed == 0 {
            counts.failed = 1;
        }
        Self { counts, remarks: Vec::new(), summary }
    }
}

/// The counts in one line of a test runner's summary; none in any other line.
fn counts_in(line: &str) -> Counts {
    let line = line.trim();
    if let Some(counted) = line.strip_prefix("ℹ ") {
        return node_count(counted);
    }
    if line.starts_with("Summary [") || line.starts_with("test result: ") {
        return rust_counts(line);
    }
    Counts::default()
}

/// nextest: `Summary [1.2s] 4 tests run: 2 passed (1 slow), 1 failed, 1 timed out, 3 skipped`.
/// cargo test: `test result: FAILED. 2 passed; 1 failed; 3 ignored; 0 measured; 0 filtered out`.
fn rust_counts(line: &str) -> Counts {
    let words: Vec<&str> = line.split([' ', ',', ';', '(', ')']).filter(|word| !word.is_empty()).collect();
    let mut counts = Counts::default();
    for pair in words.windows(2) {
        let [number, meaning] = pair else { continue };
        let Ok(number) = number.parse::<u32>() else { continue };
        match *meaning {
            "passed" => counts.passed += number,
            // "1 timed out", "1 exec failed"
            "failed" | "timed" | "exec" => counts.failed += number,
            "skipped" | "ignored" => counts.skipped += number,
            _ => {}
        }
    }
    counts
}

/// node's own test runner: `ℹ pass 3`.
fn node_count(counted: &str) -> Counts {
    let mut counts = Counts::default();
    let Some((meaning, number)) = counted.split_once(' ') else { return counts };
    let Ok(number) = number.parse() else { return counts };
    match meaning {
        "pass" => counts.passed = number,
        "fail" | "cancelled" => counts.failed = number,
        "skipped" | "todo" => counts.skipped = number,
        _ => {}
    }
    counts
}

/// The runner's own last words: from nextest's summary on, or node's counts, or every `test result` line. A test that
/// failed shows its own output, which may look like another runner's summary; that is not counted.
fn summary_in(lines: &[String]) -> Vec<String> {
    if let Some(start) = lines.iter().rposition(|line| line.trim().starts_with("Summary [")) {
        return lines.iter().skip(start).cloned().collect();
    }
    if let Some(start) = lines.iter().rposition(|line| line.starts_with("ℹ tests ")) {
        return lines.iter().skip(start).cloned().collect();
    }
    lines.iter().filter(|line| line.starts_with("test result: ")).cloned().collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(line: &str, passed: u32, failed: u32, skipped: u32) {
        assert_eq!(counts_in(line), Counts { passed, failed, skipped }, "{line}");
    }

    #[test]
    fn each_runner_is_understood() {
        check("     Summary [   1.204s] 412 tests run: 412 passed, 0 skipped", 412, 0, 0);
        check(
            "Summary [9.1s] 8 tests run: 5 passed (2 slow, 1 leaky), 2 failed, 1 timed out, 4 skipped",
            5,
            3,
            4,
        );
        check("Summary [9.1s] 3/8 tests run: 2 passed (1 flaky), 1 exec failed, 0 skipped", 2, 1, 0);
        check(
            "test result: ok. 3 passed; 0 failed; 1 ignored; 0 measured; 7 filtered out; finished in 0.01s",
            3,
            0,
            1,
        );
        check("test result: FAILED. 1 passed; 2 failed; 0 ignored; 0 measured; 0 filtered out", 1, 2, 0);
        check("ℹ pass 6", 6, 0, 0);
        check("ℹ fail 2", 0, 2, 0);
        check("ℹ cancelled 1", 0, 1, 0);
        check("ℹ todo 1", 0, 0, 1);
        check("ℹ duration_ms 812.4", 0, 0, 0);
        check("PASS [0.004s] store ledger::a_summary_of_3 passed", 0, 0, 0);
    }

    #[test]
    fn what_a_failed_test_said_is_not_counted() {
        let said = [
            "  test result: FAILED. 0 passed; 1 failed",
            " Summary [0.1s] 2 tests run: 1 passed, 1 failed",
            "  FAIL a",
        ];
        let outcome = Outcome::of_runner(false, &said.map(str::to_owned));
        assert_eq!(outcome.counts, Counts { passed: 1, failed: 1, skipped: 0 });
        assert_eq!(outcome.summary, said[1..]);
    }

    #[test]
    fn a_runner_that_could_not_count_has_failed_once() {
        let lines = ["error: could not compile `store`".to_owned()];
        assert_eq!(Outcome::of_runner(false, &lines).counts, Counts { failed: 1, ..Counts::default() });
    }
}
