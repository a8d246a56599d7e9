package dev.sluice.cli.screen;

import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.List;

/** Rows below headings, in columns as wide as what is in them; where that is too wide, the widest give way. */
public final class Table {

    private static final String GAP = "  ";
    private static final int NARROWEST = 6;

    private final List<Cell> headings;
    private final List<List<Cell>> rows = new ArrayList<>();

    public Table(String... headings) {
        List<Cell> cells = new ArrayList<>();
        for (String heading : headings) {
            cells.add(Cell.of(heading, Shade.HEADING));
        }
        this.headings = List.copyOf(cells);
    }

    /** Adds a row with one cell for each heading. */
    public void row(Cell... cells) {
        if (cells.length != headings.size()) {
            throw new IllegalArgumentException("cells: actual " + cells.length + ", expected " + headings.size());
        }
        rows.add(List.of(cells));
    }

    /** Prints it; the sentence instead if there is no row. */
    public void print(Screen screen, PrintWriter out, String nothing) {
        if (rows.isEmpty()) {
            out.println(nothing);
            return;
        }
        int[] widths = widths(screen);
        out.println(line(headings, widths, screen));
        rows.forEach(row -> out.println(line(row, widths, screen)));
    }

    private int[] widths(Screen screen) {
        int[] widths = new int[headings.size()];
        int total = GAP.length() * (widths.length - 1);
        for (int i = 0; i < widths.length; i++) {
            int column = i;
            widths[i] = rows.stream()
                    .mapToInt(row -> row.get(column).width())
                    .reduce(headings.get(i).width(), Math::max);
            total += widths[i];
        }
        int widest = widest(widths);
        while (screen.width() > 0 && total > screen.width() && widths[widest] > NARROWEST) {
            widths[widest]--;
            total--;
            widest = widest(widths);
        }
        return widths;
    }

    private static int widest(int[] widths) {
        int widest = 0;
        for (int i = 1; i < widths.length; i++) {
            widest = widths[i] >= widths[widest] ? i : widest;
        }
        return widest;
    }

    private static String line(List<Cell> cells, int[] widths, Screen screen) {
        StringBuilder line = new StringBuilder();
        for (int i = 0; i < widths.length; i++) {
            String text = cells.get(i).fitted(widths[i]);
            boolean last = i == widths.length - 1;
            line.append(screen.paint(
                    last ? text.stripTrailing() : text, cells.get(i).shade()));
            line.append(last ? "" : GAP);
        }
        return line.toString();
    }
}
