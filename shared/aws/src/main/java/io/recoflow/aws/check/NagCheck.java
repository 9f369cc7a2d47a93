package io.recoflow.aws.check;

import io.github.cdklabs.cdknag.AwsSolutionsChecks;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import software.amazon.awscdk.App;
import software.amazon.awscdk.Aspects;
import software.amazon.awscdk.Stack;
import software.amazon.awscdk.assertions.Annotations;
import software.amazon.awscdk.assertions.Match;

/** Holds an app's stacks against the rules of cdk-nag that AWS Solutions must keep. */
public final class NagCheck {

    private NagCheck() {}

    /**
     * A finding that is right as it is.
     *
     * @param finding a regular expression for {@code /stack/path: rule[detail]}
     * @param reason why
     */
    public record Accepted(String finding, String reason) {}

    /**
     * One line each; empty where every finding is accepted, and every acceptance is needed.
     *
     * @param app not synthesized yet
     */
    public static List<String> problems(App app, List<Accepted> accepted) {
        Set<String> findings = findings(app);
        List<String> problems = new ArrayList<>();
        List<Pattern> patterns =
                accepted.stream().map(each -> Pattern.compile(each.finding())).toList();
        findings.stream()
                .filter(finding -> patterns.stream()
                        .noneMatch(pattern -> pattern.matcher(head(finding)).matches()))
                .forEach(problems::add);
        accepted.stream()
                .filter(each ->
                        findings.stream().noneMatch(finding -> head(finding).matches(each.finding())))
                .forEach(each -> problems.add("Nothing is found any more of what is accepted: " + each.finding()));
        return problems;
    }

    /** All findings, as {@code /stack/path: rule[detail]: text}. */
    public static Set<String> findings(App app) {
        Aspects.of(app).add(AwsSolutionsChecks.Builder.create().reports(false).build());
        Set<String> findings = new TreeSet<>();
        app.getNode().getChildren().stream()
                .filter(Stack.class::isInstance)
                .map(stack -> Annotations.fromStack((Stack) stack))
                .flatMap(found -> Stream.concat(
                        found.findError("*", Match.anyValue()).stream(),
                        found.findWarning("*", Match.anyValue()).stream()))
                .forEach(message -> findings.add(message.getId() + ": "
                        + String.valueOf(message.getEntry().getData()).strip()));
        return findings;
    }

    private static String head(String finding) {
        int end = finding.lastIndexOf("]: ");
        int text = end < 0 ? finding.indexOf(": ", finding.indexOf(": ") + 2) : end + 1;
        return text < 0 ? finding : finding.substring(0, text);
    }
}
