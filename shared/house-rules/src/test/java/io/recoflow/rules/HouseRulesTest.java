package io.recoflow.rules;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.methods;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.importer.Location;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.junit.LocationProvider;
import com.tngtech.archunit.lang.ArchRule;
import io.recoflow.local.ProjectHome;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Who may see whom: jobs import what is shared, nothing shared imports a job, and jobs do not import each other. */
@AnalyzeClasses(locations = HouseRulesTest.BuiltModules.class)
final class HouseRulesTest {

    private static final String[] JOBS = {"io.recoflow.jobs.."};

    /** {@code shared/local-stack/platform/target/classes}. */
    private static final int DEEPEST_CLASSES = 5;

    /** For tests, measurements, deployments and the demo. */
    private static final String[] WORKSHOP = {
        "io.recoflow.testkit..",
        "io.recoflow.local..",
        "io.recoflow.aws..",
        "io.recoflow.emr..",
        "io.recoflow.glue..",
        "io.recoflow.bench.."
    };

    private static final String[] NOT_SHARED =
            Stream.of(JOBS, WORKSHOP).flatMap(Stream::of).toArray(String[]::new);

    @ArchTest
    static final ArchRule NO_ROOMS_KNOW_EACH_OTHER_IN_A_CIRCLE =
            slices().matching("io.recoflow.(*)..").should().beFreeOfCycles();

    @ArchTest
    static final ArchRule SHARED_CODE_KNOWS_NO_JOB_AND_NO_WORKSHOP = noClasses()
            .that()
            .resideInAPackage("io.recoflow..")
            .and()
            .resideOutsideOfPackages(NOT_SHARED)
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage(NOT_SHARED);

    @ArchTest
    static final ArchRule THE_TEST_KIT_IS_FOR_TESTS_ONLY = noClasses()
            .that()
            .resideOutsideOfPackage("io.recoflow.testkit..")
            .should()
            .dependOnClassesThat()
            .resideInAPackage("io.recoflow.testkit..");

    /** So that the tests of every other room can have it. */
    @ArchTest
    static final ArchRule THE_TEST_KIT_KNOWS_THE_RUNTIME_ONLY = noClasses()
            .that()
            .resideInAPackage("io.recoflow.testkit..")
            .should()
            .dependOnClassesThat(otherRoomsThan("io.recoflow.testkit", "io.recoflow.runtime"));

    @ArchTest
    static final ArchRule JOBS_DO_NOT_KNOW_EACH_OTHER =
            slices().matching("io.recoflow.jobs.(*)..").should().notDependOnEachOther();

    @ArchTest
    static final ArchRule JOBS_RUN_WITHOUT_THE_WORKSHOP = noClasses()
            .that()
            .resideInAnyPackage(JOBS)
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage(WORKSHOP);

    @ArchTest
    static final ArchRule THE_RUNTIME_KNOWS_NO_OTHER_ROOM = noClasses()
            .that()
            .resideInAPackage("io.recoflow.runtime..")
            .should()
            .dependOnClassesThat(otherRoomsThan("io.recoflow.runtime"));

    @ArchTest
    static final ArchRule THE_CONTRACT_KNOWS_RUNTIME_AND_LAKE_ONLY = noClasses()
            .that()
            .resideInAPackage("io.recoflow.shop..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage(
                    "io.recoflow.catalog..",
                    "io.recoflow.database..",
                    "io.recoflow.kinesis..",
                    "io.recoflow.dynamodb..",
                    "io.recoflow.streaming..",
                    "io.recoflow.model..",
                    "io.recoflow.serving..");

    @ArchTest
    static final ArchRule SERVING_KNOWS_NO_STREAM = noClasses()
            .that()
            .resideInAPackage("io.recoflow.serving..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("io.recoflow.kinesis..", "io.recoflow.streaming..");

    @ArchTest
    static final ArchRule STREAMING_KNOWS_NEITHER_SHOP_NOR_LAKE = noClasses()
            .that()
            .resideInAPackage("io.recoflow.streaming..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage(
                    "io.recoflow.shop..",
                    "io.recoflow.lake..",
                    "io.recoflow.dynamodb..",
                    "io.recoflow.model..",
                    "io.recoflow.serving..");

    @ArchTest
    static final ArchRule NOTHING_ABOVE_THE_BROKER_KNOWS_WHICH_IT_IS = noClasses()
            .that()
            .resideInAnyPackage("io.recoflow.streaming.broker..", "io.recoflow.streaming.query..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage(
                    "io.recoflow.kinesis..",
                    "io.recoflow.streaming.kinesis..",
                    "io.recoflow.streaming.kafka..",
                    "org.apache.kafka..");

    /** So that it can be published alone. */
    @ArchTest
    static final ArchRule KINESIS_KNOWS_NO_OTHER_ROOM = noClasses()
            .that()
            .resideInAPackage("io.recoflow.kinesis..")
            .should()
            .dependOnClassesThat(otherRoomsThan("io.recoflow.kinesis"));

    @ArchTest
    static final ArchRule STORES_AND_MODEL_KNOW_NOTHING_OF_WHAT_IS_MADE_OF_THEM = noClasses()
            .that()
            .resideInAnyPackage(
                    "io.recoflow.lake..", "io.recoflow.kinesis..", "io.recoflow.dynamodb..", "io.recoflow.model..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("io.recoflow.serving..", "io.recoflow.streaming..");

    @ArchTest
    static final ArchRule LAKE_CATALOG_KINESIS_DYNAMODB_AND_MODEL_DO_NOT_KNOW_EACH_OTHER = slices().matching(
                    "io.recoflow.(lake|catalog|kinesis|dynamodb|model)..")
            .should()
            .notDependOnEachOther();

    @ArchTest
    static final ArchRule PUBLIC_METHODS_SPEAK_NO_SCALA = methods()
            .that()
            .arePublic()
            .and()
            .areDeclaredInClassesThat()
            .arePublic()
            .and()
            .areDeclaredInClassesThat()
            .resideInAPackage("io.recoflow..")
            .and()
            .areDeclaredInClassesThat()
            .resideOutsideOfPackages(NOT_SHARED)
            .should()
            .notHaveRawReturnType(scalaType());

    private static DescribedPredicate<JavaClass> scalaType() {
        return DescribedPredicate.describe(
                "Scala types", type -> type.getPackageName().startsWith("scala"));
    }

    private static DescribedPredicate<JavaClass> otherRoomsThan(String... rooms) {
        return DescribedPredicate.describe(
                "rooms other than " + String.join(" and ", rooms),
                type -> type.getPackageName().startsWith("io.recoflow.")
                        && Stream.of(rooms).noneMatch(type.getPackageName()::startsWith));
    }

    /** What is built of every module, so that a new one need not be named here. */
    static final class BuiltModules implements LocationProvider {
        @Override
        public Set<Location> get(Class<?> testClass) {
            try (Stream<Path> folders = Files.walk(ProjectHome.directory(), DEEPEST_CLASSES)) {
                return folders.filter(folder -> folder.endsWith(Path.of("target", "classes")))
                        .map(Location::of)
                        .collect(Collectors.toSet());
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }
}
