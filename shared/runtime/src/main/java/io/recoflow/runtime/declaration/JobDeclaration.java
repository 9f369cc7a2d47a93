package io.recoflow.runtime.declaration;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;

/**
 * What a platform must know to run a job, beside its name and class: the requests and steps of EMR, the jobs of Glue, the
 * rights of roles and the tables of the pages come from it.
 *
 * @param runtime how it runs: to an end, or all day
 * @param workers what it runs on
 * @param libraries of the platform that it needs beside Spark
 * @param arguments of a run in production
 * @param access all that it reads and writes
 * @param variants other ways to run it in production
 * @param figures that it prints while it runs
 * @param tables of the lake that it writes, for the Data Catalog
 * @param itemTables of DynamoDB that it keeps items in
 */
public record JobDeclaration(
        JobRuntime runtime,
        Workers workers,
        Set<PlatformLibrary> libraries,
        List<Argument> arguments,
        List<Access> access,
        List<Variant> variants,
        List<Figure> figures,
        List<LakeTable> tables,
        List<ItemTable> itemTables) {

    public JobDeclaration {
        libraries = Set.copyOf(libraries);
        arguments = List.copyOf(arguments);
        access = List.copyOf(access);
        variants = List.copyOf(variants);
        figures = List.copyOf(figures);
        tables = List.copyOf(tables);
        itemTables = List.copyOf(itemTables);
    }

    /** Of a job that prints no figures and writes no tables. */
    public JobDeclaration(
            JobRuntime runtime,
            Workers workers,
            Set<PlatformLibrary> libraries,
            List<Argument> arguments,
            List<Access> access,
            List<Variant> variants) {
        this(runtime, workers, libraries, arguments, access, variants, List.of(), List.of(), List.of());
    }

    /** Of a job that is run in one way only. */
    public JobDeclaration(
            JobRuntime runtime,
            Workers workers,
            Set<PlatformLibrary> libraries,
            List<Argument> arguments,
            List<Access> access) {
        this(runtime, workers, libraries, arguments, access, List.of());
    }

    /** The same, of a job that prints these figures. */
    public JobDeclaration printing(List<Figure> printed) {
        return new JobDeclaration(
                runtime, workers, libraries, arguments, access, variants, printed, tables, itemTables);
    }

    /** The same, of a job that writes these tables. */
    public JobDeclaration writing(List<LakeTable> written) {
        return new JobDeclaration(
                runtime, workers, libraries, arguments, access, variants, figures, written, itemTables);
    }

    /** The same, of a job that keeps items in these tables. */
    public JobDeclaration keeping(List<ItemTable> kept) {
        return new JobDeclaration(runtime, workers, libraries, arguments, access, variants, figures, tables, kept);
    }

    /** What differs in a variant: its libraries come on top, its arguments replace those of the same options. */
    public JobDeclaration in(Variant variant) {
        Set<PlatformLibrary> all = new TreeSet<>(libraries);
        all.addAll(variant.libraries());
        Map<String, Argument> merged = new LinkedHashMap<>();
        Stream.concat(arguments.stream(), variant.arguments().stream())
                .forEach(argument -> merged.put(argument.option().name(), argument));
        return new JobDeclaration(
                runtime, workers, all, List.copyOf(merged.values()), access, List.of(), figures, tables, itemTables);
    }

    /**
     * Another way to run a job in production.
     *
     * @param name of what differs; kebab-case
     * @param libraries that it needs beside the job's
     * @param arguments that it has instead of the job's of the same options, or beside them
     */
    public record Variant(String name, Set<PlatformLibrary> libraries, List<Argument> arguments) {

        public Variant {
            libraries = Set.copyOf(libraries);
            arguments = List.copyOf(arguments);
        }
    }
}
