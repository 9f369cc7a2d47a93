package io.recoflow.local.shop;

import static org.assertj.core.api.Assertions.assertThat;

import io.recoflow.local.database.EmbeddedMariaDb;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class SampleShopColumnsTest {
    @Test
    void theTablesHaveTheColumnsThatTheJobsExpect() throws SQLException {
        try (EmbeddedMariaDb database = EmbeddedMariaDb.start()) {
            database.createDatabase("shop");
            try (Connection connection = database.connect("shop")) {
                SampleShop.ofCustomers(1).createIn(connection);
                assertThat(columns(connection, "customers"))
                        .containsExactly(
                                "customerNumber int(11) NO",
                                "customerName varchar(50) NO",
                                "contactLastName varchar(50) NO",
                                "contactFirstName varchar(50) NO",
                                "phone varchar(50) NO",
                                "addressLine1 varchar(50) NO",
                                "addressLine2 varchar(50) YES",
                                "city varchar(50) NO",
                                "state varchar(50) YES",
                                "postalCode varchar(15) YES",
                                "country varchar(50) NO",
                                "salesRepEmployeeNumber int(11) YES",
                                "creditLimit decimal(10,2) YES");
                assertThat(columns(connection, "products"))
                        .containsExactly(
                                "productCode varchar(15) NO",
                                "productName varchar(70) NO",
                                "productLine varchar(50) NO",
                                "productScale varchar(10) NO",
                                "productVendor varchar(50) NO",
                                "productDescription text NO",
                                "quantityInStock smallint(6) NO",
                                "buyPrice decimal(10,2) NO",
                                "MSRP decimal(10,2) NO");
                assertThat(columns(connection, "orders"))
                        .containsExactly(
                                "orderNumber int(11) NO",
                                "orderDate date NO",
                                "requiredDate date NO",
                                "shippedDate date YES",
                                "status varchar(15) NO",
                                "comments text YES",
                                "customerNumber int(11) NO");
                assertThat(columns(connection, "orderdetails"))
                        .containsExactly(
                                "orderNumber int(11) NO",
                                "productCode varchar(15) NO",
                                "quantityOrdered int(11) NO",
                                "priceEach decimal(10,2) NO",
                                "orderLineNumber smallint(6) NO");
                assertThat(columns(connection, "ratings"))
                        .containsExactly(
                                "customerNumber int(11) NO", "productCode varchar(15) NO", "productRating int(11) NO");
            }
        }
    }

    private static List<String> columns(Connection connection, String table) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet result = statement.executeQuery("SHOW COLUMNS FROM " + table)) {
            List<String> columns = new ArrayList<>();
            while (result.next()) {
                columns.add(result.getString(1) + " " + result.getString(2) + " " + result.getString(3));
            }
            return columns;
        }
    }
}
