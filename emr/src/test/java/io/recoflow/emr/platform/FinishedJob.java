package io.recoflow.emr.platform;

import io.recoflow.local.submit.SparkSubmit;

/**
 * A job that has ended.
 *
 * @param name {@code training-etl}, also the name of its jar
 */
record FinishedJob(String name, SparkSubmit.Result result, LoadedClasses classes) {

    String jar() {
        return name + ".jar";
    }

    /** All that it wrote. */
    String log() {
        return result.out() + "\n" + result.err();
    }

    /** Its name: reports of tests show it. */
    @Override
    public String toString() {
        return name;
    }
}
