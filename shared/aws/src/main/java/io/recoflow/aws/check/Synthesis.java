package io.recoflow.aws.check;

import io.recoflow.aws.stack.Installation;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.stream.Collectors;
import software.amazon.awscdk.App;
import software.amazon.awscdk.AppProps;

/** Synthesizes apps, below the module's folder of what is built. */
public final class Synthesis {

    private Synthesis() {}

    /** An app that is yet to be filled, of a stage. */
    public static App app(String stage) {
        return app(Map.of(Installation.CONTEXT, stage));
    }

    /** An app that is yet to be filled, with a context. */
    public static App app(Map<String, String> context) {
        try {
            Path target = Files.createDirectories(Path.of("target").toAbsolutePath());
            return new App(AppProps.builder()
                    .outdir(Files.createTempDirectory(target, "stacks").toString())
                    .analyticsReporting(false)
                    .context(new TreeMap<String, Object>(context))
                    .build());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The templates of an installation by the parts that the stacks are: {@code foundation}. */
    public static Map<String, StackTemplate> templates(String stage, Consumer<App> fill) {
        return templates(Map.of(Installation.CONTEXT, stage), fill);
    }

    /** The same, with a context that names the stage. */
    public static Map<String, StackTemplate> templates(Map<String, String> context, Consumer<App> fill) {
        App app = app(context);
        fill.accept(app);
        List<StackTemplate> templates = StackTemplate.in(Path.of(app.synth().getDirectory()));
        int prefix = Installation.of(app).name("").length();
        return templates.stream()
                .collect(Collectors.toMap(
                        template -> template.stack().substring(prefix),
                        Function.identity(),
                        (one, other) -> one,
                        TreeMap::new));
    }
}
