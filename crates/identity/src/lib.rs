//! Who is signing in: passwords, one-time codes, tokens, throttling. Knows nothing of cases.
