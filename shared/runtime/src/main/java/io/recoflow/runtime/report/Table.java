package io.recoflow.runtime.report;

import io.recoflow.runtime.failure.Text;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.IntStream;

/** An aligned text table for the terminal; columns that hold nothing but numbers are aligned to the right. */
public final class Table {

    private static final Pattern NUMBER = Pattern.compile("-?[\\d,. ]*\\d( ?(%|ms|s|min|h|B|KB|MB|GB))?|");
    private static final String GAP = "  ";

    private final List<String> header;
    private final List<List<String>> rows = new ArrayList<>();

    private Table(List<String> header) {
        this.header = header;
    }

    public static Table columns(String... header) {
        return new Table(List.of(header));
    }

    /**
     * Adds a row at the end. Line breaks inside a cell become spaces.
     *
     * @throws IllegalArgumentException where the number of cells is not the number of columns
     */
    public Table row(String... cells) {
        if (cells.length != header.size()) {
            throw new IllegalArgumentException(
                    "A row of " + cells.length + " cells in a table of " + header.size() + " columns");
        }
        rows.add(IntStream.range(0, cells.length)
                .mapToObj(i -> Text.oneLine(cells[i]))
                .toList());
        return this;
    }

    /** Header, rule and rows; lines are separated by {@code \n}, none ends in blanks. */
    public String text() {
        List<String> lines = new ArrayList<>();
        lines.add(line(header));
        lines.add(line(IntStream.range(0, header.size())
                .mapToObj(column -> "-".repeat(width(column)))
                .toList()));
        rows.forEach(row -> lines.add(line(row)));
        return String.join("\n", lines);
    }

    public List<String> header() {
        return header;
    }

    /** The cells as they were given, in their order. */
    public List<List<String>> rows() {
        return List.copyOf(rows);
    }

    private String line(List<String> cells) {
        StringBuilder line = new StringBuilder();
        for (int column = 0; column < cells.size(); column++) {
            String cell = cells.get(column);
            String padding = " ".repeat(width(column) - cell.length());
            line.append(column == 0 ? "" : GAP).append(isNumeric(column) ? padding + cell : cell + padding);
        }
        return line.toString().stripTrailing();
    }

    private int width(int column) {
        return IntStream.concat(
                        IntStream.of(header.get(column).length()),
                        rows.stream().mapToInt(row -> row.get(column).length()))
                .max()
                .orElse(0);
    }

    private boolean isNumeric(int column) {
        return !rows.isEmpty()
                && rows.stream().allMatch(row -> NUMBER.matcher(row.get(column)).matches());
    }

    @Override
    public String toString() {
        return text();
    }
}
