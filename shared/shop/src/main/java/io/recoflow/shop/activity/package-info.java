/** What shoppers do, as the shop sends it. */
@NullMarked
package io.recoflow.shop.activity;

import org.jspecify.annotations.NullMarked;
