/** The kept points and the statistics drawn of them. */
@NullMarked
package dev.tule.cloudwatch.metric;

import org.jspecify.annotations.NullMarked;
