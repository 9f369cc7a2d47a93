package io.recoflow.jobs.reviews.store;

import static org.assertj.core.api.Assertions.assertThat;

import io.recoflow.runtime.declaration.LakeTable;
import io.recoflow.shop.review.RejectedReview;
import io.recoflow.shop.review.StoredReview;
import org.junit.jupiter.api.Test;

final class ReviewTablesTest {

    @Test
    void theCatalogShowsEachTableWithItsColumnsAndTheHour() {
        assertThat(ReviewTables.CATALOG)
                .extracting(LakeTable::name)
                .containsExactly(StoredReview.TABLE, RejectedReview.TABLE);
        assertThat(ReviewTables.CATALOG).allSatisfy(table -> assertThat(table.columns())
                .endsWith("year int", "month int", "day int", "hour int")
                .allMatch(column -> column.matches("\\w+ [a-z<>,]+")));
        assertThat(ReviewTables.CATALOG.get(0).columns())
                .contains("review_id string", "star_rating int", "other_fields map<string,string>");
        assertThat(ReviewTables.CATALOG.get(1).columns()).contains("data binary", "sub_sequence_number bigint");
    }
}
