//! From tables back to rows.
