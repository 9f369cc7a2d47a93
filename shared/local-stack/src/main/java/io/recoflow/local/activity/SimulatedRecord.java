package io.recoflow.local.activity;

/**
 * A record for the activity stream.
 *
 * @param eventNumber of a valid event of user activity, from 1 on; 0 for others
 * @param partitionKey the session's id, where there is a session
 * @param explicitHashKey decides the shard; the same for the same session
 * @param data it is not copied
 */
@SuppressWarnings("ArrayRecordComponent") // Bytes are handed over without a copy; nobody compares records.
record SimulatedRecord(Kind kind, int eventNumber, String partitionKey, String explicitHashKey, byte[] data) {
    enum Kind {
        ACTIVITY,
        MALFORMED,
        OTHER_TYPE
    }

    /** What counts against the limit of a request: the data and the key, which is ASCII. */
    int size() {
        return data.length + partitionKey.length();
    }
}
