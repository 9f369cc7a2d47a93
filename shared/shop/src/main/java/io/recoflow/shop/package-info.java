/** What the shop and the jobs agree on: source tables, datasets of the lake, typed records and what is derived from them. */
@NullMarked
package io.recoflow.shop;

import org.jspecify.annotations.NullMarked;
