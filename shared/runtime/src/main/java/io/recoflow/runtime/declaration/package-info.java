/** What a platform must know to run a job: declared once, beside the job. */
@NullMarked
package io.recoflow.runtime.declaration;

import org.jspecify.annotations.NullMarked;
