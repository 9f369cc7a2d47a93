package io.recoflow.runtime.launch;

import io.recoflow.runtime.option.JobOptions;
import io.recoflow.runtime.option.Option;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;
import picocli.CommandLine;
import picocli.CommandLine.Help.Ansi;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;

/** What {@code --help} prints. */
final class HelpText {

    private static final int WIDTH = 110;
    private static final int OPTION_COLUMN = 34;

    private HelpText() {}

    static String of(Job job, JobOptions options) {
        CommandSpec spec = CommandSpec.create().name(job.name()).interpolateVariables(false);
        for (Option<?> option : options.all()) {
            spec.addOption(describe(option));
        }
        spec.addOption(OptionSpec.builder("-h", "--help")
                .description("Print this and end.")
                .build());
        spec.addOption(OptionSpec.builder("-V", "--version")
                .description("Print the version and end.")
                .build());
        spec.parser().separator(" ");
        spec.usageMessage()
                .width(WIDTH)
                .longOptionsMaxWidth(OPTION_COLUMN)
                .sortOptions(false)
                .header(escape(job.summary()), "")
                .customSynopsis(synopsis(job))
                .optionListHeading("%nOptions:%n")
                .footer(footer(job));
        return new CommandLine(spec).getUsageMessage(Ansi.OFF).stripTrailing();
    }

    private static String[] synopsis(Job job) {
        return Stream.concat(
                        Stream.of(job.name() + " [options]"),
                        job.commands().values().stream().map(Job::name).sorted().map(name -> name + " [options]"))
                .toArray(String[]::new);
    }

    private static OptionSpec describe(Option<?> option) {
        List<String> lines = new ArrayList<>(List.of(option.description()));
        if (option.isRequired()) {
            lines.add("Required.");
        }
        option.printedDefault().ifPresent(value -> lines.add("Default: " + value));
        lines.add((option.isSecret() ? "Environment only: " : "Environment: ") + option.environmentName());
        OptionSpec.Builder builder = OptionSpec.builder(option.flagName()).description(lines.toArray(String[]::new));
        return option.isFlag() || option.isSecret()
                ? builder.arity("0").build()
                : builder.arity("1")
                        .type(String.class)
                        .paramLabel(option.label())
                        .build();
    }

    private static String[] footer(Job job) {
        List<String> lines = new ArrayList<>(List.of(
                "",
                "A value is taken from the command line, or else the environment, or else the config file, or else is"
                        + " the default."));
        if (!job.commands().isEmpty()) {
            lines.add("");
            lines.add(job.commands().size() == 1 ? "Command:" : "Commands:");
            job.commands().values().stream()
                    .sorted(Comparator.comparing(Job::name))
                    .forEach(command -> lines.add("  " + command.name() + "  " + escape(command.summary())));
        }
        if (!job.examples().isEmpty()) {
            lines.add("");
            lines.add(job.examples().size() == 1 ? "Example:" : "Examples:");
            job.examples().forEach(example -> lines.add("  " + job.name() + " " + escape(example)));
        }
        return lines.toArray(String[]::new);
    }

    /** Picocli reads the text as a format string. */
    private static String escape(String text) {
        return text.replace("%", "%%");
    }
}
