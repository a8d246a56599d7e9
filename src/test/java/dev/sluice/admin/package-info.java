/** Tests of the admin API: the real server on a free port, over a control plane that is real but keeps nothing on disk. */
@NullMarked
package dev.sluice.admin;

import org.jspecify.annotations.NullMarked;
