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
import com.google.protobuf.UnsafeByteOperations;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
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

    /** [rows, 1]. */
    void textInput(String name) {
        graph.addInput(tensor(name, TensorProto.DataType.STRING, List.of(1L)));
    }

    /** [rows, 1]. */
    void numberInput(String name) {
        graph.addInput(tensor(name, TensorProto.DataType.FLOAT, List.of(1L)));
    }

    void output(String name, int columns) {
        graph.addOutput(tensor(name, TensorProto.DataType.FLOAT, List.of((long) columns)));
    }

    /** [rows, 1] of text to [rows, 1] of places: {@code first} and up for the categories, another for anything else. */
    String lookUp(String input, List<String> categories, long first, long other) {
        AttributeProto.Builder keys =
                AttributeProto.newBuilder().setName("keys_strings").setType(AttributeType.STRINGS);
        AttributeProto.Builder values =
                AttributeProto.newBuilder().setName("values_int64s").setType(AttributeType.INTS);
        for (int i = 0; i < categories.size(); i++) {
            keys.addStrings(ByteString.copyFrom(categories.get(i), StandardCharsets.UTF_8));
            values.addInts(first + i);
        }
        return node(NodeProto.newBuilder()
                .setOpType("LabelEncoder")
                .setDomain(ML)
                .addInput(input)
                .addAttribute(keys)
                .addAttribute(values)
                .addAttribute(AttributeProto.newBuilder()
                        .setName("default_int64")
                        .setType(AttributeType.INT)
                        .setI(other)));
    }

    /** [rows, n] of places in a table to the sum of those rows of it. */
    String sumOfRows(String places, String tableName, List<double[]> table, String output) {
        matrix(tableName, table);
        String gathered = node(
                NodeProto.newBuilder().setOpType("Gather").addInput(tableName).addInput(places));
        String axes = tableName + "_axes";
        graph.addInitializer(TensorProto.newBuilder()
                .setName(axes)
                .setDataType(TensorProto.DataType.INT64.getNumber())
                .addDims(1)
                .addInt64Data(1));
        graph.addNode(NodeProto.newBuilder()
                .setOpType("ReduceSum")
                .addInput(gathered)
                .addInput(axes)
                .addAttribute(AttributeProto.newBuilder()
                        .setName("keepdims")
                        .setType(AttributeType.INT)
                        .setI(0))
                .addOutput(output));
        return output;
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

    /** [rows, n] times an [n, m] matrix, plus [rows, m]. */
    String multiply(String input, String matrixName, double[][] matrix, String plus, String output) {
        matrix(matrixName, Arrays.asList(matrix));
        graph.addNode(NodeProto.newBuilder()
                .setOpType("Gemm")
                .addInput(input)
                .addInput(matrixName)
                .addInput(plus)
                .addOutput(output));
        return output;
    }

    /** Columns into parts of the sizes given. */
    void split(String input, List<String> parts, List<Integer> sizes) {
        String name = input + "_sizes";
        TensorProto.Builder tensor = TensorProto.newBuilder()
                .setName(name)
                .setDataType(TensorProto.DataType.INT64.getNumber())
                .addDims(sizes.size());
        sizes.forEach(tensor::addInt64Data);
        graph.addInitializer(tensor);
        graph.addNode(NodeProto.newBuilder()
                .setOpType("Split")
                .addInput(input)
                .addInput(name)
                .addAttribute(axis())
                .addAllOutput(parts));
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

    /** As raw bytes, since a list of boxed numbers would take five times the memory. */
    private void matrix(String name, List<double[]> rows) {
        int columns = rows.get(0).length;
        ByteBuffer bytes = ByteBuffer.allocate(
                        Math.multiplyExact(Math.multiplyExact(rows.size(), columns), Float.BYTES))
                .order(ByteOrder.LITTLE_ENDIAN);
        for (double[] row : rows) {
            for (double value : row) {
                bytes.putFloat((float) value);
            }
        }
        graph.addInitializer(TensorProto.newBuilder()
                .setName(name)
                .setDataType(TensorProto.DataType.FLOAT.getNumber())
                .addDims(rows.size())
                .addDims(columns)
                .setRawData(UnsafeByteOperations.unsafeWrap(bytes.array())));
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
