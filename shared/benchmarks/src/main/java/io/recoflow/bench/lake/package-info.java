/** How fast a customer-partitioned lake is written, on a local disk and on S3. */
@NullMarked
package io.recoflow.bench.lake;

import org.jspecify.annotations.NullMarked;
