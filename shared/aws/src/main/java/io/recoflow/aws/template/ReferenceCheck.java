package io.recoflow.aws.template;

import com.fasterxml.jackson.databind.JsonNode;
import io.recoflow.aws.template.Reference.Kind;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** What a template names, it declares; what it declares to be named, it names. */
final class ReferenceCheck {
    private static final Set<String> PSEUDO_PARAMETERS = Set.of(
            "AWS::AccountId",
            "AWS::NoValue",
            "AWS::NotificationARNs",
            "AWS::Partition",
            "AWS::Region",
            "AWS::StackId",
            "AWS::StackName",
            "AWS::URLSuffix");

    private final ResourceSpecification specification;

    ReferenceCheck(ResourceSpecification specification) {
        this.specification = specification;
    }

    void check(Template template, Problems problems) {
        List<Reference> references = References.of(template);
        references.forEach(
                reference -> problem(template, reference).ifPresent(text -> problems.add(reference.path(), text)));
        unused(template, "Parameters", Kind.VALUE, references, problems);
        unused(template, "Conditions", Kind.CONDITION, references, problems);
        unused(template, "Mappings", Kind.MAPPING, references, problems);
    }

    private static void unused(
            Template template, String section, Kind kind, List<Reference> references, Problems problems) {
        Set<String> used = references.stream()
                .filter(reference -> reference.kind() == kind)
                .map(Reference::target)
                .collect(Collectors.toSet());
        for (String declared : template.section(section).keySet()) {
            if (!used.contains(declared)) {
                problems.add(section + "." + declared, "is used nowhere. Use it or remove it");
            }
        }
    }

    private Optional<String> problem(Template template, Reference reference) {
        return switch (reference.kind()) {
            case VALUE -> value(template, reference);
            case ATTRIBUTE -> attribute(template, reference);
            case ORDER -> declared(template, "Resources", reference, "resource");
            case CONDITION -> declared(template, "Conditions", reference, "condition");
            case MAPPING -> mapping(template, reference);
        };
    }

    private static Optional<String> value(Template template, Reference reference) {
        String target = reference.target();
        if (PSEUDO_PARAMETERS.contains(target) || template.section("Parameters").containsKey(target)) {
            return Optional.empty();
        }
        if (reference.path().startsWith("Conditions.")) {
            return Optional.of("'" + target + "' is no parameter, and a condition sees nothing else. Declare it");
        }
        return template.resources().containsKey(target)
                ? Optional.empty()
                : Optional.of("'" + target + "' is neither a parameter nor a resource. Declare it or correct the name");
    }

    private Optional<String> attribute(Template template, Reference reference) {
        JsonNode resource = template.root().path("Resources").path(reference.target());
        if (resource.isMissingNode()) {
            return declared(template, "Resources", reference, "resource");
        }
        // What a custom resource returns, and what a nested stack puts out, is known to them alone.
        String type = resource.path("Type").asText();
        if (type.equals("AWS::CloudFormation::CustomResource")
                || reference.detail().startsWith("Outputs.")) {
            return Optional.empty();
        }
        return specification
                .resource(type)
                .filter(definition -> !definition.attributes().contains(reference.detail()))
                .map(definition -> "'" + reference.detail() + "' is no attribute of " + type + ". "
                        + (definition.attributes().isEmpty()
                                ? "It has none"
                                : "Choose one of "
                                        + definition.attributes().stream()
                                                .sorted()
                                                .collect(Collectors.joining(", "))));
    }

    private static Optional<String> mapping(Template template, Reference reference) {
        JsonNode mapping = template.root().path("Mappings").path(reference.target());
        if (mapping.isObject() && !reference.detail().isEmpty() && !mapping.has(reference.detail())) {
            return Optional.of("'" + reference.detail() + "' is no key of the mapping " + reference.target()
                    + ". Declare it or correct the name");
        }
        return declared(template, "Mappings", reference, "mapping");
    }

    private static Optional<String> declared(Template template, String section, Reference reference, String what) {
        return template.section(section).containsKey(reference.target())
                ? Optional.empty()
                : Optional.of("'" + reference.target() + "' is no " + what
                        + " of this template. Declare it or correct the name");
    }
}
