/**
 * A trained two-tower model, from the bundle that any framework can write to its embeddings in a database.
 *
 * <ul>
 *   <li>{@code bundle}: the files and their manifest
 *   <li>{@code scoring}: towers that run in this process
 *   <li>{@code neighbours}: the items nearest to a vector, exactly
 *   <li>{@code store}: the embeddings in PostgreSQL with pgvector
 * </ul>
 */
@NullMarked
package io.recoflow.model;

import org.jspecify.annotations.NullMarked;
