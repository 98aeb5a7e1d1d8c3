/** The measured pages, written with mtv. */
@NullMarked
package pages;

import org.jspecify.annotations.NullMarked;
