//! The report of `sayso test` as workflow commands, which GitHub shows beside the lines they are about.

use sayso::mutate::Survivor;

use super::coverage::Area;
use super::mutation;
use super::test_report::{explain, places};
use crate::command::test::report::{Place, Report};

/// An error for each failed test and what could not be read, a warning for each gap.
pub(crate) fn github(report: &Report) -> String {
    let failures = report.failures().map(|(test, failure)| {
        command("error", &at(&test.place), &format!("FAILED {}: {}", test.id, explain(failure)))
    });
    let faults = report.unreadable().flat_map(|(name, unreadable)| places(name, unreadable));
    let faults = faults.map(|(place, message)| command("error", &at(&place), &message));
    let policies = report.coverage.iter().flat_map(|coverage| &coverage.policies);
    let uncovered = policies.flat_map(|policy| {
        policy.uncovered.iter().map(|item| {
            command("warning", &Area::of(&policy.file, &policy.source, item.span), &item.message())
        })
    });
    let survivors = report.mutation.iter().flat_map(|mutation| &mutation.survivors).map(survivor);
    failures.chain(faults).chain(uncovered).chain(survivors).collect()
}

fn survivor(survivor: &Survivor) -> String {
    let area = Area::of(&survivor.file, &survivor.source, survivor.change.span);
    let (message, test) = (mutation::message(survivor), survivor.change.noticed_by());
    command("warning", &area, &format!("no test notices this change to {message}; this would: {test}"))
}

fn at(place: &Place) -> Area<'_> {
    let Place { file, line, column } = place;
    Area { file, line: *line, column: *column, end_line: *line, end_column: *column }
}

fn command(level: &str, area: &Area<'_>, message: &str) -> String {
    let Area { line, column, end_line, .. } = area;
    let file = property(area.file);
    format!("::{level} file={file},line={line},col={column},endLine={end_line}::{}\n", data(message))
}

/// The message of a command. A line break would end it, and what follows would be another.
pub(super) fn data(text: &str) -> String {
    text.replace('%', "%25").replace('\r', "%0D").replace('\n', "%0A")
}

/// The value of a command's property.
pub(super) fn property(text: &str) -> String {
    data(text).replace(':', "%3A").replace(',', "%2C")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn no_text_ends_a_command_or_its_properties() {
        let area = Area { file: "a:b,c%.json", line: 1, column: 2, end_line: 3, end_column: 4 };
        let line = command("warning", &area, "50%\n::error::x\r");
        let file = "a%3Ab%2Cc%25.json";
        assert_eq!(line, format!("::warning file={file},line=1,col=2,endLine=3::50%25%0A::error::x%0D\n"));
    }
}
