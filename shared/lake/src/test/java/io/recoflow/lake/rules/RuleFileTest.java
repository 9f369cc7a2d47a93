package io.recoflow.lake.rules;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class RuleFileTest {

    private final List<String> problems = new ArrayList<>();

    @Test
    void aRuleIsALine() {
        String text = "# ours\r\n"
                + "\n"
                + "  rating_from_1_to_5  reject  productRating BETWEEN 1 AND 5  \n"
                + "city_known\tWarn\tcity <> '#'\n"
                + "price fail price >= 0";

        assertThat(RuleFile.parse(text, "rules.txt", problems))
                .containsExactly(
                        new RowRule("rating_from_1_to_5", RuleAction.REJECT, "productRating BETWEEN 1 AND 5"),
                        new RowRule("city_known", RuleAction.WARN, "city <> '#'"),
                        new RowRule("price", RuleAction.FAIL, "price >= 0"));
        assertThat(problems).isEmpty();
    }

    @Test
    void allMistakesAreToldWithTheirLines() {
        String text = """
            # comment
            no_condition reject

            Bad-Name warn a > 0
            drop_it drop a > 0
            good warn a > 0
            good reject a > 1
            alone
            """;

        List<RowRule> rules = RuleFile.parse(text, "rules.txt", problems);

        assertThat(rules).containsExactly(new RowRule("good", RuleAction.WARN, "a > 0"));
        assertThat(problems)
                .containsExactly(
                        "rules.txt, line 2: a rule is a name, an action and a condition, and here is only"
                                + " \"no_condition reject\"",
                        "rules.txt, line 4: a rule's name is made of a to z, 0 to 9 and _, not \"Bad-Name\"",
                        "rules.txt, line 5: an action is warn, reject or fail, not \"drop\"",
                        "rules.txt, line 7: the rule good stands there twice",
                        "rules.txt, line 8: a rule is a name, an action and a condition, and here is only \"alone\"");
    }

    @Test
    void aFileWithoutRulesIsNoMistake() {
        assertThat(RuleFile.parse("\n# nothing\n", "rules.txt", problems)).isEmpty();
        assertThat(problems).isEmpty();
    }
}
