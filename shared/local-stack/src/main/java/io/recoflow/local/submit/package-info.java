/** Starting jobs as a user does, through bin/spark-submit. */
@NullMarked
package io.recoflow.local.submit;

import org.jspecify.annotations.NullMarked;
