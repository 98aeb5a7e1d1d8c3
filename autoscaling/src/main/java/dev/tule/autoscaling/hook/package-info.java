/** Lifecycle hooks, and the answers of those who wait at them. */
@NullMarked
package dev.tule.autoscaling.hook;

import org.jspecify.annotations.NullMarked;
