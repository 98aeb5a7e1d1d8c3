/** What this module asks of the operating system: programs run, processes found again. */
@NullMarked
package dev.tule.compute.host;

import org.jspecify.annotations.NullMarked;
