package io.recoflow.kinesis;

import io.recoflow.kinesis.remote.ExecutorTails;
import io.recoflow.kinesis.remote.RemoteTails;
import java.util.Map;
import org.apache.spark.api.plugin.DriverPlugin;
import org.apache.spark.api.plugin.ExecutorPlugin;
import org.apache.spark.api.plugin.PluginContext;
import org.apache.spark.api.plugin.SparkPlugin;
import org.jspecify.annotations.Nullable;

/**
 * Lets executors read large streams in place of the driver: {@code
 * spark.plugins=io.recoflow.kinesis.KinesisPlugin}. It does nothing until a stream has more shards than the source's
 * option {@code executorTailShards}.
 */
public final class KinesisPlugin implements SparkPlugin {

    @Override
    public DriverPlugin driverPlugin() {
        return new DriverPlugin() {
            @Override
            public Object receive(Object message) {
                return RemoteTails.answer((byte[]) message);
            }
        };
    }

    @Override
    public ExecutorPlugin executorPlugin() {
        return new ExecutorPlugin() {
            private @Nullable ExecutorTails tails;

            @Override
            public void init(PluginContext context, Map<String, String> extraConf) {
                tails = ExecutorTails.start(context.executorID(), context::ask);
            }

            @Override
            public void shutdown() {
                if (tails != null) {
                    tails.close();
                }
            }
        };
    }
}
