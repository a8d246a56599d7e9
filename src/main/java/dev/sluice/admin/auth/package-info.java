/** How the operator is known again: the password, and the sessions that it opens. */
@NullMarked
package dev.sluice.admin.auth;

import org.jspecify.annotations.NullMarked;
