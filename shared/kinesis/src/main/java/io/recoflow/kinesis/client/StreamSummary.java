package io.recoflow.kinesis.client;

import java.time.Duration;

/**
 * What is known of a stream.
 *
 * @param name without ARN
 * @param retention how long it keeps records
 */
public record StreamSummary(String name, Duration retention) {}
