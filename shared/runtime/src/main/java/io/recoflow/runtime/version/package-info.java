/** Folders of immutable versions, and a pointer to the newest. */
@NullMarked
package io.recoflow.runtime.version;

import org.jspecify.annotations.NullMarked;
