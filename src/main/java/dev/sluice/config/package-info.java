/**
 * Process settings: a YAML file and the environment become records, and everything that is wrong is told at once.
 *
 * <p>{@link dev.sluice.config.Catalogue} names every setting once; reading, the manual page and the commented file all
 * go by it. The only room that knows YAML.
 */
@NullMarked
package dev.sluice.config;

import org.jspecify.annotations.NullMarked;
