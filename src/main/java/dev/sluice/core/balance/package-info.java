/** Who is next: the live facts about each peer, and the policies that put candidates in order. */
@NullMarked
package dev.sluice.core.balance;

import org.jspecify.annotations.NullMarked;
