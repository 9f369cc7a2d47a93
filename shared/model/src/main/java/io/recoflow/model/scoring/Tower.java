package io.recoflow.model.scoring;

import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtLoggingLevel;
import ai.onnxruntime.OrtSession;
import io.recoflow.model.bundle.Manifest;
import io.recoflow.model.bundle.TowerDescription;
import io.recoflow.model.bundle.TowerInput;
import io.recoflow.runtime.failure.ExitCode;
import io.recoflow.runtime.failure.JobException;
import java.lang.ref.Cleaner;
import java.lang.ref.Reference;
import java.nio.FloatBuffer;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A tower in this process: one ONNX Runtime session with one thread. Safe for concurrent callers, each of which works in
 * its own thread. Its memory is outside the heap, and is freed by {@link #close} or when nobody can use the tower any more.
 */
public final class Tower implements AutoCloseable {

    private static final Cleaner CLEANER = Cleaner.create();

    private final TowerDescription description;
    private final int dimension;
    private final OrtEnvironment environment;
    private final OrtSession session;
    private final TowerSignature signature;
    private final Cleaner.Cleanable cleanable;

    private Tower(
            TowerDescription description,
            int dimension,
            OrtEnvironment environment,
            OrtSession session,
            TowerSignature signature) {
        this.description = description;
        this.dimension = dimension;
        this.environment = environment;
        this.session = session;
        this.signature = signature;
        this.cleanable = CLEANER.register(this, () -> close(session));
    }

    /**
     * Loads a tower, and checks it against what the manifest says of it.
     *
     * @param onnx the content of its file
     * @throws JobException with exit code 5 where it is no ONNX model, or has other inputs or outputs than described
     */
    public static Tower load(byte[] onnx, TowerDescription description, Manifest manifest) {
        OrtEnvironment environment = OrtEnvironment.getEnvironment();
        try (OrtSession.SessionOptions options = new OrtSession.SessionOptions()) {
            options.setIntraOpNumThreads(1);
            options.setInterOpNumThreads(1);
            // What fails is thrown; a line for each on standard error besides would be a flood.
            options.setSessionLogLevel(OrtLoggingLevel.ORT_LOGGING_LEVEL_FATAL);
            OrtSession session = environment.createSession(onnx, options);
            TowerSignature signature = TowerSignature.of(session);
            List<String> problems = signature.problems(description, manifest.dimension());
            if (!problems.isEmpty()) {
                session.close();
                throw unusable(description, String.join("; ", problems));
            }
            return new Tower(description, manifest.dimension(), environment, session, signature);
        } catch (OrtException e) {
            throw unusable(description, "ONNX Runtime cannot load it: " + e.getMessage());
        }
    }

    /** In the order of the manifest. */
    public List<TowerInput> inputs() {
        return description.inputs();
    }

    /**
     * Looks for the tower's inputs among the columns of what it will be given.
     *
     * @throws JobException with exit code 5 where one is missing
     */
    public BoundTower bind(List<String> columns) {
        Set<String> missing = new LinkedHashSet<>();
        inputs().stream()
                .map(TowerInput::name)
                .filter(name -> !columns.contains(name))
                .forEach(missing::add);
        if (!missing.isEmpty()) {
            throw unusable(
                    description,
                    "it takes " + String.join(", ", missing) + ", and there is only " + String.join(", ", columns));
        }
        return new BoundTower(this, columns);
    }

    /** @param rows its columns are the inputs */
    Vectors embed(int count, RowInputs rows) {
        if (count == 0) {
            return new Vectors(dimension, new float[0], new float[0]);
        }
        Map<String, OnnxTensor> tensors = new HashMap<>();
        try {
            for (int input = 0; input < inputs().size(); input++) {
                TowerInput each = inputs().get(input);
                tensors.put(
                        each.name(),
                        InputTensor.of(environment, each, signature.inputShape(each.name(), count), rows, input));
            }
            try (OrtSession.Result result = session.run(tensors)) {
                float[] embeddings = floats(result, signature.embedding(), count * dimension);
                float[] constants = signature
                        .constant()
                        .map(name -> floats(result, name, count))
                        .orElseGet(() -> new float[count]);
                return signature
                        .known()
                        .map(name -> new Vectors(dimension, embeddings, constants, floats(result, name, count)))
                        .orElseGet(() -> new Vectors(dimension, embeddings, constants));
            }
        } catch (OrtException e) {
            throw new IllegalStateException(description.file() + " failed on " + count + " rows", e);
        } finally {
            tensors.values().forEach(OnnxTensor::close);
            // Not to be cleaned while the session runs.
            Reference.reachabilityFence(this);
        }
    }

    @Override
    public void close() {
        cleanable.clean();
    }

    private static void close(OrtSession session) {
        try {
            session.close();
        } catch (OrtException e) {
            throw new IllegalStateException("Cannot close a tower", e);
        }
    }

    private static float[] floats(OrtSession.Result result, String output, int count) {
        OnnxTensor tensor = (OnnxTensor) result.get(output).orElseThrow();
        FloatBuffer buffer = tensor.getFloatBuffer();
        if (buffer == null || buffer.remaining() != count) {
            throw new IllegalStateException("The output " + output + " has another size than " + count);
        }
        float[] values = new float[count];
        buffer.get(values);
        return values;
    }

    private static JobException unusable(TowerDescription description, String cause) {
        return new JobException(
                ExitCode.CONTRACT_VIOLATED,
                "Cannot use " + description.file(),
                cause,
                "Export the tower again so that it fits its manifest");
    }

    /** Values by row and input. */
    interface RowInputs {
        @Nullable Object value(int row, int input);
    }
}
