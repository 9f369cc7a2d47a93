package io.recoflow.runtime.option;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.recoflow.runtime.launch.TestJob;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class OptionTest {

    @Test
    void namesDeriveFromOneAnother() {
        Option<String> option = Option.text("source-url");

        assertThat(option.name()).isEqualTo("source-url");
        assertThat(option.environmentName()).isEqualTo("RECOFLOW_SOURCE_URL");
        assertThat(option).hasToString("--source-url");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "Source", "source_url", "-source", "source-", "a--b", "1a"})
    void onlyKebabCaseIsAName(String name) {
        assertThatThrownBy(() -> Option.text(name)).hasMessage("An option's name must be kebab-case: " + name);
    }

    @Test
    void eachTypeReadsItsForm() {
        assertThat(parse(Option.text("o"), " a ")).contains(" a ");
        assertThat(parse(Option.text("o"), " ")).isEmpty();
        assertThat(parse(Option.integer("o", -1, 3), "-1")).contains(-1);
        assertThat(parse(Option.integer("o", -1, 3), "4")).isEmpty();
        assertThat(parse(Option.integer("o", -1, 3), "1.0")).isEmpty();
        assertThat(parse(Option.integer("o", 0, Integer.MAX_VALUE), "2147483648"))
                .isEmpty();
        assertThat(parse(Option.share("o"), "0.25")).contains(0.25);
        assertThat(parse(Option.share("o"), "1.01")).isEmpty();
        assertThat(parse(Option.share("o"), "NaN")).isEmpty();
        assertThat(parse(Option.names("o"), "a, b ,c")).contains(List.of("a", "b", "c"));
        assertThat(parse(Option.names("o"), "a,,b")).isEmpty();
        assertThat(parse(Option.names("o"), "a,b,a")).isEmpty();
        assertThat(parse(Option.names("o"), "")).isEmpty();
        assertThat(parse(Option.namesOrNone("o"), "")).contains(List.of());
        assertThat(parse(Option.namesOrNone("o"), "a, b")).contains(List.of("a", "b"));
        assertThat(parse(Option.namesOrNone("o"), "a,")).isEmpty();
        assertThat(parse(Option.flag("o"), "false")).contains(false);
        assertThat(parse(Option.flag("o"), "yes")).isEmpty();
        assertThat(parse(Option.file("o"), "a/b")).contains("a/b");
        assertThat(parse(Option.file("o"), "a\0b")).isEmpty();
        assertThat(parse(Option.file("o"), "s3a://bucket/a//b")).contains("s3a://bucket/a//b");
    }

    @ParameterizedTest
    @CsvSource({"500ms, 500, 500ms", "90s, 90000, 90s", "60s, 60000, 1m", "5m, 300000, 5m", "1h, 3600000, 1h"})
    void durationsHaveAUnitAndPrintInTheLargest(String text, long millis, String printed) {
        assertThat(parse(Option.duration("o"), text)).contains(Duration.ofMillis(millis));
        assertThat(DurationText.print(Duration.ofMillis(millis))).isEqualTo(printed);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "5", "s", "-5s", "1.5h", "1h30m", "5 s", "9999999999d", "PT5S"})
    void otherDurationsAreRefused(String text) {
        assertThat(parse(Option.duration("o"), text)).isEmpty();
    }

    @Test
    void aDefaultMustBeAcceptable() {
        assertThatThrownBy(() -> Option.integer("o", 1, 3).defaultValue(4))
                .hasMessage("The default of --o is not a whole number from 1 to 3");
        assertThatThrownBy(() -> Option.text("o").required().defaultValue("x"))
                .hasMessage("--o is required or a secret, so it cannot have a default");
        assertThatThrownBy(() -> Option.flag("o").required()).hasMessage("--o has a default, so it cannot be required");
    }

    @Test
    void settingsRefuseAnOptionThatTheJobDidNotDeclare() {
        Settings settings = new Settings(List.of(TestJob.READS), java.util.Map.of(), java.util.Set.of());

        assertThatThrownBy(() -> settings.find(TestJob.URL))
                .hasMessage("--source-url is not among the options that the job declares");
        assertThatThrownBy(() -> settings.get(TestJob.READS)).hasMessageContaining("ask with find");
    }

    private static <T> Optional<T> parse(Option<T> option, String text) {
        return option.type().parser().apply(text);
    }

    @Test
    void aSentenceMoreFollowsTheDescription() {
        Option<String> lake = CommonOptions.LAKE.also("It may be empty.").required();

        assertThat(lake.description()).isEqualTo(CommonOptions.LAKE.description() + " It may be empty.");
        assertThat(lake.label()).isEqualTo("URI");
        assertThat(CommonOptions.LAKE.isRequired()).isFalse();
    }
}
