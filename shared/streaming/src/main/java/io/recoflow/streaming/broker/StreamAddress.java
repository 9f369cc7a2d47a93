package io.recoflow.streaming.broker;

import io.recoflow.streaming.kinesis.KinesisLocation;
import java.util.regex.Pattern;

/** A stream by its name, or by its ARN. */
public record StreamAddress(String text) {

    private static final String ARN = "arn:";
    private static final Pattern STREAM_ARN = Pattern.compile("arn:aws[^:]*:kinesis:[^:]+:\\d{12}:stream/[\\w.-]+");

    public boolean isArn() {
        return text.startsWith(ARN);
    }

    /** Whether it is a name, or an ARN as KinesisLocation has them. */
    public boolean isSound() {
        return !isArn() || STREAM_ARN.matcher(text).matches();
    }

    /** By which the stream's records tell it. */
    public String name() {
        return isArn() ? text.substring(text.lastIndexOf('/') + 1) : text;
    }

    /** Whether both may be one stream: of a name it is not known which account's it is. */
    public boolean mayBe(StreamAddress other) {
        return isArn() && other.isArn() ? equals(other) : name().equals(other.name());
    }

    @Override
    public String toString() {
        return text;
    }
}
