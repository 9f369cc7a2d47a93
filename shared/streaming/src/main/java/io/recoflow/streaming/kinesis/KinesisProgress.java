package io.recoflow.streaming.kinesis;

import io.recoflow.kinesis.offset.KinesisOffset;
import io.recoflow.kinesis.offset.KinesisOffsetJson;
import io.recoflow.kinesis.offset.ShardProgress;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import org.apache.spark.sql.streaming.SourceProgress;
import org.jspecify.annotations.Nullable;

/** What a query's progress tells of its shards. */
final class KinesisProgress {

    private KinesisProgress() {}

    /**
     * Until when nothing has arrived that is not done. A shard in which nothing came since was looked through for longer
     * than its last batch tells.
     */
    static Optional<Instant> doneUntil(SourceProgress progress) {
        return offset(progress.endOffset()).flatMap(done -> {
            Map<String, ShardProgress> read = offset(progress.latestOffset())
                    .<Map<String, ShardProgress>>map(KinesisOffset::shards)
                    .orElse(Map.of());
            return done.shards().entrySet().stream()
                    .filter(shard -> !shard.getValue().position().isEnd())
                    .map(shard -> latest(shard.getValue(), read.get(shard.getKey())))
                    .min(Instant::compareTo);
        });
    }

    private static Instant latest(ShardProgress done, @Nullable ShardProgress read) {
        return read != null && read.position().equals(done.position()) ? read.completeUntil() : done.completeUntil();
    }

    private static Optional<KinesisOffset> offset(@Nullable String json) {
        return json == null || json.equals("null") ? Optional.empty() : Optional.of(KinesisOffsetJson.read(json));
    }
}
