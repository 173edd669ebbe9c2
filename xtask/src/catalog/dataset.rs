//! iam-dataset's templates: `${Name}` is a parameter, `%%function%…%%` is done with it.

/// The templates of one text, in the notation of the catalogue, unless it does what that can't say.
pub(super) fn templates(text: &str) -> Option<Vec<String>> {
    let text = without_functions(text);
    let parts = match text.strip_prefix("%%many%").and_then(|rest| rest.strip_suffix("%%")) {
        Some(inner) => inner.split('%').filter(|part| !part.is_empty()).map(str::to_owned).collect(),
        None => vec![text],
    };
    let fine = parts.iter().all(|part| !part.contains('%'));
    fine.then(|| parts.iter().map(|part| braces(part)).collect())
}

/// The parameter, or several as `{A|B}`, that a text stands for.
pub(super) fn parameter(text: &str) -> Option<String> {
    let parts = templates(text)?;
    match parts.as_slice() {
        [one] => Some(one.clone()),
        several => {
            let names = several.iter().filter_map(|it| it.strip_prefix('{')?.strip_suffix('}'));
            let names: Vec<&str> = names.filter(|name| !name.contains(['{', '}', '*'])).collect();
            (!names.is_empty()).then(|| format!("{{{}}}", names.join("|")))
        }
    }
}

/// The text without functions that only bring a value to its usual form: whoever fills in the template does that.
fn without_functions(text: &str) -> String {
    let mut text = text.to_owned();
    for _ in 0..16 {
        let Some(next) = without_last_function(&text) else { break };
        text = next;
    }
    text
}

fn without_last_function(text: &str) -> Option<String> {
    const FUNCTIONS: [&str; 4] = ["%%regex%", "%%urlencode%", "%%iftruthy%", "%%iftemplatematch%"];
    let starts = FUNCTIONS.iter().filter_map(|name| Some((text.rfind(name)?, *name)));
    let (start, name) = starts.max()?;
    let (before, rest) = text.split_at_checked(start)?;
    let rest = rest.strip_prefix(name)?;
    let (arguments, after) = match name {
        "%%regex%" => rest.split_once("/g%%")?,
        _ => rest.split_once("%%")?,
    };
    let mut parts = arguments.split('%');
    let value = parts.next()?;
    let replaced = parts.next().filter(|part| name == "%%iftruthy%" && !part.is_empty()).unwrap_or(value);
    Some(format!("{before}{replaced}{after}"))
}

/// `${Name}` as `{Name}`, but for what is around every request.
fn braces(text: &str) -> String {
    let mut out = String::new();
    let mut rest = text;
    while let Some((before, after)) = rest.split_once("${") {
        out.push_str(before);
        let around = ["Partition}", "Region}", "Account}"].iter().any(|name| after.starts_with(name));
        out.push_str(if around { "${" } else { "{" });
        rest = after;
    }
    out + rest
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn functions_give_way_to_their_parameters() {
        for (text, expected) in [
            ("arn:${Partition}:x::${A}", Some(vec!["arn:${Partition}:x::{A}"])),
            ("%%many%${A.B[]}%${C}%%", Some(vec!["{A.B[]}", "{C}"])),
            ("%%regex%${Url}%/.*[/]/g%%", Some(vec!["{Url}"])),
            ("%%iftruthy%${A}%a/${A}%b%%", Some(vec!["a/{A}"])),
            ("%%other%${A}%%", None),
        ] {
            let expected = expected.map(|them| them.into_iter().map(str::to_owned).collect());
            assert_eq!(templates(text), expected, "{text}");
        }
        assert_eq!(parameter("%%many%${A}%${B}*%${C}%%").as_deref(), Some("{A|C}"));
    }
}
