/** Tests of the templates and of the page. */
@NullMarked
package io.recoflow.aws;

import org.jspecify.annotations.NullMarked;
