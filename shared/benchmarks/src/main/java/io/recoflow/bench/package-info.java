/** Side-by-side measurements against peers: in one run, alternating, on the same rows. */
@NullMarked
package io.recoflow.bench;

import org.jspecify.annotations.NullMarked;
