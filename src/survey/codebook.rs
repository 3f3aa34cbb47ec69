//! The codebook: what each variable of the answers means, its scale, and the true quantity behind it.

use darkside_survey::{FieldStudy, Panel, Status};

use super::tables::tables;
use crate::table::{Column, Heading, Kind, Table};
use darkside_engine::parameter::Unit;
use darkside_engine::practice::Effect;

/// One row for each column of the tables of answers.
pub fn codebook(study: &FieldStudy) -> Table {
    let mut rows: Vec<[String; 5]> = Vec::new();
    for (table, answers) in tables(study, &Panel::default()).into_iter().filter(|(name, _)| name.starts_with("wave_")) {
        for heading in answers.headings() {
            let (scale, truth) = (scale(study, table, &heading), truth(table, &heading.name));
            rows.push([table.to_owned(), heading.name, heading.meaning, scale, truth]);
        }
    }
    let column = |name: &str, meaning: &str, at: usize| Column::words(name, meaning, rows.iter().map(|row| &row[at]));
    Table {
        columns: vec![
            column("table", "table of answers", 0),
            column("variable", "column of it", 1),
            column("label", "what it means", 2),
            column("scale", "values that it can take; an empty cell is a missing answer", 3),
            column("truth", "the true quantity behind it, as table.column; empty where nothing is measured", 4),
        ],
    }
}

fn scale(study: &FieldStudy, table: &str, heading: &Heading) -> String {
    let items = table == "wave_accounts" && (heading.name == "overall" || effect(&heading.name).is_some());
    match heading.kind {
        _ if items && study.survey().points > 0 => format!("1 to {}", study.survey().points),
        _ if items => "slider from 0 to 1".to_owned(),
        Kind::Truth => "true or false".to_owned(),
        Kind::Word if heading.name == "status" => Status::ALL.map(Status::name).join(", "),
        Kind::Word => "name".to_owned(),
        Kind::Whole | Kind::Long if heading.unit == Unit::None => "whole number".to_owned(),
        _ => heading.unit.words().to_owned(),
    }
}

/// The effect that an item asks about.
fn effect(variable: &str) -> Option<Effect> {
    let (name, item) = variable.rsplit_once('_')?;
    item.parse::<u32>().ok()?;
    Effect::ALL.into_iter().find(|effect| effect.name() == name)
}

fn truth(table: &str, variable: &str) -> String {
    match (table, variable) {
        ("wave_managers", "tenure" | "learning" | "firm" | "office") => format!("truth_managers.{variable}"),
        ("wave_managers", _) if variable.starts_with("use_") => format!("truth_managers.{variable}"),
        ("wave_accounts", _) if variable.starts_with("use_") => format!("truth_accounts.{variable}"),
        ("wave_accounts", "overall") => "truth_accounts: the largest of the six intensities".to_owned(),
        ("wave_accounts", "told_value") => "truth_accounts.visible_value".to_owned(),
        ("wave_accounts", "recorded_value") => "truth_accounts.value".to_owned(),
        ("wave_accounts", _) => {
            effect(variable).map_or_else(String::new, |one| format!("truth_accounts.{}", one.name()))
        }
        ("wave_ties", "strength") => "truth_ties.weight, summed over the ties to the same contact".to_owned(),
        _ => String::new(),
    }
}
