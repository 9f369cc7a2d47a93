package io.recoflow.runtime.declaration;

import io.recoflow.runtime.launch.Job;

/**
 * A job that platforms run. Its class has a public constructor without parameters and a {@code main}, and stands in the
 * jar's {@code META-INF/services/io.recoflow.runtime.declaration.DeclaredJob}, so that it is found without being named.
 */
public interface DeclaredJob extends Job {

    /** What a platform must know to run it; the same at each call. */
    JobDeclaration declaration();
}
