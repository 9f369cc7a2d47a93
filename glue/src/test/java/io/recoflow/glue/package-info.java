/** What runs on AWS Glue, checked without AWS: the template, the shims, the page. */
@NullMarked
package io.recoflow.glue;

import org.jspecify.annotations.NullMarked;
