/** What the shop and the jobs agree on: the tables of the shop's database, and the datasets of the lake. */
@NullMarked
package io.recoflow.shop;

import org.jspecify.annotations.NullMarked;
