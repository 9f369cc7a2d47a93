package io.recoflow.aws.template;

/**
 * A name that must exist in the same template.
 *
 * @param path where it is named
 * @param target the logical id, or the name of a pseudo parameter
 * @param detail the attribute of an {@code ATTRIBUTE}; the first key in a {@code MAPPING}, if it is known; or empty
 */
record Reference(String path, Kind kind, String target, String detail) {
    enum Kind {
        /** A parameter's value, or what a resource is known by. */
        VALUE,
        /** An attribute of a resource. */
        ATTRIBUTE,
        /** A resource that must be there before. */
        ORDER,
        CONDITION,
        MAPPING
    }

    Reference(String path, Kind kind, String target) {
        this(path, kind, target, "");
    }
}
