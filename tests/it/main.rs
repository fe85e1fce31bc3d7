//! The integration tests, one crate: a module per area.
