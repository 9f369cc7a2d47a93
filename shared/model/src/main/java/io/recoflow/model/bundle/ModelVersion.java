package io.recoflow.model.bundle;

import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import java.util.regex.Pattern;

/** Names of versions. Ours are the second (UTC) in which a bundle was begun, so that they sort by time. */
final class ModelVersion {

    static final String RULE = "a version is a letter or digit and up to 39 letters, digits, '_' or '-'";

    /** Short enough to be a part of a table's name. */
    private static final Pattern VALID = Pattern.compile("[0-9A-Za-z][0-9A-Za-z_-]{0,39}");

    private static final DateTimeFormatter FORMAT =
            DateTimeFormatter.ofPattern("uuuuMMdd'T'HHmmss'Z'").withZone(ZoneOffset.UTC);

    private ModelVersion() {}

    static boolean isValid(String version) {
        return VALID.matcher(version).matches();
    }

    static String of(Instant time) {
        return FORMAT.format(time.truncatedTo(ChronoUnit.SECONDS));
    }
}
