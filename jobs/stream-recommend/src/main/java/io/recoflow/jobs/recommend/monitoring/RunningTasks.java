package io.recoflow.jobs.recommend.monitoring;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.spark.scheduler.SparkListener;
import org.apache.spark.scheduler.SparkListenerExecutorMetricsUpdate;
import org.apache.spark.scheduler.SparkListenerTaskEnd;
import scala.jdk.javaapi.CollectionConverters;

/**
 * The statistics of tasks that still run, as their executors' heartbeats tell them: a real-time task lasts for as long as its
 * batch, and adds to the driver's statistics at its end only.
 */
final class RunningTasks extends SparkListener {

    private final long accumulator;
    private final Map<Long, ServingStatistics> running = new ConcurrentHashMap<>();

    /** @param accumulator the id of the {@link StatisticsAccumulator} */
    RunningTasks(long accumulator) {
        this.accumulator = accumulator;
    }

    /** What they have counted by their last heartbeats. */
    ServingStatistics sum() {
        ServingStatistics sum = new ServingStatistics();
        running.values().forEach(sum::add);
        return sum;
    }

    @Override
    public void onExecutorMetricsUpdate(SparkListenerExecutorMetricsUpdate update) {
        CollectionConverters.asJava(update.accumUpdates())
                .forEach(task -> CollectionConverters.asJava(task._4()).forEach(info -> {
                    if (info.id() == accumulator
                            && info.update().isDefined()
                            && info.update().get() instanceof ServingStatistics statistics) {
                        running.put((Long) (Object) task._1(), statistics.copy());
                    }
                }));
    }

    @Override
    public void onTaskEnd(SparkListenerTaskEnd end) {
        running.remove(end.taskInfo().taskId());
    }
}
