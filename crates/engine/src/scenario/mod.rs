//! Scenarios: everything that the engine reads before week 0.
//!
//! What a user writes (TOML that names only the differences from the baseline) becomes a [`Scenario`]
//! here; the engine knows nothing of files.
//!
//! # The keys of a scenario
//!
//! | key | what it takes |
//! |---|---|
//! | `question`, `look_at`, `name` | strings; the name is that of the file unless given |
//! | `extends` | a shipped scenario's name, or a path (ends in `.toml` or has a separator) |
//! | `[contagion]`, `[dark_side]`, … | parameters of the group; a value by effect changes only the effects that it names |
//! | `[[practice]]` | a known `name` changes the fields that are given, a new one adds a benign practice without effects; `"none"` removes `governance` or `initial` |
//! | `[catalogue]` | `only = […]` keeps these practices, in the order of the catalogue |
//! | `[[firm]]` | `name`, `preset`, the seven levers, `set = { "path" = value }`; a single lever wins over the preset, `set` over both |
//! | `[[intervention]]` | `week`, optionally `firms`, and `set = { "path" = value }` or `act` with its keys ([`ACTS`]) |
//! | `[survey]` | the design of a survey ([`SURVEY`](crate::parameter::SURVEY)); only `darkside survey` reads it |
//! | `[ties]` | besides its parameters, the files of an imported organisation and how its ties are meant ([`Files`](crate::network::Files)); with these no `graph` |
//!
//! Paths are relative to the file that names them. Distributions are numbers or `{ beta = [a, b], scale = s }`
//! with shapes from 0.05 to 10000. A `set` takes dotted paths, quoted or nested; an intervention's also
//! `practice.NAME.FIELD`, for everybody.
//!
//! # What extends what
//!
//! A scenario overrides the one that it extends; `--set` arguments override everything. The last value of a parameter
//! or of a practice's field counts. A `[[firm]]` entry is for the firm of its name or, without one, for the firm at the
//! entry's position in its file. All `[[intervention]]` entries count. `only`, and the files of `[ties]` taken together,
//! come from the topmost layer that has them. The number of firms is `population.firms` if given, otherwise that of the
//! `[[firm]]` entries, if any. Levers act on the values after all layers.

mod act;
mod act_targets;
mod acts;
mod base;
mod check;
mod draft;
mod finish;
mod firm;
mod firms;
mod interventions;
mod layer;
mod load;
mod location;
mod memory;
pub mod node;
mod organisation;
mod patch;
mod path;
mod practices;
mod preset;
pub mod reader;
mod resolved;
mod show;
mod slips;
mod survey;
mod ties;
mod too_large;
mod tree;
mod value;

pub use act::{Act, Deed, Intervention, Office, WhichManagers, ties_to_come};
pub use acts::{ACTS, ActKind};
pub use base::{Base, Named, Takes};
pub use check::check_seeds;
pub use firm::{Firm, Lever, Levers};
pub use load::{Request, load, load_over, load_with_design, read, read_on_top, starts_from_defaults};
pub use location::{file_text, shipped, text_of};
pub use memory::words as memory_words;
pub use memory::{Memory, memory};
pub use organisation::organisation;
pub use patch::Patch;
pub use practices::likely_slips;
pub use preset::{PRESETS, Preset};
pub use resolved::Scenario;
pub use show::{inline, to_json, to_toml};
pub use tree::setting_value;

#[cfg(test)]
pub(crate) use memory::BytesOfOne;
#[cfg(test)]
mod tests;
#[cfg(test)]
mod tests_on_files;
#[cfg(test)]
mod tests_on_network;
