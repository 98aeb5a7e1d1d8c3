/** The language of expressions. */
@NullMarked
package dev.tule.cloudwatch.math;

import org.jspecify.annotations.NullMarked;
