package io.recoflow.aws.template;

import io.recoflow.local.ProjectHome;
import io.recoflow.local.node.NodePackages;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.zip.GZIPInputStream;

/**
 * Resource types and their properties as AWS publishes them, from npm's {@code @aws-cdk/aws-service-spec}. Immutable.
 */
public final class ResourceSpecification {
    private static final String DATABASE = "@aws-cdk/aws-service-spec/db.json.gz";

    private final Map<String, Definition> resources;
    private final Map<String, Definition> nested;

    /**
     * @param resources by type
     * @param nested by id
     */
    ResourceSpecification(Map<String, Definition> resources, Map<String, Definition> nested) {
        this.resources = Map.copyOf(resources);
        this.nested = Map.copyOf(nested);
    }

    /**
     * Installs the npm package where it is not yet installed, and reads it, once in this process: some 1,800 resource
     * types.
     *
     * @throws ExceptionInInitializerError when Node.js is missing, or the package cannot be installed or read
     */
    public static ResourceSpecification load() {
        return Installed.SPECIFICATION;
    }

    /** A resource type, such as {@code AWS::Kinesis::Stream}. */
    Optional<Definition> resource(String type) {
        return Optional.ofNullable(resources.get(type));
    }

    /** @throws IllegalStateException when the specification names an id that it does not define */
    Definition nested(String id) {
        Definition definition = nested.get(id);
        if (definition == null) {
            throw new IllegalStateException(
                    "The resource specification does not define " + id + ". Install another version of it");
        }
        return definition;
    }

    private static ResourceSpecification readInstalled() {
        Path module = ProjectHome.directory().resolve("shared/aws");
        Path database = NodePackages.of(module, module.resolve("target/specification"))
                .install()
                .resolve(DATABASE);
        try (InputStream file = Files.newInputStream(database);
                InputStream json = new GZIPInputStream(file, 1 << 16)) {
            return SpecificationReader.read(json);
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot read the resource specification " + database, e);
        }
    }

    /** Initialised by the first who asks. */
    private static final class Installed {
        private static final ResourceSpecification SPECIFICATION = readInstalled();
    }
}
