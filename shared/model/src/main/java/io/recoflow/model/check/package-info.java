/** Whether a bundle is what it must be, whoever made it. */
@NullMarked
package io.recoflow.model.check;

import org.jspecify.annotations.NullMarked;
