/**
 * Which driver runs machines on this host, and why: {@link dev.tule.compute.choice.DriverChoice}.
 * Starts no threads.
 */
@NullMarked
package dev.tule.compute.choice;

import org.jspecify.annotations.NullMarked;
