package io.recoflow.runtime.declaration;

/**
 * A right that a job needs.
 *
 * @param mode what it does there
 * @param resource what kind of thing it is
 * @param name which one: the foundation's name of a database or stream, {@code <bucket>/<folder>} of files, or {@code
 *     Catalog/<table>}; of what the foundation makes for the jobs alone, a stream needs no more than to be named here,
 *     and a table of DynamoDB its design in {@link ItemTable}
 * @param purpose what the job reads or writes there, in words
 */
public record Access(Mode mode, Resource resource, String name, String purpose) {

    public static Access reads(Resource resource, String name, String purpose) {
        return new Access(Mode.READ, resource, name, purpose);
    }

    /** What is written may be read, too, and deleted. */
    public static Access writes(Resource resource, String name, String purpose) {
        return new Access(Mode.WRITE, resource, name, purpose);
    }

    /** What a job does. */
    public enum Mode {
        READ,
        WRITE
    }

    /** Where a job does it. */
    public enum Resource {
        /** A database, by the login in its secret. */
        DATABASE,
        /** Files below a folder of a bucket. */
        FILES,
        /** A stream of Kinesis. */
        STREAM,
        /** A table of DynamoDB. */
        TABLE,
        /** A table of the Glue Data Catalog. */
        CATALOG
    }
}
