/** The jobs' jars as they will run: started by spark-submit, behind what the platforms bring in their versions. */
@NullMarked
package io.recoflow.emr.platform;

import org.jspecify.annotations.NullMarked;
