package dev.sluice.core.uptime;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * How long something was up within a time.
 *
 * @param unknown nobody can say of this part
 * @param outages how often it was down, also if it was so from the begin on
 */
public record Uptime(Duration up, Duration down, Duration unknown, int outages) {

    private static final int DIGITS = 3;

    /**
     * The part of the known time that it was up, in percent, rounded down to thousandths: 100 means that it was never down.
     * Null if nothing is known.
     */
    public @Nullable BigDecimal percent() {
        long known = up.plus(down).toMillis();
        return known == 0
                ? null
                : BigDecimal.valueOf(up.toMillis())
                        .multiply(BigDecimal.valueOf(100))
                        .divide(BigDecimal.valueOf(known), DIGITS, RoundingMode.DOWN);
    }
}
