package io.recoflow.runtime.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

class TableTest {

    @Test
    void columnsAlignNumbersToTheRight() {
        assertThat(Table.columns("table", "rows", "why")
                        .row("orders", "1,234", "")
                        .row("ratings", "7", "two\nlines")
                        .text())
                .isEqualTo("""
                        table     rows  why
                        -------  -----  ---------
                        orders   1,234
                        ratings      7  two lines""");
    }

    @Test
    void aRowHasACellForEveryColumn() {
        assertThatThrownBy(() -> Table.columns("a", "b").row("x"))
                .hasMessage("A row of 1 cells in a table of 2 columns");
    }
}
