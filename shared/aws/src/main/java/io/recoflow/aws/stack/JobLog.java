package io.recoflow.aws.stack;

import io.recoflow.runtime.declaration.DeclaredJob;
import io.recoflow.runtime.declaration.Figure;
import java.util.List;
import software.amazon.awscdk.CfnParameter;
import software.amazon.awscdk.RemovalPolicy;
import software.amazon.awscdk.services.logs.CfnLogGroup;
import software.amazon.awscdk.services.logs.CfnMetricFilter;
import software.amazon.awscdk.services.logs.CfnMetricFilter.MetricTransformationProperty;

/** A group of log streams that forgets, and the figures that are read from it. */
public final class JobLog {

    private final RecoflowStack stack;
    private final CfnLogGroup group;

    /**
     * Makes it.
     *
     * @param id of the construct
     * @param days how long it keeps what is written into it
     */
    public JobLog(RecoflowStack stack, Foundation foundation, String id, String name, CfnParameter days) {
        this.stack = stack;
        this.group = CfnLogGroup.Builder.create(stack, id)
                .logGroupName(name)
                .retentionInDays(days.getValueAsNumber())
                .kmsKeyId(foundation.keyArn())
                .build();
        group.applyRemovalPolicy(RemovalPolicy.DESTROY);
    }

    public String name() {
        return group.getRef();
    }

    /** The ARN with the streams in it, as policies name it. */
    public String arn() {
        return group.getAttrArn();
    }

    /** Turns the figures that the job declares into metrics. */
    public void read(DeclaredJob job) {
        for (Figure figure : job.declaration().figures()) {
            CfnMetricFilter.Builder.create(stack, job.getClass().getSimpleName() + figure.name())
                    .logGroupName(name())
                    .filterPattern(figure.pattern())
                    .metricTransformations(List.of(MetricTransformationProperty.builder()
                            .metricNamespace(stack.installation().metrics())
                            .metricName(figure.name())
                            .metricValue("$" + figure.word())
                            .unit(figure.unit())
                            .build()))
                    .build();
        }
    }
}
