package io.recoflow.aws.stack;

import java.util.List;
import java.util.Map;
import software.amazon.awscdk.CfnCondition;
import software.amazon.awscdk.CfnParameter;
import software.amazon.awscdk.Fn;
import software.amazon.awscdk.services.iam.PolicyStatement;
import software.amazon.awscdk.services.iam.ServicePrincipal;
import software.amazon.awscdk.services.kms.Key;
import software.amazon.awscdk.services.sns.CfnSubscription;
import software.amazon.awscdk.services.sns.Topic;

/** Where alarms and failed runs are told. */
final class Notices {

    private final FoundationStack stack;
    private final Key key;

    Notices(FoundationStack stack, Key key) {
        this.stack = stack;
        this.key = key;
    }

    void create() {
        CfnParameter email = stack.optional(
                "NoticesEmail",
                "String",
                "",
                "Where alarms and notices of failures go. AWS asks that address to confirm.");
        CfnCondition given = CfnCondition.Builder.create(stack, "SendsMail")
                .expression(Fn.conditionNot(Fn.conditionEquals(email.getValueAsString(), "")))
                .build();
        Topic topic = Topic.Builder.create(stack, "NoticesTopic")
                .displayName("Recoflow " + stack.installation().stage())
                .masterKey(key)
                .enforceSsl(true)
                .build();
        topic.addToResourcePolicy(PolicyStatement.Builder.create()
                .sid("Alarms")
                .principals(List.of(new ServicePrincipal("cloudwatch.amazonaws.com")))
                .actions(List.of("sns:Publish"))
                .resources(List.of(topic.getTopicArn()))
                .conditions(Map.of("StringEquals", Map.of("aws:SourceAccount", stack.getAccount())))
                .build());
        // EventBridge takes no conditions in a topic's policy.
        topic.addToResourcePolicy(PolicyStatement.Builder.create()
                .sid("Rules")
                .principals(List.of(new ServicePrincipal("events.amazonaws.com")))
                .actions(List.of("sns:Publish"))
                .resources(List.of(topic.getTopicArn()))
                .build());
        CfnSubscription.Builder.create(stack, "NoticesSubscription")
                .topicArn(topic.getTopicArn())
                .protocol("email")
                .endpoint(email.getValueAsString())
                .build()
                .getCfnOptions()
                .setCondition(given);
        stack.tell(Foundation.TOPIC, topic.getTopicArn());
    }
}
