package dev.sluice.core.port;

/** Somebody's look at the requests that end: so many a second are told, the others are counted. Any thread. */
public interface AccessTail {

    /** A second is over, and as many may be told again. How many were left out since the last call. */
    long nextSecond();

    /** Nothing more is told. */
    void close();
}
