package dev.sluice.tls.acme;

/** Where the answers to an authority's questions lie while it may ask (RFC 8555 section 8.3). */
interface Challenges {

    /** From the return of this call on whoever asks for the token is answered so. May block for some seconds. */
    void put(String token, String answer);

    /** Nobody asks for it any more. */
    void remove(String token);
}
