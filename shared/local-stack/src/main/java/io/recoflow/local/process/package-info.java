/** Servers in processes of their own: ports, temporary directories, start, readiness, end. */
@NullMarked
package io.recoflow.local.process;

import org.jspecify.annotations.NullMarked;
