package io.recoflow.runtime.launch;

import java.util.List;
import org.apache.logging.log4j.Level;
import org.apache.logging.log4j.core.config.Configurator;
import org.apache.spark.SparkConf;

/**
 * What the process logs. Quiet is for people: what fails reaches them as one line of the job, so Spark's own account of
 * the same failure, a stack trace for each task, is switched off.
 */
final class LogLevels {

    enum Detail {
        QUIET,
        VERBOSE
    }

    private static final List<String> OF_THE_PLATFORM = List.of("org.apache.spark", "org.apache.hadoop");

    /** Where Spark tells of failures that it also throws. */
    private static final List<String> TOLD_BY_AN_EXCEPTION = List.of(
            "org.apache.spark.executor",
            "org.apache.spark.scheduler",
            "org.apache.spark.sql.execution",
            "org.apache.spark.util.Utils");

    private LogLevels() {}

    /** Sets the levels in this process. Without log4j-core on the classpath nothing happens. */
    static void apply(Detail detail) {
        try {
            // Spark sets its own levels when it first logs, which would undo these.
            new SparkConf(false).initializeLogIfNecessary(false, true);
            boolean quiet = detail == Detail.QUIET;
            Configurator.setRootLevel(Level.WARN);
            Configurator.setLevel("io.recoflow", quiet ? Level.WARN : Level.INFO);
            OF_THE_PLATFORM.forEach(logger -> Configurator.setLevel(logger, quiet ? Level.ERROR : Level.WARN));
            TOLD_BY_AN_EXCEPTION.forEach(logger -> Configurator.setLevel(logger, quiet ? Level.OFF : Level.WARN));
        } catch (LinkageError e) {
            // Another logging system is in charge, with a configuration of its own.
        }
    }
}
