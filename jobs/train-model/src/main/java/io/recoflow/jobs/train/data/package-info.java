/** What a model learns from: ratings, customers, items. */
@NullMarked
package io.recoflow.jobs.train.data;

import org.jspecify.annotations.NullMarked;
