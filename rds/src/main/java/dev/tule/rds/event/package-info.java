/**
 * What has happened, who has subscribed to it, and the courier that takes it to them.
 *
 * <p>Threads: everything is safe for use by many threads; a virtual thread of each place delivers.
 *
 * <p>Specification: RDS User Guide, "Working with Amazon RDS event notification".
 */
@NullMarked
package dev.tule.rds.event;

import org.jspecify.annotations.NullMarked;
