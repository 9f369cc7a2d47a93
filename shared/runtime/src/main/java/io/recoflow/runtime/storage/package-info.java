/** Files on any Hadoop file system, each written whole. */
@NullMarked
package io.recoflow.runtime.storage;

import org.jspecify.annotations.NullMarked;
