/**
 * The RDS Data API: SQL over HTTPS for callers that can't hold a connection. {@link
 * dev.tule.rds.data.DataService} is the entry; which databases there are and whose secrets open
 * them it asks of {@link dev.tule.rds.data.Targets}.
 *
 * <p>Threads: everything is safe for use by many threads. A call runs on its request's thread; the
 * calls of one transaction come after one another. One virtual thread ends transactions that were
 * forgotten.
 *
 * <p>Specifications: RDS Data API Reference (2018-08-01); Aurora User Guide, "Using the RDS Data
 * API".
 */
@NullMarked
package dev.tule.rds.data;

import org.jspecify.annotations.NullMarked;
