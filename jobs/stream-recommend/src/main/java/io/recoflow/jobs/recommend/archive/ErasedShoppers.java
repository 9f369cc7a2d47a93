package io.recoflow.jobs.recommend.archive;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.udf;

import java.io.Serializable;
import java.sql.Timestamp;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.api.java.UDF3;
import org.apache.spark.sql.types.DataTypes;
import org.jspecify.annotations.Nullable;

/**
 * Shoppers who were erased, and until when: what of theirs arrived later is kept. Of a customer, this is all that has the
 * customer's number, and what has no number and comes from one of the customer's sessions.
 *
 * <p>What could not be read as an event is looked through as text, also as UTF-16: it is of whoever it names by {@code
 * customer_number} or {@code session_id}, however these are written, or by its partition key.
 */
final class ErasedShoppers implements Serializable {

    private static final long serialVersionUID = 1;

    /** Up to ten signs, such as quotes and a colon, between a name and its value. */
    private static final String BETWEEN = "[^\\p{Alnum}]{0,10}?";

    private static final Pattern CUSTOMER =
            Pattern.compile("customer_?number" + BETWEEN + "0{0,20}(\\d{1,10})(?!\\d)", Pattern.CASE_INSENSITIVE);

    private static final Pattern SESSION =
            Pattern.compile("session_?id[\\s\"'\\\\:=]{0,10}([^\\s\"'\\\\,;&}]{1,256})", Pattern.CASE_INSENSITIVE);

    private final Map<Integer, Long> customers = new HashMap<>();
    private final Map<String, Long> sessions = new HashMap<>();
    private final Map<String, Long> anonymousInSessions = new HashMap<>();

    /** Those of a list. */
    ErasedShoppers(List<Erased> list) {
        for (Erased each : list) {
            long until = each.erasedAt().toEpochMilli();
            Integer customer = each.customerNumber();
            String session = each.sessionId();
            if (session != null) {
                (customer == null ? sessions : anonymousInSessions).merge(session, until, Math::max);
            } else if (customer != null) {
                customers.merge(customer, until, Math::max);
            }
        }
    }

    boolean isSameAs(ErasedShoppers other) {
        return customers.equals(other.customers)
                && sessions.equals(other.sessions)
                && anonymousInSessions.equals(other.anonymousInSessions);
    }

    boolean isEmpty() {
        return customers.isEmpty() && sessions.isEmpty() && anonymousInSessions.isEmpty();
    }

    /** Of rows of the table of recommendations: whether they are an erased shopper's. */
    Column haveActed() {
        return udf((UDF3<Integer, String, Timestamp, Boolean>) this::hasActed, DataTypes.BooleanType)
                .apply(col("customer_number"), col("session_id"), col(RecommendationColumns.ARRIVED_AT));
    }

    /** Of rows of the table of rejected records: whether they name an erased shopper. */
    Column areNamed() {
        return udf((UDF3<byte[], String, Timestamp, Boolean>) this::isNamed, DataTypes.BooleanType)
                .apply(col("data"), col("partition_key"), col(RecommendationColumns.ARRIVED_AT));
    }

    private boolean hasActed(@Nullable Integer customer, @Nullable String session, Timestamp arrivedAt) {
        return isUntil(customers, customer, arrivedAt)
                || isUntil(sessions, session, arrivedAt)
                || (customer == null && isUntil(anonymousInSessions, session, arrivedAt));
    }

    private boolean isNamed(byte @Nullable [] data, @Nullable String partitionKey, Timestamp arrivedAt) {
        if (isSession(partitionKey, arrivedAt)) {
            return true;
        }
        if (data == null) {
            return false;
        }
        // Whatever the bytes are, ASCII stays readable so; the zeros are those of UTF-16.
        String text = new String(data, ISO_8859_1).replace("\0", "");
        Matcher customer = CUSTOMER.matcher(text);
        while (customer.find()) {
            long number = Long.parseLong(customer.group(1));
            if (number <= Integer.MAX_VALUE && isUntil(customers, (int) number, arrivedAt)) {
                return true;
            }
        }
        Matcher session = SESSION.matcher(text);
        while (session.find()) {
            if (isSession(new String(session.group(1).getBytes(ISO_8859_1), UTF_8), arrivedAt)) {
                return true;
            }
        }
        return false;
    }

    private boolean isSession(@Nullable String session, Timestamp arrivedAt) {
        return isUntil(sessions, session, arrivedAt) || isUntil(anonymousInSessions, session, arrivedAt);
    }

    private static <K> boolean isUntil(Map<K, Long> erased, @Nullable K key, Timestamp arrivedAt) {
        Long until = key == null ? null : erased.get(key);
        return until != null && arrivedAt.getTime() <= until;
    }
}
