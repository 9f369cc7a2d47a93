package io.recoflow.local.shop;

/**
 * What a visitor sees of a product.
 *
 * @param style what draws visitors to it; who looks at one of a style often looks at another
 * @param popularity how often it is bought, relative to the others; positive
 */
public record ShopProduct(String code, String name, String line, int style, boolean inStock, double popularity) {
    static ShopProduct of(Product product) {
        return new ShopProduct(
                product.code(),
                product.name(),
                product.line(),
                product.style(),
                product.quantityInStock() > 0,
                product.popularity());
    }
}
