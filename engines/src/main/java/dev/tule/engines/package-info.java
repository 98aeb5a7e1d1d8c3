/**
 * Real database servers as processes of this host: PostgreSQL, MariaDB and MySQL. {@link
 * dev.tule.engines.Engines} makes {@link dev.tule.engines.DatabaseServer}s, starts and watches
 * them, copies them while they run, lets them follow one another. It knows nothing of AWS.
 *
 * <p>Calls block, cheaply on virtual threads, and may come from any thread; what changes one server
 * is done one after another.
 */
@NullMarked
package dev.tule.engines;

import org.jspecify.annotations.NullMarked;
