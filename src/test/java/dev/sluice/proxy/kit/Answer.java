package dev.sluice.proxy.kit;

import org.jspecify.annotations.Nullable;

/**
 * An answer as far as it came.
 *
 * @param status 0 if no head came
 * @param head the fields as lines
 * @param trailers the same of the trailers
 * @param whole whether it came to its end; false if it was cut
 */
public record Answer(int status, String head, String body, String trailers, boolean whole) {

    /** All values of that field joined by {@code |}; null if it is absent. */
    public @Nullable String field(String name) {
        return Wire.fieldOf(head, name);
    }
}
