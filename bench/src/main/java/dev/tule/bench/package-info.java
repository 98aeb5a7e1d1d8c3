/**
 * Measures the running server as its users meet it, over sockets, beside a named peer: rounds of
 * the two take turns in one run, and what is reported is the median and the ratio of medians, since
 * shared machines are noisy.
 */
@NullMarked
package dev.tule.bench;

import org.jspecify.annotations.NullMarked;
