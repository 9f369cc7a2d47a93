package io.recoflow.aws.stack;

import java.util.ArrayList;
import java.util.List;
import software.amazon.awscdk.services.cloudwatch.Alarm;
import software.amazon.awscdk.services.cloudwatch.ComparisonOperator;
import software.amazon.awscdk.services.cloudwatch.IAlarm;
import software.amazon.awscdk.services.cloudwatch.IMetric;
import software.amazon.awscdk.services.cloudwatch.TreatMissingData;
import software.amazon.awscdk.services.cloudwatch.actions.SnsAction;

/** Alarms that tell the topic of notices when they begin and when they end. */
final class Alarms {

    /** Periods in a row, so that one bad minute wakes nobody. */
    private static final int PERIODS = 5;

    private final RecoflowStack stack;
    private final SnsAction tell;
    private final List<IAlarm> all = new ArrayList<>();

    Alarms(RecoflowStack stack, Foundation foundation) {
        this.stack = stack;
        this.tell = new SnsAction(foundation.topic());
    }

    Alarm above(String id, IMetric metric, Number limit, TreatMissingData missing, String description) {
        return alarm(id, metric, limit, ComparisonOperator.GREATER_THAN_THRESHOLD, missing, description);
    }

    Alarm below(String id, IMetric metric, Number limit, String description) {
        return alarm(
                id, metric, limit, ComparisonOperator.LESS_THAN_THRESHOLD, TreatMissingData.NOT_BREACHING, description);
    }

    List<IAlarm> all() {
        return List.copyOf(all);
    }

    private Alarm alarm(
            String id,
            IMetric metric,
            Number limit,
            ComparisonOperator comparison,
            TreatMissingData missing,
            String description) {
        Alarm alarm = Alarm.Builder.create(stack, id)
                .alarmName(stack.installation().name(id))
                .alarmDescription(description)
                .metric(metric)
                .threshold(limit)
                .comparisonOperator(comparison)
                .evaluationPeriods(PERIODS)
                .treatMissingData(missing)
                .build();
        alarm.addAlarmAction(tell);
        alarm.addOkAction(tell);
        all.add(alarm);
        return alarm;
    }
}
