//! Who there is, as columns: firms, managers, relationships, accounts, ties, practices.
//!
//! Managers sit in blocks of sixteen lanes, none of which spans firms that differ, so that a block's parameters
//! are plain numbers. A block's portfolio slots are its rows: row `s` holds slot `s` of sixteen managers.
//! Whatever managers see of each other is in [`Published`] and [`Shown`], as of the end of last week; while a week is lived, in
//! [`LastWeek`].

mod accounts;
mod added_ties;
mod beginnings;
mod block;
mod contacts;
mod fashions;
mod firms;
mod generate;
mod graph;
mod histories;
mod managers;
mod origins;
mod pages;
mod part;
mod profile;
mod profiles;
mod published;
mod relationships;
mod repertoire;
mod share_out;
mod ties;
mod traits;
mod world;

pub use accounts::Accounts;
pub use block::{Block, STRETCH};
pub use fashions::Fashions;
pub use firms::FirmState;
pub use generate::{generate, generate_on};
pub use histories::{Histories, Identity, slot_number};
pub use managers::{Managers, Mind, character};
pub use origins::{Origin, Origins, OriginsMut};
pub use pages::{filled, zeroed, zeroed_by};
pub use part::{BlockMut, Common, Part, work_on_parts};
pub use profile::{Profile, ProfileMut};
pub use profiles::{FEW, Profiles, ProfilesMut};
pub use published::{LastWeek, Notes, Published, Shares};
pub use relationships::{Row, Shown, open, used_by_managers};
pub use repertoire::{Merits, Repertoire};
pub use share_out::share_out;
pub use ties::{NO_CONTACT, Rest, TieRow};
pub use traits::Traits;
pub use world::{Meeting, World};

#[cfg(test)]
mod tests;
