package io.recoflow.kinesis.sink;

import io.recoflow.kinesis.client.PutOutcome;

/** What may become of a record. */
final class Outcomes {

    private Outcomes() {}

    static PutOutcome stored() {
        return new PutOutcome("1", null, null);
    }

    static PutOutcome throttled() {
        return failed("ProvisionedThroughputExceededException");
    }

    static PutOutcome failed(String code) {
        return new PutOutcome(null, code, null);
    }
}
