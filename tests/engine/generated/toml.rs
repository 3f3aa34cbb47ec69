//! The scenario of a case as a user would write it.

use std::collections::BTreeMap;
use std::fmt::Write as _;

use darkside::parameter::{Parameters, Scope};
use darkside::practice::{MOST_PRACTICES, PRACTICE_FIELDS, Practice};
use darkside::scenario::{Lever, PRESETS};

use super::value::{settable, value, written};
use super::{Case, Dated, Deed, LIVELY, Organisation, OwnPractice, PLAIN, Pick, baseline};

impl Case {
    fn firm_names(&self) -> Vec<&'static str> {
        let names = ["A", "B", "C", "D"];
        match &self.organisation {
            Organisation::Generated { managers, firms, .. } => names[..(*firms).min(*managers) as usize].to_vec(),
            Organisation::Imported { managers, .. } => names
                .into_iter()
                .enumerate()
                .filter(|(f, _)| managers.iter().any(|m| m.0 == *f))
                .map(|(_, n)| n)
                .collect(),
        }
    }

    fn manager_count(&self) -> usize {
        match &self.organisation {
            Organisation::Generated { managers, .. } => *managers as usize,
            Organisation::Imported { managers, .. } => managers.len(),
        }
    }

    /// Names of all practices in the order of the catalogue.
    pub(crate) fn practice_names(&self) -> Vec<String> {
        let known = baseline().practices.iter().enumerate().filter(|(p, _)| self.without >> p & 1 == 0);
        let mut names: Vec<String> = known.map(|(_, practice)| practice.name.clone()).collect();
        names.extend((0..self.own.len()).map(|number| format!("own_{number}")));
        if names.is_empty() {
            names.push(baseline().practices[0].name.clone());
        }
        names.truncate(MOST_PRACTICES);
        names
    }

    /// The practices whose bits are set, at least one, as a TOML list.
    fn chosen(&self, bits: u32) -> String {
        let names = self.practice_names();
        let mut chosen: Vec<&String> =
            names.iter().enumerate().filter(|(p, _)| bits >> p & 1 == 1).map(|(_, name)| name).collect();
        if chosen.is_empty() {
            chosen.push(&names[bits as usize % names.len()]);
        }
        format!("{chosen:?}")
    }

    pub(crate) fn toml(&self) -> String {
        let mut text = String::new();
        for (path, value) in self.parameters() {
            let _ = writeln!(text, "{path} = {value}");
        }
        let _ = writeln!(text, "catalogue.only = {:?}", self.practice_names());
        for (number, own) in self.own.iter().enumerate() {
            let _ = writeln!(text, "[[practice]]\nname = \"own_{number}\"\n{}", own.fields());
        }
        for (preset, levers) in self.firms.iter().take(self.firm_names().len()) {
            text += "[[firm]]\n";
            if let Some(preset) = preset {
                let _ = writeln!(text, "preset = \"{}\"", PRESETS[*preset].name);
            }
            for (lever, value) in levers.iter().copied().collect::<BTreeMap<_, _>>() {
                let _ = writeln!(text, "{} = {}", Lever::NAMES[lever], written(value));
            }
        }
        for dated in &self.interventions {
            text += &self.intervention(dated);
        }
        text
    }

    fn parameters(&self) -> BTreeMap<String, String> {
        let mut all: BTreeMap<String, String> = BTreeMap::new();
        if self.lively {
            all.extend(LIVELY.iter().map(|(path, value)| ((*path).into(), (*value).into())));
        }
        if self.plain {
            all.extend(PLAIN.iter().map(|(path, value)| ((*path).into(), (*value).into())));
        }
        let settable = settable();
        for &(number, pick) in &self.settings {
            let parameter = settable[number % settable.len()];
            if let Some(value) = value(parameter, &Parameters::default(), pick) {
                all.insert(parameter.path.into(), value);
            }
        }
        let mut add = |path: &str, value: String| all.insert(path.into(), value);
        if let Some(number) = self.surely {
            let hazards: Vec<_> = settable.iter().filter(|parameter| parameter.allowed.to.is_infinite()).collect();
            add(hazards[number % hazards.len()].path, "inf".into());
        }
        add("run.weeks", self.weeks.to_string());
        add("run.relationship_step", self.relationship_step.to_string());
        add("run.settle", self.settle.to_string());
        if let 1 | 2 = self.yoke {
            add("contagion.yoke", format!("{:?}", ["practice", "total"][self.yoke - 1]));
        }
        if let Some(threshold) = self.threshold {
            add("contagion.rule", "\"threshold\"".into());
            add("contagion.threshold", written(threshold));
        } else if self.share {
            add("contagion.rule", "\"share\"".into());
        }
        if let Some((a, b, fleeting)) = self.flags {
            let (low, high) = if a < b { (a, b) } else { (b, a) };
            add("dark_side.onset", written(high));
            add("dark_side.offset", written(if fleeting { 0.0 } else { low }));
            if fleeting {
                add("dark_side.decay", written(1.0));
            }
        }
        match &self.organisation {
            Organisation::Generated { managers, portfolio, offices, inside, outside, accounts, .. } => {
                add("population.managers", managers.to_string());
                add("population.firms", self.firm_names().len().to_string());
                add("population.portfolio", portfolio.to_string());
                add("population.offices_per_firm", offices.to_string());
                add("population.accounts_per_relationship", written(*accounts));
                add("ties.inside", inside.to_string());
                add("ties.outside", written(*outside));
            }
            Organisation::Imported { portfolios, rewired, .. } => {
                add("ties.managers", "\"managers.csv\"".into());
                add("ties.ties", "\"ties.csv\"".into());
                add("ties.rewire_imported", rewired.to_string());
                match portfolios {
                    Some(_) => add("ties.relationships", "\"relationships.csv\"".into()),
                    None => add("population.portfolio", "3".into()),
                };
            }
        }
        all
    }

    fn intervention(&self, dated: &Dated) -> String {
        let mut text = format!("[[intervention]]\nweek = {}\n", 1 + (dated.week - 1) % self.weeks);
        let names = self.firm_names();
        let firm = dated.firm.map(|firm| firm % names.len());
        let of_practice = matches!(dated.deed, Deed::SetPractice(..));
        if let Some(firm) = firm.filter(|_| !of_practice) {
            let _ = writeln!(text, "firms = [\"{}\"]", names[firm]);
        }
        text += &match &dated.deed {
            Deed::Set(settings) => format!("set = {{ {} }}\n", self.patches(settings, firm.is_some())),
            Deed::SetPractice(practice, fields) => {
                let names = self.practice_names();
                let name = &names[practice % names.len()];
                let mut patches: BTreeMap<String, String> = BTreeMap::new();
                for &(number, pick) in fields {
                    let field = &PRACTICE_FIELDS[number % PRACTICE_FIELDS.len()];
                    let written = value(field, &Practice::new(""), pick).filter(|_| field.path != "initial");
                    patches.extend(written.map(|value| (format!("\"practice.{name}.{}\"", field.path), value)));
                }
                if patches.is_empty() {
                    patches.insert(format!("\"practice.{name}.push\""), "0.2".into());
                }
                let patches: Vec<String> = patches.iter().map(|(path, value)| format!("{path} = {value}")).collect();
                format!("set = {{ {} }}\n", patches.join(", "))
            }
            Deed::Introduce(practices, count, share) => {
                let managers = self.managers(*count, firm);
                format!(
                    "act = \"introduce\"\npractices = {}\nmanagers = {managers}\nshare = {}\n",
                    self.chosen(*practices),
                    written(*share)
                )
            }
            Deed::Train(practices, share) => {
                format!("act = \"train\"\npractices = {}\nshare = {}\n", self.chosen(*practices), written(*share))
            }
            Deed::Rotate(share, across) => {
                format!("act = \"rotate\"\nshare = {}\nacross_firms = {across}\n", written(*share))
            }
            Deed::Trace => "act = \"trace\"\n".into(),
            Deed::StopCelebrity => "act = \"stop_celebrity\"\n".into(),
            Deed::MergeOffices(ties) => match self.offices() {
                offices if offices.len() < 2 => "act = \"trace\"\n".into(),
                offices => format!("act = \"merge_offices\"\noffices = [{}]\nties = {ties}\n", offices[..2].join(", ")),
            },
            Deed::Transfer(count, office, share) => {
                let offices = self.offices();
                format!(
                    "act = \"transfer\"\nmanagers = {}\noffice = {}\nshare = {}\n",
                    self.managers(*count, firm),
                    offices[office % offices.len()],
                    written(*share)
                )
            }
            Deed::Celebrate(count, weeks) => {
                format!("act = \"celebrate\"\nmanagers = {}\nweeks = {weeks}\n", self.managers(*count, firm))
            }
            Deed::Meetings(share, weeks, across) => {
                format!("act = \"meetings\"\nshare = {}\nweeks = {weeks}\nacross_firms = {across}\n", written(*share))
            }
        };
        text
    }

    /// Managers for an act: some at random, or one by name.
    fn managers(&self, count: Option<u32>, firm: Option<usize>) -> String {
        let there = |seat: usize| self.firm_of(seat) == firm.unwrap_or(self.firm_of(seat));
        let seats: Vec<usize> = (0..self.manager_count()).filter(|&seat| there(seat)).collect();
        match (count, &self.organisation) {
            (Some(count), _) => (count as usize).min(seats.len()).to_string(),
            (None, Organisation::Generated { .. }) => format!("[{}]", seats[0]),
            (None, Organisation::Imported { .. }) => seats.len().to_string(),
        }
    }

    /// The offices that an act can name.
    fn offices(&self) -> Vec<String> {
        match &self.organisation {
            Organisation::Generated { offices, .. } => (0..*offices).map(|office| office.to_string()).collect(),
            Organisation::Imported { managers, .. } => {
                let named: std::collections::BTreeSet<usize> =
                    managers.iter().map(|manager| manager.1).filter(|&office| office > 0).collect();
                if named.is_empty() {
                    return ["0", "1", "2"].map(String::from).to_vec();
                }
                named.into_iter().map(|office| format!("\"office{office}\"")).collect()
            }
        }
    }

    fn firm_of(&self, seat: usize) -> usize {
        match &self.organisation {
            Organisation::Generated { managers, .. } => seat * self.firm_names().len() / *managers as usize,
            Organisation::Imported { managers, .. } => {
                let mut firms: Vec<usize> = managers.iter().map(|manager| manager.0).collect();
                firms.sort_unstable();
                let there: std::collections::BTreeSet<usize> = firms.iter().copied().collect();
                there.iter().position(|&firm| firm == firms[seat]).unwrap_or(0)
            }
        }
    }

    /// Changes of parameters; those that only hold for all firms together are left out if the changes are for one firm.
    fn patches(&self, settings: &[(usize, Pick)], for_firm: bool) -> String {
        let settable = settable();
        let mut patches: BTreeMap<&str, String> = BTreeMap::new();
        for &(number, pick) in settings {
            let parameter = settable[number % settable.len()];
            let allowed = parameter.scope == Scope::Firm || parameter.scope == Scope::World && !for_firm;
            let written = value(parameter, &Parameters::default(), pick).filter(|_| allowed);
            patches.extend(written.map(|value| (parameter.path, value)));
        }
        if patches.is_empty() {
            patches.insert("contagion.spontaneous", "0.01".into());
        }
        let patches: Vec<String> = patches.iter().map(|(path, value)| format!("\"{path}\" = {value}")).collect();
        patches.join(", ")
    }
}

impl OwnPractice {
    fn fields(&self) -> String {
        let class = ["benign", "best_practice", "malpractice", "safeguard"][self.class];
        let mut text = format!("class = \"{class}\"\n");
        if class == "safeguard" {
            let kind = if self.fields.len().is_multiple_of(2) { "formal" } else { "informal" };
            let _ = writeln!(text, "governance = \"{kind}\"");
        }
        let mut fields: BTreeMap<&str, String> = BTreeMap::new();
        for &(number, pick) in &self.fields {
            let field = &PRACTICE_FIELDS[number % PRACTICE_FIELDS.len()];
            fields.extend(value(field, &Practice::new(""), pick).map(|value| (field.path, value)));
        }
        for (field, value) in fields {
            let _ = writeln!(text, "{field} = {value}");
        }
        text
    }
}
