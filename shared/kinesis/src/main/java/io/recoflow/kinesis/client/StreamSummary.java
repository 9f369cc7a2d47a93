package io.recoflow.kinesis.client;

import java.time.Duration;
import java.time.Instant;

/**
 * What is known of a stream.
 *
 * @param name without ARN
 * @param retention how long it keeps records
 * @param created when it was made; no record is older
 * @param time when this was said, by the service's clock, which may be a second behind itself
 */
public record StreamSummary(String name, Duration retention, Instant created, Instant time) {}
