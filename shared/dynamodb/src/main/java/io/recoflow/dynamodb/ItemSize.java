package io.recoflow.dynamodb;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.math.BigDecimal;
import java.util.List;
import java.util.Map;
import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/**
 * How large an item is: Amazon DynamoDB Developer Guide, "DynamoDB item sizes and formats". Numbers are taken for their
 * largest, where that page says "approximately".
 */
final class ItemSize {

    private static final int OF_COLLECTION = 3;
    private static final int OF_ELEMENT = 1;

    private ItemSize() {}

    static int of(Map<String, AttributeValue> attributes) {
        int size = 0;
        for (Map.Entry<String, AttributeValue> attribute : attributes.entrySet()) {
            size += utf8(attribute.getKey()) + of(attribute.getValue());
        }
        return size;
    }

    private static int of(AttributeValue value) {
        return switch (value.type()) {
            case S -> utf8(value.s());
            case N -> number(value.n());
            case B -> value.b().asByteArrayUnsafe().length;
            case BOOL, NUL -> 1;
            case SS -> value.ss().stream().mapToInt(ItemSize::utf8).sum();
            case NS -> value.ns().stream().mapToInt(ItemSize::number).sum();
            case BS -> value.bs().stream().mapToInt(ItemSize::length).sum();
            case L -> list(value.l());
            case M -> OF_COLLECTION + value.m().size() * OF_ELEMENT + of(value.m());
            case UNKNOWN_TO_SDK_VERSION -> throw new IllegalArgumentException("An attribute has no value");
        };
    }

    private static int list(List<AttributeValue> values) {
        return OF_COLLECTION
                + values.stream().mapToInt(each -> OF_ELEMENT + of(each)).sum();
    }

    /** One byte for two significant digits, one for the exponent, and one more for a sign. */
    private static int number(String text) {
        BigDecimal number = new BigDecimal(text).stripTrailingZeros();
        return (number.precision() + 1) / 2 + 1 + (number.signum() < 0 ? 1 : 0);
    }

    private static int length(SdkBytes bytes) {
        return bytes.asByteArrayUnsafe().length;
    }

    private static int utf8(String text) {
        return text.getBytes(UTF_8).length;
    }
}
