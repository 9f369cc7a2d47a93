/** The guided tour: a sample shop, the job, and a look at what it wrote. */
@NullMarked
package io.recoflow.local.demo;

import org.jspecify.annotations.NullMarked;
