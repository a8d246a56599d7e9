/** The things of the model as JSON: what a body may say, and what an answer shows. */
@NullMarked
package dev.sluice.admin.json;

import org.jspecify.annotations.NullMarked;
