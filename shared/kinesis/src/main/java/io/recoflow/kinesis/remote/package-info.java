/**
 * Reading ahead in the executors: they hold the records, the driver knows where they end and says who reads what.
 */
@NullMarked
package io.recoflow.kinesis.remote;

import org.jspecify.annotations.NullMarked;
