//! From what all layers say to a checked scenario.

use super::draft::Draft;
use super::resolved::Scenario;
use super::{check, firms, interventions, practices, survey};
use crate::network::Network;
use crate::parameter::find;
use darkside_error::{Error, Result};

/// Keeps the practices that `[catalogue]` names.
pub(super) fn select_practices(draft: &mut Draft) -> Result<()> {
    draft.only.take().map_or(Ok(()), |only| practices::select(&only, &mut draft.practices))
}

/// Resolves and checks what the layers have said, on the organisation that the files of `[ties]` held, after practices have
/// been selected.
pub(super) fn on_network(mut draft: Draft, network: Option<Network>) -> Result<Scenario> {
    if let Some(network) = &network {
        count_by_network(&mut draft, network)?;
    }
    firms::count(&mut draft, network.as_ref())?;
    check::before_firms(&draft)?;
    draft.survey.as_ref().map_or(Ok(()), |one| survey::check(one, &draft.given))?;
    let firms = firms::resolve(&draft, network.as_ref())?;
    let mut scenario = Scenario {
        name: draft.name,
        question: draft.question,
        look_at: draft.look_at,
        parameters: draft.parameters,
        practices: draft.practices,
        firms,
        interventions: Vec::new(),
        network,
        survey: draft.survey,
    };
    scenario.interventions = interventions::read(&draft.interventions, &scenario)?;
    Ok(scenario)
}

/// Takes the numbers of managers, firms and relationships from an imported network.
fn count_by_network(draft: &mut Draft, network: &Network) -> Result<()> {
    check::no_graph(draft)?;
    let population = &mut draft.parameters.population;
    let mut counts = vec![
        ("population.managers", network.managers.len(), &mut population.managers),
        ("population.firms", network.firms.len(), &mut population.firms),
    ];
    if let Some(portfolios) = network.portfolios() {
        let largest = portfolios.into_iter().max().unwrap_or(0) as usize;
        counts.push(("population.portfolio", largest, &mut population.portfolio));
    }
    for (path, imported, value) in counts {
        let imported = u32::try_from(imported).map_err(|_| Error::input("the imported network is too large"))?;
        if let Some(place) = draft.given.get(path)
            && *value != imported
        {
            let error = Error::input(format!("{path} is {value}, but the imported network has {imported}"));
            return Err(error.at_place(place.as_ref()).help(format!("leave out {path}: it follows from the files")));
        }
        if let Some(parameter) = find(path)
            && !(parameter.allowed.from..=parameter.allowed.to).contains(&f64::from(imported))
        {
            let (from, to) = (parameter.allowed.from, parameter.allowed.to);
            let error = Error::input(format!("{path} cannot be {imported}, as the imported network has it"));
            return Err(error.help(format!("allowed: {from} to {to} ({})", parameter.unit.words())));
        }
        *value = imported;
    }
    Ok(())
}
