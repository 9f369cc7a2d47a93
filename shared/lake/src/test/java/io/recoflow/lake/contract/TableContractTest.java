package io.recoflow.lake.contract;

import static org.assertj.core.api.Assertions.assertThat;

import io.recoflow.lake.contract.ColumnType.Decimal;
import io.recoflow.lake.contract.ColumnType.Other;
import io.recoflow.lake.contract.ColumnType.Plain;
import io.recoflow.lake.contract.ColumnType.Text;
import io.recoflow.lake.contract.ColumnType.Whole;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class TableContractTest {

    private final TableContract contract = new TableContract(
            "customers",
            List.of(
                    ColumnContract.of("city", new Text(50)),
                    ColumnContract.of("state", new Text(50)).orNull()));

    @Test
    void namedColumnsAreInUseWhateverTheirCase() {
        TableContract using = contract.using(List.of("CITY"));

        assertThat(using.columns())
                .containsExactly(
                        ColumnContract.of("city", new Text(50)).inUse(),
                        ColumnContract.of("state", new Text(50)).orNull());
        assertThat(contract.columns()).noneMatch(ColumnContract::used);
    }

    @Test
    void anUnknownColumnJoinsWithAnyType() {
        TableContract using = contract.using(List.of("loyalty", "state"));

        assertThat(using.columns()).hasSize(3);
        assertThat(using.column("Loyalty"))
                .hasValue(ColumnContract.ofAnyType("loyalty").inUse());
        assertThat(using.column("state"))
                .hasValueSatisfying(column -> assertThat(column.used()).isTrue());
    }

    @Test
    void anUnknownColumnThatIsNamedTwiceJoinsOnce() {
        assertThat(contract.using(List.of("loyalty", "LOYALTY", "loyalty")).columns())
                .hasSize(3);
    }

    static List<Arguments> pairsOfTypes() {
        return List.of(
                Arguments.of(new Whole(8), new Whole(8), true),
                Arguments.of(new Whole(8), new Whole(64), true),
                Arguments.of(new Whole(64), new Whole(32), false),
                Arguments.of(new Whole(8), new Decimal(38, 0), false),
                Arguments.of(new Decimal(10, 2), new Decimal(10, 2), true),
                Arguments.of(new Decimal(10, 2), new Decimal(12, 4), true),
                Arguments.of(new Decimal(10, 2), new Decimal(10, 4), false),
                Arguments.of(new Decimal(10, 4), new Decimal(12, 2), false),
                Arguments.of(new Decimal(2, 2), new Decimal(3, 3), true),
                Arguments.of(new Text(10), new Text(10), true),
                Arguments.of(new Text(11), new Text(10), false),
                Arguments.of(new Text(10), Plain.BINARY, false),
                Arguments.of(Plain.DATE, Plain.DATE, true),
                Arguments.of(Plain.DATE, Plain.TIMESTAMP, false),
                Arguments.of(new Other("geometry"), new Other("geometry"), true),
                Arguments.of(new Other("geometry"), new Other("json"), false));
    }

    @ParameterizedTest(name = "{0} in {1}: {2}")
    @MethodSource("pairsOfTypes")
    void aTypeFitsInOneThatHoldsAllItsValues(ColumnType type, ColumnType other, boolean fits) {
        assertThat(type.fitsIn(other)).isEqualTo(fits);
    }
}
