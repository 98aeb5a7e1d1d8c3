/** What a router counts. Counting takes no lock; whoever reads gets a snapshot. */
@NullMarked
package dev.tule.wamp.router.metrics;

import org.jspecify.annotations.NullMarked;
