/** Static files: found in the applications, served, and collected under names with hashes. */
@NullMarked
package dev.tule.mtv.staticfiles;

import org.jspecify.annotations.NullMarked;
