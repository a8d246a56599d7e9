/**
 * Tests of the web page: its files as they are, and the page as people use it, in a browser. The latter extend {@link
 * dev.sluice.ui.BrowserCase}, which says what it gives them.
 */
@NullMarked
package dev.sluice.ui;

import org.jspecify.annotations.NullMarked;
