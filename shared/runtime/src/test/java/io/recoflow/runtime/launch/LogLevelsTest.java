package io.recoflow.runtime.launch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.File;
import java.lang.reflect.Method;
import java.net.MalformedURLException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Path;
import java.util.Arrays;
import org.apache.logging.log4j.Level;
import org.apache.logging.log4j.LogManager;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class LogLevelsTest {

    @AfterEach
    void backToQuiet() {
        LogLevels.apply(LogLevels.Detail.QUIET);
    }

    @Test
    void quietLeavesWarningsOfOthersAndErrorsOfSpark() {
        LogLevels.apply(LogLevels.Detail.QUIET);

        assertThat(level("com.example")).isEqualTo(Level.WARN);
        assertThat(level("io.recoflow.x")).isEqualTo(Level.WARN);
        assertThat(level("org.apache.spark.storage.BlockManager")).isEqualTo(Level.ERROR);
        assertThat(level("org.apache.spark.executor.Executor")).isEqualTo(Level.OFF);
        assertThat(level("org.apache.spark.scheduler.TaskSetManager")).isEqualTo(Level.OFF);
        assertThat(level("org.apache.spark.util.Utils")).isEqualTo(Level.OFF);
        assertThat(level("org.apache.spark.sql.execution.datasources.jdbc.JDBCRDD"))
                .isEqualTo(Level.OFF);
    }

    @Test
    void verboseShowsWhatOurOwnCodeDoes() {
        LogLevels.apply(LogLevels.Detail.QUIET);
        LogLevels.apply(LogLevels.Detail.VERBOSE);

        assertThat(level("io.recoflow.x")).isEqualTo(Level.INFO);
        assertThat(level("com.example")).isEqualTo(Level.WARN);
        assertThat(level("org.apache.spark.executor.Executor")).isEqualTo(Level.WARN);
    }

    @Test
    void withoutLog4jNothingHappens() throws Exception {
        try (URLClassLoader withoutLog4j = new URLClassLoader(classpathWithout("log4j-core"), null)) {
            assertThatThrownBy(() -> withoutLog4j.loadClass("org.apache.logging.log4j.core.config.Configurator"))
                    .isInstanceOf(ClassNotFoundException.class);
            Class<?> detail = withoutLog4j.loadClass(LogLevels.Detail.class.getName());
            Method apply = withoutLog4j.loadClass(LogLevels.class.getName()).getDeclaredMethod("apply", detail);
            apply.setAccessible(true);

            for (Object level : detail.getEnumConstants()) {
                assertThatCode(() -> apply.invoke(null, level)).doesNotThrowAnyException();
            }
        }
    }

    private static URL[] classpathWithout(String jar) {
        return Arrays.stream(System.getProperty("java.class.path", "").split(File.pathSeparator))
                .filter(entry -> !entry.contains(jar))
                .map(LogLevelsTest::url)
                .toArray(URL[]::new);
    }

    private static URL url(String entry) {
        try {
            return Path.of(entry).toUri().toURL();
        } catch (MalformedURLException e) {
            throw new IllegalArgumentException(e);
        }
    }

    private static Level level(String logger) {
        return LogManager.getLogger(logger).getLevel();
    }
}
