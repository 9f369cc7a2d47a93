package io.recoflow.emr;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import software.amazon.awssdk.core.SdkField;
import software.amazon.awssdk.core.SdkPojo;
import software.amazon.awssdk.core.protocol.MarshallingType;
import software.amazon.awssdk.core.traits.ListTrait;
import software.amazon.awssdk.core.traits.MapTrait;
import software.amazon.awssdk.core.traits.TraitType;
import software.amazon.awssdk.utils.builder.Buildable;

/** Holds a request in JSON against the model of the AWS SDK, which is made of the service's own. */
final class RequestCheck {

    private final List<String> problems = new ArrayList<>();

    private RequestCheck() {}

    /**
     * One line each, with the path; empty where the service's model has every member, every one that it requires is
     * there, and all have its types and known values. What the client fills in by itself, such as a token, may be absent.
     *
     * @param model any request of the operation
     */
    static List<String> problems(SdkPojo model, JsonNode request) {
        RequestCheck check = new RequestCheck();
        check.structure("", model, request);
        return check.problems;
    }

    private void structure(String path, SdkPojo model, JsonNode value) {
        if (!value.isObject()) {
            problems.add(path + ": " + value + " is no object");
            return;
        }
        Class<?> type = classOf(model);
        Map<String, SdkField<?>> fields = new TreeMap<>();
        model.sdkFields().forEach(field -> fields.put(field.memberName(), field));
        RequiredMembers.of(type).stream()
                .filter(name -> !value.has(name))
                .sorted()
                .forEach(name -> problems.add(path + "/" + name + ": is required"));
        if (isUnion(type) && value.size() != 1) {
            problems.add(path + ": must have one member, and has " + value.size());
        }
        value.properties().forEach(member -> {
            String memberPath = path + "/" + member.getKey();
            SdkField<?> field = fields.get(member.getKey());
            if (field == null) {
                problems.add(memberPath + ": is unknown; known are " + fields.keySet());
            } else {
                value(memberPath, field, member.getValue());
                knownValues(type, member.getKey())
                        .filter(known -> !known.contains(member.getValue().asText()))
                        .ifPresent(known -> problems.add(
                                memberPath + ": " + member.getValue() + " is no known value; known are " + known));
            }
        });
    }

    private void value(String path, SdkField<?> field, JsonNode value) {
        MarshallingType<?> type = field.marshallingType();
        if (type.equals(MarshallingType.SDK_POJO)) {
            structure(path, field.constructor().get(), value);
        } else if (type.equals(MarshallingType.LIST)) {
            list(path, field, value);
        } else if (type.equals(MarshallingType.MAP)) {
            map(path, field, value);
        } else if (!isScalar(type, value)) {
            problems.add(path + ": " + value + " is not of the type "
                    + type.getTargetClass().getSimpleName());
        }
    }

    private void list(String path, SdkField<?> field, JsonNode value) {
        if (!value.isArray()) {
            problems.add(path + ": " + value + " is no list");
            return;
        }
        SdkField<?> element =
                field.getTrait(ListTrait.class, TraitType.LIST_TRAIT).memberFieldInfo();
        for (int i = 0; i < value.size(); i++) {
            value(path + "/" + i, element, value.get(i));
        }
    }

    private void map(String path, SdkField<?> field, JsonNode value) {
        if (!value.isObject()) {
            problems.add(path + ": " + value + " is no object");
            return;
        }
        SdkField<?> element =
                field.getTrait(MapTrait.class, TraitType.MAP_TRAIT).valueFieldInfo();
        value.properties().forEach(entry -> value(path + "/" + entry.getKey(), element, entry.getValue()));
    }

    private static boolean isScalar(MarshallingType<?> type, JsonNode value) {
        if (type.equals(MarshallingType.STRING)) {
            return value.isTextual();
        }
        if (type.equals(MarshallingType.BOOLEAN)) {
            return value.isBoolean();
        }
        if (type.equals(MarshallingType.INTEGER) || type.equals(MarshallingType.LONG)) {
            return value.isIntegralNumber();
        }
        return value.isValueNode();
    }

    /** A structure of which one member may be set tells by {@code type()} which. */
    private static boolean isUnion(Class<?> type) {
        return Arrays.stream(type.getDeclaredClasses())
                .anyMatch(each -> each.isEnum() && each.getSimpleName().equals("Type"));
    }

    /** The SDK has two readers of a member with known values: {@code mode()}, an enum, and {@code modeAsString()}. */
    private static Optional<List<String>> knownValues(Class<?> type, String member) {
        String reader = member.substring(0, 1).toLowerCase(Locale.ROOT) + member.substring(1);
        if (Arrays.stream(type.getMethods())
                .noneMatch(method -> method.getName().equals(reader + "AsString"))) {
            return Optional.empty();
        }
        return Arrays.stream(type.getMethods())
                .filter(method -> method.getName().equals(reader) && method.getParameterCount() == 0)
                .filter(method -> method.getReturnType().isEnum())
                .findFirst()
                .map(method -> Arrays.stream(method.getReturnType().getEnumConstants())
                        .filter(constant -> !((Enum<?>) constant).name().equals("UNKNOWN_TO_SDK_VERSION"))
                        .map(Object::toString)
                        .sorted()
                        .toList());
    }

    private static Class<?> classOf(SdkPojo model) {
        return model instanceof Buildable builder ? builder.build().getClass() : model.getClass();
    }
}
