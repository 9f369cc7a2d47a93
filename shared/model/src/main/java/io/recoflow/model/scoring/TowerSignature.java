package io.recoflow.model.scoring;

import ai.onnxruntime.NodeInfo;
import ai.onnxruntime.OnnxJavaType;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;
import ai.onnxruntime.TensorInfo;
import io.recoflow.model.bundle.InputType;
import io.recoflow.model.bundle.TowerDescription;
import io.recoflow.model.bundle.TowerInput;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** The inputs and outputs that an ONNX graph has. */
record TowerSignature(Map<String, TensorInfo> inputs, Map<String, TensorInfo> outputs) {

    private static final String EMBEDDING = "embedding";
    private static final String CONSTANT = "constant";
    private static final String KNOWN = "known";

    static TowerSignature of(OrtSession session) throws OrtException {
        return new TowerSignature(tensors(session.getInputInfo()), tensors(session.getOutputInfo()));
    }

    /** The name of the output that is the embedding. */
    String embedding() {
        return outputs.containsKey(EMBEDDING) || outputs.size() != 1
                ? EMBEDDING
                : outputs.keySet().iterator().next();
    }

    /** The name of the output that is added to all scores, where there is one. */
    Optional<String> constant() {
        return Optional.of(CONSTANT).filter(outputs::containsKey);
    }

    /** The name of the output that tells whether a row's customer is known by number, where there is one. */
    Optional<String> known() {
        return Optional.of(KNOWN).filter(outputs::containsKey);
    }

    long[] inputShape(String input, int rows) {
        TensorInfo info = inputs.get(input);
        if (info == null) {
            throw new IllegalArgumentException("No input " + input);
        }
        return info.getShape().length == 1 ? new long[] {rows} : new long[] {rows, 1};
    }

    /** What is not as described; none for a tower that can be used. */
    List<String> problems(TowerDescription description, int dimension) {
        List<String> problems = new ArrayList<>();
        for (TowerInput input : description.inputs()) {
            TensorInfo actual = inputs.get(input.name());
            if (actual == null) {
                problems.add("it has no input " + input.name() + "; its inputs are " + names(inputs));
            } else if (actual.type != type(input.type())) {
                problems.add("its input " + input.name() + " is " + actual.type + ", and the manifest says "
                        + type(input.type()));
            } else if (!isColumn(actual.getShape())) {
                problems.add("its input " + input.name() + " has the shape " + Arrays.toString(actual.getShape())
                        + "; it must be [rows] or [rows, 1]");
            }
        }
        for (String input : inputs.keySet()) {
            if (description.inputs().stream().noneMatch(each -> each.name().equals(input))) {
                problems.add("the manifest does not name its input " + input);
            }
        }
        problems.addAll(outputProblems(dimension));
        return problems;
    }

    private List<String> outputProblems(int dimension) {
        List<String> problems = new ArrayList<>();
        TensorInfo embedding = outputs.get(embedding());
        if (embedding == null) {
            problems.add("it has no output " + EMBEDDING + "; its outputs are " + names(outputs));
            return problems;
        }
        long[] shape = embedding.getShape();
        if (embedding.type != OnnxJavaType.FLOAT
                || shape.length != 2
                || isFixed(shape[0])
                || (isFixed(shape[1]) && shape[1] != dimension)) {
            problems.add("its output " + embedding() + " is " + embedding.type + Arrays.toString(shape)
                    + ", and the manifest says FLOAT[rows, " + dimension + "]");
        }
        for (String name : List.of(CONSTANT, KNOWN)) {
            TensorInfo column = outputs.get(name);
            if (column != null && (column.type != OnnxJavaType.FLOAT || !isColumn(column.getShape()))) {
                problems.add("its output " + name + " is " + column.type + Arrays.toString(column.getShape())
                        + "; it must be FLOAT[rows] or FLOAT[rows, 1]");
            }
        }
        return problems;
    }

    /** Negative, or 0, is a dimension of any size. */
    private static boolean isFixed(long size) {
        return size > 0;
    }

    private static boolean isColumn(long[] shape) {
        return (shape.length == 1 || (shape.length == 2 && (shape[1] == 1 || !isFixed(shape[1]))))
                && !isFixed(shape[0]);
    }

    private static OnnxJavaType type(InputType type) {
        return switch (type) {
            case STRING -> OnnxJavaType.STRING;
            case FLOAT -> OnnxJavaType.FLOAT;
            case INT64 -> OnnxJavaType.INT64;
        };
    }

    private static String names(Map<String, TensorInfo> tensors) {
        return String.join(", ", tensors.keySet());
    }

    private static Map<String, TensorInfo> tensors(Map<String, NodeInfo> nodes) {
        Map<String, TensorInfo> tensors = new TreeMap<>();
        nodes.forEach((name, node) -> {
            if (node.getInfo() instanceof TensorInfo tensor) {
                tensors.put(name, tensor);
            }
        });
        return tensors;
    }
}
