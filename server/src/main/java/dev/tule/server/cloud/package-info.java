/**
 * The running server: {@link dev.tule.server.cloud.Cloud} lists its parts and starts them, on the
 * data of one {@link dev.tule.server.cloud.DataDirectory}.
 *
 * <p>Threads: {@code Cloud} is started and closed by one thread, that of the command; each part has
 * the threads that its own package tells of.
 */
@NullMarked
package dev.tule.server.cloud;

import org.jspecify.annotations.NullMarked;
