//! How sure the order is, choosing between pairs, and the Match step by step.
