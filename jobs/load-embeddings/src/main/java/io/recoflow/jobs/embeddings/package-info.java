/** The job that brings a model bundle's embeddings into PostgreSQL. */
@NullMarked
package io.recoflow.jobs.embeddings;

import org.jspecify.annotations.NullMarked;
