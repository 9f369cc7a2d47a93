package io.recoflow.jobs.recommend.stream;

import io.recoflow.jobs.recommend.monitoring.StatisticsAccumulator;
import io.recoflow.serving.answer.Question;
import io.recoflow.serving.answer.Recommender;
import io.recoflow.serving.answer.RecommenderSettings;
import io.recoflow.serving.served.CurrentServing;
import io.recoflow.serving.served.Serving;
import io.recoflow.serving.served.ServingSettings;
import io.recoflow.shop.ContractJson;
import io.recoflow.shop.activity.ParsedActivity;
import io.recoflow.shop.recommendation.Recommendation;
import io.recoflow.streaming.broker.StreamRecord;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Deque;
import java.util.Iterator;
import java.util.List;
import org.apache.hadoop.conf.Configuration;
import org.apache.spark.api.java.function.MapPartitionsFunction;
import org.apache.spark.broadcast.Broadcast;
import org.apache.spark.sql.Encoder;
import org.apache.spark.sql.Encoders;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;
import org.apache.spark.util.SerializableConfiguration;
import org.jspecify.annotations.Nullable;

/**
 * What a task does: from records of activity to records of recommendations, with the columns {@code partitionKey} and
 * {@code data}. An answer has the partition key of its event. What is no activity is counted, and left to the archive.
 */
public final class RecommendFunction implements MapPartitionsFunction<Row, Row> {

    /** The columns of what it gives. */
    public static final StructType COLUMNS =
            new StructType().add("partitionKey", DataTypes.StringType, false).add("data", DataTypes.BinaryType, false);

    private static final long serialVersionUID = 1;

    private static final int SCORED_TOGETHER = 256;

    private final RecommenderSettings recommender;
    private final ServingSettings serving;
    private final Broadcast<SerializableConfiguration> configuration;
    private final StatisticsAccumulator statistics;
    private final int atOnce;
    private final @Nullable Expiry expiry;

    /**
     * Events are scored together, as many as there are, up to {@value #SCORED_TOGETHER}.
     *
     * @param hadoop by which tasks reach what is served
     */
    public static RecommendFunction of(
            RecommenderSettings recommender,
            ServingSettings serving,
            SparkSession session,
            Configuration hadoop,
            StatisticsAccumulator statistics) {
        return new RecommendFunction(
                recommender,
                serving,
                SerializableConfiguration.broadcast(session.sparkContext(), hadoop),
                statistics,
                SCORED_TOGETHER,
                null);
    }

    private RecommendFunction(
            RecommenderSettings recommender,
            ServingSettings serving,
            Broadcast<SerializableConfiguration> configuration,
            StatisticsAccumulator statistics,
            int atOnce,
            @Nullable Expiry expiry) {
        this.recommender = recommender;
        this.serving = serving;
        this.configuration = configuration;
        this.statistics = statistics;
        this.atOnce = atOnce;
        this.expiry = expiry;
    }

    /** The same for events that do not wait for the next. */
    public RecommendFunction oneByOne() {
        return new RecommendFunction(recommender, serving, configuration, statistics, 1, expiry);
    }

    /** The same that puts events aside for which nobody waits any more. */
    public RecommendFunction puttingAside(Expiry expiry) {
        return new RecommendFunction(recommender, serving, configuration, statistics, atOnce, expiry);
    }

    /** The same for what was put aside. */
    public RecommendFunction ofExpired() {
        return new RecommendFunction(recommender.ofExpired(), serving, configuration, statistics, atOnce, null);
    }

    public static Encoder<Row> encoder() {
        return Encoders.row(COLUMNS);
    }

    @Override
    public Iterator<Row> call(Iterator<Row> records) {
        CurrentServing current =
                CurrentServing.of(serving, () -> configuration.value().value());
        return new Answers(records, current, new Recommender(recommender, Clock.systemUTC()));
    }

    /** Answers in the order of the events. */
    private final class Answers implements Iterator<Row> {

        private final Iterator<Row> records;
        private final CurrentServing serving;
        private final Recommender recommender;
        private final ActivityReader reader = new ActivityReader();
        private final Deque<String> partitionKeys = new ArrayDeque<>();
        private Iterator<Recommendation> ready = Collections.emptyIterator();
        private Iterator<ParsedActivity> parsed = Collections.emptyIterator();
        private String partitionKey = "";
        private final Deque<StreamRecord> givenBack = new ArrayDeque<>();
        private final @Nullable AsideWriter aside = expiry == null
                ? null
                : new AsideWriter(expiry, configuration.value().value());

        Answers(Iterator<Row> records, CurrentServing serving, Recommender recommender) {
            this.records = records;
            this.serving = serving;
            this.recommender = recommender;
        }

        @Override
        public boolean hasNext() {
            while (!ready.hasNext()) {
                List<Question> questions = questions();
                if (questions.isEmpty()) {
                    if (aside != null) {
                        givenBack.addAll(aside.write());
                    }
                    if (givenBack.isEmpty()) {
                        return false;
                    }
                    continue;
                }
                Serving now = serving.now();
                ready = recommender.answer(questions, now).iterator();
                now.models().forEach(model -> model.firstFailure()
                        .ifPresent(cause -> statistics.modelFailed(model.version(), cause)));
            }
            return true;
        }

        @Override
        public Row next() {
            Recommendation recommendation = ready.next();
            statistics.answered(recommendation);
            return RowFactory.create(partitionKeys.remove(), ContractJson.write(recommendation));
        }

        private boolean isPutAside(StreamRecord record) {
            if (aside == null) {
                return false;
            }
            Instant now = Instant.now();
            boolean taken = aside.takes(record, now);
            if (aside.isDue(now)) {
                givenBack.addAll(aside.write());
            }
            return taken;
        }

        /** Of a long array of events, the rest waits for the next call. */
        private List<Question> questions() {
            List<Question> questions = new ArrayList<>();
            while (questions.size() < atOnce && (parsed.hasNext() || !givenBack.isEmpty() || records.hasNext())) {
                if (!parsed.hasNext()) {
                    StreamRecord record = givenBack.isEmpty() ? StreamRecord.of(records.next()) : givenBack.remove();
                    if (isPutAside(record)) {
                        continue;
                    }
                    partitionKey = record.partitionKey();
                    parsed = reader.read(record).iterator();
                }
                ParsedActivity next = parsed.next();
                if (next instanceof ParsedActivity.Activity activity) {
                    questions.add(new Question(activity.event(), activity.arrival()));
                    partitionKeys.add(partitionKey);
                } else {
                    statistics.left(next);
                }
            }
            return questions;
        }
    }
}
