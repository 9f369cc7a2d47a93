package io.recoflow.lake.parquet;

import io.recoflow.runtime.storage.FileStorage;
import io.recoflow.runtime.storage.StorageFailures;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.Path;
import org.apache.spark.sql.catalyst.catalog.ExternalCatalogUtils;

/** A data file without rows, for a dataset that would have no file to take a schema from. */
final class EmptyFile {

    private EmptyFile() {}

    static WrittenFile write(OutputPlan plan, ParquetWriterOptions options, Configuration configuration) {
        StringBuilder path = new StringBuilder();
        for (String column : plan.partitionColumns()) {
            path.append(ExternalCatalogUtils.getPartitionPathString(column, null))
                    .append(Path.SEPARATOR);
        }
        path.append("part-00000-0").append(options.compression().fileExtension());
        Path file = new Path(plan.folder(), path.toString());
        return StorageFailures.retried("write " + file, () -> {
            try (FileEncoder encoder = new FileEncoder(plan.projection(), plan.settings(), options.compression())) {
                byte[] content = encoder.finish();
                FileStorage.of(file, configuration).write(file, content);
                return new WrittenFile(path.toString(), 0, content.length);
            }
        });
    }
}
