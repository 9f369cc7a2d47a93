package io.recoflow.serving.served;

import static org.assertj.core.api.Assertions.assertThat;

import io.recoflow.serving.served.ProductCondition.Operator;
import java.math.BigDecimal;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.apache.spark.sql.types.StructType;
import org.junit.jupiter.api.Test;

final class BusinessRulesReaderTest {

    private static final StructType PRODUCTS = StructType.fromDDL(
            "productCode CHAR(15), productLine STRING, MSRP DECIMAL(10,2), discontinued BOOLEAN, image BINARY");

    @Test
    void readsALineEach() {
        BusinessRulesReader reader = new BusinessRulesReader(Optional.of(PRODUCTS));

        BusinessRules rules = reader.read("""
                \uFEFF# What this shop wants.

                exclude productLine = Trains, "Trucks, and Buses" ,Ships
                  exclude\tMSRP>=500.00
                exclude productCode!=S10, 007
                exclude discontinued = true
                exclude event bought_products
                exclude event browse_history
                boost productLine = Planes by the Sea by -0.5
                """);

        assertThat(reader.problems()).isEmpty();
        assertThat(rules.excluded())
                .containsExactly(
                        new ProductCondition(
                                "productLine", Operator.IS, Set.of("Trains", "Trucks, and Buses", "Ships"), Set.of()),
                        new ProductCondition(
                                "MSRP", Operator.AT_LEAST, Set.of("500.00"), Set.of(new BigDecimal("5E+2"))),
                        new ProductCondition(
                                "productCode", Operator.IS_NOT, Set.of("S10", "007"), Set.of(new BigDecimal("7"))),
                        new ProductCondition("discontinued", Operator.IS, Set.of("true"), Set.of()));
        assertThat(rules.boosts())
                .containsExactly(new BusinessRules.Boost(
                        new ProductCondition("productLine", Operator.IS, Set.of("Planes by the Sea"), Set.of()),
                        -0.5f));
        assertThat(rules.eventFields()).containsExactly("bought_products", "browse_history");
        assertThat(rules.size()).isEqualTo(7);
    }

    @Test
    void tellsAllThatIsWrongByLine() {
        BusinessRulesReader reader = new BusinessRulesReader(Optional.of(PRODUCTS));

        reader.read("""
                hide Trains
                exclude productLine ~ Trains
                exclude productLine = Trains, , Ships
                exclude productLine = "Trains
                exclude MSRP > 5, 6
                exclude MSRP > 1e9
                exclude MSRP = cheap
                exclude productLine < 5
                exclude productline = Trains
                exclude image = x
                exclude event customer_number
                boost productLine = Planes
                boost productLine = Planes by much
                exclude productLine = Trains
                """);

        List<String> problems = reader.problems();
        assertThat(problems).hasSize(13);
        assertThat(problems.subList(0, 6)).allMatch(problem -> problem.endsWith("\", is no rule"));
        assertThat(problems.get(0)).isEqualTo("line 1, \"hide Trains\", is no rule");
        assertThat(problems.get(6)).endsWith("compares numbers with \"cheap\"");
        assertThat(problems.get(7)).endsWith("orders a column that has no numbers but STRING");
        assertThat(problems.get(8))
                .endsWith("is about a column that products does not have: it has productCode, productLine, MSRP,"
                        + " discontinued, image");
        assertThat(problems.get(9)).endsWith("is about a column of the type BINARY, which no rule can look at");
        assertThat(problems.get(10)).endsWith("is about a field without products");
        assertThat(problems.subList(11, 13)).allMatch(problem -> problem.endsWith("\", is no rule"));
    }

    @Test
    void withoutProductsOnlyFieldsOfEventsCanBeLookedAt() {
        BusinessRulesReader reader = new BusinessRulesReader(Optional.empty());

        reader.read("exclude event bought\nexclude productCode = S10");

        assertThat(reader.problems())
                .containsExactly("line 2, \"exclude productCode = S10\", is about products, and the lake has none");
    }
}
