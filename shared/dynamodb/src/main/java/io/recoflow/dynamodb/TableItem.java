package io.recoflow.dynamodb;

import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/**
 * An item as a table keeps it.
 *
 * @param attributes by their names
 */
public record TableItem(Map<String, AttributeValue> attributes) {

    /** The largest that DynamoDB keeps, names and values together, in bytes. */
    public static final int MOST_BYTES = 400 * 1024;

    public TableItem {
        attributes = Map.copyOf(attributes);
    }

    public static Builder builder() {
        return new Builder();
    }

    /**
     * Its size by DynamoDB's rules, in bytes.
     *
     * @see <a href="https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/CapacityUnitCalculations.html">Amazon
     *     DynamoDB Developer Guide, "DynamoDB item sizes and formats"</a>
     */
    public int size() {
        return ItemSize.of(attributes);
    }

    /** A text attribute's value; empty where it has none of that name. */
    String text(String name) {
        AttributeValue value = attributes.get(name);
        return value == null || value.s() == null ? "" : value.s();
    }

    /** Collects attributes; what is null is left out. */
    public static final class Builder {

        private final Map<String, AttributeValue> attributes = new LinkedHashMap<>();

        private Builder() {}

        public Builder text(String name, @Nullable String value) {
            return value == null ? this : with(name, AttributeValue.fromS(value));
        }

        public Builder number(String name, @Nullable Number value) {
            return value == null ? this : with(name, AttributeValue.fromN(value.toString()));
        }

        public Builder flag(String name, @Nullable Boolean value) {
            return value == null ? this : with(name, AttributeValue.fromBool(value));
        }

        /** A map of texts; left out where it is empty. */
        public Builder texts(String name, Map<String, String> values) {
            if (values.isEmpty()) {
                return this;
            }
            Map<String, AttributeValue> map = new LinkedHashMap<>();
            values.forEach((key, value) -> map.put(key, AttributeValue.fromS(value)));
            return with(name, AttributeValue.fromM(map));
        }

        public TableItem build() {
            return new TableItem(attributes);
        }

        private Builder with(String name, AttributeValue value) {
            attributes.put(name, value);
            return this;
        }
    }
}
