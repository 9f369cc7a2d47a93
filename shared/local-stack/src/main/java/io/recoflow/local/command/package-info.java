/** What the programs in bin do: their options, and the work behind them. */
@NullMarked
package io.recoflow.local.command;

import org.jspecify.annotations.NullMarked;
