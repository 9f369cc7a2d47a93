package io.recoflow.dynamodb;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/** By "DynamoDB item sizes and formats" of the Amazon DynamoDB Developer Guide. */
final class ItemSizeTest {

    @Test
    void textsCountByTheirBytesInUtf8AndSoDoNames() {
        assertThat(size("größe", AttributeValue.fromS("日本🙂"))).isEqualTo(7 + 3 + 3 + 4);
        assertThat(size("a", AttributeValue.fromS(""))).isEqualTo(1);
    }

    @ParameterizedTest
    @CsvSource({
        "0, 2",
        "5, 2",
        "10, 2",
        "12, 2",
        "123, 3",
        "1000000, 2",
        "-5, 3",
        "0.00012, 2",
        "12345678901234567890123456789012345678, 20"
    })
    void numbersCountByTwoSignificantDigitsAByte(String number, int bytes) {
        assertThat(size("n", AttributeValue.fromN(number))).isEqualTo(1 + bytes);
    }

    @Test
    void flagsAndNullsAreAByte() {
        assertThat(size("f", AttributeValue.fromBool(true))).isEqualTo(2);
        assertThat(size("f", AttributeValue.fromNul(true))).isEqualTo(2);
    }

    @Test
    void collectionsCountThreeBytesAndOneAnElement() {
        assertThat(size("l", AttributeValue.fromL(java.util.List.of()))).isEqualTo(1 + 3);
        assertThat(size("l", AttributeValue.fromL(java.util.List.of(AttributeValue.fromS("ab")))))
                .isEqualTo(1 + 3 + 1 + 2);
        assertThat(size("m", AttributeValue.fromM(Map.of("k", AttributeValue.fromS("ab")))))
                .isEqualTo(1 + 3 + 1 + 1 + 2);
        assertThat(size("s", AttributeValue.fromSs(java.util.List.of("ab", "c"))))
                .isEqualTo(1 + 3);
    }

    @Test
    void bytesCountAsTheyAre() {
        assertThat(size("b", AttributeValue.fromB(SdkBytes.fromByteArray(new byte[10]))))
                .isEqualTo(11);
    }

    private static int size(String name, AttributeValue value) {
        return new TableItem(Map.of(name, value)).size();
    }
}
