//! The columns of the series, with unit and meaning.

use super::event::Alignment;
use crate::parameter::Unit;
use crate::practice::{Effect, Phase, Practice};

/// One column of the series.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Metric {
    /// The column's name.
    pub name: String,
    /// Its unit.
    pub unit: Unit,
    /// What it means.
    pub meaning: String,
}

/// The columns of the series for this catalogue of practices, in order.
///
/// ```
/// let columns = darkside_engine::record::metrics(&[]);
/// assert_eq!(columns[0].name, "value");
/// ```
pub fn metrics(practices: &[Practice]) -> Vec<Metric> {
    columns(practices.iter().map(|practice| practice.name.as_str()))
}

/// The same for practices of these names.
pub(super) fn columns<'a>(practices: impl Iterator<Item = &'a str>) -> Vec<Metric> {
    let mut all = Vec::new();
    let mut add = |name: String, unit: Unit, meaning: String| all.push(Metric { name, unit, meaning });
    add("value".into(), Unit::Value, "mean actual value of a relationship".into());
    add("visible_value".into(), Unit::Value, "mean value as its manager sees it".into());
    add("dark_cost".into(), Unit::Value, "mean value lost to the six dark-side effects".into());
    add("closeness".into(), Unit::Share, "mean closeness".into());
    add("dark_share".into(), Unit::Share, "relationships with any dark flag on".into());
    for effect in Effect::ALL {
        let words = effect.words();
        add(effect.name().into(), Unit::Share, format!("relationships with the {words} flag on"));
    }
    for practice in practices {
        let words = practice.replace('_', " ");
        add(format!("use_{practice}"), Unit::Share, format!("relationships that use {words}"));
    }
    for phase in Phase::ALL {
        let words = phase.name().replace('_', "-");
        add(phase.name().into(), Unit::Share, format!("relationships in {words}"));
    }
    for alignment in Alignment::ALL {
        add(alignment.name().into(), Unit::Share, format!("relationships aligned in the {} pattern", alignment.name()));
    }
    for (name, meaning) in [
        ("adoptions", "practices taken up in the week"),
        ("lapses", "practices given up in the week, but for those of relationships that ended"),
        ("onsets", "dark flags turned on in the week"),
        ("dissolutions", "relationships that ended in the week"),
        ("turnover", "managers who left in the week"),
    ] {
        add(name.into(), Unit::Count, meaning.into());
    }
    add("vacancies".into(), Unit::Share, "slots whose relationship has ended and that are not filled yet".into());
    add("lost_value".into(), Unit::Value, "value that the relationships of vacant slots had, over all slots".into());
    add("net_value".into(), Unit::Value, "mean actual value less what safeguards cost (`costs`)".into());
    for effect in Effect::ALL {
        let words = effect.words();
        let meaning =
            format!("intraclass correlation of the {words} flag within portfolios; empty where nothing varies");
        add(format!("portfolio_icc_{}", effect.name()), Unit::Number, meaning);
    }
    for effect in Effect::ALL {
        let words = effect.words();
        let meaning = format!(
            "correlation of managers' {words} shares, less their firm's mean, over ties inside firms; empty where nothing varies"
        );
        add(format!("tie_correlation_{}", effect.name()), Unit::Number, meaning);
    }
    all
}
