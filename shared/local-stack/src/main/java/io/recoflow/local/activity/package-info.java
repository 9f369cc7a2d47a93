/** The shop's visitors, who send activity to a stream. */
@NullMarked
package io.recoflow.local.activity;

import org.jspecify.annotations.NullMarked;
