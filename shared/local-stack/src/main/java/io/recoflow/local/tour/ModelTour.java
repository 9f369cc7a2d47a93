package io.recoflow.local.tour;

import io.recoflow.local.postgres.LocalPostgres;
import io.recoflow.runtime.report.Table;
import java.io.PrintStream;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Locale;
import java.util.Map;

/** Asks the vector database what a customer may like, and what is like a product, as any program would: with SQL. */
final class ModelTour {

    private static final String RECOMMENDED = """
            SELECT i.id, -(i.embedding <#> u.embedding)
            FROM user_emb u CROSS JOIN item_emb i
            WHERE u.id = ?
            ORDER BY i.embedding <#> u.embedding
            LIMIT 5""";
    private static final String SIMILAR = """
            SELECT other.id, subvector(other.embedding, 1, %1$d) <=> subvector(this.embedding, 1, %1$d)
            FROM item_emb this CROSS JOIN item_emb other
            WHERE this.id = ? AND other.id <> this.id
            ORDER BY 2
            LIMIT 5""";

    private final LocalPostgres vectors;
    private final Map<String, String> productNames;
    private final PrintStream out;

    ModelTour(LocalPostgres vectors, Map<String, String> productNames, PrintStream out) {
        this.vectors = vectors;
        this.productNames = productNames;
        this.out = out;
    }

    /** @throws DemoException where the database does not answer as load-embeddings promises */
    void show(int customerNumber, String customerName, String productCode) {
        try (Connection connection =
                DriverManager.getConnection(vectors.jdbcUrl(), vectors.user(), vectors.password())) {
            out.println("For " + customerName + ", customer " + customerNumber + ":");
            try (PreparedStatement statement = connection.prepareStatement(RECOMMENDED)) {
                statement.setInt(1, customerNumber);
                out.println(table(statement, "score", "%.3f"));
            }
            out.println();
            out.println("Most like " + productCode + ", " + name(productCode) + ":");
            String similar = String.format(Locale.ROOT, SIMILAR, similarityDimensions(connection));
            try (PreparedStatement statement = connection.prepareStatement(similar)) {
                statement.setString(1, productCode);
                out.println(table(statement, "distance", "%.4f"));
            }
        } catch (SQLException e) {
            throw new DemoException("the vector database cannot be asked: " + e.getMessage());
        }
    }

    private static int similarityDimensions(Connection connection) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery("SELECT similarity_dimensions FROM model_version")) {
            rows.next();
            return rows.getInt(1);
        }
    }

    private Table table(PreparedStatement statement, String measure, String format) throws SQLException {
        Table table = Table.columns("product", "name", measure);
        try (ResultSet rows = statement.executeQuery()) {
            int count = 0;
            while (rows.next()) {
                table.row(rows.getString(1), name(rows.getString(1)), format(format, rows.getDouble(2)));
                count++;
            }
            if (count == 0) {
                throw new DemoException("the vector database knows nothing of what was asked for");
            }
        }
        return table;
    }

    private static String format(String format, double value) {
        return String.format(Locale.ROOT, format, value);
    }

    private String name(String productCode) {
        return productNames.getOrDefault(productCode, "");
    }
}
