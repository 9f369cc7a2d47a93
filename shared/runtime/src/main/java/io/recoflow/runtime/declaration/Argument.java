package io.recoflow.runtime.declaration;

import io.recoflow.runtime.option.Option;

/**
 * An argument of a run in production.
 *
 * @param option of the job
 * @param value where it names what a deployment made, <code>${Name}</code> stands for the foundation's output of that name
 */
public record Argument(Option<?> option, String value) {}
