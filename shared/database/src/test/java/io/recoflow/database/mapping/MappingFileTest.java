package io.recoflow.database.mapping;

import static org.assertj.core.api.Assertions.assertThat;

import io.recoflow.database.mapping.TableMapping.MappedColumn.Calculated;
import io.recoflow.database.mapping.TableMapping.MappedColumn.Named;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class MappingFileTest {

    private static final Map<String, Set<String>> KNOWN =
            Map.of("ratings", Set.of("customerNumber", "productRating", "odd name"), "orders", Set.of("orderNumber"));

    private final List<String> problems = new ArrayList<>();

    @Test
    void hasTablesColumnsFiltersAndExpressions() {
        SourceMapping mapping = parse("\uFEFF" + """
                # reviews of WordPress
                ratings.table  = wp_comments
                ratings.schema = Blog 2
                ratings.filter = comment_type = 'review; (really)' AND \\
                                 comment_approved = '1'
                ratings.range-key = user_id
                ratings.column.customerNumber = user_id
                ratings.expression.productRating = (SELECT max(v) FROM m WHERE m.id = "comment_ID")
                ratings.column.odd\\ name : a=b

                ! the shop sells nothing
                orders = none
                """);

        assertThat(problems).isEmpty();
        assertThat(mapping.of("ratings"))
                .isEqualTo(new TableMapping(
                        true,
                        Optional.of("wp_comments"),
                        Optional.of("Blog 2"),
                        Map.of(
                                "customerNumber",
                                new Named("user_id"),
                                "productRating",
                                new Calculated("(SELECT max(v) FROM m WHERE m.id = \"comment_ID\")"),
                                "odd name",
                                new Named("a=b")),
                        Optional.of("comment_type = 'review; (really)' AND comment_approved = '1'"),
                        Optional.of("user_id")));
        assertThat(mapping.of("orders").present()).isFalse();
        assertThat(mapping.of("products")).isEqualTo(TableMapping.NONE);
    }

    @Test
    void tellsEveryMistakeWithItsLine() {
        parse("""
                rating.table = x
                ratings.tabel = x
                ratings.table =
                ratings.column.customerNumbr = id
                ratings.column.customerNumber = id
                ratings.expression.customerNumber = id + 1
                ratings.column.customerNumber = user_id
                ratings = none
                orders = nothing
                ratings.filter = a = 1) OR (1 = 1
                ratings.table = \\u00zz
                """);

        assertThat(problems)
                .containsExactly(
                        "shop.properties, line 1: rating is no table of the contract; those are "
                                + String.join(", ", KNOWN.keySet()) + " (is ratings meant?)",
                        "shop.properties, line 2: ratings.tabel says nothing; a table has table, schema, filter, range-key,"
                                + " column.NAME, expression.NAME (is table meant?)",
                        "shop.properties, line 3: ratings.table has no value",
                        "shop.properties, line 4: customerNumbr is neither a column of ratings in the contract nor one of"
                                + " its features (is customerNumber meant?)",
                        "shop.properties, line 6: customerNumber has a column and an expression: keep one of them",
                        "shop.properties, line 7: ratings.column.customerNumber stands in line 5 already",
                        "shop.properties, line 8: ratings cannot be none; that can be said of orders",
                        "shop.properties, line 9: orders can be none alone; a name stands in orders.table, a column's in"
                                + " orders.column.NAME",
                        "shop.properties, line 10: ratings.filter cannot be used: a parenthesis is closed that is not open",
                        "shop.properties, line 11: it has a malformed \\u escape");
    }

    @Test
    void saysThatATableIsNoneOrWhatItIsAndNotBoth() {
        parse("orders = none\norders.table = sales\n");

        assertThat(problems)
                .containsExactly("shop.properties: orders is none, and has other lines: keep the one or the others");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "a; DROP TABLE ratings",
                "a) FROM ratings WHERE (b",
                "(a",
                "a)",
                "'a",
                "\"a",
                "a -- b",
                "a /* b */",
                "$$ ) $$",
            })
    void refusesWhatIsNoWholeExpression(String sql) {
        assertThat(SqlText.problem(sql)).isPresent();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "a = ';' AND b = '--' AND c = ')'",
                "\"odd)name\" = 'it''s'",
                "`a;b` = 1",
                "CASE WHEN (a) THEN ((b)) END",
                "a - -b",
            })
    void takesWhatIsOne(String sql) {
        assertThat(SqlText.problem(sql)).isEmpty();
    }

    private SourceMapping parse(String text) {
        return MappingFile.parse(text, KNOWN, Set.of("orders"), "shop.properties", problems);
    }
}
