package io.recoflow.aws.template;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;

/** The parts of a template by themselves: sections, parameters, the frame of resources and of outputs. */
final class StructureCheck {
    private static final Set<String> SECTIONS = Set.of(
            "AWSTemplateFormatVersion",
            "Conditions",
            "Description",
            "Mappings",
            "Metadata",
            "Outputs",
            "Parameters",
            "Resources");
    private static final List<String> NAMING_SECTIONS =
            List.of("Parameters", "Mappings", "Conditions", "Resources", "Outputs");
    private static final Set<String> PARAMETER_KEYS = Set.of(
            "AllowedPattern",
            "AllowedValues",
            "ConstraintDescription",
            "Default",
            "Description",
            "MaxLength",
            "MaxValue",
            "MinLength",
            "MinValue",
            "NoEcho",
            "Type");
    private static final Set<String> RESOURCE_KEYS = Set.of(
            "Condition",
            "CreationPolicy",
            "DeletionPolicy",
            "DependsOn",
            "Metadata",
            "Properties",
            "Type",
            "UpdatePolicy",
            "UpdateReplacePolicy");
    private static final Set<String> OUTPUT_KEYS = Set.of("Condition", "Description", "Export", "Value");
    private static final Set<String> DELETION_POLICIES = Set.of("Delete", "Retain", "RetainExceptOnCreate", "Snapshot");
    private static final Set<String> REPLACE_POLICIES = Set.of("Delete", "Retain", "Snapshot");

    private static final Pattern LOGICAL_ID = Pattern.compile("[A-Za-z0-9]+");
    // The CloudFormation user guide, "Supported AWS-specific parameter types" and those of Systems Manager.
    private static final String OF_AWS = "AWS::EC2::(AvailabilityZone::Name|Image::Id|Instance::Id|KeyPair::KeyName"
            + "|SecurityGroup::GroupName|SecurityGroup::Id|Subnet::Id|Volume::Id|VPC::Id)|AWS::Route53::HostedZone::Id";
    private static final Pattern PARAMETER_TYPE = Pattern.compile("String|Number|CommaDelimitedList|List<Number>|List<("
            + OF_AWS + ")>|" + OF_AWS + "|AWS::SSM::Parameter::Name|AWS::SSM::Parameter::Value<.+>");

    void check(Template template, Problems problems) {
        keys("", template.root(), SECTIONS, problems);
        for (String section : NAMING_SECTIONS) {
            template.section(section).keySet().forEach(id -> logicalId(section + "." + id, id, problems));
        }
        if (template.resources().isEmpty()) {
            problems.add("Resources", "are missing. Declare at least one");
        }
        template.section("Parameters").forEach((id, node) -> parameter("Parameters." + id, node, problems));
        template.resources().forEach((id, node) -> resource("Resources." + id, node, problems));
        template.section("Outputs").forEach((id, node) -> output("Outputs." + id, node, problems));
    }

    private static void parameter(String path, JsonNode parameter, Problems problems) {
        keys(path, parameter, PARAMETER_KEYS, problems);
        String type = parameter.path("Type").asText();
        if (!PARAMETER_TYPE.matcher(type).matches()) {
            problems.add(path + ".Type", "'" + type + "' is no type of a parameter. Correct it");
        }
        JsonNode allowed = parameter.path("AllowedValues");
        JsonNode standard = parameter.path("Default");
        boolean among = false;
        for (JsonNode value : allowed) {
            among |= value.asText().equals(standard.asText());
        }
        if (!allowed.isMissingNode() && !standard.isMissingNode() && !among) {
            problems.add(
                    path + ".Default", "'" + standard.asText() + "' is not among AllowedValues. Choose one of them");
        }
    }

    private static void resource(String path, JsonNode resource, Problems problems) {
        keys(path, resource, RESOURCE_KEYS, problems);
        if (!resource.path("Type").isTextual()) {
            problems.add(path + ".Type", "is missing. Name the resource's type");
        }
        policy(path + ".DeletionPolicy", resource.path("DeletionPolicy"), DELETION_POLICIES, problems);
        policy(path + ".UpdateReplacePolicy", resource.path("UpdateReplacePolicy"), REPLACE_POLICIES, problems);
    }

    private static void policy(String path, JsonNode policy, Set<String> allowed, Problems problems) {
        if (!policy.isMissingNode() && !allowed.contains(policy.asText())) {
            problems.add(path, "'" + policy.asText() + "' is no such policy. Write Retain, for example");
        }
    }

    private static void output(String path, JsonNode output, Problems problems) {
        keys(path, output, OUTPUT_KEYS, problems);
        if (output.path("Value").isMissingNode()) {
            problems.add(path + ".Value", "is missing. Say what to put out");
        }
        if (output.has("Export") && !output.path("Export").has("Name")) {
            problems.add(path + ".Export.Name", "is missing. Name the export");
        }
    }

    private static void keys(String path, JsonNode node, Set<String> known, Problems problems) {
        if (!node.isObject()) {
            problems.add(path, ScalarCheck.mismatch(node, "an object"));
        }
        node.fieldNames().forEachRemaining(key -> {
            if (!known.contains(key)) {
                problems.add(NodeWalk.child(path, key), "is not known here. Correct its name or remove it");
            }
        });
    }

    private static void logicalId(String path, String id, Problems problems) {
        if (!LOGICAL_ID.matcher(id).matches()) {
            problems.add(path, "a name here has letters and digits only. Rename it");
        }
    }
}
