//! The command line.

use clap::{Parser, Subcommand, ValueEnum};

use crate::command::{init::Init, lint::Lint, rule::Rule, simulate::Simulate, test::Test};

/// Decide AWS IAM requests offline, exactly, with the reason.
#[derive(Debug, Parser)]
#[command(name = "sayso", version, about, arg_required_else_help = true, max_term_width = 100)]
#[command(after_help = "sayso is not affiliated with AWS. Nothing is sent anywhere.")]
pub(crate) struct Arguments {
    /// When to colour the output
    #[arg(long, global = true, value_enum, default_value = "auto")]
    pub(crate) color: Color,
    #[command(subcommand)]
    pub(crate) verb: Verb,
}

#[derive(Debug, Subcommand)]
pub(crate) enum Verb {
    Simulate(Box<Simulate>),
    Test(Test),
    Lint(Box<Lint>),
    Rule(Rule),
    Can(Box<crate::command::can::Can>),
    Audit(Box<crate::command::audit::Audit>),
    WhoCan(Box<crate::command::who_can::WhoCan>),
    WhatCan(Box<crate::command::what_can::WhatCan>),
    Matrix(Box<crate::command::matrix::Matrix>),
    Prove(crate::command::prove::Prove),
    Diff(Box<crate::command::diff::Diff>),
    Replay(Box<crate::command::replay::Replay>),
    Shrink(Box<crate::command::shrink::Shrink>),
    Why(Box<crate::command::why::Why>),
    Lsp(crate::command::lsp::Lsp),
    Ui(crate::command::ui::Ui),
    Init(Init),
    Gallery(crate::command::gallery::Gallery),
    Catalog(crate::command::catalog::Catalog),
}

/// `NO_COLOR`, `CLICOLOR_FORCE` and `TERM=dumb` are honoured by `auto`.
#[derive(Debug, Clone, Copy, ValueEnum)]
pub(crate) enum Color {
    Auto,
    Always,
    Never,
}

impl Color {
    pub(crate) fn apply(self) {
        match self {
            Self::Auto => anstream::ColorChoice::Auto,
            Self::Always => anstream::ColorChoice::Always,
            Self::Never => anstream::ColorChoice::Never,
        }
        .write_global();
    }
}
