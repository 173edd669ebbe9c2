//! Comma-separated values (RFC 4180) with the place of every field.

use std::borrow::Cow;

use sayso::Span;

/// One field, without its quotes.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Field<'a> {
    pub(crate) value: Cow<'a, str>,
    pub(crate) span: Span,
}

/// One line, or several where a quoted field has line breaks.
pub(crate) type Record<'a> = Vec<Field<'a>>;

/// All records; empty lines are none. Of a quote that never closes the rest of the text is the field.
pub(crate) fn records(text: &str) -> impl Iterator<Item = Record<'_>> {
    let mut at = if text.starts_with('\u{feff}') { '\u{feff}'.len_utf8() } else { 0 };
    std::iter::from_fn(move || {
        loop {
            if at >= text.len() {
                return None;
            }
            let (record, end) = record(text, at);
            at = end;
            if record.iter().any(|field| !field.value.is_empty()) {
                return Some(record);
            }
        }
    })
}

fn record(text: &str, mut at: usize) -> (Record<'_>, usize) {
    let mut fields = Vec::new();
    loop {
        let field = field(text, at);
        at = field.span.end as usize;
        fields.push(field);
        let rest = text.get(at..).unwrap_or_default();
        match rest.chars().next() {
            Some(',') => at += 1,
            Some('\r') if rest.starts_with("\r\n") => return (fields, at + 2),
            Some(_) => return (fields, at + 1),
            None => return (fields, at),
        }
    }
}

fn field(text: &str, start: usize) -> Field<'_> {
    let rest = text.get(start..).unwrap_or_default();
    let plain = |from: usize| {
        let tail = rest.get(from..).unwrap_or_default();
        from + tail.find([',', '\n', '\r']).unwrap_or(tail.len())
    };
    let Some(quoted) = rest.strip_prefix('"') else {
        let end = plain(0);
        let value = rest.get(..end).unwrap_or_default();
        return Field { value: value.into(), span: Span::new(start, start + end) };
    };
    let mut closing = 0;
    loop {
        match quoted.get(closing..).and_then(|tail| tail.find('"')) {
            None => {
                return Field { value: quoted.into(), span: Span::new(start, text.len()) };
            }
            Some(found) => closing += found,
        }
        if quoted.get(closing + 1..).is_some_and(|tail| tail.starts_with('"')) {
            closing += 2;
        } else {
            break;
        }
    }
    let value = quoted.get(..closing).unwrap_or_default();
    let value = if value.contains('"') { value.replace("\"\"", "\"").into() } else { value.into() };
    // What stands behind the closing quote belongs to no field.
    Field { value, span: Span::new(start, start + plain(closing + 2)) }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn fields_are_read_with_their_places() {
        let text = "\u{feff}a,\"b,\"\"c\"\r\n\n1,\n\"open,\n2";
        let all: Vec<Vec<(String, &str)>> = records(text)
            .map(|record| {
                let field =
                    |field: Field<'_>| (field.value.into_owned(), text.get(field.span.range()).unwrap());
                record.into_iter().map(field).collect()
            })
            .collect();
        let own = |list: &[(&str, &'static str)]| -> Vec<(String, &str)> {
            list.iter().map(|(value, place)| ((*value).to_owned(), *place)).collect()
        };
        let expected = [
            own(&[("a", "a"), ("b,\"c", "\"b,\"\"c\"")]),
            own(&[("1", "1"), ("", "")]),
            own(&[("open,\n2", "\"open,\n2")]),
        ];
        assert_eq!(all, expected);
    }
}
