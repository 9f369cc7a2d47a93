package io.recoflow.shop.review;

import io.recoflow.runtime.declaration.ItemTable;
import io.recoflow.runtime.declaration.ItemTable.Index;
import java.util.List;

/** The table of DynamoDB: an item a review, its newest version. Its attributes are the fields of a {@link Review}, and some more. */
public final class ReviewTable {

    /** The attribute by which a review is known. */
    public static final String KEY = "review_id";

    /** The attribute by which the newer of two versions is told: the greater text. */
    public static final String ORDER = "sequence";

    /** Finds the reviews of a product by their dates. */
    public static final String BY_PRODUCT = "by-product-and-date";

    public static final String PRODUCT = "product_id";
    public static final String DATE = "review_date";
    public static final String EXPIRY = "expires_at";

    /** As the foundation makes it. */
    public static final ItemTable DESIGN =
            new ItemTable("Reviews", KEY, List.of(new Index(BY_PRODUCT, PRODUCT, DATE)), EXPIRY);

    private ReviewTable() {}
}
