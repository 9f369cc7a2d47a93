package io.recoflow.aws.stack;

import java.util.List;
import software.amazon.awscdk.App;
import software.amazon.awscdk.ArnComponents;
import software.amazon.awscdk.ArnFormat;
import software.amazon.awscdk.CfnOutput;
import software.amazon.awscdk.CfnParameter;
import software.amazon.awscdk.Fn;
import software.amazon.awscdk.Stack;

/** A stack of an installation. */
public abstract class RecoflowStack extends Stack {

    private final Installation installation;

    /** @param part what the stack is, in its name */
    protected RecoflowStack(App app, Installation installation, String part, String description) {
        super(app, installation.name(part), installation.stack(part, description));
        this.installation = installation;
    }

    public final Installation installation() {
        return installation;
    }

    /** A parameter that must be given. */
    protected final CfnParameter required(String name, String type, String description) {
        return CfnParameter.Builder.create(this, name)
                .type(type)
                .description(description)
                .build();
    }

    /** A parameter that may be left out. */
    protected final CfnParameter optional(String name, String type, Object defaultValue, String description) {
        return CfnParameter.Builder.create(this, name)
                .type(type)
                .defaultValue(defaultValue)
                .description(description)
                .build();
    }

    /** A parameter with one of some values, the first of them where it is left out. */
    protected final CfnParameter choice(String name, List<String> values, String description) {
        return CfnParameter.Builder.create(this, name)
                .type("String")
                .defaultValue(values.get(0))
                .allowedValues(values)
                .description(description)
                .build();
    }

    /** How long logs stay. */
    protected final CfnParameter logRetention() {
        return CfnParameter.Builder.create(this, "LogRetentionDays")
                .type("Number")
                .defaultValue(30)
                .allowedValues(List.of("7", "14", "30", "60", "90", "180", "365"))
                .description("Days for which the logs are kept.")
                .build();
    }

    /** Where this release's jars are. */
    protected final CfnParameter release() {
        return CfnParameter.Builder.create(this, "Release")
                .type("String")
                .allowedPattern("[A-Za-z0-9][A-Za-z0-9._-]*")
                .description(
                        "The folder below releases/ in the code bucket that holds the jars. Another one rolls back.")
                .build();
    }

    /** Whether the clock starts jobs. */
    protected final CfnParameter schedules() {
        return choice(
                "Schedules",
                List.of("ENABLED", "DISABLED"),
                "Whether jobs are started by the clock. DISABLED where another platform does it.");
    }

    /** Lets other stacks find a value, and shows it. */
    protected final void tell(String name, String value) {
        tell(name, "String", value);
        show(name, value);
    }

    /** The same of a list, which is not shown. */
    protected final void tellList(String name, List<String> values) {
        tell(name, "StringList", Fn.join(",", values));
    }

    /** An output. */
    protected final void show(String name, String value) {
        CfnOutput.Builder.create(this, name + "Output").value(value).build().overrideLogicalId(name);
    }

    private void tell(String name, String type, String value) {
        software.amazon.awscdk.services.ssm.CfnParameter.Builder.create(this, name + "Told")
                .name(installation.parameter(name))
                .type(type)
                .value(value)
                .build();
    }

    /** {@code arn:<partition>:<service>:<region>:<account>:<resource>} */
    public final String arn(String service, String resource) {
        return formatArn(ArnComponents.builder()
                .service(service)
                .resource(resource)
                .arnFormat(ArnFormat.NO_RESOURCE_NAME)
                .build());
    }
}
