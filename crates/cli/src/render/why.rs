//! A denial: what the text says and proves, then what the policies say.

mod github;
mod markdown;

use anstyle::{AnsiColor, Style};
use sayso::Source;
use sayso::harmless::one_line;
use sayso::report::{DenialReport, FieldReport};

use super::wrap;

pub(crate) use github::github;
pub(crate) use markdown::markdown;

/// A denial about to be shown.
pub(crate) struct Shown<'d> {
    /// From 1.
    pub(crate) number: usize,
    pub(crate) all: usize,
    pub(crate) source: &'d Source,
    /// The verdict of the policies at hand, already in the format; empty without policies.
    pub(crate) text: String,
    pub(crate) cause: Option<Cause>,
}

/// The line of a policy that is to blame.
pub(crate) struct Cause {
    pub(crate) file: String,
    pub(crate) line: u32,
    pub(crate) column: u32,
    pub(crate) what: String,
}

/// Columns of the names at the left.
const INDENT: usize = 15;

pub(crate) fn text(shown: &Shown<'_>, report: &DenialReport) -> String {
    let mut blocks = vec![head(shown, report), fields(report).join("\n")];
    let proof: Vec<String> = proof(report).iter().map(|(name, text)| row(name, text)).collect();
    blocks.extend((!proof.is_empty()).then(|| proof.join("\n")));
    blocks.extend(decode(report));
    blocks.extend(answer(report));
    if !shown.text.is_empty() {
        blocks.push(shown.text.clone());
    }
    let notes: Vec<String> = report.notes.iter().map(|note| wrap::hanging("note: ", note)).collect();
    blocks.extend((!notes.is_empty()).then(|| notes.join("\n")));
    if report.answer.is_none() && shown.number == shown.all {
        let hint = "give the policies to find the statement: `--account` with what `aws iam \
                    get-account-authorization-details` prints, or `--policy` and the other flags of `sayso simulate`";
        blocks.push(wrap::hanging("next: ", hint));
    }
    blocks.join("\n\n")
}

fn head(shown: &Shown<'_>, report: &DenialReport) -> String {
    let red = Style::new().bold().fg_color(Some(AnsiColor::Red.into()));
    let headline = headline(report);
    let of = if shown.all > 1 { format!("{} of {}: ", shown.number, shown.all) } else { String::new() };
    let line = format!("{}:{}", shown.source.name(), report.line);
    let times = if report.times > 1 { format!(", {} times", report.times) } else { String::new() };
    format!(
        "{of}{red}{headline}{red:#}  {}\n  {}",
        one_line(asked(report)),
        one_line(format!("{line}{times}"))
    )
}

fn headline(report: &DenialReport) -> &'static str {
    match report.effect {
        Some("EXPLICIT_DENY") => "DENIED BY AWS (explicit)",
        Some(_) => "DENIED BY AWS (implicit)",
        None => "DENIED BY AWS",
    }
}

/// `s3:GetObject on arn:…`, as far as it is known.
fn asked(report: &DenialReport) -> String {
    let action = report.action.value.as_deref().or(report.operation.value.as_deref());
    let action = action.unwrap_or("an action that the text does not name");
    match &report.resource.value {
        Some(resource) => format!("{action} on {resource}"),
        None => action.to_owned(),
    }
}

fn row(name: &str, text: &str) -> String {
    wrap::hanging(&format!("  {name:width$}", width = INDENT - 2), text)
}

fn fields(report: &DenialReport) -> Vec<String> {
    let mut rows: Vec<String> = known(report).iter().map(|(name, field)| row(name, &told(field))).collect();
    let more = [
        ("policy", report.policy_type.map(words)),
        ("its ARN", report.policy_arn.clone()),
        ("matched", (!report.matched_statements.is_empty()).then(|| report.matched_statements.join(", "))),
        ("error code", report.error_code.clone()),
        ("request id", report.request_id.clone()),
        (
            "details",
            report.authorization_id.as_ref().map(|id| {
                format!("aws iam-toolbox get-request-authorization-details --id {id}, for 24 hours")
            }),
        ),
    ];
    rows.extend(more.into_iter().filter_map(|(name, text)| Some(row(name, &text?))));
    for (key, values) in &report.context {
        rows.push(row("context", &format!("{key} = {}", values.join(", "))));
    }
    rows
}

/// Who, what, on what, known or not; and what else is known.
fn known(report: &DenialReport) -> Vec<(&'static str, &FieldReport)> {
    let asked = [("caller", &report.principal), ("action", &report.action), ("resource", &report.resource)];
    let more = [("owner", &report.resource_account), ("operation", &report.operation)];
    asked.into_iter().chain(more.into_iter().filter(|(_, field)| field.value.is_some())).collect()
}

/// The type of policy in AWS's words.
fn words(policy_type: &str) -> String {
    policy_type.parse::<sayso::PolicyType>().map(|it| it.to_string()).unwrap_or_default()
}

/// The value, and how it is known where AWS does not say it.
fn told(field: &FieldReport) -> String {
    match (&field.value, &field.from) {
        (Some(value), Some(from)) => format!("{value} (inferred from {from})"),
        (Some(value), None) if field.confidence == "given" => format!("{value} (given)"),
        (Some(value), None) => value.clone(),
        (None, _) => "not known".to_owned(),
    }
}

fn proof(report: &DenialReport) -> Vec<(&'static str, &str)> {
    let lists =
        [("proves", &report.proves), ("rules out", &report.rules_out), ("leaves open", &report.leaves_open)];
    lists.into_iter().flat_map(|(name, list)| list.iter().map(move |text| (name, text.as_str()))).collect()
}

/// What only AWS can decode.
fn decode(report: &DenialReport) -> Option<String> {
    let (command, needs) = (report.decode_with.as_ref()?, report.decode_needs?);
    let told =
        format!("the encoded part can't be decoded offline; whoever has `{needs}` can have AWS do it:");
    Some(format!("{}\n  {} | sayso why", wrap::hanging("", &told), one_line(command.as_str())))
}

fn answer(report: &DenialReport) -> Option<String> {
    let answer = report.answer.as_ref()?;
    let color = match answer.agreement {
        "reproduced" => AnsiColor::Green,
        "depends" => AnsiColor::Yellow,
        _ => AnsiColor::Red,
    };
    let style = Style::new().bold().fg_color(Some(color.into()));
    let word = answer.agreement.to_uppercase();
    let indent = " ".repeat(word.len() + 2);
    let because = wrap::hanging(&indent, &answer.because);
    let because = because.strip_prefix(indent.as_str()).unwrap_or(&because);
    let mut lines = vec![format!("{style}{word}{style:#}  {because}")];
    lines.extend(answer.unseen.as_ref().map(|unseen| wrap::hanging(&format!("{indent}so "), unseen)));
    for (key, values) in &answer.same_with {
        lines.push(one_line(format!("{indent}{key} {}", fact(values.as_deref()))).into_owned());
    }
    Some(lines.join("\n"))
}

/// `= a, b` or `absent`
fn fact(values: Option<&[String]>) -> String {
    values.map_or_else(|| "absent".to_owned(), |values| format!("= {}", values.join(", ")))
}
