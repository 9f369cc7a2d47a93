package io.recoflow.runtime.launch;

import io.recoflow.runtime.failure.Problem;
import io.recoflow.runtime.option.Suggestion;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * What a command line asks for: the job itself, or one of its commands.
 *
 * @param job the job or the command
 * @param arguments without the word that chose it
 * @param problem where there is no such command
 */
record CommandChoice(Job job, List<String> arguments, Optional<Problem> problem) {

    private static final String OPTION = "--command";

    static CommandChoice of(Job job, List<String> arguments) {
        List<String> rest = new ArrayList<>(arguments);
        Optional<String> word = job.commands().isEmpty() ? Optional.empty() : takeWord(rest);
        if (word.isEmpty()) {
            return new CommandChoice(job, arguments, Optional.empty());
        }
        Job command = job.commands().get(word.get());
        return command == null
                ? new CommandChoice(job, rest, Optional.of(unknown(job, word.get())))
                : new CommandChoice(command, rest, Optional.empty());
    }

    private static Optional<String> takeWord(List<String> arguments) {
        if (!arguments.isEmpty() && !arguments.get(0).startsWith("-")) {
            return Optional.of(arguments.remove(0));
        }
        for (int i = 0; i < arguments.size(); i++) {
            if (arguments.get(i).startsWith(OPTION + "=")) {
                return Optional.of(arguments.remove(i).substring(OPTION.length() + 1));
            }
            if (arguments.get(i).equals(OPTION) && i + 1 < arguments.size()) {
                arguments.remove(i);
                return Optional.of(arguments.remove(i));
            }
        }
        return Optional.empty();
    }

    private static Problem unknown(Job job, String word) {
        String name = Suggestion.nameIn(word);
        return Problem.unknownName(
                name + " is not a command of " + job.name(),
                Suggestion.nearest(name, job.commands().keySet().stream()),
                job.name());
    }
}
