/** How soon, and how many, events of shoppers are answered with recommendations. */
@NullMarked
package io.recoflow.bench.recommend;

import org.jspecify.annotations.NullMarked;
