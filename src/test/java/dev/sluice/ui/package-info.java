/** Tests of the web page: its files as they are, and the page as people use it, in a browser. */
@NullMarked
package dev.sluice.ui;

import org.jspecify.annotations.NullMarked;
