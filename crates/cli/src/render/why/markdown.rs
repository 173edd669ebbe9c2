//! A denial for a comment on a pull request, or the summary of a failed job.

use sayso::report::DenialReport;

use super::{Shown, asked, fact, headline, known, told};
use crate::render::lint::markdown::{code, prose};

pub(crate) fn markdown(shown: &Shown<'_>, report: &DenialReport) -> String {
    let mut blocks = vec![format!("### {}: {}", headline(report), code(&asked(report)))];
    let rows: Vec<String> =
        known(report).iter().map(|(name, field)| format!("| {name} | {} |", code(&told(field)))).collect();
    blocks.push(format!("| | |\n|---|---|\n{}", rows.join("\n")));
    let lists =
        [("Proves", &report.proves), ("Rules out", &report.rules_out), ("Leaves open", &report.leaves_open)];
    for (name, list) in lists.into_iter().filter(|(_, list)| !list.is_empty()) {
        let items: Vec<String> = list.iter().map(|text| format!("- {}", prose(text))).collect();
        blocks.push(format!("{name}:\n\n{}", items.join("\n")));
    }
    if let (Some(command), Some(needs)) = (&report.decode_with, report.decode_needs) {
        blocks.push(format!("The encoded part can be decoded with {}: {}", code(needs), code(command)));
    }
    if let Some(answer) = &report.answer {
        blocks.push(format!("**{}**: {}.", answer.agreement, prose(&answer.because)));
        blocks.extend(answer.unseen.as_ref().map(|unseen| format!("So {}.", prose(unseen))));
        let same = answer.same_with.iter();
        let same: Vec<String> = same
            .map(|(key, values)| format!("- {}", code(&format!("{key} {}", fact(values.as_deref())))))
            .collect();
        blocks.extend((!same.is_empty()).then(|| same.join("\n")));
    }
    if !shown.text.is_empty() {
        blocks.push(shown.text.clone());
    }
    blocks.extend(report.notes.iter().map(|note| format!("Note: {}.", prose(note))));
    blocks.join("\n\n")
}
