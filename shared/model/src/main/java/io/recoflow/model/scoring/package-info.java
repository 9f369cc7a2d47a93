/** Towers that turn features into embeddings, by ONNX Runtime in this process. */
@NullMarked
package io.recoflow.model.scoring;

import org.jspecify.annotations.NullMarked;
