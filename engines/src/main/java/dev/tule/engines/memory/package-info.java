/**
 * Servers that are only remembered, for tests of what is built upon engines: states, events and
 * errors are as with real ones, but nothing runs and nobody can connect.
 */
@NullMarked
package dev.tule.engines.memory;

import org.jspecify.annotations.NullMarked;
