/** The shop around the streaming job: visitors who send activity, and the platform that takes recommendations. */
@NullMarked
package io.recoflow.local.activity;

import org.jspecify.annotations.NullMarked;
