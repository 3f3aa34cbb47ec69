//! Which results a directory is to hold, as a digest of everything that they depend on.

use std::path::PathBuf;

use sha2::{Digest as _, Sha256};

use super::study_digest::word;
use darkside_engine::network::Network;
use darkside_engine::record::Digest;
use darkside_engine::scenario::Scenario;

/// Version of `darkside`; another version counts as other results.
pub(super) const VERSION: &str = env!("CARGO_PKG_VERSION");

/// The digest of a scenario's inputs: resolved text, imported network, first seed, number of seeds, version.
///
/// The text only names the files of an imported network; the digest also covers their contents.
pub fn inputs(scenario: &Scenario, resolved: &str) -> Digest {
    let mut bytes = Vec::new();
    word(&mut bytes, VERSION);
    word(&mut bytes, resolved);
    bytes.extend(scenario.parameters.run.seed.to_le_bytes());
    bytes.extend(scenario.parameters.run.seeds.to_le_bytes());
    if let Some(network) = &scenario.network {
        bytes.extend(network_digest(network));
    }
    Digest::of(&bytes)
}

/// Where a scenario's run is written unless told otherwise: `output/<name>-<first 8 digits of the inputs' digest>`.
pub fn default_directory(scenario: &Scenario, resolved: &str) -> PathBuf {
    let digest = inputs(scenario, resolved).to_string();
    PathBuf::from("output").join(format!("{}-{}", scenario.name, &digest[..8]))
}

fn network_digest(network: &Network) -> [u8; 32] {
    let mut hash = Sha256::new();
    let mut bytes = Vec::new();
    for names in [&network.firms, &network.offices] {
        bytes.extend((names.len() as u64).to_le_bytes());
        names.iter().for_each(|name| word(&mut bytes, name));
    }
    for manager in &network.managers {
        word(&mut bytes, &manager.id);
        bytes.extend(manager.firm.to_le_bytes());
        put_option(&mut bytes, manager.office.map(u32::to_le_bytes));
        put_option(&mut bytes, manager.tenure_years.map(f32::to_le_bytes));
    }
    hash.update(&bytes);
    for tie in &network.ties {
        hash.update(tie.source.to_le_bytes());
        hash.update(tie.target.to_le_bytes());
        hash.update(tie.weight.to_le_bytes());
    }
    bytes.clear();
    for relationship in network.relationships.iter().flatten() {
        bytes.extend(relationship.manager.to_le_bytes());
        bytes.extend(relationship.account.to_le_bytes());
        put_option(&mut bytes, relationship.closeness.map(f32::to_le_bytes));
        put_option(&mut bytes, relationship.age.map(f32::to_le_bytes));
        put_option(&mut bytes, relationship.phase.map(|phase| [phase as u8, 0, 0, 0]));
        for practice in relationship.practices.iter().flatten() {
            word(&mut bytes, practice);
        }
        bytes.push(u8::from(relationship.practices.is_some()));
    }
    for group in &network.groups {
        word(&mut bytes, &group.name);
        group.values.iter().for_each(|value| word(&mut bytes, value));
    }
    hash.update(&bytes);
    hash.finalize().into()
}

fn put_option(bytes: &mut Vec<u8>, value: Option<[u8; 4]>) {
    bytes.push(u8::from(value.is_some()));
    bytes.extend(value.unwrap_or_default());
}
