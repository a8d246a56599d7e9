package dev.sluice.imports.caddy;

/** The ports that stand for HTTP and HTTPS in this file. */
record Ports(int http, int https) {

    static final Ports STANDARD = new Ports(80, 443);
}
