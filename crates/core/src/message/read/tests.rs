use super::*;

const MESSAGE: &str = "User: arn:aws:iam::123456789012:user/ana is not authorized to perform: s3:GetObject on \
                       resource: \"arn:aws:s3:::reports/q3.csv\" because no identity-based policy allows the \
                       s3:GetObject action";

fn one(text: &str) -> Found {
    let mut found = read(text);
    assert_eq!(found.len(), 1, "{text}\n{found:#?}");
    found.remove(0)
}

#[test]
fn line_breaks_anywhere_change_nothing() {
    let plain = one(MESSAGE).denied;
    for at in 1..MESSAGE.len() {
        let (first, rest) = MESSAGE.split_at(at);
        for broken in ["\n", "\r\n", "\n│ "] {
            let text = format!("{first}{broken}{rest}\n\nmake: *** [deploy] Error 254\n");
            assert_eq!(one(&text).denied, plain, "{text}");
        }
    }
}

#[test]
fn every_width_of_a_terminal_gives_the_same() {
    let plain = one(MESSAGE).denied;
    for width in 20..200 {
        let characters: Vec<char> = MESSAGE.chars().collect();
        let lines: Vec<String> = characters.chunks(width).map(|line| line.iter().collect()).collect();
        assert_eq!(one(&lines.join("\n")).denied, plain, "{width}");
    }
}

#[test]
fn colours_and_a_log_around_it_change_nothing() {
    let text = format!(
        "$ make deploy\n\u{1b}[31mAn error occurred (AccessDenied) when calling the GetObject operation (reached \
         max retries: 4): \u{1b}[1m{MESSAGE}\u{1b}[0m\nmake: *** [deploy] Error 254\n"
    );
    let found = one(&text);
    assert_eq!(found.denied.operation.as_deref(), Some("GetObject"));
    assert_eq!((found.line, found.has_code), (2, true));
    assert_eq!(found.denied.to_string(), MESSAGE);
}

#[test]
fn hostile_texts_end_soon() {
    let nothing = "x".repeat(1_000_000);
    assert!(read(&nothing).is_empty());
    for piece in [
        "User: ",
        "is not authorized to perform: ",
        "not authorized to perform",
        "An error occurred (",
        "\u{1b}[",
        "\n",
        "Encoded authorization failure message: a",
        "Access Denied",
        "│",
        "User: é is not authorized to perform: a",
    ] {
        let text = piece.repeat(300_000 / piece.len());
        assert!(read(&text).len() <= MOST, "{piece}");
    }
}
