package io.recoflow.model.check;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.recoflow.local.ProjectHome;
import io.recoflow.model.TestBundle;
import io.recoflow.model.TestTowers;
import io.recoflow.model.bundle.ModelBundle;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the data scientist's function in Python writes is a bundle. Skipped where there is no Python. */
class PythonBundleTest {

    private static final String SCRIPT = """
            import sys
            from export_bundle import write_bundle
            write_bundle(sys.argv[1], "mine-1", "a test in Python", open(sys.argv[2], "rb").read(),
                         [{"name": "city", "type": "string", "neutral": None},
                          {"name": "creditLimit", "type": "float", "neutral": 67659.0}],
                         {'S10 "1678"': [0.5, 1e-30, -3, 4], "S10_1949": [1, 2, 3, 4]},
                         users={103: [1, 2, 3, 4]}, similarity_dimensions=3)
            """;

    private final Path folder;

    PythonBundleTest(@TempDir Path folder) {
        this.folder = folder;
    }

    @Test
    void aBundleFromPythonIsSoundAndTheLatest() throws Exception {
        assumeTrue(run("python3", "--version") == 0, "there is no python3");
        Path tower = Files.write(folder.resolve("tower.onnx"), TestTowers.cityAndCredit(4));
        Path artifacts = folder.resolve("artifacts");

        int exitCode = run("python3", "-c", SCRIPT, artifacts.toString(), tower.toString());

        assertThat(exitCode).as(Files.readString(folder.resolve("log"))).isZero();
        ModelBundle bundle = TestBundle.artifacts(artifacts).latest();
        assertThat(BundleCheck.problems(bundle)).isEmpty();
        assertThat(bundle.manifest().version()).isEqualTo("mine-1");
        assertThat(bundle.manifest().similarityDimensions()).isEqualTo(3);
        assertThat(bundle.manifest().userEmbeddings().orElseThrow().rows()).isEqualTo(1);
    }

    private int run(String... command) throws InterruptedException {
        ProcessBuilder builder = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(folder.resolve("log").toFile());
        builder.environment()
                .put("PYTHONPATH", ProjectHome.directory().resolve("notebooks").toString());
        builder.environment().put("PYTHONDONTWRITEBYTECODE", "1");
        try {
            Process process = builder.start();
            assertThat(process.waitFor(1, TimeUnit.MINUTES)).isTrue();
            return process.exitValue();
        } catch (IOException e) {
            return -1;
        }
    }
}
