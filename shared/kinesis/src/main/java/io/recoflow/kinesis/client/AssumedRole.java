package io.recoflow.kinesis.client;

import java.io.Serializable;
import org.jspecify.annotations.Nullable;

/**
 * A role whose rights are used.
 *
 * @param sessionName what the account's logs call the session; 2 to 64 characters
 * @param externalId what the role's account has agreed on with this one; no secret
 */
public record AssumedRole(
        String arn, String sessionName, @Nullable String externalId) implements Serializable {}
