//! A test of hypotheses in words, and its page.

use super::answer::{Answer, Section, TextTable};
use crate::archive::Planned;
use crate::chart::Drawn;
use crate::experiment::hypothesis::{
    Assertion, Hypothesis, HypothesisFile, JudgedHypothesis, PartEstimate, Status, Trial, Verdict,
};
use crate::story::number::count;
use crate::story::words::spaced;

/// How many verdicts of each kind there are, by status.
fn verdict_sentences(file: &HypothesisFile, judged: &[JudgedHypothesis]) -> Vec<String> {
    let all: Vec<(&Hypothesis, &JudgedHypothesis)> = file.hypotheses.iter().zip(judged).collect();
    let number = |status: Status, verdict: Verdict| {
        all.iter().filter(|(hypothesis, one)| hypothesis.status == status && one.verdict == verdict).count()
    };
    let mut said = Vec::new();
    for (_, status) in Status::ALL.into_iter().rev() {
        let mut counts = Verdict::ALL.map(|verdict| (number(status, verdict), verdict)).to_vec();
        counts.retain(|(count, _)| *count > 0);
        let all: usize = counts.iter().map(|(count, _)| count).sum();
        if all == 0 {
            continue;
        }
        let [one, several] = match status {
            Status::Prediction => ["prediction, which was not put in", "predictions, which were not put in"],
            Status::Tuned => [
                "claim that values were tuned for, which is no evidence",
                "claims that values were tuned for, which are no evidence",
            ],
            Status::BuiltIn => [
                "claim that the equations assume, which is no evidence",
                "claims that the equations assume, which are no evidence",
            ],
        };
        let verdicts: Vec<String> = counts.iter().map(|(count, verdict)| format!("{count} {verdict}")).collect();
        said.push(match all {
            1 => format!("The one {one}, is {}.", counts[0].1),
            _ => format!("Of {all} {several}: {}.", verdicts.join(", ")),
        });
    }
    said
}

/// A number of any unit with its sign, in short form.
fn signed(value: f64) -> String {
    match value.abs() {
        undefined if !undefined.is_finite() => "undefined".into(),
        large if large >= 100.0 => format!("{value:+.0}"),
        middle if middle >= 0.1 => format!("{value:+.3}"),
        small if small >= 0.0005 || small == 0.0 => format!("{value:+.4}"),
        _ => format!("{value:+.1e}"),
    }
}

fn probability(p: f64) -> String {
    match p {
        undefined if undefined.is_nan() => "undefined".into(),
        tiny if tiny < 0.001 => "< 0.001".into(),
        p => format!("{p:.3}"),
    }
}

/// A hypothesis' estimates in one line: every contrast with its interval.
pub fn estimates(judged: &JudgedHypothesis) -> String {
    let part = |part: &PartEstimate| {
        format!("{} ({} to {})", signed(part.estimate.mean), signed(part.interval.lower), signed(part.interval.upper))
    };
    judged.parts.iter().map(part).collect::<Vec<_>>().join("; ")
}

/// The page of a test.
pub fn test_page(
    file: &HypothesisFile,
    trial: &Trial,
    judged: &[JudgedHypothesis],
    planned: &Planned,
    drawn: &[Drawn],
    advice: Vec<String>,
    fine_print: Vec<String>,
) -> Answer {
    let registration = planned.registration();
    let registered = format!(
        "The file {} was registered before the first run, on {}, with SHA-256 {}.",
        registration.file,
        registration.when(),
        registration.sha256
    );
    let mut answer = verdict_sentences(file, judged);
    let (kind, planned, exploratory) = match planned {
        Planned::AsRegistered(_) => (
            "Test of hypotheses",
            vec![registered, "All of its hypotheses are tested as they stood then.".into()],
            "Nothing beyond the file.",
        ),
        Planned::Changed(_) => {
            answer.push("Exploratory: the file is not the one that was registered before the first run.".to_owned());
            (
                "Test of hypotheses, exploratory: the file is not the one that was registered before the first run",
                vec![registered],
                "Everything on this page: the file, or what the command line changes in it, is not what was registered. These verdicts may have been \
                 influenced by earlier results.",
            )
        }
    };
    let number = |verdict| judged.iter().filter(|one| one.verdict == verdict).count().to_string();
    let meaning = "A claim is supported if such numbers would be unlikely were it false. It is negligible if they would be unlikely were the effect \
                   as large as the smallest one of interest, and contrary if they would be unlikely without an effect in the other direction. \
                   Otherwise it is undecided, and needs more seeds or a wider margin.";
    Answer {
        kind: kind.into(),
        title: file.title.clone(),
        question: file.question.clone(),
        answer,
        glance: Verdict::ALL.map(|verdict| (number(verdict), format!("{verdict}, of {}", judged.len()))).into(),
        advice,
        sections: vec![
            Section {
                heading: "Verdicts".into(),
                sentences: vec![meaning.into()],
                pictures: drawn.to_vec(),
                tables: vec![verdict_table(file, trial, judged)],
            },
            Section {
                heading: "What was compared".into(),
                tables: vec![contrast_table(file, judged)],
                ..Section::default()
            },
        ],
        planned,
        exploratory: vec![exploratory.into()],
        fine_print,
    }
}

