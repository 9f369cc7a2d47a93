/** The guided tour: a sample shop, the jobs on it, and a look at what they wrote and answered. */
@NullMarked
package io.recoflow.local.tour;

import org.jspecify.annotations.NullMarked;
