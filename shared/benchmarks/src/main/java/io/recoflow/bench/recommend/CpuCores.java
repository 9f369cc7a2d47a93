package io.recoflow.bench.recommend;

import java.time.Duration;
import java.util.Optional;

/**
 * Cores that were busy on average.
 *
 * @param job empty where this process answers
 * @param jobTime its processor time
 * @param kinesalite the server
 * @param benchmark this process: visitors, platform and, where it answers, that
 */
record CpuCores(Optional<Double> job, Optional<Duration> jobTime, double kinesalite, double benchmark) {}
