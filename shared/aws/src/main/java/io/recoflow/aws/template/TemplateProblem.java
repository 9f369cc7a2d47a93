package io.recoflow.aws.template;

/**
 * What is wrong in a template.
 *
 * @param template the template's name
 * @param path where, as keys and list places: {@code Resources.Stream.Properties.Tags[0].Key}
 * @param text the problem and its fix
 */
public record TemplateProblem(String template, String path, String text) {
    @Override
    public String toString() {
        return template + ": " + path + ": " + text;
    }
}
