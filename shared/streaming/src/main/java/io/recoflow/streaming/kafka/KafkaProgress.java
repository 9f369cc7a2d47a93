package io.recoflow.streaming.kafka;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.time.Instant;
import java.util.Optional;
import java.util.stream.Stream;
import org.apache.spark.sql.streaming.StreamingQueryProgress;
import org.jspecify.annotations.Nullable;

/** What a query's progress tells of its partitions. */
final class KafkaProgress {

    private static final JsonMapper JSON = new JsonMapper();

    private KafkaProgress() {}

    /** The start of its last batch, where that read all that there was. The source tells no times of records that wait. */
    static Optional<Instant> doneUntil(StreamingQueryProgress progress) {
        return Stream.of(progress.sources())
                .findFirst()
                .filter(source -> isSame(source.endOffset(), source.latestOffset()))
                .map(all -> Instant.parse(progress.timestamp()));
    }

    private static boolean isSame(@Nullable String done, @Nullable String latest) {
        try {
            return done != null
                    && latest != null
                    && JSON.readTree(done).isObject()
                    && JSON.readTree(done).equals(JSON.readTree(latest));
        } catch (JsonProcessingException e) {
            return false;
        }
    }
}
