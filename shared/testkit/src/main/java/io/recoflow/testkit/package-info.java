/** What the tests of several rooms need: a job launched in this process, a Spark session, rows as text, seeds. */
@NullMarked
package io.recoflow.testkit;

import org.jspecify.annotations.NullMarked;
