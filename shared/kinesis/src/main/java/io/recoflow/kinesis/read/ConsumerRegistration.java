package io.recoflow.kinesis.read;

import io.recoflow.kinesis.client.KinesisException;
import io.recoflow.kinesis.client.KinesisStreamClient;
import io.recoflow.kinesis.config.SourceSettings;
import java.io.InterruptedIOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The fan-out consumer of a query, where it is known by its name: registered at the start, and gone at the end if asked. */
public final class ConsumerRegistration {

    private static final Logger LOG = LoggerFactory.getLogger(ConsumerRegistration.class);

    /** Whoever stops a query waits for it. */
    private static final Duration END_LIMIT = Duration.ofSeconds(10);

    private final KinesisStreamClient client;
    private final SourceSettings settings;

    public ConsumerRegistration(KinesisStreamClient client, SourceSettings settings) {
        this.client = client;
        this.settings = settings;
    }

    /**
     * Registers the consumer unless it is, tried again while that can help; does nothing where none is known by name.
     *
     * @throws KinesisException where it cannot be registered
     */
    public void begin() {
        String name = settings.registeredConsumer();
        if (name == null) {
            return;
        }
        try {
            new RetriedCalls(settings.retryTimeout(), ReadMetrics.NONE).call(() -> {
                client.registerConsumer(name);
                return name;
            });
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new UncheckedIOException(
                    new InterruptedIOException("Registering the fan-out consumer was interrupted"));
        }
    }

    /** Deregisters the consumer where the options say so. A failure is logged: the query has ended. */
    public void end() {
        String name = settings.registeredConsumer();
        if (name == null || !settings.deregistersConsumer()) {
            return;
        }
        try {
            new RetriedCalls(END_LIMIT, ReadMetrics.NONE).call(() -> {
                client.deregisterConsumer(name);
                return name;
            });
        } catch (KinesisException e) {
            LOG.warn(
                    "The fan-out consumer {} was not deregistered and is charged for: {}. Deregister it by hand",
                    name,
                    e.getMessage());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            LOG.warn("The fan-out consumer {} may not be deregistered: that was interrupted. Look at it by hand", name);
        }
    }
}
