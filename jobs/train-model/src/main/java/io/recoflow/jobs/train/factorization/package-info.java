/** Factors of customers and items, by exact block-coordinate least squares over their features and ids. */
@NullMarked
package io.recoflow.jobs.train.factorization;

import org.jspecify.annotations.NullMarked;
