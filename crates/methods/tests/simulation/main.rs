//! How often tests reject and intervals cover on panels whose truth is known by construction.

mod size;
mod synthetic;
mod unbiased;
