package io.recoflow.runtime.failure;

import java.util.ArrayList;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What lies behind a failure: Spark, the AWS SDK and futures wrap what their tasks throw. */
public final class Causes {

    private Causes() {}

    /** The failure and its causes, the outermost first; each once, also where they form a circle. */
    public static List<Throwable> of(Throwable failure) {
        Set<Throwable> seen = Collections.newSetFromMap(new IdentityHashMap<>());
        List<Throwable> causes = new ArrayList<>();
        @Nullable Throwable link = failure;
        while (link != null && seen.add(link)) {
            causes.add(link);
            link = link.getCause();
        }
        return causes;
    }

    /** The outermost of a type. */
    public static <T extends Throwable> Optional<T> find(Throwable failure, Class<T> type) {
        return of(failure).stream().filter(type::isInstance).map(type::cast).findFirst();
    }
}
