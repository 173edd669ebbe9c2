//! The parts of a page between two comments, which a chore writes.

use anyhow::{Context as _, Result};

/// What stands between `<!-- NAME -->` and `<!-- /NAME -->`.
pub(super) fn find<'a>(page: &'a str, name: &str) -> Result<&'a str> {
    Ok(split(page, name)?.1)
}

/// The page with another text there.
pub(super) fn replace(page: &str, name: &str, text: &str) -> Result<String> {
    let (before, _, after) = split(page, name)?;
    Ok(format!("{before}{}{after}", section(name, text)))
}

/// A text between its comments.
pub(super) fn section(name: &str, text: &str) -> String {
    format!("<!-- {name} -->\n{text}<!-- /{name} -->")
}

fn split<'a>(page: &'a str, name: &str) -> Result<(&'a str, &'a str, &'a str)> {
    let parts = page.split_once(&format!("<!-- {name} -->\n")).and_then(|(before, rest)| {
        let (text, after) = rest.split_once(&format!("<!-- /{name} -->"))?;
        Some((before, text, after))
    });
    parts.with_context(|| format!("the page has no part between `<!-- {name} -->` and `<!-- /{name} -->`"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_section_is_replaced_and_found() {
        let page = format!("one\n{}\ntwo\n", section("counts", "old\n"));
        let page = replace(&page, "counts", "new\nlines\n").unwrap();
        assert_eq!(page, "one\n<!-- counts -->\nnew\nlines\n<!-- /counts -->\ntwo\n");
        assert_eq!(find(&page, "counts").unwrap(), "new\nlines\n");
        assert!(find(&page, "ratios").is_err());
    }
}
