//! CloudTrail's logs: files as S3 has them, `lookup-events` output, JSON lines, single events.
//!
//! A file is read through a buffer of bounded size: [`split`] finds the events in it wherever they stand, and each
//! is handed on as text. Whatever is broken is reported with its place and its number, and the rest is read.

mod split;
mod wrapped;

use std::fs::File;
use std::io::{self, BufReader, Read};

use flate2::bufread::MultiGzDecoder;

pub(crate) use split::Place;
use split::{Found, Splitter};

/// Bytes read at a time.
const CHUNK: usize = 256 * 1024;
/// The longest event; CloudTrail's own limit is 256 KB.
const LONGEST: usize = 4 * 1024 * 1024;

/// What is wrong in a file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Fault {
    pub(crate) place: Place,
    /// The number of the event in the file, from 1; `None` where the file itself is at fault.
    pub(crate) record: Option<usize>,
    pub(crate) message: String,
}

/// Hands every event of a file to `each`, which says what is wrong with it.
pub(crate) fn read(path: &str, each: &mut dyn FnMut(&str) -> Result<(), String>) -> io::Result<Vec<Fault>> {
    let file: Box<dyn Read> = if path == "-" { Box::new(io::stdin()) } else { Box::new(File::open(path)?) };
    Ok(read_from(file, each))
}

pub(crate) fn read_from(input: impl Read, each: &mut dyn FnMut(&str) -> Result<(), String>) -> Vec<Fault> {
    let mut input = BufReader::with_capacity(CHUNK, input);
    let is_gzip = matches!(io::BufRead::fill_buf(&mut input), Ok([0x1f, 0x8b, ..]));
    if is_gzip { pump(MultiGzDecoder::new(input), each) } else { pump(input, each) }
}

fn pump(mut input: impl Read, each: &mut dyn FnMut(&str) -> Result<(), String>) -> Vec<Fault> {
    let mut splitter = Splitter::new(LONGEST);
    let mut faults = Vec::new();
    let mut chunk = vec![0; CHUNK];
    loop {
        let read = match input.read(&mut chunk) {
            Ok(0) => break,
            Ok(read) => read,
            Err(error) if error.kind() == io::ErrorKind::Interrupted => continue,
            Err(error) => {
                let message = format!("the file breaks off: {error}");
                faults.push(Fault { place: splitter.end(), record: None, message });
                return faults;
            }
        };
        let bytes = chunk.get(..read).unwrap_or_default();
        splitter.feed(bytes, &mut |found| take(&found, each, &mut faults));
    }
    if let Some(message) = splitter.unfinished() {
        faults.push(Fault { place: splitter.end(), record: None, message: message.to_owned() });
    }
    faults
}

fn take(found: &Found<'_>, each: &mut dyn FnMut(&str) -> Result<(), String>, faults: &mut Vec<Fault>) {
    let taken = match found.text {
        Ok(bytes) => match std::str::from_utf8(bytes) {
            Ok(text) => wrapped::unwrap(text, each),
            Err(_) => Err("it is not UTF-8".to_owned()),
        },
        Err(message) => Err(message.to_owned()),
    };
    if let Err(message) = taken {
        faults.push(Fault { place: found.place, record: Some(found.number), message });
    }
}

#[cfg(test)]
mod tests {
    use std::io::Write as _;

    use flate2::{Compression, write::GzEncoder};

    use super::*;

    fn all(bytes: &[u8]) -> (Vec<String>, Vec<Fault>) {
        let mut events = Vec::new();
        let faults = read_from(bytes, &mut |event| {
            events.push(event.to_owned());
            if event.contains("bad") { Err("bad".to_owned()) } else { Ok(()) }
        });
        (events, faults)
    }

    fn packed(text: &str) -> Vec<u8> {
        let mut encoder = GzEncoder::new(Vec::new(), Compression::fast());
        encoder.write_all(text.as_bytes()).unwrap();
        encoder.finish().unwrap()
    }

    #[test]
    fn events_are_found_in_every_kind_of_file() {
        let (one, two) = (r#"{"eventName":"A","x":{"y":["}\"{"]}}"#, r#"{"eventName":"B"}"#);
        for text in [
            format!("{{\"Records\": [{one},\n {two}]}}"),
            format!("[{one}, {two}]"),
            format!("{one}\n{two}\n"),
            format!("{{\"Records\":[{one}]}}{{\"Records\":[{two}]}}"),
            format!("\u{feff}{one}{two}"),
            format!(
                "{{\"NextToken\": \"x\", \"Events\": [{{\"CloudTrailEvent\": {}}}, {{\"detail-type\": 1, \"detail\": {two}}}]}}",
                serde_json::to_string(one).unwrap()
            ),
        ] {
            for bytes in [text.clone().into_bytes(), packed(&text)] {
                assert_eq!(all(&bytes), (vec![one.to_owned(), two.to_owned()], vec![]), "{text}");
            }
        }
    }

    #[test]
    fn what_is_broken_has_a_place_and_the_rest_is_read() {
        let text = "{\"Records\": [\n{\"a\": 1},\n{\"bad\": 1},\n{\"b\": 1}]}";
        let (events, faults) = all(text.as_bytes());
        assert_eq!(events.len(), 3);
        let place = Place { line: 3, column: 1 };
        assert_eq!(faults, [Fault { place, record: Some(2), message: "bad".to_owned() }]);
        let places = |faults: &[Fault]| -> Vec<(usize, usize)> {
            faults.iter().map(|fault| (fault.place.line, fault.place.column)).collect()
        };
        let (events, faults) = all(b"{\"a\": 1}\n]}x\n{\"b\": 1}\n{\"c\": ");
        assert_eq!((events.len(), places(&faults)), (2, vec![(2, 1), (4, 7)]));
        // S3 has all events of a file in one line.
        let long = "x".repeat(CHUNK);
        let (events, faults) =
            all(format!("{{\"Records\": [{{\"a\": \"{long}\"}}, {{\"bad\": 1}}, {{\"b\": ").as_bytes());
        let bad = CHUNK + 25;
        assert_eq!((events.len(), places(&faults)), (2, vec![(1, bad), (1, bad + 18)]));
    }

    #[test]
    fn half_a_gzip_file_gives_what_it_holds() {
        let event = |at: u32| format!("{{\"eventName\":\"E{}\"}}\n", at * 7919 % 10_007);
        let events: Vec<String> = (0..20_000).map(event).collect();
        let whole = packed(&events.concat());
        let (events, faults) = all(&whole[..whole.len() / 2]);
        assert!(events.len() > 1_000, "{}", events.len());
        assert_eq!(faults.len(), 1);
        assert!(faults[0].message.starts_with("the file breaks off"), "{faults:?}");
    }

    #[test]
    fn an_endless_event_is_refused() {
        let text = format!("{{\"a\": \"{}\"}}\n{{\"b\": 1}}", "x".repeat(LONGEST));
        let (events, faults) = all(text.as_bytes());
        assert_eq!((events.len(), faults.len()), (1, 1));
        assert!(faults[0].message.contains("longer than"), "{faults:?}");
    }
}
