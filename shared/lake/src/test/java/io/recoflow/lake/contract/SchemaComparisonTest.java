package io.recoflow.lake.contract;

import static org.assertj.core.api.Assertions.assertThat;

import io.recoflow.lake.contract.ColumnType.Decimal;
import io.recoflow.lake.contract.ColumnType.Other;
import io.recoflow.lake.contract.ColumnType.Plain;
import io.recoflow.lake.contract.ColumnType.Text;
import io.recoflow.lake.contract.ColumnType.Whole;
import io.recoflow.lake.contract.SchemaDifference.Kind;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class SchemaComparisonTest {

    private static final ColumnContract CITY = ColumnContract.of("city", new Text(50));
    private static final ColumnContract LIMIT = ColumnContract.of("city", new Decimal(10, 2));

    static Stream<Arguments> outcomes() {
        ColumnContract number = ColumnContract.of("city", new Whole(32));
        ColumnContract any = ColumnContract.ofAnyType("city");
        ColumnContract day = ColumnContract.of("city", Plain.DATE);
        return Stream.of(
                outcome("same", CITY.inUse(), new Text(50), false, null, false),
                outcome("wider text", CITY.inUse(), new Text(51), false, Kind.WIDER_TYPE, false),
                outcome("narrower text", CITY.inUse(), new Text(49), false, Kind.NARROWER_TYPE, false),
                outcome("wider integer", number.inUse(), new Whole(64), false, Kind.WIDER_TYPE, false),
                outcome("narrower integer", number.inUse(), new Whole(16), false, Kind.NARROWER_TYPE, false),
                outcome("decimal with more scale", LIMIT.inUse(), new Decimal(12, 4), false, Kind.WIDER_TYPE, false),
                outcome("decimal, scale moved", LIMIT.inUse(), new Decimal(10, 4), false, Kind.WIDER_TYPE, false),
                outcome("narrower decimal", LIMIT.inUse(), new Decimal(8, 2), false, Kind.NARROWER_TYPE, false),
                outcome("number for text", CITY.inUse(), new Whole(32), false, Kind.CONVERTED_TYPE, false),
                outcome("bytes for text", CITY.inUse(), Plain.BINARY, false, Kind.INCOMPATIBLE_TYPE, true),
                outcome("text for a number", number.inUse(), new Text(10), false, Kind.INCOMPATIBLE_TYPE, true),
                outcome("text for a key", number.orText().inUse(), new Text(10), false, Kind.CONVERTED_TYPE, false),
                outcome(
                        "decimal for an integer",
                        number.inUse(),
                        LIMIT.type().get(),
                        false,
                        Kind.CONVERTED_TYPE,
                        false),
                outcome("floating point for a decimal", LIMIT.inUse(), Plain.DOUBLE, false, Kind.CONVERTED_TYPE, false),
                outcome("time for a date", day.inUse(), Plain.TIMESTAMP, false, Kind.CONVERTED_TYPE, false),
                outcome("text for a date", day.inUse(), new Text(10), false, Kind.INCOMPATIBLE_TYPE, true),
                outcome("another kind, unused", CITY, new Whole(32), false, Kind.CHANGED_UNUSED_COLUMN, false),
                outcome("NULL is new", CITY.inUse(), new Text(50), true, Kind.NULLABLE, false),
                outcome("NULL is no more", CITY.orNull().inUse(), new Text(50), false, null, false),
                outcome("NULL is agreed", CITY.orNull().inUse(), new Text(50), true, null, false),
                outcome("wider and NULL is new", CITY.inUse(), new Text(60), true, Kind.WIDER_TYPE, false),
                outcome("any type", any.inUse(), Plain.DATE, true, null, false),
                outcome(
                        "any type, of the database's own",
                        any.inUse(),
                        new Other("UUID"),
                        true,
                        Kind.CONVERTED_TYPE,
                        false),
                outcome("any type, of any size", any.inUse(), Plain.NUMBER, true, Kind.CONVERTED_TYPE, false),
                outcome("gone", CITY.inUse(), null, false, Kind.MISSING_COLUMN, true),
                outcome("gone, unused", CITY, null, false, Kind.MISSING_UNUSED_COLUMN, false));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("outcomes")
    void aDifferenceHasItsKind(
            String what, ColumnContract column, SourceTable source, Optional<Kind> expected, boolean fatal) {
        TableContract contract = new TableContract("customers", List.of(column, ColumnContract.ofAnyType("other")));

        List<SchemaDifference> differences = SchemaComparison.compare(contract, source);

        assertThat(differences.stream().map(SchemaDifference::kind))
                .containsExactlyElementsOf(expected.stream().toList());
        assertThat(differences).allSatisfy(difference -> {
            assertThat(difference.kind().fatal()).isEqualTo(fatal);
            assertThat(difference.column()).isEqualTo("city");
        });
    }

    @Test
    void allDifferencesAreFoundAtOnceInTheContractsOrder() {
        TableContract contract = new TableContract(
                "customers",
                List.of(
                        ColumnContract.of("customerNumber", new Whole(32)).inUse(),
                        CITY.inUse(),
                        ColumnContract.of("country", new Text(50)).inUse()));
        SourceTable source = new SourceTable(
                "Customers",
                List.of(
                        new SourceColumn("loyalty", new Whole(8), "TINYINT", true),
                        new SourceColumn("CITY", new Text(80), "VARCHAR(80)", false),
                        new SourceColumn("customerNumber", new Text(20), "VARCHAR(20)", false)));

        assertThat(SchemaComparison.compare(contract, source).stream().map(SchemaDifference::toString))
                .containsExactly(
                        "customers.customerNumber: incompatible type (expected integer of 32 bits not null, found"
                                + " VARCHAR(20) not null)",
                        "customers.city: wider type (expected text(50) not null, found VARCHAR(80) not null)",
                        "customers.country: missing column (expected text(50), found no such column)",
                        "customers.loyalty: new column (expected no such column, found TINYINT)");
    }

    static Stream<Arguments> carriedTypes() {
        ColumnContract key = ColumnContract.of("k", new Whole(32)).orText();
        ColumnContract rating = ColumnContract.of("k", new Whole(32)).orAnyNumber();
        ColumnContract quantity = ColumnContract.of("k", new Whole(32));
        ColumnContract any = ColumnContract.ofAnyType("k");
        return Stream.of(
                Arguments.of(key, new Whole(16), new Whole(32)),
                Arguments.of(key, new Decimal(20, 0), new Whole(64)),
                Arguments.of(key, Plain.NUMBER, new Whole(64)),
                Arguments.of(key, new Other("UUID"), Text.UNBOUNDED),
                Arguments.of(key, Plain.DATE, null),
                Arguments.of(rating, new Decimal(2, 1), new Decimal(2, 1)),
                Arguments.of(rating, Plain.DOUBLE, Plain.DOUBLE),
                Arguments.of(rating, Plain.NUMBER, new Decimal(38, 18)),
                Arguments.of(rating, new Text(3), null),
                Arguments.of(quantity, Plain.DOUBLE, new Whole(64)),
                Arguments.of(LIMIT, new Whole(32), new Decimal(12, 2)),
                Arguments.of(LIMIT, new Decimal(8, 4), new Decimal(12, 4)),
                Arguments.of(LIMIT, new Decimal(38, 0), new Decimal(38, 2)),
                Arguments.of(LIMIT, Plain.BOOLEAN, null),
                Arguments.of(CITY, new Decimal(5, 0), Text.UNBOUNDED),
                Arguments.of(CITY, Plain.DOUBLE, null),
                Arguments.of(any, Plain.TIMESTAMP, Plain.TIMESTAMP),
                Arguments.of(any, new Other("JSONB"), Text.UNBOUNDED));
    }

    @ParameterizedTest(name = "{1} for {0} comes as {2}")
    @MethodSource("carriedTypes")
    void aTypeComesInOneThatHoldsItsValues(ColumnContract column, ColumnType found, @Nullable ColumnType carried) {
        assertThat(column.carried(found)).isEqualTo(Optional.ofNullable(carried));
    }

    @Test
    void theExactNameWinsAndOthersThatAreAlikeAreAmbiguous() {
        TableContract contract = new TableContract("customers", List.of(CITY.inUse()));
        SourceColumn number = new SourceColumn("City", new Whole(32), "INT", false);
        SourceColumn exact = new SourceColumn("city", new Text(50), "VARCHAR(50)", false);
        SourceColumn capitals = new SourceColumn("CITY", new Text(50), "VARCHAR(50)", false);

        assertThat(SchemaComparison.compare(contract, new SourceTable("customers", List.of(number, exact))))
                .isEmpty();
        assertThat(SchemaComparison.compare(contract, new SourceTable("customers", List.of(number, capitals))))
                .extracting(SchemaDifference::toString)
                .containsExactly("customers.city: ambiguous column (expected text(50), found City and CITY)");
    }

    @Test
    void aMissingTableIsOneDifference() {
        TableContract contract = new TableContract("customers", List.of(CITY.inUse(), LIMIT.inUse()));

        List<SchemaDifference> differences =
                SchemaComparison.compare(contract, new SourceTable("customers", List.of()));

        assertThat(differences).hasSize(1);
        assertThat(differences.get(0).kind().fatal()).isTrue();
        assertThat(differences.get(0))
                .hasToString("customers: missing table (expected a table of this name, found no such table)");
    }

    private static Arguments outcome(
            String what,
            ColumnContract contract,
            @Nullable ColumnType found,
            boolean nullable,
            @Nullable Kind expected,
            boolean fatal) {
        SourceColumn other = new SourceColumn("other", new Text(1), "CHAR(1)", true);
        List<SourceColumn> columns = found == null
                ? List.of(other)
                : List.of(new SourceColumn("CITY", found, "as declared", nullable), other);

        return Arguments.of(
                what, contract, new SourceTable("customers", columns), Optional.ofNullable(expected), fatal);
    }
}
