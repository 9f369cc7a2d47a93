/** Jobs as a user starts them, through bin/spark-submit, and what becomes of them. */
@NullMarked
package io.recoflow.local.submit;

import org.jspecify.annotations.NullMarked;
