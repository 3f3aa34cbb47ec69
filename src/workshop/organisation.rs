//! Converts an imported organisation back into tables, so that a page needs no files.

use darkside_engine::network::{Network, NetworkManager, NetworkRelationship};
use darkside_error::{Error, Result, Source};

/// The tables, with their keys in `[ties]`. Reading them gives the same organisation.
pub(super) fn tables(network: &Network) -> Result<Vec<(&'static str, Source)>> {
    let mut tables = vec![("managers", managers(network)?), ("ties", ties(network)?)];
    if let Some(rows) = &network.relationships {
        tables.push(("relationships", relationships(network, rows)?));
    }
    let source = |(key, text): (&'static str, String)| (key, Source { name: format!("{key}.csv"), text });
    Ok(tables.into_iter().map(source).collect())
}

fn managers(network: &Network) -> Result<String> {
    let mut header = vec!["id", "firm", "office", "tenure_years"];
    header.extend(network.groups.iter().map(|group| group.name.as_str()));
    let row = |(seat, manager): (usize, &NetworkManager)| {
        let office = manager.office.and_then(|office| network.offices.get(office as usize));
        let mut row = vec![
            manager.id.clone(),
            network.firms[manager.firm as usize].clone(),
            office.cloned().unwrap_or_default(),
            shown(manager.tenure_years),
        ];
        row.extend(network.groups.iter().map(|group| group.values[seat].clone()));
        row
    };
    table(&header, network.managers.iter().enumerate().map(row))
}

fn ties(network: &Network) -> Result<String> {
    let id = |seat: u32| network.managers[seat as usize].id.clone();
    let rows = network.ties.iter().map(|tie| vec![id(tie.source), id(tie.target), tie.weight.to_string()]);
    table(&["source", "target", "weight"], rows)
}

fn relationships(network: &Network, rows: &[NetworkRelationship]) -> Result<String> {
    let mut header = vec!["manager", "account", "closeness", "age", "phase"];
    // Either all relationships have the column of practices or none has.
    let with_practices = rows.iter().any(|one| one.practices.is_some());
    if with_practices {
        header.push("practices");
    }
    let row = |one: &NetworkRelationship| {
        let mut row = vec![
            network.managers[one.manager as usize].id.clone(),
            network.accounts.get(one.account as usize).cloned().unwrap_or_else(|| one.account.to_string()),
            shown(one.closeness),
            shown(one.age),
            one.phase.map_or_else(String::new, |phase| phase.name().into()),
        ];
        if with_practices {
            row.push(one.practices.as_deref().unwrap_or_default().join(";"));
        }
        row
    };
    table(&header, rows.iter().map(row))
}

fn shown(number: Option<f32>) -> String {
    number.map_or_else(String::new, |number| number.to_string())
}

fn table(header: &[&str], rows: impl Iterator<Item = Vec<String>>) -> Result<String> {
    let mut writer = csv::Writer::from_writer(Vec::new());
    let failed = |cause: &dyn std::fmt::Display| Error::machine(format!("cannot write a table: {cause}"));
    writer.write_record(header).map_err(|cause| failed(&cause))?;
    for row in rows {
        writer.write_record(row).map_err(|cause| failed(&cause))?;
    }
    let bytes = writer.into_inner().map_err(|cause| failed(&cause))?;
    String::from_utf8(bytes).map_err(|cause| failed(&cause))
}

#[cfg(test)]
mod tests {
    use super::*;
    use darkside_engine::network::{Files, import};

    #[test]
    fn an_organisation_with_everything_comes_back_the_same() {
        let folder = tempfile::tempdir().unwrap();
        let file = |name: &str, text: &str| {
            let path = folder.path().join(name);
            std::fs::write(&path, text).unwrap();
            Some(path)
        };
        let files = Files {
            managers: file("m", "id,firm,office,tenure_years,grade\n\"b, 2\",Z,north,1.5,x\nb10,Z,,,\na,Y,south,0,y\n"),
            ties: file("t", "source,target,layer,weight\na,b10,p,0.1\na,b10,q,2\nb10,\"b, 2\",q,1\n"),
            relationships: file(
                "r",
                "manager,account,closeness,age,phase,practices\na,k10,0.3,,,\na,k9,,7,decline,side_favours\n\
                 b10,k9,,,,\n\"b, 2\",z,1,,,side_favours;account_planning\n",
            ),
            layers: vec![("p".into(), 0.3), ("q".into(), 1.0)],
            ..Files::default()
        };
        let network = import(&files, None, None).unwrap();
        let tables = tables(&network).unwrap();
        let texts: Vec<Source> = tables.into_iter().map(|(_, text)| text).collect();
        let named = Files {
            managers: Some("managers.csv".into()),
            ties: Some("ties.csv".into()),
            relationships: Some("relationships.csv".into()),
            ..Files::default()
        };
        let again = import(&named, Some(&texts), Some(&["side_favours", "account_planning"])).unwrap();
        assert_eq!(again, network);
    }
}
