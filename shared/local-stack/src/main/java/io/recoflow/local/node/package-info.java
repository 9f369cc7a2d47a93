/** Servers from npm: their packages, and a process for each. */
@NullMarked
package io.recoflow.local.node;

import org.jspecify.annotations.NullMarked;
