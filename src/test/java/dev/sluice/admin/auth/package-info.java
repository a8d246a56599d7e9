@NullMarked
package dev.sluice.admin.auth;

import org.jspecify.annotations.NullMarked;
