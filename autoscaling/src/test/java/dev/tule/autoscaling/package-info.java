/** Auto Scaling against machines in memory, by its API and by a simulation. */
@NullMarked
package dev.tule.autoscaling;

import org.jspecify.annotations.NullMarked;
