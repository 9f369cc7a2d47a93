package io.recoflow.model;

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
import java.util.List;
import java.util.stream.IntStream;

/** Small towers, written by hand. */
public final class TestTowers {

    private TestTowers() {}

    /**
     * Takes {@code city} (text) and {@code creditLimit} (a number), both [rows, 1] as frameworks export them, and gives
     * [creditLimit · 1, creditLimit · 2, …] plus 100 where the city is Paris, as the only output {@code vector}.
     */
    public static byte[] cityAndCredit(int dimension) {
        GraphProto.Builder graph = GraphProto.newBuilder()
                .setName("tower")
                .addInput(tensor("city", TensorProto.DataType.STRING, 1))
                .addInput(tensor("creditLimit", TensorProto.DataType.FLOAT, 1))
                .addOutput(tensor("vector", TensorProto.DataType.FLOAT, dimension));
        graph.addInitializer(TensorProto.newBuilder()
                .setName("flat")
                .setDataType(TensorProto.DataType.INT64.getNumber())
                .addDims(1)
                .addInt64Data(-1));
        graph.addNode(NodeProto.newBuilder()
                .setOpType("Reshape")
                .addInput("city")
                .addInput("flat")
                .addOutput("cities"));
        graph.addNode(NodeProto.newBuilder()
                .setOpType("OneHotEncoder")
                .setDomain("ai.onnx.ml")
                .addInput("cities")
                .addOutput("isParis")
                .addAttribute(AttributeProto.newBuilder()
                        .setName("cats_strings")
                        .setType(AttributeType.STRINGS)
                        .addStrings(ByteString.copyFromUtf8("Paris")))
                .addAttribute(AttributeProto.newBuilder()
                        .setName("zeros")
                        .setType(AttributeType.INT)
                        .setI(1)));
        graph.addNode(NodeProto.newBuilder()
                .setOpType("Concat")
                .addInput("isParis")
                .addInput("creditLimit")
                .addOutput("features")
                .addAttribute(AttributeProto.newBuilder()
                        .setName("axis")
                        .setType(AttributeType.INT)
                        .setI(1)));
        TensorProto.Builder weights = TensorProto.newBuilder()
                .setName("weights")
                .setDataType(TensorProto.DataType.FLOAT.getNumber())
                .addDims(2)
                .addDims(dimension);
        IntStream.range(0, dimension).forEach(d -> weights.addFloatData(100));
        IntStream.range(0, dimension).forEach(d -> weights.addFloatData(d + 1));
        graph.addInitializer(weights);
        graph.addNode(NodeProto.newBuilder()
                .setOpType("MatMul")
                .addInput("features")
                .addInput("weights")
                .addOutput("vector"));
        return model(graph);
    }

    /**
     * Takes {@code creditLimit} as a whole number, [rows], and gives row number {@code creditLimit} of {@code rows}
     * embeddings, each of which has its number in all dimensions; the last is not a number. Fails where there is no such
     * row.
     */
    public static byte[] rowByCredit(int dimension, int rows) {
        TensorProto.Builder table = TensorProto.newBuilder()
                .setName("table")
                .setDataType(TensorProto.DataType.FLOAT.getNumber())
                .addDims(rows)
                .addDims(dimension);
        for (int row = 0; row < rows; row++) {
            for (int d = 0; d < dimension; d++) {
                table.addFloatData(row == rows - 1 ? Float.NaN : row);
            }
        }
        GraphProto.Builder graph = GraphProto.newBuilder()
                .setName("table")
                .addInput(tensor("creditLimit", TensorProto.DataType.INT64))
                .addOutput(tensor("vector", TensorProto.DataType.FLOAT, dimension))
                .addInitializer(table)
                .addNode(NodeProto.newBuilder()
                        .setOpType("Gather")
                        .addInput("table")
                        .addInput("creditLimit")
                        .addOutput("vector"));
        return model(graph);
    }

    /** Takes {@code rate} as text, casts it to a number, the empty one to 0, and gives it in all dimensions. */
    public static byte[] castText(int dimension) {
        GraphProto.Builder graph = GraphProto.newBuilder()
                .setName("cast")
                .addInput(tensor("rate", TensorProto.DataType.STRING, 1))
                .addOutput(tensor("vector", TensorProto.DataType.FLOAT, dimension));
        graph.addInitializer(text("empty", "")).addInitializer(text("zero", "0"));
        graph.addNode(NodeProto.newBuilder()
                .setOpType("Equal")
                .addInput("rate")
                .addInput("empty")
                .addOutput("isEmpty"));
        graph.addNode(NodeProto.newBuilder()
                .setOpType("Where")
                .addInput("isEmpty")
                .addInput("zero")
                .addInput("rate")
                .addOutput("filled"));
        graph.addNode(NodeProto.newBuilder()
                .setOpType("Cast")
                .addInput("filled")
                .addOutput("number")
                .addAttribute(AttributeProto.newBuilder()
                        .setName("to")
                        .setType(AttributeType.INT)
                        .setI(TensorProto.DataType.FLOAT.getNumber())));
        TensorProto.Builder weights = TensorProto.newBuilder()
                .setName("weights")
                .setDataType(TensorProto.DataType.FLOAT.getNumber())
                .addDims(1)
                .addDims(dimension);
        IntStream.range(0, dimension).forEach(d -> weights.addFloatData(1));
        graph.addInitializer(weights);
        graph.addNode(NodeProto.newBuilder()
                .setOpType("MatMul")
                .addInput("number")
                .addInput("weights")
                .addOutput("vector"));
        return model(graph, 19);
    }

