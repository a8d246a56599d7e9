package dev.sluice.core.rule;

/**
 * One thing that is wrong with what was asked.
 *
 * @param path where: a field's name, with index where there is one
 * @param actual what was given, shortened; never a secret
 * @param expected what would be right
 */
public record Problem(String path, String actual, String expected) {}
