package io.recoflow.lake.rules;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Row rules as text, a line each: name, action, condition, parted by white space. Empty lines and lines that begin with
 * {@code #} say nothing.
 *
 * <pre>
 * rating_from_1_to_5  reject  productRating BETWEEN 1 AND 5
 * </pre>
 */
public final class RuleFile {

    private static final Pattern LINE = Pattern.compile("(?<name>\\S+)\\s+(?<action>\\S+)\\s+(?<condition>.+)");
    private static final Pattern NAME = Pattern.compile("[a-z][a-z0-9_]*");

    private RuleFile() {}

    /**
     * @param text the file's content
     * @param problems receives a line for every mistake: where it is, what is wrong, what is right
     * @param origin how messages name the file
     */
    public static List<RowRule> parse(String text, String origin, List<String> problems) {
        List<RowRule> rules = new ArrayList<>();
        Set<String> names = new HashSet<>();
        List<String> lines = text.lines().toList();
        for (int i = 0; i < lines.size(); i++) {
            String line = lines.get(i).strip();
            if (line.isEmpty() || line.startsWith("#")) {
                continue;
            }
            String where = origin + ", line " + (i + 1) + ": ";
            Matcher parts = LINE.matcher(line);
            if (!parts.matches()) {
                problems.add(where + "a rule is a name, an action and a condition, and here is only \"" + line + "\"");
                continue;
            }
            String name = parts.group("name");
            String action = parts.group("action").toUpperCase(Locale.ROOT);
            if (!NAME.matcher(name).matches()) {
                problems.add(where + "a rule's name is made of a to z, 0 to 9 and _, not \"" + name + "\"");
            } else if (!names.add(name)) {
                problems.add(where + "the rule " + name + " stands there twice");
            } else if (!isAction(action)) {
                problems.add(where + "an action is warn, reject or fail, not \"" + parts.group("action") + "\"");
            } else {
                rules.add(new RowRule(name, RuleAction.valueOf(action), parts.group("condition")));
            }
        }
        return rules;
    }

    private static boolean isAction(String word) {
        for (RuleAction action : RuleAction.values()) {
            if (action.name().equals(word)) {
                return true;
            }
        }
        return false;
    }
}
