/** What holds for all rooms together. */
@NullMarked
package io.recoflow.rules;

import org.jspecify.annotations.NullMarked;
