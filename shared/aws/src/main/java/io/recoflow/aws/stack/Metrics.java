package io.recoflow.aws.stack;

import java.util.Locale;
import java.util.Map;
import software.amazon.awscdk.Duration;
import software.amazon.awscdk.services.cloudwatch.IMetric;
import software.amazon.awscdk.services.cloudwatch.Metric;
import software.amazon.awscdk.services.cloudwatch.Unit;

/** The metrics of an installation. */
final class Metrics {

    private final RecoflowStack stack;

    Metrics(RecoflowStack stack) {
        this.stack = stack;
    }

    IMetric stream(String name, String statistic, String stream) {
        return metric("AWS/Kinesis", name, statistic, Map.of("StreamName", stream))
                .build();
    }

    IMetric database(String name, String statistic, String identifier) {
        return metric("AWS/RDS", name, statistic, Map.of("DBInstanceIdentifier", identifier))
                .build();
    }

    IMetric schedules(String name) {
        return metric(
                        "AWS/Scheduler",
                        name,
                        "Sum",
                        Map.of("ScheduleGroup", stack.installation().name()))
                .build();
    }

    /** A figure of a job. */
    IMetric own(String name, String statistic, String unit) {
        return metric(stack.installation().metrics(), name, statistic, Map.of())
                .unit(Unit.valueOf(unit.toUpperCase(Locale.ROOT)))
                .build();
    }

    /** What is measured once an hour. */
    IMetric everyHour(String name) {
        return metric(stack.installation().metrics(), name, "Maximum", Map.of())
                .period(Duration.hours(1))
                .build();
    }

    private static Metric.Builder metric(
            String namespace, String name, String statistic, Map<String, String> dimensions) {
        return Metric.Builder.create()
                .namespace(namespace)
                .metricName(name)
                .statistic(statistic)
                .dimensionsMap(dimensions)
                .period(Duration.minutes(1));
    }
}
