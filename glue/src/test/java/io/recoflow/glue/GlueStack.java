package io.recoflow.glue;

import com.fasterxml.jackson.databind.JsonNode;
import io.recoflow.aws.template.Template;
import io.recoflow.jobs.embeddings.LoadEmbeddings;
import io.recoflow.jobs.etl.TrainingEtl;
import io.recoflow.jobs.recommend.StreamRecommend;
import io.recoflow.jobs.train.TrainModel;
import io.recoflow.runtime.launch.Job;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;

/** The template of this folder, and where its parts are. */
final class GlueStack {

    static final Path HOME = Path.of(Objects.requireNonNull(System.getProperty("recoflow.home")));
    static final Path FOLDER = HOME.resolve("glue");
    static final Path SHIMS = FOLDER.resolve("shims");
    static final Template TEMPLATE = Template.read(FOLDER.resolve("glue.yaml"));
    static final DeployedValues VALUES = new DeployedValues(TEMPLATE);

    private GlueStack() {}

    /** The templates that all platforms share. */
    static List<Template> shared() {
        try (Stream<Path> files = Files.list(HOME.resolve("shared/aws"))) {
            return files.filter(file -> file.toString().endsWith(".yaml"))
                    .sorted()
                    .map(Template::read)
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static List<GlueJob> jobs() {
        return List.of(
                job("TrainingEtl", new TrainingEtl()),
                job("TrainModel", new TrainModel()),
                job("LoadEmbeddings", new LoadEmbeddings()),
                job("StreamRecommend", new StreamRecommend()));
    }

    private static GlueJob job(String logicalId, Job job) {
        JsonNode resource = TEMPLATE.resources().get(logicalId);
        return new GlueJob(logicalId, job, Objects.requireNonNull(resource).path("Properties"));
    }
}
