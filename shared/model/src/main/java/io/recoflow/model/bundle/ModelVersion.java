package io.recoflow.model.bundle;

import java.util.regex.Pattern;

/** Names of versions, those that people choose included. */
final class ModelVersion {

    static final String RULE = "a version is a letter or digit and up to 39 letters, digits, '_' or '-'";

    /** Short enough to be a part of a table's name. */
    private static final Pattern VALID = Pattern.compile("[0-9A-Za-z][0-9A-Za-z_-]{0,39}");

    private ModelVersion() {}

    static boolean isValid(String version) {
        return VALID.matcher(version).matches();
    }
}
