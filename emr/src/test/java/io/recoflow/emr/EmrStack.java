package io.recoflow.emr;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
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
final class EmrStack {

    static final Path HOME = Path.of(Objects.requireNonNull(System.getProperty("recoflow.home")));
    static final Path FOLDER = HOME.resolve("emr");
    static final Template TEMPLATE = Template.read(FOLDER.resolve("emr-serverless.yaml"));
    static final Template FOUNDATION = Template.read(HOME.resolve("shared/aws/foundation.yaml"));
    static final List<Job> JOBS =
            List.of(new TrainingEtl(), new TrainModel(), new LoadEmbeddings(), new StreamRecommend());

    private static final String SUFFIX = ".json";
    private static final ObjectMapper JSON = new ObjectMapper();

    private EmrStack() {}

    /** The requests of {@code jobs/}, by name, with what a deployment knows filled in. */
    static List<JobRequest> requests() {
        return names("jobs").stream().map(EmrStack::request).toList();
    }

    static JobRequest request(String name) {
        return new JobRequest(name, filled("jobs", name));
    }

    /** The steps of {@code steps/}, by name, with what a deployment knows filled in. */
    static List<ClusterStep> steps() {
        return names("steps").stream().map(EmrStack::step).toList();
    }

    static ClusterStep step(String name) {
        return new ClusterStep(name, filled("steps", name));
    }

    /** The names of a folder's files, without their ending, sorted. */
    static List<String> names(String folder) {
        try (Stream<Path> files = Files.list(FOLDER.resolve(folder))) {
            return files.map(file -> String.valueOf(file.getFileName()))
                    .map(file -> file.substring(0, file.length() - SUFFIX.length()))
                    .sorted()
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The text of a file as it stands there. */
    static String text(String folder, String name) {
        try {
            return Files.readString(FOLDER.resolve(folder).resolve(name + SUFFIX));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static JsonNode json(String text) {
        try {
            return JSON.readTree(text);
        } catch (IOException e) {
            throw new UncheckedIOException(text, e);
        }
    }

    private static JsonNode filled(String folder, String name) {
        return json(StackOutputs.fillIn(text(folder, name)));
    }
}
