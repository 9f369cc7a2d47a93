package io.recoflow.runtime.spark;

import java.util.function.Supplier;
import org.apache.spark.sql.RuntimeConfig;
import org.apache.spark.sql.SparkSession;

/** A setting of Spark for as long as a dataset is made; its plan keeps what was decided by it. */
public final class SessionSetting {

    private SessionSetting() {}

    /** @param key of a setting that has a default */
    public static <T> T during(SparkSession session, String key, String value, Supplier<T> work) {
        RuntimeConfig configuration = session.conf();
        String before = configuration.get(key);
        configuration.set(key, value);
        try {
            return work.get();
        } finally {
            configuration.set(key, before);
        }
    }
}
