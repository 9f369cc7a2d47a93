package io.recoflow.aws.policy;

/** Where a policy statement stands, which decides what its elements mean. */
public enum PolicyKind {
    /** Carried by a role, user or group: says what they may do. */
    IDENTITY,
    /** Carried by a resource, such as a bucket or a topic: says who may do what with it. */
    RESOURCE,
    /**
     * The policy of a KMS key, whose resource {@code *} is that key and no other (AWS KMS Developer Guide, "Key
     * policies in AWS KMS").
     */
    KEY,
    /** The policy of a VPC endpoint: bounds what passes, and grants nothing by itself. */
    ENDPOINT,
    /** A role's {@code AssumeRolePolicyDocument}: says who may assume it. */
    TRUST
}
