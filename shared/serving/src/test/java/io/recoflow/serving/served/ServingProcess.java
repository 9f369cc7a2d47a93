package io.recoflow.serving.served;

import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.apache.hadoop.conf.Configuration;

/** Serves in a process of its own, with a heap of its own, and prints what it serves and what it refuses. */
final class ServingProcess {

    private ServingProcess() {}

    /** @param arguments the folders of artifacts and lake */
    public static void main(String[] arguments) throws Exception {
        ServingSettings settings = new ServingSettings(arguments[0], arguments[1], Duration.ofMillis(150), 5);
        try (CurrentServing serving =
                CurrentServing.start(settings, new Configuration(), line -> System.out.println("refused: " + line))) {
            String last = "";
            while (true) {
                TimeUnit.MILLISECONDS.sleep(50);
                last = tell(serving.now(), last);
            }
        }
    }

    private static String tell(Serving now, String last) {
        try {
            String state = "serving the model " + now.modelVersion().orElse("none") + " and "
                    + now.stock().soldOut().size() + " sold out";
            if (!state.equals(last)) {
                System.out.println(state);
            }
            return state;
        } catch (OutOfMemoryError e) {
            // What the other thread loads may leave nothing to this one, for a moment.
            return last;
        }
    }
}
