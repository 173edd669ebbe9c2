//! Lines of at most 80 columns where words allow it; an ARN is never broken.

use sayso::harmless::one_line;

const WIDTH: usize = 80;

/// `first` and then `text`, broken between words; later lines start under the text.
pub(crate) fn hanging(first: &str, text: &str) -> String {
    let indent = first.chars().count();
    let mut wrapped = first.to_owned();
    let mut column = indent;
    for (at, word) in one_line(text).split(' ').enumerate() {
        let length = word.chars().count();
        if at > 0 && column + 1 + length > WIDTH {
            wrapped.push('\n');
            wrapped.extend(std::iter::repeat_n(' ', indent));
            column = indent;
        } else if at > 0 {
            wrapped.push(' ');
            column += 1;
        }
        wrapped.push_str(word);
        column += length;
    }
    wrapped
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_move_to_the_next_line_and_long_ones_stay_whole() {
        let long = "x".repeat(90);
        let text = hanging("note: ", &format!("{} {long} end", "word ".repeat(20).trim_end()));
        let lines: Vec<&str> = text.lines().collect();
        assert_eq!(lines.len(), 4, "{text}");
        assert!(lines.iter().all(|line| line.len() <= 80 || line.trim() == long), "{text}");
        assert!(lines.iter().skip(1).all(|line| line.starts_with("      ") && !line.starts_with("       ")));
    }
}
