package io.recoflow.aws.stack;

import io.recoflow.runtime.declaration.DeclaredJob;
import java.util.List;
import java.util.Map;
import software.amazon.awscdk.App;
import software.amazon.awscdk.CfnMapping;
import software.amazon.awscdk.CfnParameter;
import software.amazon.awscdk.Fn;
import software.amazon.awscdk.RemovalPolicy;
import software.amazon.awscdk.Token;
import software.amazon.awscdk.services.kms.Key;
import software.amazon.awscdk.services.scheduler.CfnScheduleGroup;
import software.amazon.awscdk.services.secretsmanager.CfnSecret;

/** What jobs need in an account, whichever platform runs them. */
public final class FoundationStack extends RecoflowStack {

    /** @param jobs whose streams and tables are made */
    public FoundationStack(App app, Installation installation, List<DeclaredJob> jobs) {
        super(
                app,
                installation,
                "foundation",
                "Recoflow's foundation: key, buckets, streams, tables, the shop's login, the network's doors, the topic of notices.");
        Key key = DataKey.create(this);
        tell(Foundation.KEY, key.getKeyArn());
        new Buckets(this, key).create();
        new Streams(this, key, jobs).create();
        new ItemTables(this, key, jobs).create();
        new Notices(this, key).create();
        Network network = new Network(this);
        network.create();
        source(key, network);
        CfnScheduleGroup.Builder.create(this, "ScheduleGroup")
                .name(installation.name())
                .build();
    }

    private void source(Key key, Network network) {
        CfnParameter engine =
                choice("SourceEngine", List.of("mysql", "postgresql"), "What the shop's database is, or speaks like.");
        CfnParameter host =
                required("SourceHost", "String", "The host of the shop's database, a read replica at best.");
        CfnParameter port = optional("SourcePort", "String", "", "Its port, where it is not the usual one.");
        CfnParameter database = required("SourceDatabase", "String", "The name of the database there.");
        CfnMapping engines = CfnMapping.Builder.create(this, "SourceEngines")
                .mapping(Map.of("mysql", Map.of("port", "3306"), "postgresql", Map.of("port", "5432")))
                .build();
        String usual = engines.findInMap(engine.getValueAsString(), "port");
        String effective = network.ifGiven(port, "UnusualSourcePort", usual);
        network.admitJobsAtSource(Token.asNumber(effective));
        tell(
                "SourceUrl",
                Fn.join(
                        "",
                        List.of(
                                "jdbc:",
                                engine.getValueAsString(),
                                "://",
                                host.getValueAsString(),
                                ":",
                                effective,
                                "/",
                                database.getValueAsString())));
        // Without a value: the page says how to put it in, and no later deployment replaces it.
        CfnSecret secret = CfnSecret.Builder.create(this, "SourceSecret")
                .description("The jobs' login at the shop's database, as JSON with username and password")
                .kmsKeyId(key.getKeyArn())
                .build();
        secret.applyRemovalPolicy(RemovalPolicy.RETAIN_ON_UPDATE_OR_DELETE);
        tell("SourceSecretArn", secret.getRef());
    }
}
