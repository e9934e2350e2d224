//! Help and usage errors in the reader's language. clap lays out; the words come from the catalogue.

use std::ffi::OsString;
use std::io::Write as _;

use clap::error::{ContextKind, ContextValue, ErrorKind};
use clap::{Arg, ArgAction, Command, CommandFactory as _};

use super::Exit;
use crate::cli::Cli;
use crate::messages::Catalogue;

/// Arguments that several commands share, under the name of what they belong to.
const SHARED: [(&str, &[&str]); 3] = [
    ("global", &["lang", "color", "templates"]),
    ("office", &["register", "summary"]),
    (
        "reading",
        &["paths", "encoding", "today", "jobs", "deny", "allow"],
    ),
];

/// The language that `--lang` asks for, needed before anything else is understood.
pub(super) fn language_flag(arguments: &[OsString]) -> Option<String> {
    let mut arguments = arguments.iter().filter_map(|argument| argument.to_str());
    while let Some(argument) = arguments.next() {
        if argument == "--lang" {
            return arguments.next().map(str::to_owned);
        }
        if let Some(value) = argument.strip_prefix("--lang=") {
            return Some(value.to_owned());
        }
    }
    None
}

/// The command line with its help in the catalogue's language.
pub(super) fn command(catalogue: &Catalogue) -> Command {
    localise(Cli::command(), "global", catalogue).mut_subcommands(|command| {
        let name = command.get_name().to_owned();
        localise(command, &name, catalogue)
    })
}

fn localise(command: Command, name: &str, catalogue: &Catalogue) -> Command {
    let text = |id: &str| catalogue.text(id, &[]);
    let about = if name == "global" {
        "help-about".to_owned()
    } else {
        format!("help-{name}")
    };
    let template = format!(
        "{{about-with-newline}}\n{} {{usage}}\n\n{{all-args}}{{after-help}}",
        text("help-usage"),
    );
    let command = command
        .about(text(&about))
        .help_template(template)
        .subcommand_help_heading(text("help-commands"))
        .disable_help_flag(true)
        .disable_version_flag(true)
        .mut_args(|argument| {
            let id = argument.get_id().as_str().to_owned();
            let owner = SHARED
                .iter()
                .find(|(_, ids)| ids.contains(&id.as_str()))
                .map_or(name, |(owner, _)| owner);
            let help = text(&format!("help-arg-{owner}-{}", id.replace('_', "-")));
            let takes_values = argument.get_action().takes_values();
            let defaults: Vec<_> = argument
                .get_default_values()
                .iter()
                .map(|value| value.to_string_lossy())
                .collect();
            let help = if defaults.is_empty() || !takes_values {
                help
            } else {
                format!(
                    "{help} {}",
                    catalogue.text("help-default", &[("value", &defaults.join(","))])
                )
            };
            let heading = if argument.is_positional() {
                "help-arguments"
            } else {
                "help-options"
            };
            let argument = argument.help(help).help_heading(text(heading));
            if takes_values {
                argument.hide_default_value(true).hide_possible_values(true)
            } else {
                argument
            }
        })
        .arg(
            Arg::new("help")
                .short('h')
                .long("help")
                .action(ArgAction::Help)
                .help(text("help-help"))
                .help_heading(text("help-options")),
        );
    if name == "global" {
        let version = Arg::new("version")
            .short('V')
            .long("version")
            .action(ArgAction::Version);
        command
            .arg(
                version
                    .help(text("help-version"))
                    .help_heading(text("help-options")),
            )
            .after_help(text("help-footer"))
    } else {
        command
    }
}

/// Says what is wrong with what was typed; help and version, which clap takes for errors, are printed.
pub(super) fn usage(error: &clap::Error, catalogue: &Catalogue) -> Exit {
    if matches!(
        error.kind(),
        ErrorKind::DisplayHelp | ErrorKind::DisplayVersion
    ) {
        let _ = error.print();
        return Exit::Clean;
    }
    if error.kind() == ErrorKind::DisplayHelpOnMissingArgumentOrSubcommand {
        let _ = error.print();
        return Exit::Failed;
    }
    let value = |kind: ContextKind| match error.get(kind) {
        Some(ContextValue::String(text)) => text.clone(),
        Some(ContextValue::Strings(texts)) => texts.join(", "),
        _ => String::new(),
    };
    let [argument, given, expected, command] = [
        ContextKind::InvalidArg,
        ContextKind::InvalidValue,
        ContextKind::ValidValue,
        ContextKind::InvalidSubcommand,
    ]
    .map(value);
    let expected = if expected.is_empty() {
        "none".to_owned()
    } else {
        expected
    };
    let detail = error.to_string();
    let said = match error.kind() {
        ErrorKind::UnknownArgument => {
            catalogue.text("usage-unknown-argument", &[("argument", &argument)])
        }
        ErrorKind::MissingRequiredArgument => {
            catalogue.text("usage-missing", &[("arguments", &argument)])
        }
        ErrorKind::InvalidValue | ErrorKind::ValueValidation => catalogue.text(
            "usage-invalid-value",
            &[
                ("value", &given),
                ("argument", &argument),
                ("expected", &expected),
            ],
        ),
        ErrorKind::InvalidSubcommand => {
            catalogue.text("usage-unknown-command", &[("command", &command)])
        }
        _ => catalogue.text(
            "usage-other",
            &[("detail", detail.trim().trim_start_matches("error: "))],
        ),
    };
    // Standard error is the last resort; if it is gone too, the exit status still tells.
    let _ = writeln!(
        std::io::stderr(),
        "{said}\n{}",
        catalogue.text("usage-see-help", &[])
    );
    Exit::Failed
}
