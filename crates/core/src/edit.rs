//! Changes to a text that keep the rest of it byte for byte.

use crate::source::{Source, Span};

/// Replaces a span of a source; an empty span inserts. All other bytes of the text stay as they are.
///
/// ```
/// # use sayso::{Case, Explanation};
/// let case: Case = r#"{
///     "principal": "arn:aws:iam::123456789012:user/ana", "action": "s3:ListBucket",
///     "policies": {"identity": {"Statement": {
///         "Effect": "Allow", "Action": ["s3:GetObject", "s3:PutObject"], "Resource": "*"}}}
/// }"#.parse().unwrap();
/// let why = Explanation::new(&case.policies, &case.request);
/// let fix = &why.suggestions()[0];
/// assert_eq!(fix.edit.span.range().len(), 0);
/// assert_eq!(fix.edit.replacement, r#", "s3:ListBucket""#);
/// ```
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct TextEdit {
    /// What is replaced.
    pub span: Span,
    /// By what.
    pub replacement: String,
}

impl TextEdit {
    pub(crate) fn insert(offset: u32, text: String) -> Self {
        Self { span: Span { start: offset, end: offset }, replacement: text }
    }

    /// The part of a text that stands at `within`, edited.
    pub(crate) fn apply(&self, part: &str, within: Span) -> Option<String> {
        let start = self.span.start.checked_sub(within.start)? as usize;
        let end = self.span.end.checked_sub(within.start)? as usize;
        Some([part.get(..start)?, &self.replacement, part.get(end..)?].concat())
    }
}

/// Adds an entry to a list, or makes a list of a single value, in the style of the text around it.
pub(crate) fn add_entry(source: &Source, value: Span, entries: &[Span], entry: &str) -> TextEdit {
    let text = source.slice(value);
    match (text.starts_with('['), entries.last()) {
        (true, Some(last)) => {
            let before = match entries {
                [.., previous, last] => source.slice(Span { start: previous.end, end: last.start }),
                _ => ", ",
            };
            let separator = if before.trim() == "," { before } else { ", " };
            TextEdit::insert(last.end, format!("{separator}{entry}"))
        }
        (true, None) => TextEdit { span: value, replacement: format!("[{entry}]") },
        (false, _) => TextEdit { span: value, replacement: format!("[{text}, {entry}]") },
    }
}

/// Removes one entry of a list that has others.
pub(crate) fn remove_entry(entries: &[Span], number: usize) -> Option<TextEdit> {
    let entry = *entries.get(number)?;
    let span = match (number.checked_sub(1).and_then(|before| entries.get(before)), entries.get(number + 1)) {
        (Some(before), _) => Span { start: before.end, end: entry.end },
        (None, Some(after)) => Span { start: entry.start, end: after.start },
        (None, None) => return None,
    };
    Some(TextEdit { span, replacement: String::new() })
}

/// Puts a statement behind another, in a list or making one.
pub(crate) fn add_statement(source: &Source, statement: Span, new: &str) -> TextEdit {
    let before = source.text().get(..statement.start as usize).unwrap_or_default();
    let line = before.rsplit('\n').next().unwrap_or_default();
    let indent =
        if line.trim().is_empty() && before.contains('\n') { format!("\n{line}") } else { " ".to_owned() };
    match before.trim_end().chars().next_back() {
        Some('[' | ',') => TextEdit::insert(statement.end, format!(",{indent}{new}")),
        _ => TextEdit { span: statement, replacement: format!("[{}, {new}]", source.slice(statement)) },
    }
}
