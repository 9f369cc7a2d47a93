/** What a shop calls its tables and columns, where those are not the contract's names. */
@NullMarked
package io.recoflow.database.mapping;

import org.jspecify.annotations.NullMarked;
