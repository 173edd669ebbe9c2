//! Values that look like what an operator compares, most of the time.

use sayso::condition::BaseOperator;

use crate::support::tape::Tape;

/// As many values as `counts` gives, of the operator's type or of none.
pub(super) fn list(tape: &mut Tape<'_>, base: BaseOperator, counts: &[usize]) -> Vec<String> {
    let count = tape.pick(counts);
    (0..count).map(|_| value(tape, base)).collect()
}

fn value(tape: &mut Tape<'_>, base: BaseOperator) -> String {
    let name = base.as_str();
    let kind = if tape.chance(8) { tape.below(8) } else { kind_of(name) };
    let mut text = match kind {
        0 => pieces(
            tape,
            6,
            &["a", "A", "b", "é", "É", "ß", "ı", "İ", "K", "k", "*", "?", "", " ", "${", "\0"],
        ),
        1 => number(tape),
        2 => date(tape),
        3 => tape
            .pick(&["true", "false", "TRUE", "False", "tRue", "yes", "1", "0", "", "true ", "ｔrue"])
            .to_owned(),
        4 => pieces(tape, 5, &["QUJD", "YQ==", "YWI=", "YR==", "QQ", "=", "+/+/", "-_", "A", "\n", ""]),
        5 => address(tape),
        6 => arn(tape),
        _ => raw(tape),
    };
    if tape.chance(6) {
        let at = tape.below(text.len() + 1);
        let at = (0..=at).rev().find(|at| text.is_char_boundary(*at)).unwrap_or(0);
        text.insert_str(
            at,
            tape.pick(&["", " ", "0", "+", "-", ".", "e", ":", "/", "T", "Z", "\u{660}", "\t", "１"]),
        );
    }
    text
}

fn kind_of(name: &str) -> usize {
    let starts =
        [("String", 0), ("Numeric", 1), ("Date", 2), ("Bool", 3), ("Null", 3), ("Binary", 4), ("Arn", 6)];
    starts.iter().find(|(start, _)| name.starts_with(start)).map_or(5, |(_, kind)| *kind)
}

fn pieces(tape: &mut Tape<'_>, most: usize, choices: &[&str]) -> String {
    let count = tape.below(most + 1);
    (0..count).map(|_| tape.pick(choices)).collect()
}

/// Characters of any kind, one for each byte.
fn raw(tape: &mut Tape<'_>) -> String {
    let count = tape.below(12);
    (0..count).map(|_| char::from(u8::try_from(tape.below(256)).expect("below 256"))).collect()
}

fn digits(tape: &mut Tape<'_>, most: usize) -> String {
    pieces(tape, most, &["0", "1", "9", "5", "00", "10", "99", "2", "7"])
}

fn number(tape: &mut Tape<'_>) -> String {
    let mut text = tape.pick(&["", "", "", "-", "+", "--"]).to_owned();
    text += &digits(tape, 4);
    if tape.chance(35) {
        text.push('.');
        text += &digits(tape, 4);
    }
    if tape.chance(30) {
        text += tape.pick(&["e", "E", "e-", "e+", "E-"]);
        text += tape.pick(&[
            "1",
            "2",
            "0",
            "10",
            "",
            "309",
            "18446744073709551616",
            "9223372036854775807",
            "4611686018427387903",
            "9223372036854775806",
        ]);
    }
    text
}

fn date(tape: &mut Tape<'_>) -> String {
    let year =
        tape.pick(&["2026", "1970", "2000", "1900", "0000", "9999", "2024", "0001", "2027", "10000", "26"]);
    if tape.chance(15) {
        let mut text =
            pieces(tape, 5, &["1767225600", "17672256", "0", "1", "00", "-1", "9999", "999999999999999999"]);
        if tape.chance(30) {
            text.push('.');
            text += &digits(tape, 3);
        }
        return text;
    }
    let mut text = year.to_owned();
    for choices in [&["01", "02", "12", "11", "00", "13", "1"], &["01", "29", "30", "31", "28", "00", "32"]] {
        if tape.chance(12) {
            return text;
        }
        text.push('-');
        text += tape.pick(choices);
    }
    if tape.chance(60) {
        text += tape.pick(&["T", "T", "T", "t", " "]);
        text += tape.pick(&[
            "00:00", "23:59", "24:00", "12:30:60", "00:00:00", "23:59:59", "12:60", "1:00", "12:30:15",
        ]);
        if tape.chance(30) {
            text.push('.');
            text += &digits(tape, 3);
        }
        text += tape
            .pick(&["Z", "Z", "+00:00", "-05:00", "+23:59", "+24:00", "-00:60", "z", "", "+0100", "+1:00"]);
    }
    text
}

fn address(tape: &mut Tape<'_>) -> String {
    let mut text = if tape.chance(40) {
        pieces(tape, 9, &["::", ":", "0", "1", "ffff", "2001:db8:", "10.0.0.1", "fe80", "00001", "%1"])
    } else {
        let count = tape.pick(&[4, 4, 4, 4, 3, 5]);
        let parts: Vec<&str> =
            (0..count).map(|_| tape.pick(&["10", "0", "255", "1", "256", "01", "127", "128", ""])).collect();
        parts.join(".")
    };
    if tape.chance(60) {
        text += tape.pick(&[
            "/0", "/8", "/32", "/33", "/31", "/1", "/64", "/128", "/129", "/08", "/", "/-1", "/127", "/+8",
            "/008",
        ]);
    }
    text
}

fn arn(tape: &mut Tape<'_>) -> String {
    let count = tape.pick(&[6, 6, 6, 7, 5, 1]);
    let fields: Vec<String> = (0..count)
        .map(|_| pieces(tape, 3, &["arn", "aws", "s3", "*", "?", "a", "b", "/", "é", "${*}", "$", "**"]))
        .collect();
    fields.join(":")
}
