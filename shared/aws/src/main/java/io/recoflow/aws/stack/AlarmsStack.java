package io.recoflow.aws.stack;

import io.recoflow.runtime.declaration.DeclaredJob;
import io.recoflow.runtime.declaration.Figure;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import software.amazon.awscdk.App;
import software.amazon.awscdk.CfnParameter;
import software.amazon.awscdk.services.cloudwatch.Alarm;
import software.amazon.awscdk.services.cloudwatch.AlarmStatusWidget;
import software.amazon.awscdk.services.cloudwatch.Dashboard;
import software.amazon.awscdk.services.cloudwatch.GraphWidget;
import software.amazon.awscdk.services.cloudwatch.IMetric;
import software.amazon.awscdk.services.cloudwatch.TreatMissingData;

/** What must be told to somebody, and a dashboard of all that is watched. */
public final class AlarmsStack extends RecoflowStack {

    private static final String SCHEDULES = "schedules";

    private final Metrics metrics;
    private final Alarms alarms;
    private final Map<String, List<IMetric>> graphs = new LinkedHashMap<>();

    public AlarmsStack(App app, Installation installation, List<DeclaredJob> jobs) {
        super(
                app,
                installation,
                "alarms",
                "Recoflow's alarms and dashboard: streams, answers, snapshots, the vector database, schedules.");
        Foundation foundation = new Foundation(this);
        this.metrics = new Metrics(this);
        this.alarms = new Alarms(this, foundation);
        Streams.declaredBy(jobs).keySet().forEach(name -> watchStream(name, foundation));
        jobs.forEach(job -> job.declaration().figures().forEach(this::watchFigure));
        watchSnapshot(foundation);
        watchVectors(foundation);
        watchSchedules();
        dashboard();
    }

    private void watchStream(String name, Foundation foundation) {
        String stream = foundation.value(name + "Stream");
        IMetric age = metrics.stream("GetRecords.IteratorAgeMilliseconds", "Maximum", stream);
        IMetric refusedWrites = metrics.stream("WriteProvisionedThroughputExceeded", "Sum", stream);
        IMetric refusedReads = metrics.stream("ReadProvisionedThroughputExceeded", "Sum", stream);
        // No data is an alarm, too: then nobody reads.
        alarms.above(
                name + "Unread",
                age,
                60_000,
                TreatMissingData.BREACHING,
                "What is in the stream " + name
                        + " has waited for more than 60 s, or nothing reads it. Does its job run?");
        alarms.above(
                name + "WritesThrottled",
                refusedWrites,
                0,
                TreatMissingData.NOT_BREACHING,
                "The stream " + name + " refuses records for want of capacity. More shards, or StreamMode ON_DEMAND.");
        alarms.above(
                name + "ReadsThrottled",
                refusedReads,
                0,
                TreatMissingData.NOT_BREACHING,
                "The stream " + name + " refuses readers for want of capacity. Fewer readers, or more shards.");
        graph("records in " + name, metrics.stream("IncomingRecords", "Sum", stream));
        graph("waiting in " + name, age);
        graph("refused by " + name, refusedWrites, refusedReads);
    }

    private void watchFigure(Figure figure) {
        IMetric metric = metrics.own(figure.name(), "Average", figure.unit());
        figure.limit()
                .ifPresent(limit -> alarms.above(
                        figure.name() + "High",
                        metric,
                        limit.value(),
                        TreatMissingData.NOT_BREACHING,
                        limit.meaning()));
        graph((figure.unit().equals("None") ? "Ages" : figure.unit()) + " that jobs report", metric);
    }

    private void watchSnapshot(Foundation foundation) {
        CfnParameter hours = optional(
                "SnapshotHours",
                "Number",
                30,
                "Hours after which a training snapshot is told as old. They are taken every night, and may take three"
                        + " hours twice.");
        new SnapshotAge(this, foundation).create();
        IMetric age = metrics.everyHour("SnapshotAgeHours");
        // No data is an alarm, too: then there is no snapshot at all, or it cannot be read.
        Alarm alarm = alarms.above(
                "SnapshotOld",
                age,
                hours.getValueAsNumber(),
                TreatMissingData.BREACHING,
                "The newest training snapshot is older than SnapshotHours, or there is none. What became of training-etl?");
        graph("hours since the newest snapshot", alarm.getMetric());
    }

    private void watchVectors(Foundation foundation) {
        CfnParameter connections = optional(
                "VectorConnections",
                "Number",
                300,
                "Connections of the vector database that are told as many. A db.t4g.medium takes some 400.");
        String database = foundation.value(Foundation.VECTOR_DATABASE);
        IMetric disk = metrics.database("FreeStorageSpace", "Minimum", database);
        IMetric processor = metrics.database("CPUUtilization", "Average", database);
        IMetric open = metrics.database("DatabaseConnections", "Maximum", database);
        alarms.below(
                "VectorsDiskFull",
                disk,
                2 * 1024.0 * 1024 * 1024,
                "The vector database has less than 2 GiB of disk left. Fewer versions, or a larger MaxAllocatedStorage.");
        alarms.above(
                "VectorsBusy",
                processor,
                80,
                TreatMissingData.BREACHING,
                "The vector database's processor is busy, or it does not run. A larger VectorClass?");
        alarms.above(
                "VectorsConnections",
                open,
                connections.getValueAsNumber(),
                TreatMissingData.BREACHING,
                "The vector database has more connections than VectorConnections, or does not run. Who holds them?");
        graph("free disk of the vector database", disk);
        graph("processor of the vector database", processor);
        graph("connections of the vector database", open);
    }

    private void watchSchedules() {
        IMetric failed = metrics.schedules("TargetErrorCount");
        IMetric dropped = metrics.schedules("InvocationDroppedCount");
        alarms.above(
                "SchedulesFailed",
                failed,
                0,
                TreatMissingData.NOT_BREACHING,
                "A schedule could not start its job: it is refused, or the platform has no room. Start it by hand.");
        alarms.above(
                "SchedulesDropped",
                dropped,
                0,
                TreatMissingData.NOT_BREACHING,
                "A schedule has given up starting its job. Start it by hand.");
        graph(SCHEDULES, failed, dropped);
    }

    private void graph(String title, IMetric... shown) {
        graphs.computeIfAbsent(title, any -> new ArrayList<>()).addAll(List.of(shown));
    }

    private void dashboard() {
        Dashboard dashboard = Dashboard.Builder.create(this, "Dashboard")
                .dashboardName(installation().name())
                .build();
        dashboard.addWidgets(AlarmStatusWidget.Builder.create()
                .title("alarms")
                .width(24)
                .height(4)
                .alarms(alarms.all())
                .build());
        graphs.forEach((title, shown) -> dashboard.addWidgets(
                GraphWidget.Builder.create().title(title).width(8).left(shown).build()));
    }
}
