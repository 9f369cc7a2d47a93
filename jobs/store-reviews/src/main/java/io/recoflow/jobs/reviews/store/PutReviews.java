package io.recoflow.jobs.reviews.store;

import io.recoflow.dynamodb.ItemOutcome;
import io.recoflow.dynamodb.TableItem;
import io.recoflow.dynamodb.TableSettings;
import io.recoflow.dynamodb.Tables;
import io.recoflow.jobs.reviews.review.JudgedReview;
import io.recoflow.jobs.reviews.review.JudgedReview.Kept;
import io.recoflow.jobs.reviews.review.JudgedReview.Rejected;
import io.recoflow.jobs.reviews.review.ReviewItems;
import io.recoflow.jobs.reviews.review.ReviewReader;
import io.recoflow.shop.review.ReviewRejection;
import io.recoflow.streaming.broker.StreamRecord;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import org.apache.spark.api.java.function.MapPartitionsFunction;
import org.apache.spark.sql.Row;

/**
 * Puts the reviews of a partition into the table, of each the last, and tells what became of each record, as {@link
 * OutcomeRows} has it. Versions of a review in different partitions are sorted out by the table.
 *
 * @param items makes them
 */
record PutReviews(TableSettings table, ReviewItems items) implements MapPartitionsFunction<Row, Row> {

    @Override
    public Iterator<Row> call(Iterator<Row> records) throws InterruptedException {
        ReviewReader reader = new ReviewReader(items);
        List<Row> outcomes = new ArrayList<>();
        Map<String, Kept> last = new HashMap<>();
        while (records.hasNext()) {
            JudgedReview judged = reader.read(StreamRecord.of(records.next()));
            if (judged instanceof Rejected rejected) {
                outcomes.add(OutcomeRows.rejected(rejected, 0));
            } else if (judged instanceof Kept kept) {
                Kept other = last.get(kept.review().reviewId());
                boolean newer = other == null
                        || kept.record().order().compareTo(other.record().order()) >= 0;
                if (newer) {
                    last.put(kept.review().reviewId(), kept);
                }
                if (other != null) {
                    outcomes.add(OutcomeRows.superseded((newer ? other : kept).record(), 0));
                }
            }
        }
        put(List.copyOf(last.values()), outcomes);
        return outcomes.iterator();
    }

    private void put(List<Kept> kept, List<Row> outcomes) throws InterruptedException {
        List<TableItem> puts = kept.stream().map(Kept::item).toList();
        List<ItemOutcome> found = Tables.writer(table).put(puts);
        for (int i = 0; i < found.size(); i++) {
            StreamRecord record = kept.get(i).record();
            ItemOutcome outcome = found.get(i);
            outcomes.add(
                    switch (outcome.kind()) {
                        case STORED -> OutcomeRows.stored(record, outcome.tries());
                        case SUPERSEDED -> OutcomeRows.superseded(record, outcome.tries());
                        case REFUSED ->
                            OutcomeRows.rejected(
                                    new Rejected(record, ReviewRejection.REFUSED, outcome.message()), outcome.tries());
                    });
        }
    }
}
