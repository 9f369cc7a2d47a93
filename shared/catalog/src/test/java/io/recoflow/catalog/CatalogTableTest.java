package io.recoflow.catalog;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class CatalogTableTest {

    @Test
    void isADatabaseAndATableInSmallLetters() {
        assertThat(CatalogTable.parse(" Shop_Lake.ratings-2 ")).contains(new CatalogTable("shop_lake", "ratings-2"));
        assertThat(new CatalogTable("shop", "ratings")).hasToString("shop.ratings");
    }

    @ParameterizedTest
    @ValueSource(strings = {"ratings", "shop.", ".ratings", "a.b.c", "shop.ra tings", "shop.ratings;", "shop/ratings"})
    void isNothingElse(String text) {
        assertThat(CatalogTable.parse(text)).isEmpty();
    }
}
