//! Certifying the list, kept lists, and the list as a file.
