package io.recoflow.jobs.etl;

import static io.recoflow.shop.SourceTables.COUNTRY;
import static io.recoflow.shop.SourceTables.CUSTOMER_NUMBER;
import static io.recoflow.shop.SourceTables.ORDER_DATE;
import static io.recoflow.shop.SourceTables.ORDER_NUMBER;
import static io.recoflow.shop.SourceTables.ORDER_STATUS;
import static io.recoflow.shop.SourceTables.PRODUCT_CODE;
import static io.recoflow.shop.SourceTables.QUANTITY_IN_STOCK;
import static io.recoflow.shop.SourceTables.QUANTITY_ORDERED;

import io.recoflow.database.SourceDatabase;
import io.recoflow.database.SourceDialect;
import io.recoflow.lake.contract.TableContract;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What the shop sold, asked of the source, which joins and adds up by itself, so that few rows come. All answers of one
 * instance are of one moment. For one thread.
 */
final class SalesQueries implements AutoCloseable {

    private final Connection connection;
    private final SourceDialect dialect;
    private final int fetchSize;
    private final SourcePlan plan;
    private final UsedTables tables;
    private final List<String> noSales;

    private SalesQueries(
            Connection connection,
            SourceDatabase database,
            SourcePlan plan,
            UsedTables tables,
            List<String> excludedStatuses) {
        this.connection = connection;
        this.dialect = database.dialect();
        this.fetchSize = database.fetchSize();
        this.plan = plan;
        this.tables = tables;
        // Where orders have no status, all are sales.
        this.noSales = plan.query(tables.orders()).names().contains(ORDER_STATUS)
                ? excludedStatuses.stream()
                        .map(status -> status.toLowerCase(Locale.ROOT))
                        .toList()
                : List.of();
    }

    /** @param excludedStatuses of orders that are no sales, without regard to case and blanks around */
    static SalesQueries open(SourceDatabase database, SourcePlan plan, UsedTables tables, List<String> excludedStatuses)
            throws SQLException {
        Connection connection = database.connect();
        try {
            connection.setTransactionIsolation(Connection.TRANSACTION_REPEATABLE_READ);
            connection.setAutoCommit(false);
            return new SalesQueries(connection, database, plan, tables, excludedStatuses);
        } catch (SQLException | RuntimeException failure) {
            connection.close();
            throw failure;
        }
    }

    /**
     * The dates of the orders that are sales.
     *
     * @param oldest of those within the days that were asked for; empty where there is none
     * @param newest of the same
     * @param others how many orders have another date
     */
    record OrderDates(Optional<LocalDate> oldest, Optional<LocalDate> newest, long others) {}

    /** The dates from {@code first} to {@code last}, that day included. */
    OrderDates orderDates(LocalDate first, LocalDate last) throws SQLException {
        String date = column("o", ORDER_DATE);
        String within = "CASE WHEN " + date + " >= ? AND " + date + " < ? THEN " + date + " END";
        String sql = "SELECT " + day("MIN(" + within + ")") + ", " + day("MAX(" + within + ")") + ", COUNT(" + date
                + ") - COUNT(" + within + ") FROM " + orders() + " WHERE " + isSale();
        LocalDate end = last.plusDays(1);
        List<Object> parameters = new ArrayList<>(List.of(first, end, first, end, first, end));
        parameters.addAll(noSales);
        try (PreparedStatement statement = prepared(sql, parameters);
                ResultSet rows = statement.executeQuery()) {
            rows.next();
            return new OrderDates(
                    Optional.ofNullable(rows.getObject(1, LocalDate.class)),
                    Optional.ofNullable(rows.getObject(2, LocalDate.class)),
                    rows.getLong(3));
        }
    }

    /** The codes of the products that are not sold out; one whose stock is unknown is not. */
    Set<String> productsInStock() throws SQLException {
        String stock = column("p", QUANTITY_IN_STOCK);
        Set<String> codes = new HashSet<>();
        try (PreparedStatement statement = prepared(
                        "SELECT " + column("p", PRODUCT_CODE) + " FROM "
                                + named("p", tables.products(), PRODUCT_CODE, QUANTITY_IN_STOCK) + " WHERE " + stock
                                + " > 0 OR " + stock + " IS NULL",
                        List.of());
                ResultSet rows = statement.executeQuery()) {
            while (rows.next()) {
                String code = rows.getString(1);
                if (code != null) {
                    codes.add(code);
                }
            }
        }
        return codes;
    }

    /** Takes a product's sales of a day to the customers of a country. */
    @FunctionalInterface
    interface DailySales {
        void take(@Nullable String country, @Nullable String product, LocalDate day, long quantity);
    }

