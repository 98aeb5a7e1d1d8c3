/** Machines that groups keep ready. */
@NullMarked
package dev.tule.autoscaling.warm;

import org.jspecify.annotations.NullMarked;