    private static TensorProto.Builder text(String name, String value) {
        return TensorProto.newBuilder()
                .setName(name)
                .setDataType(TensorProto.DataType.STRING.getNumber())
                .addDims(1)
                .addStringData(ByteString.copyFromUtf8(value));
    }

    /**
     * Takes {@code customerNumber} and {@code city} (texts), and gives three factors and a 1, a constant, and whether it
     * knows the customer: 7 has the factors [1, 0, 0], Paris adds [0, 1, 0].
     */
    public static byte[] foldable() {
        GraphProto.Builder graph = GraphProto.newBuilder()
                .setName("tower")
                .addInput(tensor("customerNumber", TensorProto.DataType.STRING, 1))
                .addInput(tensor("city", TensorProto.DataType.STRING, 1))
                .addOutput(tensor("embedding", TensorProto.DataType.FLOAT, 4))
                .addOutput(tensor("constant", TensorProto.DataType.FLOAT, 1))
                .addOutput(tensor("known", TensorProto.DataType.FLOAT, 1));
        lookedUp(graph, "customerNumber", "7", List.of(0f, 0f, 0f, 1f, 0.5f, 0f, 1f, 0f, 0f, 1f, 0.5f, 1f));
        lookedUp(graph, "city", "Paris", List.of(0f, 0f, 0f, 0f, 0f, 0f, 0f, 1f, 0f, 0f, 0f, 0f));
        graph.addNode(NodeProto.newBuilder()
                .setOpType("Add")
                .addInput("customerNumber_row")
                .addInput("city_row")
                .addOutput("row"));
        graph.addInitializer(TensorProto.newBuilder()
                .setName("sizes")
                .setDataType(TensorProto.DataType.INT64.getNumber())
                .addDims(3)
                .addInt64Data(4)
                .addInt64Data(1)
                .addInt64Data(1));
        graph.addNode(NodeProto.newBuilder()
                .setOpType("Split")
                .addInput("row")
                .addInput("sizes")
                .addAttribute(AttributeProto.newBuilder()
                        .setName("axis")
                        .setType(AttributeType.INT)
                        .setI(1))
                .addOutput("embedding")
                .addOutput("constant")
                .addOutput("known"));
        return model(graph);
    }

    /** A row of six for what is not the text, and one for what is. */
    private static void lookedUp(GraphProto.Builder graph, String input, String text, List<Float> rows) {
        graph.addInitializer(TensorProto.newBuilder()
                .setName(input + "_rows")
                .setDataType(TensorProto.DataType.FLOAT.getNumber())
                .addDims(2)
                .addDims(6)
                .addAllFloatData(rows));
        graph.addInitializer(TensorProto.newBuilder()
                .setName(input + "_axes")
                .setDataType(TensorProto.DataType.INT64.getNumber())
                .addDims(1)
                .addInt64Data(1));
        graph.addNode(NodeProto.newBuilder()
                .setOpType("LabelEncoder")
                .setDomain("ai.onnx.ml")
                .addInput(input)
                .addOutput(input + "_place")
                .addAttribute(AttributeProto.newBuilder()
                        .setName("keys_strings")
                        .setType(AttributeType.STRINGS)
                        .addStrings(ByteString.copyFromUtf8(text)))
                .addAttribute(AttributeProto.newBuilder()
                        .setName("values_int64s")
                        .setType(AttributeType.INTS)
                        .addInts(1))
                .addAttribute(AttributeProto.newBuilder()
                        .setName("default_int64")
                        .setType(AttributeType.INT)
                        .setI(0)));
        graph.addNode(NodeProto.newBuilder()
                .setOpType("Gather")
                .addInput(input + "_rows")
                .addInput(input + "_place")
                .addOutput(input + "_gathered"));
        graph.addNode(NodeProto.newBuilder()
                .setOpType("ReduceSum")
                .addInput(input + "_gathered")
                .addInput(input + "_axes")
                .addAttribute(AttributeProto.newBuilder()
                        .setName("keepdims")
                        .setType(AttributeType.INT)
                        .setI(0))
                .addOutput(input + "_row"));
    }

    private static byte[] model(GraphProto.Builder graph) {
        return model(graph, 13);
    }

    private static byte[] model(GraphProto.Builder graph, int operators) {
        return ModelProto.newBuilder()
                .setIrVersion(8)
                .addOpsetImport(OperatorSetIdProto.newBuilder().setDomain("").setVersion(operators))
                .addOpsetImport(
                        OperatorSetIdProto.newBuilder().setDomain("ai.onnx.ml").setVersion(3))
                .setGraph(graph)
                .build()
                .toByteArray();
    }

    /** @param columns none for [rows], one number for [rows, columns] */
    private static ValueInfoProto tensor(String name, TensorProto.DataType type, int... columns) {
        TensorShapeProto.Builder shape = TensorShapeProto.newBuilder()
                .addDim(TensorShapeProto.Dimension.newBuilder().setDimParam("rows"));
        for (int size : columns) {
            shape.addDim(TensorShapeProto.Dimension.newBuilder().setDimValue(size));
        }
        return ValueInfoProto.newBuilder()
                .setName(name)
                .setType(TypeProto.newBuilder()
                        .setTensorType(TypeProto.Tensor.newBuilder()
                                .setElemType(type.getNumber())
                                .setShape(shape)))
                .build();
    }
}
