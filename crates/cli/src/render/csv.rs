//! Comma-separated values as RFC 4180 has them.

use sayso::harmless::one_line;

/// One record, without its line end.
pub(crate) fn record<'f>(fields: impl IntoIterator<Item = &'f str>) -> String {
    fields.into_iter().map(field).collect::<Vec<_>>().join(",")
}

fn field(text: &str) -> String {
    let text = one_line(text);
    if text.contains([',', '"']) { format!("\"{}\"", text.replace('"', "\"\"")) } else { text.into_owned() }
}

#[cfg(test)]
mod tests {
    #[test]
    fn commas_and_quotes_are_quoted_and_lines_stay_lines() {
        assert_eq!(super::record(["a", "b,c", "d\"e", "f\ng"]), "a,\"b,c\",\"d\"\"e\",f\\ng");
    }
}
