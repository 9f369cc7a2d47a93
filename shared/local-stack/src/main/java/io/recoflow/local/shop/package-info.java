/** A shop with plausible data of any size, the same for the same seed. */
@NullMarked
package io.recoflow.local.shop;

import org.jspecify.annotations.NullMarked;
