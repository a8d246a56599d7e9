package dev.sluice.imports.caddy;

/** What a directive means for the routes beside it, once it is left out. */
enum Effect {
    /** Is made into something of the document, or into settings of its site. */
    READ,
    /** The routes are as right without it. */
    HARMLESS,
    /** What an application gets would be another request: the routes are switched off. */
    SHAPES,
    /** Keeps someone out: the routes are switched off. */
    GUARDS,
    /** Answers by itself: there is no route where it does. */
    ANSWERS
}
