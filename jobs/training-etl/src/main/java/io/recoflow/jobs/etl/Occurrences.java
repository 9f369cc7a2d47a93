package io.recoflow.jobs.etl;

import java.io.Serializable;
import java.util.Iterator;
import java.util.Objects;
import org.apache.spark.api.java.function.MapPartitionsFunction;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.jspecify.annotations.Nullable;

/**
 * Numbers the ratings of each customer and product: 1, 2, … among the acceptable ones, and 1 for each of the others, which
 * another rule rejects. Takes rows (customer number, product code, rating, …, acceptable) in this order, and gives them
 * with the number in the place of the last.
 */
final class Occurrences implements MapPartitionsFunction<Row, Row>, Serializable {

    private static final long serialVersionUID = 1L;

    @Override
    public Iterator<Row> call(Iterator<Row> sorted) {
        return new Iterator<>() {
            private @Nullable Row last;
            private int occurrence;

            @Override
            public boolean hasNext() {
                return sorted.hasNext();
            }

            @Override
            public Row next() {
                Row row = sorted.next();
                boolean acceptable = row.getBoolean(row.length() - 1);
                if (acceptable) {
                    occurrence = last != null && isSamePair(last, row) ? occurrence + 1 : 1;
                    last = row;
                }
                Object[] values = new Object[row.length()];
                for (int i = 0; i < values.length - 1; i++) {
                    values[i] = row.get(i);
                }
                values[values.length - 1] = acceptable ? occurrence : 1;
                return RowFactory.create(values);
            }
        };
    }

    private static boolean isSamePair(Row one, Row other) {
        return Objects.equals(one.get(0), other.get(0)) && Objects.equals(one.get(1), other.get(1));
    }
}
