package io.recoflow.local.tour;

import static io.recoflow.shop.LakeDatasets.TRAINING;
import static io.recoflow.shop.SourceTables.PRODUCT_LINE;
import static io.recoflow.shop.SourceTables.PRODUCT_RATING;

import java.nio.file.Path;

/** What a data scientist may ask of the lake first: in DuckDB's SQL, of the one snapshot that {@code _latest} names. */
final class StarsQuery {

    private StarsQuery() {}

    /** Two statements, each with its semicolon. */
    static String of(Path lake) {
        return """
                SET VARIABLE snapshot = (SELECT snapshot FROM read_json('%1$s/_latest'));
                SELECT %2$s, round(avg(%3$s), 2) AS stars, count(*) AS ratings
                FROM read_parquet('%1$s/' || getvariable('snapshot') || '/*/*.parquet')
                GROUP BY %2$s ORDER BY stars DESC;
                """.formatted(lake.resolve(TRAINING), PRODUCT_LINE, PRODUCT_RATING);
    }
}
