/** What recommendations are made from: a model, what is popular, what is in stock; kept up to date. */
@NullMarked
package io.recoflow.serving.served;

import org.jspecify.annotations.NullMarked;
