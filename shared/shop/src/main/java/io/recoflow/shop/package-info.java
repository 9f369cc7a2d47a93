/** The contract with the shop and between the jobs: typed records, and what is derived from them. */
@NullMarked
package io.recoflow.shop;

import org.jspecify.annotations.NullMarked;
