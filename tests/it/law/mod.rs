//! The packs of law, all of them: their tables name what is there, and what must not change a verdict does not.

mod tables;