fn verdict_table(file: &HypothesisFile, trial: &Trial, judged: &[JudgedHypothesis]) -> TextTable {
    let heads = [
        "Claim",
        "Verdict",
        "Status",
        "Contrast and interval",
        "p for",
        "p negligible",
        "p contrary",
        "Seeds",
        "Source",
    ];
    let row = |((hypothesis, one), seeds): ((&Hypothesis, &JudgedHypothesis), &u32)| {
        vec![
            format!("{} [{}]", hypothesis.claim, hypothesis.id),
            one.verdict.to_string(),
            hypothesis.status.words().to_owned(),
            estimates(one),
            probability(one.p_for.adjusted),
            probability(one.p_negligible.adjusted),
            probability(one.p_contrary.adjusted),
            count(f64::from(*seeds)),
            hypothesis.source.clone(),
        ]
    };
    let caption = format!(
        "p for: probability of such numbers if the claim were only just false; p negligible: if the effect were only just as large as the smallest \
         one of interest; p contrary: if there were none in the other direction; all after Holm's correction over the {} hypotheses of the file. Built in: {}. Tuned: {}. Prediction: {}.",
        judged.len(),
        Status::BuiltIn.meaning(),
        Status::Tuned.meaning(),
        Status::Prediction.meaning()
    );
    TextTable::new(caption, heads, file.hypotheses.iter().zip(judged).zip(&trial.seeds).map(row).collect())
}

fn contrast_table(file: &HypothesisFile, judged: &[JudgedHypothesis]) -> TextTable {
    let mut rows = Vec::new();
    for (hypothesis, one) in file.hypotheses.iter().zip(judged) {
        for (contrast, part) in hypothesis.parts.iter().zip(&one.parts) {
            rows.push(vec![
                spaced(&hypothesis.id),
                contrast.words.clone(),
                contrast.terms[0].reading.words(),
                if hypothesis.reason.is_empty() {
                    hypothesis.claims.words()
                } else {
                    format!("{}: {}", hypothesis.claims.words(), hypothesis.reason)
                },
                signed(part.estimate.mean),
                format!("{} to {}", signed(part.interval.lower), signed(part.interval.upper)),
                format!("{:.0} %", part.level * 100.0),
                format!("{:.0} %", part.holds * 100.0),
            ]);
        }
    }
    let heads = ["Hypothesis", "Contrast", "Read", "Claimed", "Mean", "Interval", "Level", "Holds"];
    TextTable::new(
        "Each contrast in its metric's own unit. Holds: share of seeds in which the claim holds.",
        heads,
        rows,
    )
}

/// The verdicts as a page in Markdown, as the documentation shows them.
pub fn verdicts_markdown(file: &HypothesisFile, trial: &Trial, judged: &[JudgedHypothesis]) -> String {
    let most = trial.seeds.iter().copied().max().unwrap_or(0);
    // Texts from the file must not end a table cell or be read as markup.
    let one_line = |text: &str| text.split_whitespace().collect::<Vec<_>>().join(" ");
    let plain = |text: &str| -> String {
        let marks = ['\\', '|', '<', '[', '`', '*'];
        one_line(text).chars().flat_map(|c| marks.contains(&c).then_some('\\').into_iter().chain([c])).collect()
    };
    // Between backticks only these two characters have a meaning.
    let code = |text: &str| one_line(text).replace('`', "'").replace('|', "\\|");
    let mut out = format!(
        "# {}: verdicts\n\n{}\n\nWritten by `darkside test` (version {}) from the file `{}` with SHA-256\n`{}`, seeds {} to {}.\n\n",
        plain(&file.title),
        plain(&file.question),
        env!("CARGO_PKG_VERSION"),
        code(&file.name),
        file.digest,
        file.first_seed,
        file.first_seed + u64::from(most) - u64::from(most > 0)
    );
    for sentence in verdict_sentences(file, judged) {
        out.push_str(&format!("* {}\n", plain(&sentence)));
    }
    out.push_str(
        "\n| id | claim | status | verdict | contrast and interval | p for | p negligible | p contrary | seeds |\n|---|---|---|---|---|---|---|---|---|\n",
    );
    for ((hypothesis, one), seeds) in file.hypotheses.iter().zip(judged).zip(&trial.seeds) {
        let asked = match hypothesis.claims {
            Assertion::Greater(0.0) | Assertion::Less(0.0) | Assertion::Different(_) => String::new(),
            claim => format!("; claimed: {}", claim.words()),
        };
        out.push_str(&format!(
            "| `{}` | {} | {} | **{}** | {}{asked} | {} | {} | {} | {seeds} |\n",
            code(&hypothesis.id),
            plain(&hypothesis.claim),
            hypothesis.status.words(),
            one.verdict,
            estimates(one),
            probability(one.p_for.adjusted),
            probability(one.p_negligible.adjusted),
            probability(one.p_contrary.adjusted),
        ));
    }
    out
}
