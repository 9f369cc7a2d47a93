/** Towers as ONNX graphs. */
@NullMarked
package io.recoflow.jobs.train.onnx;

import org.jspecify.annotations.NullMarked;
