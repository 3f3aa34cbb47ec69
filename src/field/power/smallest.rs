//! The cheapest studies that reach the required power.

use super::allocation::PowerEstimate;
use super::file::PowerFile;

/// The cheapest study in which a method reaches the target, among studies that look for the same effect in the same
/// way.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Smallest {
    /// Any one of these studies: they share interval, response and strength.
    pub among: usize,
    /// The method.
    pub method: usize,
    /// The cheapest study whose power is at least the target; `None` if there is none.
    pub reaches: Option<usize>,
    /// The cheapest study whose whole interval is at least the target.
    pub surely: Option<usize>,
}

/// For each group of alike studies and each method, the cheapest studies that reach the target.
pub(super) fn smallest(file: &PowerFile, powers: &[Vec<PowerEstimate>]) -> Vec<Smallest> {
    let mut groups: Vec<usize> = Vec::new();
    for (study, one) in file.studies.iter().enumerate() {
        if !groups.iter().any(|&known| file.studies[known].size.is_alike(&one.size)) {
            groups.push(study);
        }
    }
    let of = |among: usize, method: usize| {
        let cheapest = |reaches: fn(&PowerEstimate) -> f64| {
            let alike =
                (0..file.studies.len()).filter(|&study| file.studies[study].size.is_alike(&file.studies[among].size));
            let enough = alike.filter(|&study| reaches(&powers[study][method]) >= file.allocation.target);
            enough.min_by_key(|&study| (file.studies[study].size.interviews(), file.studies[study].size.waves))
        };
        let (reaches, surely) = (cheapest(|power| power.share.mean), cheapest(|power| power.share.low));
        Smallest { among, method, reaches, surely }
    };
    groups.iter().flat_map(|&among| (0..file.methods.len()).map(move |method| of(among, method))).collect()
}