    /**
     * The sales from {@code first} to {@code last}, that day included, the latest day first.
     *
     * @param withoutCountries whose customers, and those without a country, are left out; empty for the sales to all
     */
    void sales(LocalDate first, LocalDate last, Collection<String> withoutCountries, DailySales into)
            throws SQLException {
        String date = column("o", ORDER_DATE);
        String country = column("c", COUNTRY);
        String product = column("d", PRODUCT_CODE);
        String sql = "SELECT " + country + ", " + product + ", " + day(date) + ", SUM(" + column("d", QUANTITY_ORDERED)
                + ") FROM " + orders()
                + " JOIN " + named("d", tables.orderDetails(), ORDER_NUMBER, PRODUCT_CODE, QUANTITY_ORDERED)
                + " ON " + key("d", tables.orderDetails(), ORDER_NUMBER) + " = "
                + key("o", tables.orders(), ORDER_NUMBER)
                + " LEFT JOIN " + countries()
                + " ON " + column("c", CUSTOMER_NUMBER) + " = " + key("o", tables.orders(), CUSTOMER_NUMBER)
                + " WHERE " + date + " >= ? AND " + date + " < ? AND " + isSale()
                + isOtherThan(withoutCountries.size())
                + " GROUP BY " + country + ", " + dialect.exact(country) + ", " + product + ", "
                + dialect.exact(product)
                + ", " + day(date) + " ORDER BY 3 DESC";
        List<Object> parameters = new ArrayList<>(List.of(first, last.plusDays(1)));
        parameters.addAll(noSales);
        parameters.addAll(withoutCountries);
        try (PreparedStatement statement = prepared(sql, parameters);
                ResultSet rows = statement.executeQuery()) {
            while (rows.next()) {
                into.take(rows.getString(1), rows.getString(2), rows.getObject(3, LocalDate.class), rows.getLong(4));
            }
        }
    }

    @Override
    public void close() throws SQLException {
        try (connection) {
            connection.rollback();
        }
    }

    private String orders() {
        return noSales.isEmpty()
                ? named("o", tables.orders(), ORDER_NUMBER, ORDER_DATE, CUSTOMER_NUMBER)
                : named("o", tables.orders(), ORDER_NUMBER, ORDER_DATE, CUSTOMER_NUMBER, ORDER_STATUS);
    }

    /** A customer who is there several times has one country, on every run the same. */
    private String countries() {
        String number = key("k", tables.customers(), CUSTOMER_NUMBER);
        return "(SELECT " + number + " AS " + dialect.identifier(CUSTOMER_NUMBER) + ", MIN(" + column("k", COUNTRY)
                + ") AS " + dialect.identifier(COUNTRY) + " FROM "
                + named("k", tables.customers(), CUSTOMER_NUMBER, COUNTRY) + " GROUP BY " + number + ") c";
    }

    private String isSale() {
        if (noSales.isEmpty()) {
            return "1 = 1";
        }
        String status = column("o", ORDER_STATUS);
        return "(" + status + " IS NULL OR LOWER(TRIM(" + dialect.text(status) + ")) NOT IN ("
                + String.join(", ", Collections.nCopies(noSales.size(), "?")) + "))";
    }

    private String isOtherThan(int countries) {
        return countries == 0
                ? ""
                : " AND " + dialect.exact("TRIM(" + column("c", COUNTRY) + ")") + " NOT IN ("
                        + String.join(", ", Collections.nCopies(countries, dialect.exact("?"))) + ")";
    }

    /** A table under a short name, and its columns under the contract's names. */
    private String named(String alias, TableContract contract, String... columns) {
        return plan.query(contract).as(alias, List.of(columns));
    }

    /** Text is one key byte for byte, as in the lake. */
    private String key(String alias, TableContract contract, String name) {
        String column = column(alias, name);
        return plan.query(contract).isText(name) ? dialect.exact(column) : column;
    }

    private String column(String alias, String name) {
        return alias + "." + dialect.identifier(name);
    }

    private static String day(String date) {
        return "CAST(" + date + " AS DATE)";
    }

    private PreparedStatement prepared(String sql, List<Object> parameters) throws SQLException {
        PreparedStatement statement = connection.prepareStatement(sql);
        try {
            statement.setFetchSize(fetchSize);
            for (int i = 0; i < parameters.size(); i++) {
                statement.setObject(i + 1, parameters.get(i));
            }
            return statement;
        } catch (SQLException | RuntimeException failure) {
            statement.close();
            throw failure;
        }
    }
}
