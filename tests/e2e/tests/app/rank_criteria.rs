//! Criteria, ratings and why two programs differ.
