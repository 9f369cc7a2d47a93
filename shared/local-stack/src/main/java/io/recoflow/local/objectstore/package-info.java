/** S3 on this machine. */
@NullMarked
package io.recoflow.local.objectstore;

import org.jspecify.annotations.NullMarked;
