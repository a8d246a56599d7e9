package dev.sluice.core.acme;

import dev.sluice.core.model.Certificate;
import org.jspecify.annotations.Nullable;

/**
 * A certificate that is to be obtained now.
 *
 * @param name that it is for
 * @param followed the one that it takes the place of; null if there is none for that name
 */
public record Wish(String name, @Nullable Certificate followed) {}
