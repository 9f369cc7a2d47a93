/** The platform that takes recommendations: it reads their stream and counts what it gets. */
@NullMarked
package io.recoflow.local.platformclient;

import org.jspecify.annotations.NullMarked;
