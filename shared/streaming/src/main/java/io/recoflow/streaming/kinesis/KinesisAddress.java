package io.recoflow.streaming.kinesis;

import io.recoflow.streaming.broker.StreamAddress;
import java.util.regex.Pattern;

/** A stream of Kinesis by its name, or by its ARN. */
public final class KinesisAddress {

    private static final String ARN = "arn:";
    private static final Pattern STREAM_ARN = Pattern.compile("arn:aws[^:]*:kinesis:[^:]+:\\d{12}:stream/[\\w.-]+");

    private KinesisAddress() {}

    public static StreamAddress of(String text) {
        return new StreamAddress(text, text.startsWith(ARN) ? text.substring(text.lastIndexOf('/') + 1) : text);
    }

    public static boolean isArn(StreamAddress stream) {
        return stream.text().startsWith(ARN);
    }

    /** Whether it is a name, or an ARN as Kinesis has them. */
    public static boolean isSound(StreamAddress stream) {
        return !isArn(stream) || STREAM_ARN.matcher(stream.text()).matches();
    }

    /** Whether both may be one stream: of a name it is not known which account's it is. */
    public static boolean mayBeOne(StreamAddress one, StreamAddress other) {
        return isArn(one) && isArn(other) ? one.equals(other) : one.name().equals(other.name());
    }
}
