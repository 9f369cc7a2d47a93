package io.recoflow.aws.job;

import io.recoflow.runtime.declaration.DeclaredJob;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.MalformedURLException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.ServiceLoader;
import java.util.stream.Stream;

/** The jobs of a project, found by their folders, so that a new one needs to be named nowhere. */
public final class BuiltJobs {

    private BuiltJobs() {}

    /**
     * The job in each folder below {@code jobs/}, by its jar, in the order of the folders' names. The jar's classes are
     * loaded behind those of the caller, which must have Spark.
     *
     * @param home the project's directory
     * @throws IllegalStateException where a folder's jar is not built, or has not exactly one job of the folder's name
     */
    public static List<DeclaredJob> in(Path home) {
        try (Stream<Path> folders = Files.list(home.resolve("jobs"))) {
            return folders.filter(folder -> Files.exists(folder.resolve("pom.xml")))
                    .sorted()
                    .map(BuiltJobs::job)
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static DeclaredJob job(Path folder) {
        String name = String.valueOf(folder.getFileName());
        Path jar = folder.resolve("target").resolve(name + ".jar");
        if (!Files.exists(jar)) {
            throw new IllegalStateException("There is no " + jar + ": build it with mvn package first");
        }
        List<DeclaredJob> jobs = ServiceLoader.load(DeclaredJob.class, loaderOf(jar)).stream()
                .map(ServiceLoader.Provider::get)
                .filter(each -> each.name().equals(name))
                .toList();
        if (jobs.size() != 1) {
            throw new IllegalStateException(jar + " has " + jobs.size() + " jobs of the name " + name
                    + ": name its class in META-INF/services/" + DeclaredJob.class.getName());
        }
        return jobs.get(0);
    }

    /** Stays open, since a job's classes are loaded as they are used. */
    private static ClassLoader loaderOf(Path jar) {
        try {
            return new URLClassLoader(new URL[] {jar.toUri().toURL()}, BuiltJobs.class.getClassLoader());
        } catch (MalformedURLException e) {
            throw new IllegalStateException(e);
        }
    }
}
