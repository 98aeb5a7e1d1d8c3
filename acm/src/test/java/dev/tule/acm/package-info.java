/** Tests. */
@NullMarked
package dev.tule.acm;

import org.jspecify.annotations.NullMarked;
