package io.recoflow.aws.stack;

import java.util.List;
import java.util.Map;
import software.amazon.awscdk.services.events.EventPattern;
import software.amazon.awscdk.services.events.Rule;
import software.amazon.awscdk.services.events.targets.SnsTopic;

/** Tells the topic of notices what a platform tells of failed runs. */
public final class FailureNotices {

    private final RecoflowStack stack;
    private final Foundation foundation;

    public FailureNotices(RecoflowStack stack, Foundation foundation) {
        this.stack = stack;
        this.foundation = foundation;
    }

    /**
     * Makes a rule.
     *
     * @param id of the construct
     * @param source of the events: {@code aws.glue}
     * @param type of the events
     * @param detail what the events must have in it
     */
    public void create(String id, String description, String source, String type, Map<String, ?> detail) {
        Rule.Builder.create(stack, id)
                .description(description)
                .eventPattern(EventPattern.builder()
                        .source(List.of(source))
                        .detailType(List.of(type))
                        .detail(detail)
                        .build())
                .targets(List.of(new SnsTopic(foundation.topic())))
                .build();
    }
}
