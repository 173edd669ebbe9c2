//! The message that AWS would give, for comparing with a log.

use sayso::report::Report;

const WIDTH: usize = 80;
const INDENT: &str = "  ";

/// For a denial: the message, indented and wrapped between words. An ARN is never broken.
pub(super) fn block(report: &Report) -> Option<String> {
    let message = report.message.as_ref()?;
    let code = report.error_code.as_deref().unwrap_or_default();
    let mut block = format!("AWS would say ({code})");
    let mut column = WIDTH;
    for word in message.split(' ') {
        let width = word.chars().count();
        if column + 1 + width > WIDTH {
            block.push('\n');
            block.push_str(INDENT);
            column = INDENT.len();
        } else {
            block.push(' ');
            column += 1;
        }
        block.push_str(word);
        column += width;
    }
    Some(block)
}
