package io.recoflow.runtime.storage;

import org.apache.hadoop.conf.Configuration;
import org.apache.spark.SparkConf;
import org.apache.spark.deploy.SparkHadoopUtil;
import org.apache.spark.sql.SparkSession;
import scala.Option;

/** What Hadoop's file systems are told in this process. */
public final class HadoopConfiguration {

    private HadoopConfiguration() {}

    /**
     * Of the Spark that runs here; before one is started, what it would be started with: the {@code spark.hadoop.*}
     * settings, which {@code spark-submit} hands to a driver as system properties, on top of Hadoop's own files.
     */
    public static Configuration present() {
        Option<SparkSession> running = SparkSession.getDefaultSession();
        return running.isDefined() && !running.get().sparkContext().isStopped()
                ? running.get().sessionState().newHadoopConf()
                : SparkHadoopUtil.get().newConfiguration(new SparkConf());
    }
}
