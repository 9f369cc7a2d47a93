package io.recoflow.runtime.report;

import com.fasterxml.jackson.annotation.JsonUnwrapped;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What a run did, for people and programs; as JSON in this order of properties, the same for every job.
 *
 * @param <D> what a job has to tell beside that: a record, whose components stand among the other properties
 * @param formatVersion {@link #FORMAT_VERSION}
 * @param runId the version that the run published or would have published, or when it began
 * @param outcome how it ended
 * @param failure the line that the run ended with, where it failed
 * @param settings the options as they took effect, without secrets
 * @param details the job's own part
 * @param phases how long each part took
 * @param warnings what someone should know
 */
public record RunReport<D>(
        int formatVersion,
        String job,
        String version,
        String runId,
        Outcome outcome,
        Optional<String> failure,
        Instant startedAt,
        Instant finishedAt,
        Map<String, String> settings,
        @JsonUnwrapped D details,
        List<Phase> phases,
        List<String> warnings) {

    public static final int FORMAT_VERSION = 1;

    /** How a run ends. */
    public enum Outcome {
        /** What it was asked to publish is there. */
        PUBLISHED,
        FAILED
    }

    /** A part of the run and its wall time. */
    public record Phase(String name, double seconds) {}
}
