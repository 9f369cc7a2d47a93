package io.recoflow.model.scoring;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.recoflow.model.TestBundle;
import io.recoflow.model.TestTowers;
import io.recoflow.model.bundle.Manifest;
import io.recoflow.model.bundle.ModelBundle;
import io.recoflow.model.bundle.TowerInput;
import java.math.BigDecimal;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TowerTest {

    private final Path artifacts;

    TowerTest(@TempDir Path artifacts) {
        this.artifacts = artifacts;
    }

    @Test
    void rowsAreEmbeddedByTheNamesOfTheirColumns() {
        try (Tower tower = tower(new TestBundle().writeTo(artifacts))) {
            Vectors vectors = tower.bind(List.of("unused", "creditLimit", "city"))
                    .embed(table(new Object[][] {{"x", 2, "Paris"}, {"y", new BigDecimal("3.5"), "Rome"}}));

            assertThat(vectors.embedding(0)).containsExactly(102, 104, 106, 108);
            assertThat(vectors.embedding(1)).containsExactly(3.5f, 7, 10.5f, 14);
            assertThat(vectors.constants()).containsExactly(0, 0);
        }
    }

    @Test
    void whatIsMissingOrUnknownBecomesTheNeutralInput() {
        Object[][] odd = {
            {null, null},
            {"nowhere", "no number"},
            {"", Double.NaN},
            {17, Double.POSITIVE_INFINITY},
            {"\u0000\uD800", 1e300},
            {"Rome", "7"}
        };
        try (Tower tower = tower(new TestBundle().writeTo(artifacts))) {
            Vectors vectors = tower.bind(List.of("city", "creditLimit")).embed(table(odd));

            for (int row = 0; row < odd.length; row++) {
                assertThat(vectors.embedding(row)).as("row %d", row).containsExactly(7, 14, 21, 28);
            }
        }
    }

    @Test
    void textIsTrimmed() {
        try (Tower tower = tower(new TestBundle().writeTo(artifacts))) {
            assertThat(tower.bind(List.of("city", "creditLimit"))
                            .embed(table(new Object[][] {{" Paris  ", 0}}))
                            .embedding(0)[0])
                    .isEqualTo(100);
        }
    }

    @Test
    void noRowsGiveNoVectors() {
        try (Tower tower = tower(new TestBundle().writeTo(artifacts))) {
            assertThat(tower.bind(List.of("city", "creditLimit"))
                            .embed(table(new Object[0][]))
                            .rows())
                    .isZero();
        }
    }

    @Test
    void aMissingColumnIsFoundBeforeTheFirstRow() {
        try (Tower tower = tower(new TestBundle().writeTo(artifacts))) {
            assertThatThrownBy(() -> tower.bind(List.of("city", "credit_limit")))
                    .hasMessageContaining("it takes creditLimit, and there is only city, credit_limit");
        }
    }

    @Test
    void anInputThatTheTowerDoesNotHaveIsRefused() {
        ModelBundle bundle = new TestBundle()
                .manifest(manifest ->
                        TestBundle.withInputs(manifest, TowerInput.text("town"), TowerInput.number("creditLimit", 0)))
                .writeTo(artifacts);

        assertThatThrownBy(() -> tower(bundle))
                .hasMessageContaining("it has no input town; its inputs are city, creditLimit")
                .hasMessageContaining("the manifest does not name its input city");
    }

    @Test
    void anInputOfAnotherTypeIsRefused() {
        ModelBundle bundle = new TestBundle()
                .manifest(manifest ->
                        TestBundle.withInputs(manifest, TowerInput.text("city"), TowerInput.text("creditLimit")))
                .writeTo(artifacts);

        assertThatThrownBy(() -> tower(bundle))
                .hasMessageContaining("its input creditLimit is FLOAT, and the manifest says STRING");
    }

    @Test
    void anotherDimensionIsRefused() {
        ModelBundle bundle = new TestBundle().tower(TestTowers.cityAndCredit(5)).writeTo(artifacts);

        assertThatThrownBy(() -> tower(bundle))
                .hasMessageContaining("its output vector is FLOAT[-1, 5], and the manifest says FLOAT[rows, 4]");
    }

    @Test
    void aFileThatIsNoOnnxIsRefused() {
        ModelBundle bundle = new TestBundle().tower("no model".getBytes()).writeTo(artifacts);

        assertThatThrownBy(() -> tower(bundle))
                .hasMessageContaining("Cannot use model/user_tower.onnx: ONNX Runtime cannot load it");
    }

    @Test
    void concurrentCallersGetTheirOwnResults() throws Exception {
        ExecutorService threads = Executors.newFixedThreadPool(8);
        try (Tower tower = tower(new TestBundle().writeTo(artifacts))) {
            BoundTower bound = tower.bind(List.of("city", "creditLimit"));
            List<Future<Boolean>> results = new ArrayList<>();
            for (int caller = 0; caller < 8; caller++) {
                int credit = caller;
                results.add(threads.submit(() -> {
                    Object[][] rows = new Object[64][];
                    Arrays.fill(rows, new Object[] {"Rome", credit});
                    boolean right = true;
                    for (int round = 0; round < 200; round++) {
                        Vectors vectors = bound.embed(table(rows));
                        right &= vectors.rows() == 64 && vectors.embedding(63)[3] == 4 * credit;
                    }
                    return right;
                }));
            }
            for (Future<Boolean> result : results) {
                assertThat(result.get()).isTrue();
            }
        } finally {
            threads.shutdownNow();
        }
    }

    @Test
    void aProcessLoadsAVersionOnce() {
        ModelBundle first = new TestBundle().writeTo(artifacts);
        ModelBundle second = new TestBundle()
                .manifest(manifest -> TestBundle.withDimension(manifest, 4))
                .writeTo(artifacts);
        ModelBundle other = new TestBundle()
                .tower(TestTowers.cityAndCredit(6))
                .items("id,embedding\n")
                .manifest(manifest -> TestBundle.withDimension(manifest, 6))
                .writeTo(artifacts);

        assertThat(UserTowers.of(first)).isSameAs(UserTowers.of(first));
        assertThat(UserTowers.of(second)).as("the same file").isSameAs(UserTowers.of(first));
        assertThat(UserTowers.of(other)).isNotSameAs(UserTowers.of(first));
    }

    private static Tower tower(ModelBundle bundle) {
        Manifest manifest = bundle.manifest();
        return Tower.load(bundle.read(manifest.userTower()), manifest.userTower(), manifest);
    }

    private static FeatureTable table(@Nullable Object[][] rows) {
        return new FeatureTable() {
            @Override
            public int rows() {
                return rows.length;
            }

            @Override
            public @Nullable Object value(int row, int column) {
                return rows[row][column];
            }
        };
    }
}
