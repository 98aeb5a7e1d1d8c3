/** The table in which conversations are found by their two ends. No threads. */
@NullMarked
package dev.tule.vnet.flow;

import org.jspecify.annotations.NullMarked;
