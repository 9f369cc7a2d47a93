package io.recoflow.streaming.query;

import io.recoflow.streaming.query.SupervisedQuery.State;
import org.apache.spark.sql.SparkSession;
import scala.jdk.javaapi.CollectionConverters;

/** The session by which a query is started. */
final class QuerySession {

    /**
     * A run that was killed amid its first offsets leaves a directory that is not empty, and must start again. What Spark
     * protects by that check is state. It looks this up when the query has started already, so a query without state has a
     * session of its own.
     */
    private static final String CHECK = "spark.sql.streaming.verifyCheckpointDirectoryEmptyOnStart";

    private QuerySession() {}

    static SparkSession of(SparkSession session, State state) {
        if (state == State.STATEFUL) {
            return session;
        }
        SparkSession own = session.newSession();
        CollectionConverters.asJava(session.conf().getAll()).forEach((key, value) -> {
            if (own.conf().isModifiable(key)) {
                own.conf().set(key, value);
            }
        });
        own.conf().set(CHECK, "false");
        return own;
    }
}
