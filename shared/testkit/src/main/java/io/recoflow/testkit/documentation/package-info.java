/** Whether a page says what the code says: what is generated, its commands, its links, its snippets. */
@NullMarked
package io.recoflow.testkit.documentation;

import org.jspecify.annotations.NullMarked;
