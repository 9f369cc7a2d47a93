/** Embeddings in PostgreSQL with pgvector, a table each version and views over the present one. */
@NullMarked
package io.recoflow.model.store;

import org.jspecify.annotations.NullMarked;
