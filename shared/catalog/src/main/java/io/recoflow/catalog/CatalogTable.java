package io.recoflow.catalog;

import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The name of a table in the AWS Glue Data Catalog of the job's account and region.
 *
 * @param database in small letters, as the catalog stores it
 * @param name in small letters, as the catalog stores it
 */
public record CatalogTable(String database, String name) {

    /** What Athena takes in a query, the hyphen in quotes. */
    private static final String WORD = "[a-z0-9_-]{1,255}";

    private static final Pattern WHOLE = Pattern.compile("(" + WORD + ")\\.(" + WORD + ")");

    public CatalogTable {
        if (!database.matches(WORD) || !name.matches(WORD)) {
            throw new IllegalArgumentException(
                    "A database and a table are small letters, digits, _ and -: " + database + " and " + name);
        }
    }

    /** The table that {@code database.table} names, or empty where the text has another form. */
    public static Optional<CatalogTable> parse(String text) {
        Matcher parts = WHOLE.matcher(text.strip().toLowerCase(Locale.ROOT));
        return parts.matches() ? Optional.of(new CatalogTable(parts.group(1), parts.group(2))) : Optional.empty();
    }

    /** {@code database.table} */
    @Override
    public String toString() {
        return database + "." + name;
    }
}
