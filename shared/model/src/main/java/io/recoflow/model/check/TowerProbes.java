package io.recoflow.model.check;

import io.recoflow.model.bundle.InputType;
import io.recoflow.model.bundle.TowerDescription;
import io.recoflow.model.bundle.TowerInput;
import io.recoflow.model.scoring.BoundTower;
import io.recoflow.model.scoring.FeatureTable;
import io.recoflow.model.scoring.Tower;
import io.recoflow.model.scoring.Vectors;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** What a tower makes of values that events have: one input after the other is given some, the others nothing. */
final class TowerProbes {

    /** Of a shop that sends what it likes; numbers up to the largest that an event's field may have. */
    private static final List<Object> TEXTS = List.of("Paris", "S\u00e3o Paulo", "90003", "n/a", "-", "x".repeat(256));

    private static final List<Object> NUMBERS = List.of(0, 1, 59_811.5, 1e12);
    private static final List<Object> WHOLE_NUMBERS = List.of(0, 1, 478, Integer.MAX_VALUE);

    private final BoundTower tower;
    private final TowerDescription description;

    TowerProbes(Tower tower, TowerDescription description) {
        this.tower =
                tower.bind(description.inputs().stream().map(TowerInput::name).toList());
        this.description = description;
    }

    /** A line for each input that something is wrong with. */
    List<String> problems() {
        List<String> problems = new ArrayList<>();
        for (int input = 0; input < description.inputs().size(); input++) {
            int place = input;
            TowerInput each = description.inputs().get(input);
            List<String> found = Stream.concat(
                            values(each.type()).stream()
                                    .flatMap(value -> problem(place, value).stream())
                                    .limit(1),
                            numberInText(place).stream())
                    .toList();
            if (!found.isEmpty()) {
                problems.add(description.file() + " " + String.join(", and ", found));
            }
        }
        return problems;
    }

    private static List<Object> values(InputType type) {
        return switch (type) {
            case STRING -> TEXTS;
            case FLOAT -> NUMBERS;
            case INT64 -> WHOLE_NUMBERS;
        };
    }

    private Optional<String> problem(int input, Object value) {
        String what = "where " + description.inputs().get(input).name() + " is " + shown(value);
        try {
            Vectors vectors = embedded(input, value);
            boolean finite = Float.isFinite(vectors.constants()[0]);
            for (float number : vectors.embedding(0)) {
                finite &= Float.isFinite(number);
            }
            return finite ? Optional.empty() : Optional.of("gives numbers that are not finite " + what);
        } catch (IllegalStateException e) {
            Throwable cause = e.getCause() == null ? e : e.getCause();
            return Optional.of("fails " + what + ": "
                    + String.valueOf(cause.getMessage()).lines().findFirst().orElse("without a message"));
        }
    }

    /** ONNX Runtime casts as much of a text as is a number, and drops the rest. */
    private Optional<String> numberInText(int input) {
        TowerInput described = description.inputs().get(input);
        if (described.type() != InputType.STRING) {
            return Optional.empty();
        }
        boolean castsTheBeginning;
        try {
            float[] one = vector(input, "1");
            castsTheBeginning = !Arrays.equals(one, vector(input, "2")) && Arrays.equals(one, vector(input, "1,5"));
        } catch (IllegalStateException e) {
            return Optional.empty();
        }
        return castsTheBeginning
                ? Optional.of(
                        "reads text of " + described.name()
                                + " as a number up to the first character that is none, so that"
                                + " '1,5' is 1: declare the input as float, and text that is no number becomes its neutral value")
                : Optional.empty();
    }

    private float[] vector(int input, Object value) {
        Vectors vectors = embedded(input, value);
        float[] all = Arrays.copyOf(vectors.embedding(0), vectors.embedding(0).length + 1);
        all[all.length - 1] = vectors.constants()[0];
        return all;
    }

    private Vectors embedded(int input, Object value) {
        return tower.embed(new FeatureTable() {
            @Override
            public int rows() {
                return 1;
            }

            @Override
            public @Nullable Object value(int row, int column) {
                return column == input ? value : null;
            }
        });
    }

    private static String shown(Object value) {
        return value instanceof String text ? text.length() > 20 ? "a long text" : "'" + text + "'" : value.toString();
    }
}
