package io.recoflow.streaming.kinesis;

import java.util.Optional;

/**
 * A role that is assumed to reach the streams.
 *
 * @param externalId what the role's trust policy may ask for
 */
public record AssumedRole(String arn, Optional<String> sessionName, Optional<String> externalId) {

    private static final String SESSION_NAME = "recoflow-kinesis";

    /** For sources that have no name of their own for a session. */
    String sessionNameOrDefault() {
        return sessionName.orElse(SESSION_NAME);
    }
}
