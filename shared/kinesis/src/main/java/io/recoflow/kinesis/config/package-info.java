/** The options of the source and the sink: names, types, defaults, and what fits together. */
@NullMarked
package io.recoflow.kinesis.config;

import org.jspecify.annotations.NullMarked;
