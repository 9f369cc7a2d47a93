package io.recoflow.emr.platform;

import io.recoflow.local.ProjectHome;
import io.recoflow.local.database.EmbeddedMariaDb;
import io.recoflow.local.kinesis.Kinesalite;
import io.recoflow.local.objectstore.LocalS3;
import io.recoflow.local.postgres.LocalPostgres;
import io.recoflow.local.submit.SparkSubmit;
import java.nio.file.Path;
import java.time.Duration;

/** The jobs behind a platform's jars, and what AWS gives them, on this machine: S3, Kinesis, databases, secrets. */
final class LocalPlatform implements AutoCloseable {

    static final String BUCKET = "shop";
    static final String REGION = "us-east-1";
    static final String SOURCE_DATABASE = "classicmodels";
    static final String SOURCE_SECRET = "shop/source";
    static final String VECTOR_SECRET = "shop/vectors";

    private static final Duration JOB_LIMIT = Duration.ofMinutes(3);

    /** These processes live for seconds: no thorough compiler, and room for what the quick one makes. */
    private static final String JAVA_OPTIONS =
            "-XX:TieredStopAtLevel=1 -XX:ReservedCodeCacheSize=240m -XX:+UseSerialGC ";

    private final Path folder;
    private final PlatformClassPath classPath;
    private final EmbeddedMariaDb source;
    private final LocalS3 s3;
    private final LocalPostgres vectors;
    private final Kinesalite kinesis;
    private final LocalAwsJson aws;

    private LocalPlatform(Path folder, PlatformClassPath classPath) {
        this.folder = folder;
        this.classPath = classPath;
        this.source = EmbeddedMariaDb.start();
        this.s3 = LocalS3.start(BUCKET);
        this.vectors = LocalPostgres.start();
        this.kinesis = Kinesalite.start();
        this.aws = LocalAwsJson.start();
        source.createDatabase(SOURCE_DATABASE);
        aws.storeLogin(SOURCE_SECRET, source.user(), source.password());
        aws.storeLogin(VECTOR_SECRET, vectors.user(), vectors.password());
    }

    /** @param folder for files of the jobs, empty */
    static LocalPlatform start(Path folder) {
        return new LocalPlatform(folder, PlatformClassPath.read());
    }

    EmbeddedMariaDb source() {
        return source;
    }

    LocalS3 s3() {
        return s3;
    }

    LocalPostgres vectors() {
        return vectors;
    }

    Kinesalite kinesis() {
        return kinesis;
    }

    LocalAwsJson aws() {
        return aws;
    }

    /** A job, without arguments. Nothing of this machine's own AWS settings reaches it. */
    SparkSubmit job(String name) {
        Path jar = ProjectHome.directory().resolve("jobs/" + name + "/target/" + name + ".jar");
        return SparkSubmit.of(ProjectHome.directory())
                .jar(jar)
                .sparkOption("--driver-class-path", classPath.text())
                .sparkOption("--driver-java-options", JAVA_OPTIONS + LoadedClasses.javaOption(classesOf(name)))
                // Few rows do not save what compiling generated code takes.
                .sparkOption("--conf", "spark.sql.codegen.wholeStage=false")
                .sparkOption("--conf", "spark.sql.codegen.factoryMode=NO_CODEGEN")
                .sparkOption("--conf", "spark.sql.shuffle.partitions=2")
                .sparkOption(s3.sparkOptions().toArray(String[]::new))
                .environment("AWS_ACCESS_KEY_ID", "local")
                .environment("AWS_SECRET_ACCESS_KEY", "local")
                .environment("AWS_REGION", REGION)
                .environment("AWS_EC2_METADATA_DISABLED", "true")
                .environment("AWS_CONFIG_FILE", "/nonexistent")
                .environment("AWS_SHARED_CREDENTIALS_FILE", "/nonexistent")
                .environment("AWS_ENDPOINT_URL_SECRETS_MANAGER", aws.endpoint())
                .environment("AWS_ENDPOINT_URL_GLUE", aws.endpoint())
                .environment("CBOR_ENABLED", "false");
    }

    /** Runs a job to its end. */
    FinishedJob run(String name, String... arguments) {
        return finished(name, job(name).arguments(arguments).run(JOB_LIMIT));
    }

    /** What became of a job of that name, which has ended. */
    FinishedJob finished(String name, SparkSubmit.Result result) {
        return new FinishedJob(name, result, LoadedClasses.read(classesOf(name)));
    }

    @Override
    public void close() {
        aws.close();
        kinesis.close();
        vectors.close();
        s3.close();
        source.close();
    }

    private Path classesOf(String job) {
        return folder.resolve(job + ".classes");
    }
}
