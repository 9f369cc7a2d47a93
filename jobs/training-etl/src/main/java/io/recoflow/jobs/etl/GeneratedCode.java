package io.recoflow.jobs.etl;

import java.util.Map;
import org.apache.spark.sql.SparkSession;

/** Whether Spark generates code for a run's queries: few rows do not save what compiling it takes. */
final class GeneratedCode {

    /** Fewer are read by the time that a fresh process has compiled it. */
    static final long FEWEST_ROWS = 100_000;

    private static final Map<String, String> NONE =
            Map.of("spark.sql.codegen.wholeStage", "false", "spark.sql.codegen.factoryMode", "NO_CODEGEN");

    private GeneratedCode() {}

    /** For what the session runs from now on; what the start of Spark said of it stays. */
    static void onlyFor(long rows, SparkSession session) {
        NONE.forEach((key, value) -> {
            if (!session.sparkContext().getConf().contains(key)) {
                if (rows < FEWEST_ROWS) {
                    session.conf().set(key, value);
                } else {
                    session.conf().unset(key);
                }
            }
        });
    }
}
