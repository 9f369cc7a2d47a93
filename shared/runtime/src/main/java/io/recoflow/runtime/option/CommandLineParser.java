package io.recoflow.runtime.option;

import io.recoflow.runtime.failure.Problem;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import picocli.CommandLine;
import picocli.CommandLine.MissingParameterException;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.ParseResult;
import picocli.CommandLine.UnmatchedArgumentException;

/**
 * Splits a command line into option values. What the values mean is left to the options, so that a value is judged the
 * same way wherever it comes from.
 */
public final class CommandLineParser {

    private static final String HELP = "--help";
    private static final String VERSION = "--version";

    /** In front of a value behind an equals sign: without it, picocli takes one that begins with a dash for an option. */
    private static final String ATTACHED = "\0";

    /** No argument: an empty value behind an equals sign is none either. */
    private static final String NOTHING_ENDS_OPTIONS = ATTACHED + ATTACHED;

    private final JobOptions options;

    public CommandLineParser(JobOptions options) {
        this.options = options;
    }

    /**
     * @param values what was given for each option, by name
     * @param withoutValue names of options that lack the value that they need
     * @param problems everything that is wrong with the line as such
     */
    public record Result(
            Map<String, String> values,
            Set<String> withoutValue,
            List<Problem> problems,
            boolean help,
            boolean version) {}

    public Result parse(List<String> arguments) {
        ParseResult parsed = new CommandLine(specification())
                .parseArgs(arguments.stream().map(CommandLineParser::mark).toArray(String[]::new));
        Map<String, String> values = new LinkedHashMap<>();
        List<Problem> problems = new ArrayList<>(unmatched(parsed.unmatched()));
        Set<String> incomplete = incomplete(parsed.errors());
        Set<String> withoutValue = new HashSet<>();
        for (Option<?> option : options.all()) {
            OptionSpec matched = parsed.matchedOption(option.flagName());
            List<String> given = matched == null ? List.of() : matched.stringValues();
            if (incomplete.contains(option.flagName()) || (matched != null && given.isEmpty())) {
                problems.add(missingValue(option));
                withoutValue.add(option.name());
                continue;
            }
            if (given.size() > 1) {
                problems.add(givenTwice(option, given.size()));
            }
            if (!given.isEmpty()) {
                values.put(option.name(), value(option, given.get(given.size() - 1)));
            }
        }
        return new Result(
                values, withoutValue, problems, parsed.hasMatchedOption(HELP), parsed.hasMatchedOption(VERSION));
    }

    /** The options that an option or the end of the line follows where their value should be, with their dashes. */
    private static Set<String> incomplete(List<Exception> errors) {
        Set<String> names = new HashSet<>();
        for (Exception error : errors) {
            if (error instanceof MissingParameterException missing) {
                missing.getMissing().forEach(spec -> names.add(((OptionSpec) spec).longestName()));
            } else if (!(error instanceof UnmatchedArgumentException)) {
                throw new IllegalStateException("The command line could not be split", error);
            }
        }
        return names;
    }

    private static String mark(String argument) {
        int equals = argument.indexOf('=');
        return argument.startsWith("--") && equals > 0
                ? argument.substring(0, equals + 1) + ATTACHED + argument.substring(equals + 1)
                : argument;
    }

    private static String value(Option<?> option, String given) {
        String value = given.startsWith(ATTACHED) ? given.substring(ATTACHED.length()) : given;
        // AWS Glue can only give an option with a value: a blank one switches a flag on.
        return option.isFlag() && value.isBlank() ? "true" : value;
    }

    private CommandSpec specification() {
        CommandSpec spec = CommandSpec.create().name(options.jobName());
        for (Option<?> option : options.all()) {
            // Lists, because an option given twice is then seen rather than overwritten.
            OptionSpec.Builder builder =
                    OptionSpec.builder(option.flagName()).type(List.class).auxiliaryTypes(String.class);
            spec.addOption(
                    (option.isFlag() ? builder.arity("0..1").fallbackValue("true") : builder.arity("1")).build());
        }
        spec.addOption(flag("-h", HELP));
        spec.addOption(flag("-V", VERSION));
        spec.parser()
                .collectErrors(true)
                .unmatchedArgumentsAllowed(true)
                .unmatchedOptionsAllowedAsOptionParameters(false)
                .posixClusteredShortOptionsAllowed(false)
                .endOfOptionsDelimiter(NOTHING_ENDS_OPTIONS);
        return spec.interpolateVariables(false);
    }

    private static OptionSpec flag(String shortName, String name) {
        return OptionSpec.builder(shortName, name)
                .type(List.class)
                .auxiliaryTypes(Boolean.class)
                .arity("0")
                .build();
    }

    /** What follows an unknown option is taken for its value: it is neither a problem of its own nor ever shown. */
    private List<Problem> unmatched(List<String> arguments) {
        List<Problem> problems = new ArrayList<>();
        boolean valuesExpected = false;
        for (String argument : arguments) {
            if (argument.startsWith("-")) {
                problems.add(unknown(Suggestion.nameIn(argument)));
                valuesExpected = true;
            } else if (!valuesExpected) {
                problems.add(positional());
                valuesExpected = true;
            }
        }
        return problems;
    }

    private Problem unknown(String name) {
        Optional<String> place = options.placeOf(name);
        if (place.isPresent()) {
            return new Problem(name + " is no option any more", "something else took its place", place.get());
        }
        Stream<String> known = Stream.concat(options.all().stream().map(Option::flagName), Stream.of(HELP, VERSION));
        return Problem.unknownName(
                name + " is not an option of " + options.jobName(), Suggestion.nearest(name, known), options.jobName());
    }

    private Problem positional() {
        return new Problem(
                "An argument belongs to no option",
                options.jobName() + " takes options only, as --name value or --name=value",
                "Remove it, or put quotes around a value that has spaces.");
    }

    private static Problem missingValue(Option<?> option) {
        return new Problem(
                option + " has no value",
                "nothing but an option or the end of the line follows it",
                "Write " + option + " VALUE, or " + option + "=VALUE where the value begins with a dash.");
    }

    private static Problem givenTwice(Option<?> option, int times) {
        return new Problem(
                option + " is given " + times + " times",
                "an option has one value",
                "Keep the one that is meant and remove the others.");
    }
}
