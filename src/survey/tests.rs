//! What is written of a panel.
