package io.recoflow.bench.lake;

import io.recoflow.bench.Contestant;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.Statement;

/** DuckDB's {@code COPY … PARTITION_BY}, from a table in its memory. */
record DuckDbWriter(Connection connection, Path folder) implements Contestant {

    @Override
    public String name() {
        return "duckdb";
    }

    @Override
    public void run(String round) throws Exception {
        // DuckDB makes the last folder of a path, not those above it.
        Files.createDirectories(folder);
        try (Statement statement = connection.createStatement()) {
            statement.execute("COPY training_rows TO '" + folder.resolve(round) + "' (FORMAT parquet, PARTITION_BY ("
                    + TrainingRowSample.KEY + "))");
        }
    }

    @Override
    public Output output(String round) throws Exception {
        return LocalOutput.of(folder.resolve(round));
    }
}
