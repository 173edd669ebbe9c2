//! The examples: what the build found below `policies`.

use crate::input::Failure;

/// A folder of the gallery.
#[derive(Debug)]
pub(super) struct Example {
    /// The folder's name.
    pub(super) slug: &'static str,
    /// By name.
    pub(super) files: &'static [File],
}

#[derive(Debug)]
pub(super) struct File {
    pub(super) name: &'static str,
    pub(super) text: &'static str,
}

static ALL: &[Example] = include!(concat!(env!("OUT_DIR"), "/gallery.rs"));

/// All examples, by slug.
pub(super) fn all() -> &'static [Example] {
    ALL
}

/// The example named `slug`.
pub(super) fn find(slug: &str) -> Result<&'static Example, Failure> {
    let found = ALL.iter().find(|example| example.slug == slug);
    found.ok_or_else(|| {
        let hint = nearest(slug).map(|near| format!("did you mean `{near}`? ")).unwrap_or_default();
        Failure::Message(format!("no example is named `{slug}`; {hint}`sayso gallery` lists them"))
    })
}

/// The slug that has most words in common with `text`, if any has one.
fn nearest(text: &str) -> Option<&'static str> {
    let text = text.to_lowercase();
    let words = |slug: &str| {
        let wanted = text.split(['-', '_', ' ']).filter(|word| word.len() > 2);
        wanted.filter(|word| slug.contains(word)).map(str::len).sum::<usize>()
    };
    let ranked = ALL.iter().map(|example| (words(example.slug), example.slug));
    let best = ranked.reduce(|best, next| if next.0 > best.0 { next } else { best });
    best.filter(|(letters, _)| *letters > 0).map(|(_, slug)| slug)
}

impl Example {
    pub(super) fn file(&self, name: &str) -> Option<&'static File> {
        self.files.iter().find(|file| file.name == name)
    }

    /// Its story.
    pub(super) fn readme(&self) -> &'static str {
        self.file("README.md").map_or("", |file| file.text)
    }

    /// The scenario that proves the story.
    pub(super) fn scenario(&self) -> Option<&'static File> {
        self.files.iter().find(|file| file.name.ends_with(".test.yaml"))
    }

    /// The heading of the story.
    pub(super) fn title(&self) -> &'static str {
        self.line("# ")
    }

    /// The story in one line: its quotation.
    pub(super) fn lesson(&self) -> &'static str {
        self.line("> ")
    }

    fn line(&self, mark: &str) -> &'static str {
        self.readme().lines().find_map(|line| line.strip_prefix(mark)).unwrap_or_default()
    }
}
