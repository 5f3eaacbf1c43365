//! Is this the same person: normalise, block, score, explain. Pure.
