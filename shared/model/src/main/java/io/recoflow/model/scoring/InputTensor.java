package io.recoflow.model.scoring;

import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import io.recoflow.model.bundle.TowerInput;
import io.recoflow.model.scoring.Tower.RowInputs;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;
import java.nio.LongBuffer;
import org.jspecify.annotations.Nullable;

/** One input of a tower, for all rows. Nothing that a row can hold makes it fail. */
final class InputTensor {

    private static final String NO_TEXT = "";

    private InputTensor() {}

    static OnnxTensor of(OrtEnvironment environment, TowerInput input, long[] shape, RowInputs rows, int column)
            throws OrtException {
        int count = Math.toIntExact(shape[0]);
        double neutral = input.neutral().orElse(0.0);
        switch (input.type()) {
            case STRING -> {
                String[] texts = new String[count];
                for (int row = 0; row < count; row++) {
                    texts[row] = text(rows.value(row, column));
                }
                return OnnxTensor.createTensor(environment, texts, shape);
            }
            case FLOAT -> {
                FloatBuffer numbers = direct(count * Float.BYTES).asFloatBuffer();
                for (int row = 0; row < count; row++) {
                    float number = (float) number(rows.value(row, column), neutral);
                    numbers.put(row, Float.isFinite(number) ? number : (float) neutral);
                }
                return OnnxTensor.createTensor(environment, numbers, shape);
            }
            case INT64 -> {
                LongBuffer numbers = direct(count * Long.BYTES).asLongBuffer();
                for (int row = 0; row < count; row++) {
                    numbers.put(row, Math.round(number(rows.value(row, column), neutral)));
                }
                return OnnxTensor.createTensor(environment, numbers, shape);
            }
        }
        throw new IllegalArgumentException(String.valueOf(input.type()));
    }

    private static String text(@Nullable Object value) {
        return value == null ? NO_TEXT : value.toString().strip();
    }

    private static double number(@Nullable Object value, double neutral) {
        double number = neutral;
        if (value instanceof Number given) {
            number = given.doubleValue();
        } else if (value != null) {
            try {
                number = Double.parseDouble(value.toString());
            } catch (NumberFormatException e) {
                number = neutral;
            }
        }
        return Double.isFinite(number) ? number : neutral;
    }

    private static ByteBuffer direct(int bytes) {
        return ByteBuffer.allocateDirect(bytes).order(ByteOrder.nativeOrder());
    }
}
