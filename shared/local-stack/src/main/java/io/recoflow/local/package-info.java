/** What a laptop needs in place of AWS: database, object store, Kinesis, sample shop, spark-submit, the demo. */
@NullMarked
package io.recoflow.local;

import org.jspecify.annotations.NullMarked;
