/** How fast the nearest items are found, exactly in memory and by pgvector, and how fast a user tower is. */
@NullMarked
package io.recoflow.bench.neighbours;

import org.jspecify.annotations.NullMarked;
