/** The sink: rows become records, records become batches of PutRecords, and only what failed is sent again. */
@NullMarked
package io.recoflow.kinesis.sink;

import org.jspecify.annotations.NullMarked;
