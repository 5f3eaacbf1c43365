//! Use cases: one function for each thing a person can do; the worker that runs jobs; scenarios.
