package io.recoflow.jobs.train.onnx;

import ai.onnx.proto.OnnxMl.AttributeProto;
import ai.onnx.proto.OnnxMl.AttributeProto.AttributeType;
import ai.onnx.proto.OnnxMl.GraphProto;
import ai.onnx.proto.OnnxMl.ModelProto;
import ai.onnx.proto.OnnxMl.NodeProto;
import ai.onnx.proto.OnnxMl.OperatorSetIdProto;
import ai.onnx.proto.OnnxMl.TensorProto;
import ai.onnx.proto.OnnxMl.TensorShapeProto;
import ai.onnx.proto.OnnxMl.TypeProto;
import ai.onnx.proto.OnnxMl.ValueInfoProto;
import com.google.protobuf.ByteString;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;

/**
 * An ONNX graph as it grows, node after node; each method returns the name of what its node gives. Operators are those of
 * opset 13 and of ONNX-ML 3 (onnx.ai, "ONNX Operators").
 */
final class OnnxGraph {

    private static final long IR_VERSION = 8;
    private static final long OPSET = 13;
    private static final String ML = "ai.onnx.ml";
    private static final long ML_OPSET = 3;
    private static final String ROWS = "rows";

    private final GraphProto.Builder graph = GraphProto.newBuilder();
    private int nodes;

    /** [rows]. */
    void textInput(String name) {
        graph.addInput(tensor(name, TensorProto.DataType.STRING, List.of()));
    }

    /** [rows, 1]. */
    void numberInput(String name) {
        graph.addInput(tensor(name, TensorProto.DataType.FLOAT, List.of(1L)));
    }

    void output(String name, int columns) {
        graph.addOutput(tensor(name, TensorProto.DataType.FLOAT, List.of((long) columns)));
    }

    /** [rows] of text to [rows, categories]; what is no category is all zeros. */
    String oneHot(String input, List<String> categories) {
        AttributeProto.Builder names =
                AttributeProto.newBuilder().setName("cats_strings").setType(AttributeType.STRINGS);
        categories.forEach(category -> names.addStrings(ByteString.copyFrom(category, StandardCharsets.UTF_8)));
        return node(NodeProto.newBuilder()
                .setOpType("OneHotEncoder")
                .setDomain(ML)
                .addInput(input)
                .addAttribute(names)
                .addAttribute(AttributeProto.newBuilder()
                        .setName("zeros")
                        .setType(AttributeType.INT)
                        .setI(1)));
    }

    /** (input − offset) · scale, by column. */
    String scaled(String input, double[] offsets, double[] scales) {
        return node(NodeProto.newBuilder()
                .setOpType("Scaler")
                .setDomain(ML)
                .addInput(input)
                .addAttribute(floats("offset", offsets))
                .addAttribute(floats("scale", scales)));
    }

    String concat(List<String> inputs, String output) {
        graph.addNode(NodeProto.newBuilder()
                .setOpType("Concat")
                .addAllInput(inputs)
                .addAttribute(axis())
                .addOutput(output));
        return output;
    }

    /** [rows, n] times an [n, m] matrix, plus [m]. */
    String multiply(String input, String matrixName, double[][] matrix, double[] offset) {
        String offsetName = matrixName + "_offset";
        matrix(matrixName, matrix);
        graph.addInitializer(TensorProto.newBuilder()
                .setName(offsetName)
                .setDataType(TensorProto.DataType.FLOAT.getNumber())
                .addDims(offset.length)
                .addAllFloatData(
                        Arrays.stream(offset).mapToObj(each -> (float) each).toList()));
        return node(NodeProto.newBuilder()
                .setOpType("Gemm")
                .addInput(input)
                .addInput(matrixName)
                .addInput(offsetName));
    }

    /** [rows, size + 1] to [rows, size] and [rows, 1]. */
    void split(String input, String first, int size, String last) {
        String sizes = input + "_sizes";
        graph.addInitializer(TensorProto.newBuilder()
                .setName(sizes)
                .setDataType(TensorProto.DataType.INT64.getNumber())
                .addDims(2)
                .addInt64Data(size)
                .addInt64Data(1));
        graph.addNode(NodeProto.newBuilder()
                .setOpType("Split")
                .addInput(input)
                .addInput(sizes)
                .addAttribute(axis())
                .addOutput(first)
                .addOutput(last));
    }

    /** [rows, n] to [rows, 1]. */
    String sumOfSquares(String input) {
        return node(NodeProto.newBuilder()
                .setOpType("ReduceSumSquare")
                .addInput(input)
                .addAttribute(AttributeProto.newBuilder()
                        .setName("axes")
                        .setType(AttributeType.INTS)
                        .addInts(1)));
    }

    String scaledBy(String input, String factorName, double factor) {
        graph.addInitializer(TensorProto.newBuilder()
                .setName(factorName)
                .setDataType(TensorProto.DataType.FLOAT.getNumber())
                .addFloatData((float) factor));
        return node(NodeProto.newBuilder().setOpType("Mul").addInput(input).addInput(factorName));
    }

    String square(String input) {
        return node(NodeProto.newBuilder().setOpType("Mul").addInput(input).addInput(input));
    }

    void add(String left, String right, String output) {
        graph.addNode(NodeProto.newBuilder()
                .setOpType("Add")
                .addInput(left)
                .addInput(right)
                .addOutput(output));
    }

    ModelProto model(String name) {
        return ModelProto.newBuilder()
                .setIrVersion(IR_VERSION)
                .setProducerName("recoflow")
                .addOpsetImport(OperatorSetIdProto.newBuilder().setDomain("").setVersion(OPSET))
                .addOpsetImport(OperatorSetIdProto.newBuilder().setDomain(ML).setVersion(ML_OPSET))
                .setGraph(graph.setName(name))
                .build();
    }

    private static AttributeProto axis() {
        return AttributeProto.newBuilder()
                .setName("axis")
                .setType(AttributeType.INT)
                .setI(1)
                .build();
    }

    private String node(NodeProto.Builder node) {
        String output = node.getOpType() + "_" + nodes++;
        graph.addNode(node.addOutput(output));
        return output;
    }

    private void matrix(String name, double[][] rows) {
        TensorProto.Builder tensor = TensorProto.newBuilder()
                .setName(name)
                .setDataType(TensorProto.DataType.FLOAT.getNumber())
                .addDims(rows.length)
                .addDims(rows[0].length);
        for (double[] row : rows) {
            for (double value : row) {
                tensor.addFloatData((float) value);
            }
        }
        graph.addInitializer(tensor);
    }

    private static AttributeProto floats(String name, double[] values) {
        return AttributeProto.newBuilder()
                .setName(name)
                .setType(AttributeType.FLOATS)
                .addAllFloats(
                        Arrays.stream(values).mapToObj(each -> (float) each).toList())
                .build();
    }

    /** The first dimension is the rows. */
    private static ValueInfoProto tensor(String name, TensorProto.DataType type, List<Long> columns) {
        TensorShapeProto.Builder shape = TensorShapeProto.newBuilder()
                .addDim(TensorShapeProto.Dimension.newBuilder().setDimParam(ROWS));
        columns.forEach(
                size -> shape.addDim(TensorShapeProto.Dimension.newBuilder().setDimValue(size)));
        return ValueInfoProto.newBuilder()
                .setName(name)
                .setType(TypeProto.newBuilder()
                        .setTensorType(TypeProto.Tensor.newBuilder()
                                .setElemType(type.getNumber())
                                .setShape(shape)))
                .build();
    }
}
