package io.recoflow.testkit.documentation;

import io.recoflow.runtime.failure.Text;
import io.recoflow.runtime.option.JobOptions;
import io.recoflow.runtime.option.Option;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** A job's options as a Markdown table, for its documentation. */
public final class OptionTable {

    private static final List<String> HEAD =
            List.of("| Option | Environment | Default | What it does |", "| --- | --- | --- | --- |");

    private OptionTable() {}

    /** Header and one line for each option: the job's own in their order, then the common ones. */
    public static String markdown(List<Option<?>> jobOptions) {
        return Stream.concat(
                        HEAD.stream(),
                        JobOptions.withCommon(jobOptions).stream().map(OptionTable::line))
                .collect(Collectors.joining("\n"));
    }

    private static String line(Option<?> option) {
        String name = option.isSecret()
                ? "(`" + option.flagName() + "`) environment only"
                : "`" + (option.flagName() + " " + option.label()).strip() + "`";
        String defaultValue =
                option.printedDefault().map(value -> "`" + value + "`").orElse(option.isRequired() ? "required" : "");
        return Stream.of(name, "`" + option.environmentName() + "`", defaultValue, option.description())
                .map(cell -> Text.oneLine(cell).replace("|", "\\|"))
                .collect(Collectors.joining(" | ", "| ", " |"));
    }
}
