//! The gallery for people and as JSON.

use anstyle::{AnsiColor, Style};
use serde::Serialize;

use super::Format;
use super::examples::Example;
use super::run::{Outcome, Tested};
use crate::output;

#[derive(Serialize)]
struct JsonExample<'t> {
    slug: &'static str,
    title: &'static str,
    lesson: &'static str,
    files: Vec<&'static str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    readme: Option<&'static str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    tests: Option<&'t [Outcome]>,
}

#[derive(Serialize)]
struct JsonRun<'t> {
    passed: usize,
    failed: usize,
    examples: Vec<JsonExample<'t>>,
}

/// A line for each example.
pub(super) fn list(examples: &[Example], format: Format) {
    if format == Format::Json {
        json(&examples.iter().map(describe).collect::<Vec<_>>());
        return;
    }
    let width = examples.iter().map(|example| example.slug.len()).max().unwrap_or_default();
    let bold = Style::new().bold();
    for example in examples {
        output::line(format_args!("{bold}{:width$}{bold:#}  {}", example.slug, example.lesson()));
    }
    output::line("\n`sayso gallery NAME` tells one of them");
}

/// An example with all there is to it.
pub(super) fn story(tested: &Tested, format: Format) {
    let example = tested.example;
    if format == Format::Json {
        let tests = Some(tested.tests.as_slice());
        json(&JsonExample { readme: Some(example.readme()), tests, ..describe(example) });
        return;
    }
    output::line(example.readme());
    let bold = Style::new().bold();
    output::line(format_args!("{bold}Files{bold:#}\n"));
    for file in example.files.iter().filter(|file| file.name != "README.md") {
        output::line(format_args!("  {}", file.name));
    }
    output::line(format_args!("\n{bold}Tests{bold:#}\n"));
    outcomes(&tested.tests);
    output::line(summary(std::slice::from_ref(tested)));
    output::line(format_args!("\n`sayso gallery {} --write DIR` copies the files", example.slug));
}

/// The tests of examples; those that pass in one line for each example.
pub(super) fn tests(examples: &[Tested], format: Format) {
    if format == Format::Json {
        let (passed, failed) = counts(examples);
        let examples = examples.iter().map(|tested| {
            let tests = Some(tested.tests.as_slice());
            JsonExample { tests, ..describe(tested.example) }
        });
        json(&JsonRun { passed, failed, examples: examples.collect() });
        return;
    }
    for tested in examples {
        if tested.failed() == 0 {
            let tests = match tested.passed() {
                1 => "1 test".to_owned(),
                count => format!("{count} tests"),
            };
            output::line(format_args!("{} {}: {tests}", word(true), tested.example.slug));
        } else {
            output::line(format_args!("{} {}:", word(false), tested.example.slug));
            outcomes(&tested.tests);
        }
    }
    output::line(summary(examples));
}

fn outcomes(tests: &[Outcome]) {
    for test in tests {
        let by = test.sid.as_ref().map(|sid| format!(" by `{sid}`")).unwrap_or_default();
        let came = format!("{}{by}", test.decision);
        let line = match &test.expected {
            None => format!("{} {}: {came}", word(true), test.name),
            Some(expected) => format!("{} {}: expected {expected}, got {came}", word(false), test.name),
        };
        output::line(line);
    }
}

fn word(passed: bool) -> String {
    let (word, color) = if passed { ("passed", AnsiColor::Green) } else { ("FAILED", AnsiColor::Red) };
    let style = Style::new().bold().fg_color(Some(color.into()));
    format!("{style}{word}{style:#}")
}

/// The counts, in the words of `sayso test`.
fn summary(examples: &[Tested]) -> String {
    let (passed, failed) = counts(examples);
    format!("{passed} passed, {failed} failed")
}

fn counts(examples: &[Tested]) -> (usize, usize) {
    (examples.iter().map(Tested::passed).sum(), examples.iter().map(Tested::failed).sum())
}

fn describe(example: &Example) -> JsonExample<'static> {
    JsonExample {
        slug: example.slug,
        title: example.title(),
        lesson: example.lesson(),
        files: example.files.iter().map(|file| file.name).collect(),
        readme: None,
        tests: None,
    }
}

fn json(value: &impl Serialize) {
    // Texts, counts and lists of them: nothing that JSON could not hold.
    output::line(serde_json::to_string_pretty(value).unwrap_or_default());
}
