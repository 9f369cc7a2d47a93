package io.recoflow.kinesis.source;

import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;

/** {@link NumbersToFiles} in a process of its own, and in the same folder as often as a test likes. */
final class DriverProcess {

    private final TestStream stream;
    private final Path directory;
    private final List<String> javaOptions = new ArrayList<>();
    private final List<String> sourceOptions = new ArrayList<>();

    DriverProcess(TestStream stream, Path directory) {
        this.stream = stream;
        this.directory = directory;
    }

    /** @param value of a property of Java or Spark */
    DriverProcess with(String property, String value) {
        javaOptions.add("-D" + property + "=" + value);
        return this;
    }

    DriverProcess withOption(String name, String value) {
        sourceOptions.add(name + "=" + value);
        return this;
    }

    /** @param mode {@code once} to end when all is read */
    Process start(String mode) throws IOException {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        // The same virtual machine, and the same settings of the SDK.
        ManagementFactory.getRuntimeMXBean().getInputArguments().stream()
                .filter(argument -> argument.startsWith("--add-opens") || argument.startsWith("-XX:"))
                .forEach(command::add);
        command.addAll(sdkOptions());
        command.addAll(javaOptions);
        command.addAll(List.of(
                "-Xmx1g",
                "-cp",
                classPath(),
                NumbersToFiles.class.getName(),
                String.valueOf(stream.options().get("streamName")),
                String.valueOf(stream.options().get("endpoint")),
                Files.createDirectories(folder()).toString(),
                checkpoint().toString(),
                mode));
        command.addAll(sourceOptions);
        ProcessBuilder builder = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.appendTo(logFile().toFile()));
        // Where a cluster of its own starts executors from; their class path is given.
        builder.environment()
                .putAll(Map.of(
                        "SPARK_HOME",
                        directory.toString(),
                        "SPARK_SCALA_VERSION",
                        "2.13",
                        "SPARK_LOCAL_IP",
                        "127.0.0.1"));
        Files.createDirectories(directory.resolve("jars"));
        return builder.start();
    }

    static List<String> sdkOptions() {
        return Stream.of("aws.cborEnabled", "aws.accessKeyId", "aws.secretAccessKey")
                .map(name -> "-D" + name + "=" + System.getProperty(name))
                .toList();
    }

    static String classPath() {
        return System.getProperty("surefire.test.class.path", System.getProperty("java.class.path"));
    }

    /** The numbers of each batch that was stored. */
    Map<Long, List<String>> batches() throws IOException {
        Map<Long, List<String>> batches = new TreeMap<>();
        try (Stream<Path> files = Files.list(folder())) {
            for (Path file :
                    files.filter(each -> each.toString().endsWith(".txt")).toList()) {
                String name = file.getFileName().toString();
                batches.put(Long.valueOf(name.substring(0, name.indexOf('.'))), Files.readAllLines(file));
            }
        }
        return batches;
    }

    List<String> numbers() throws IOException {
        return batches().values().stream().flatMap(List::stream).toList();
    }

    Path checkpoint() {
        return directory.resolve("checkpoint");
    }

    Path folder() {
        return directory.resolve("batches");
    }

    String log() throws IOException {
        return Files.exists(logFile()) ? Files.readString(logFile()) : "no log";
    }

    private Path logFile() {
        return directory.resolve("driver.log");
    }
}
