//! What the file means.

use std::ops::Range;
use std::path::Path;

use globset::Glob;
use ignore::gitignore::GitignoreBuilder;
use sayso::{Diagnostic, Source, Span};

use super::super::select::{SEVERITIES, Selector};
use super::super::suppress::{Paths, Suppression};
use super::super::types;
use super::Config;
use super::raw::{File, Lint, PerFile, Text};
use crate::input::nearest;

/// Reads the text of a settings file whose paths start from `folder`.
pub(super) fn read(source: &Source, folder: &Path) -> Result<Config, Diagnostic> {
    let file: File = toml::from_str(source.text()).map_err(|error| fault(source, &error))?;
    Reader { source, config: Config { folder: Some(folder.to_owned()), ..Config::default() } }
        .lint(&file.lint)
}

fn fault(source: &Source, error: &toml::de::Error) -> Diagnostic {
    // The first line says it; some errors of the reader go on.
    let message = error.message().lines().next().unwrap_or_default();
    let diagnostic = invalid(source, error.span().unwrap_or_default(), message);
    // "unknown field `ignor`, expected one of `select`, `ignore`, …"
    let mut quoted = message.split('`').skip(1).step_by(2);
    match quoted.next().filter(|_| message.starts_with("unknown ")) {
        Some(wrong) => match nearest::to(wrong, quoted) {
            Some(near) => diagnostic.help(format!("did you mean `{near}`?")),
            None => diagnostic,
        },
        None => diagnostic,
    }
}

fn invalid(source: &Source, range: Range<usize>, message: impl Into<String>) -> Diagnostic {
    Diagnostic::error("INVALID_CONFIG", source, Span::new(range.start, range.end), message)
}

struct Reader<'s> {
    source: &'s Source,
    config: Config,
}

type Read<T> = Result<T, Diagnostic>;

impl Reader<'_> {
    fn lint(mut self, lint: &Lint) -> Read<Config> {
        self.config.select = lint.select.iter().map(|word| self.selector(word)).collect::<Read<_>>()?;
        self.config.fail_on = lint.fail_on;
        if !lint.exclude.is_empty() {
            self.config.exclude = Some(self.paths(&lint.exclude)?);
        }
        for account in &lint.known_accounts {
            let account = checked_account(account.get_ref())
                .map_err(|message| invalid(self.source, account.span(), message))?;
            self.config.known_accounts.push(account);
        }
        for code in &lint.ignore {
            let codes = self.selector(code)?;
            self.suppress(code, "ignore", Suppressed { codes, ..Suppressed::default() });
        }
        for (code, severity) in &lint.severity {
            self.severity(code, severity)?;
        }
        for entry in &lint.per_file {
            self.per_file(entry)?;
        }
        for entry in &lint.ignore_at {
            let (codes, paths) = (self.selector(&entry.code)?, Some(self.paths([&entry.path])?));
            let pointer = entry.pointer.as_ref().map(|pointer| self.pointer(pointer)).transpose()?;
            self.suppress(&entry.code, "ignore-at", Suppressed { codes, paths, pointer, sid: None });
        }
        for pattern in &lint.sids.ignore {
            let glob = Glob::new(pattern.get_ref());
            let glob = glob.map_err(|error| self.no_pattern(pattern, &error.kind().to_string()))?;
            let sid = Some(glob.compile_matcher());
            self.suppress(pattern, "sids", Suppressed { sid, ..Suppressed::default() });
        }
        Ok(self.config)
    }

    fn severity(&mut self, code: &Text, severity: &Text) -> Read<()> {
        let codes = self.selector(code)?;
        let Selector::Code(name) = &codes else {
            return Err(invalid(self.source, code.span(), "a severity is given to one code"));
        };
        let word = severity.get_ref();
        if word == "off" {
            self.suppress(code, "severity", Suppressed { codes, ..Suppressed::default() });
        } else if let Some((_, severity)) = SEVERITIES.iter().find(|(name, _)| name == word) {
            self.config.severity.insert(name.clone(), *severity);
        } else {
            let message = format!("`{word}` is no severity");
            return Err(invalid(self.source, severity.span(), message)
                .help("write `error`, `security-warning`, `warning`, `suggestion` or `off`"));
        }
        Ok(())
    }

    fn per_file(&mut self, entry: &PerFile) -> Read<()> {
        let paths = self.paths([&entry.path])?;
        for code in &entry.ignore {
            let codes = self.selector(code)?;
            let parts = Suppressed { codes, paths: Some(paths.clone()), ..Suppressed::default() };
            self.suppress(code, "per-file", parts);
        }
        if let Some(word) = &entry.r#type {
            let policy_type = word.get_ref().parse().map_err(|_| {
                let words: Vec<&str> = types::words().collect();
                let message = format!("`{}` is no type of policies", word.get_ref());
                invalid(self.source, word.span(), message).help(format!("one of {}", words.join(", ")))
            })?;
            self.config.types.push((paths, policy_type));
        }
        Ok(())
    }

    fn suppress(&mut self, written: &Text, table: &str, parts: Suppressed) {
        let span = written.span();
        let Suppressed { codes, paths, pointer, sid } = parts;
        self.config.suppressions.push(Suppression {
            place: self.source.place(Span::new(span.start, span.end)),
            what: format!("`{}` of `{table}`", written.get_ref()),
            codes,
            paths,
            pointer,
            sid,
        });
    }

    fn selector(&self, word: &Text) -> Read<Selector> {
        Selector::parse(word.get_ref()).map_err(|message| invalid(self.source, word.span(), message))
    }

    fn pointer(&self, pointer: &Text) -> Read<String> {
        let text = pointer.get_ref();
        // In HCL it begins with an address.
        if text.is_empty() || text.contains(['/', '.']) {
            return Ok(text.clone());
        }
        let message = format!("`{text}` is no JSON pointer");
        Err(invalid(self.source, pointer.span(), message).help("such as `/Statement/0/Action/1`"))
    }

    fn paths<'t>(&self, patterns: impl IntoIterator<Item = &'t Text>) -> Read<Paths> {
        let mut builder = GitignoreBuilder::new("");
        for pattern in patterns {
            builder
                .add_line(None, pattern.get_ref())
                .map_err(|error| self.no_pattern(pattern, &error.to_string()))?;
        }
        let built = builder.build().map_err(|error| invalid(self.source, 0..0, error.to_string()))?;
        Ok(Paths(built))
    }

    fn no_pattern(&self, pattern: &Text, why: &str) -> Diagnostic {
        let message = format!("`{}` is no pattern: {why}", pattern.get_ref());
        invalid(self.source, pattern.span(), message)
    }
}

/// The parts of a suppression; what is left out covers everything.
struct Suppressed {
    codes: Selector,
    paths: Option<Paths>,
    pointer: Option<String>,
    sid: Option<globset::GlobMatcher>,
}

impl Default for Suppressed {
    fn default() -> Self {
        Self { codes: Selector::All, paths: None, pointer: None, sid: None }
    }
}

/// An account id, if it is one.
pub(in super::super) fn checked_account(text: &str) -> Result<String, String> {
    let is_one = text.len() == 12 && text.bytes().all(|byte| byte.is_ascii_digit());
    is_one.then(|| text.to_owned()).ok_or_else(|| format!("`{text}` is no account id: it has 12 digits"))
}
