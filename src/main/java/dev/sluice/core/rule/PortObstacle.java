package dev.sluice.core.rule;

/**
 * What keeps this machine from listening on a port.
 *
 * @param held whether another process listens there; else this one may not
 * @param sentence in the operator's words, who or why
 */
public record PortObstacle(int port, boolean held, String sentence) {}
