package dev.sluice.imports.caddyfile;

/** How much of a Caddyfile is read: far above what people write, far below what would hurt. */
final class Limits {

    /** Characters of one file, environment variables replaced. */
    static final int FILE_CHARS = 1 << 20;

    /** Words of all files and snippets together, each import counted. */
    static final int WORDS = 200_000;

    /** Characters of all those words. */
    static final int ALL_CHARS = 1 << 23;

    /** Blocks within blocks. */
    static final int BLOCK_DEPTH = 64;

    /** Imports within imports. */
    static final int IMPORT_DEPTH = 32;

    /** Files that one pattern may name. */
    static final int FILES_PER_IMPORT = 1_000;

    private Limits() {}
}
