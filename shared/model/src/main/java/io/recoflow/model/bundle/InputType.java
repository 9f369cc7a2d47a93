package io.recoflow.model.bundle;

import com.fasterxml.jackson.annotation.JsonProperty;

/** What a tower takes for a feature. */
public enum InputType {
    /** Text, without blanks at its ends. */
    @JsonProperty("string")
    STRING,
    /** 32-bit floating point. */
    @JsonProperty("float")
    FLOAT,
    /** 64-bit integer. */
    @JsonProperty("int64")
    INT64
}
