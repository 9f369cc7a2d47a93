package io.recoflow.model.check;

import static org.assertj.core.api.Assertions.assertThat;

import io.recoflow.model.TestBundle;
import io.recoflow.model.TestTowers;
import io.recoflow.model.bundle.FoldInDescription;
import io.recoflow.model.bundle.InputType;
import io.recoflow.model.bundle.ModelBundle;
import io.recoflow.model.bundle.TowerInput;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class BundleCheckTest {

    private final Path artifacts;

    BundleCheckTest(@TempDir Path artifacts) {
        this.artifacts = artifacts;
    }

    @Test
    void aForeignBundleWithoutItemTowerAndWithOtherDimensionsIsSound() {
        assertThat(BundleCheck.problems(new TestBundle().writeTo(artifacts))).isEmpty();
    }

    @Test
    void everythingThatIsWrongIsToldAtOnce() {
        ModelBundle bundle = new TestBundle()
                .tower(TestTowers.cityAndCredit(5))
                .items("id,embedding\na,\"[1,2,3,4]\"\na,\"[1,2,3,4]\"\nb,\"[1,2,3]\"\nc,\"[1,NaN,3,4]\"\n")
                .manifest(manifest ->
                        TestBundle.withInputs(manifest, TowerInput.text("town"), TowerInput.number("creditLimit", 0)))
                .writeTo(artifacts);

        assertThat(BundleCheck.problems(bundle))
                .hasSize(5)
                .satisfiesExactly(
                        tower -> assertThat(tower)
                                .contains("it has no input town")
                                .contains("its output vector is FLOAT[-1, 5]"),
                        twice -> assertThat(twice).contains("has a twice"),
                        dimension -> assertThat(dimension).contains("line 4: the vector of b has 3 dimensions"),
                        finite -> assertThat(finite).contains("line 5: the vector of c has NaN"),
                        rows -> assertThat(rows).contains("has 4 rows, and the manifest says 3"));
    }

    @Test
    void anIdIsTextAndTheSameForWhoeverReadsIt() {
        String longest = "x".repeat(2_500);
        String sound = Stream.of("007", "7", "4000000000", "f47ac10b-58cc-4372-a567-0e02b2c3d479", "#1", longest)
                .map(id -> id + ",\"[1,2,3,4]\"\n")
                .collect(Collectors.joining());
        assertThat(BundleCheck.problems(withUsers(sound, 6))).isEmpty();

        String wrong = Stream.of(longest + "x", "a\0b", "7", "7")
                .map(id -> id + ",\"[1,2,3,4]\"\n")
                .collect(Collectors.joining());
        assertThat(BundleCheck.problems(withUsers(wrong, 4)))
                .hasSize(6)
                .contains(
                        TestBundle.USERS + ": the id '" + "x".repeat(40)
                                + "…' has 2501 bytes, and 2500 are the most that a key can have",
                        TestBundle.USERS + ": the id 'a\\0b' holds the character 0",
                        TestBundle.USERS + " has 7 twice");
    }

    /** The same lines as items and as users. */
    private ModelBundle withUsers(String lines, int rows) {
        return new TestBundle()
                .items("id,embedding\n" + lines, rows)
                .users("id,embedding\n" + lines, rows)
                .writeTo(artifacts);
    }

    @Test
    void aTowerThatFailsOnWhatEventsHaveIsTold() {
        ModelBundle bundle = new TestBundle()
                .tower(TestTowers.rowByCredit(TestBundle.DIMENSION, 10))
                .manifest(manifest -> TestBundle.withInputs(
                        manifest, new TowerInput("creditLimit", InputType.INT64, Optional.of(0.0))))
                .writeTo(artifacts);

        assertThat(BundleCheck.userTowerProblems(bundle)).isEmpty();
        assertThat(BundleCheck.problems(bundle))
                .singleElement()
                .asString()
                .contains("user_tower.onnx fails where creditLimit is 478: Error code");
    }

    @Test
    void aTowerThatCastsTextIsTold() {
        ModelBundle bundle = new TestBundle()
                .tower(TestTowers.castText(TestBundle.DIMENSION))
                .manifest(manifest -> TestBundle.withInputs(manifest, TowerInput.text("rate")))
                .writeTo(artifacts);

        assertThat(BundleCheck.userTowerProblems(bundle)).isEmpty();
        assertThat(BundleCheck.problems(bundle))
                .singleElement()
                .asString()
                .contains(
                        "user_tower.onnx fails where rate is 'Paris'", "reads text of rate as a number", "'1,5' is 1");
    }

    @Test
    void vectorsThat32BitsCannotTellAreTold() {
        assertThat(BundleCheck.problems(new TestBundle()
                        .items("id,embedding\na,\"[1e-42,0,0,0]\"\nb,\"[0,0,0,0]\"\nc,\"[3e38,1,1,1]\"\n")
                        .writeTo(artifacts)))
                .hasSize(2)
                .anySatisfy(line -> assertThat(line).contains("the vector of a has the length 1.0E-42, too short"))
                .anySatisfy(line -> assertThat(line).contains("the vector of c has the length 3.0E38, so long"));
    }

    @Test
    void howLongATowerTakesIsMeasured() {
        TowerTiming timing = BundleCheck.userTowerTiming(new TestBundle().writeTo(artifacts));

        assertThat(timing.one()).isPositive().isLessThan(Duration.ofSeconds(1));
        assertThat(timing.together()).isPositive().isLessThan(Duration.ofSeconds(1));
    }

    @Test
    void aTowerThatASessionCannotMoveIsTold() {
        FoldInDescription foldIn = new FoldInDescription(1, 5, 10, 0.3, 1);

        assertThat(BundleCheck.problems(new TestBundle()
                        .manifest(manifest -> TestBundle.withFoldIn(manifest, foldIn))
                        .writeTo(artifacts)))
                .singleElement()
                .asString()
                .contains("foldIn needs a 1 there");
        assertThat(BundleCheck.problems(new TestBundle()
                        .tower(TestTowers.foldable())
                        .manifest(manifest -> TestBundle.withFoldIn(
                                TestBundle.withInputs(
                                        manifest, TowerInput.text("customerNumber"), TowerInput.text("city")),
                                foldIn))
                        .writeTo(artifacts)))
                .isEmpty();
    }

    @Test
    void manyWrongLinesAreSummedUp() {
        StringBuilder csv = new StringBuilder("id,embedding\n");
        for (int row = 0; row < 100; row++) {
            csv.append('i').append(row).append(",\"[1]\"\n");
        }

        assertThat(BundleCheck.problems(new TestBundle().items(csv.toString()).writeTo(artifacts)))
                .hasSize(7)
                .contains("embeddings/item_embeddings.csv: 95 more lines are wrong");
    }

    @Test
    void damageIsToldBeforeAnythingElse() throws IOException {
        ModelBundle bundle = new TestBundle().writeTo(artifacts);
        Path folder =
                Path.of(new org.apache.hadoop.fs.Path(bundle.location()).toUri().getPath());
        Files.delete(folder.resolve(TestBundle.ITEMS));
        Files.writeString(folder.resolve(TestBundle.TOWER), "x");

        assertThat(BundleCheck.problems(bundle))
                .hasSize(2)
                .anySatisfy(missing -> assertThat(missing).isEqualTo(TestBundle.ITEMS + " is missing"))
                .anySatisfy(changed -> assertThat(changed).contains("user_tower.onnx has 1 bytes"));
    }
}
