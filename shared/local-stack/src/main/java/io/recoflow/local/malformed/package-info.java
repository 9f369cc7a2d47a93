/** Records that no reader can take, of every kind. */
@NullMarked
package io.recoflow.local.malformed;

import org.jspecify.annotations.NullMarked;
