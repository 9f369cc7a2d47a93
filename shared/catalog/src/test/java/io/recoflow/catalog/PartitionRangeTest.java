package io.recoflow.catalog;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

final class PartitionRangeTest {

    @Test
    void goesFromTheSmallestNumberToTheLargest() {
        assertThat(PartitionRange.of(List.of("customerNumber=496", "customerNumber=1003", "customerNumber=-7")))
                .isEqualTo(new PartitionRange(-7, 1003));
    }

    @Test
    void goesAsFarAsAWholeNumberOf64BitsCan() {
        assertThat(PartitionRange.of(
                        List.of("customerNumber=1234567890123456789", "customerNumber=9223372036854775807")))
                .isEqualTo(new PartitionRange(1234567890123456789L, Long.MAX_VALUE));
        assertThat(PartitionRange.of(List.of("customerNumber=-9223372036854775808")))
                .isEqualTo(new PartitionRange(Long.MIN_VALUE, Long.MIN_VALUE));
        assertThat(PartitionRange.of(List.of("customerNumber=9223372036854775808", "customerNumber=5")))
                .isEqualTo(new PartitionRange(5, 5));
    }

    @Test
    void leavesOutWhatIsNoNumber() {
        assertThat(PartitionRange.of(Set.of("customerNumber=__HIVE_DEFAULT_PARTITION__", "customerNumber=5")))
                .isEqualTo(new PartitionRange(5, 5));
        assertThat(PartitionRange.of(Set.of("customerNumber=__HIVE_DEFAULT_PARTITION__")))
                .isEqualTo(new PartitionRange(0, 0));
    }
}
