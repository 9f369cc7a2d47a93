/** Files of the lake on any Hadoop file system, each written whole. */
@NullMarked
package io.recoflow.lake.storage;

import org.jspecify.annotations.NullMarked;
