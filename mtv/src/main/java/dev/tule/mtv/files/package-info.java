/** Files as responses: ranges (RFC 9110 section 14) and conditional requests (section 13). */
@NullMarked
package dev.tule.mtv.files;

import org.jspecify.annotations.NullMarked;
