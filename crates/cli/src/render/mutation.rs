//! The mutants that no case noticed, for people and programs.

use std::fmt::Write as _;

use sayso::harmless::one_line;
use sayso::mutate::{Survey, Survivor};
use serde::Serialize;

use super::coverage::Area;

/// The counts, then each survivor with the kind of test that would notice it.
pub(crate) fn text(survey: &Survey) -> String {
    let (mutants, noticed) = (survey.mutants, survey.noticed());
    let mut text = format!("{mutants} mutants, {noticed} noticed, {} not\n", survey.survivors.len());
    if survey.stopped {
        let _ = writeln!(text, "stopped after {mutants} mutants: raise `--mutate-max` for more");
    }
    for survivor in &survey.survivors {
        let at = survivor.source.line_column(survivor.change.span.start);
        let line = format!("{}:{}:{}: {}", survivor.file, at.line, at.column, message(survivor));
        let _ = writeln!(text, "  {}", one_line(line));
        let _ = writeln!(text, "    would notice: {}", survivor.change.noticed_by());
    }
    text
}

/// What was changed, and which way that goes.
pub(crate) fn message(survivor: &Survivor) -> String {
    let change = &survivor.change;
    let statement = match &change.sid {
        Some(sid) => format!("`{sid}`"),
        None => format!("statement {}", change.statement + 1),
    };
    format!("{statement}: {} ({})", change.what, change.direction().as_str())
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
pub(crate) struct JsonMutation<'r> {
    mutants: usize,
    noticed: usize,
    stopped: bool,
    survivors: Vec<JsonSurvivor<'r>>,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct JsonSurvivor<'r> {
    statement: usize,
    #[serde(skip_serializing_if = "Option::is_none")]
    sid: Option<&'r str>,
    direction: &'static str,
    change: &'r str,
    noticed_by: &'static str,
    #[serde(flatten)]
    area: Area<'r>,
}

/// The `mutation` of the JSON report.
pub(crate) fn json(survey: &Survey) -> JsonMutation<'_> {
    JsonMutation {
        mutants: survey.mutants,
        noticed: survey.noticed(),
        stopped: survey.stopped,
        survivors: survey.survivors.iter().map(survivor).collect(),
    }
}

fn survivor(survivor: &Survivor) -> JsonSurvivor<'_> {
    let change = &survivor.change;
    JsonSurvivor {
        statement: change.statement + 1,
        sid: change.sid.as_deref(),
        direction: change.direction().as_str(),
        change: &change.what,
        noticed_by: change.noticed_by(),
        area: Area::of(&survivor.file, &survivor.source, change.span),
    }
}
