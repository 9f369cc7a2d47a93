package io.recoflow.local.shop;

/**
 * What a visitor sees of a product.
 *
 * @param popularity how often it is bought, relative to the others; positive
 */
public record ShopProduct(String code, String name, String line, boolean inStock, double popularity) {
    static ShopProduct of(Product product) {
        return new ShopProduct(
                product.code(), product.name(), product.line(), product.quantityInStock() > 0, product.popularity());
    }
}
