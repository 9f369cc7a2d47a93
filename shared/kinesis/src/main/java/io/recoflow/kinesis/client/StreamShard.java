package io.recoflow.kinesis.client;

/**
 * A shard where several streams are read as one, whose id is {@code stream/shardId}: names of streams have no slash.
 *
 * @param stream the stream's name
 * @param shardId as the stream itself lists it
 */
public record StreamShard(String stream, String shardId) {

    private static final String SEPARATOR = "/";

    /** @param onlyStream whose shard it is where the id names none */
    public static StreamShard of(String id, String onlyStream) {
        int separator = id.indexOf(SEPARATOR);
        return separator < 0
                ? new StreamShard(onlyStream, id)
                : new StreamShard(id.substring(0, separator), id.substring(separator + SEPARATOR.length()));
    }

    /** The id where several streams are read. */
    public String id() {
        return stream + SEPARATOR + shardId;
    }

    /** The name of a stream that is known by its name or its ARN. */
    public static String streamName(String nameOrArn) {
        return nameOrArn.substring(nameOrArn.lastIndexOf(SEPARATOR) + SEPARATOR.length());
    }
}
