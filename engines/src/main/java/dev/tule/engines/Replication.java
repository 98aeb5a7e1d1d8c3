package dev.tule.engines;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * How far a replica has come.
 *
 * @param streaming whether it is connected to its primary
 * @param lag how far it is behind; null where that is unknown, as while it is not connected
 * @param failure what keeps it from following, in the engine's words; null where nothing does
 */
public record Replication(boolean streaming, @Nullable Duration lag, @Nullable String failure) {}
