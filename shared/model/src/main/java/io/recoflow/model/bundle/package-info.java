/** The files of a trained model and the manifest that pins them together. */
@NullMarked
package io.recoflow.model.bundle;

import org.jspecify.annotations.NullMarked;
