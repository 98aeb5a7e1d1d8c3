package dev.tule.engines;

import java.nio.file.Path;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What a server shall be, whichever way it comes into being.
 *
 * @param memoryBytes the memory that its caches are sized for (the engine takes a part of it); 64
 *     MiB at least
 * @param storageBytes how much its directory may hold before it is declared full; 0 for no limit
 * @param parameters settings by the engine's own names ({@code max_connections}); those that are
 *     {@linkplain EngineException.Reason#PARAMETER ours to set} are refused
 * @param archive where finished segments of the log go, for recovery to any point in time; null for
 *     no archive. PostgreSQL only
 */
public record ServerSpec(
        ServerName name,
        Listening listening,
        long memoryBytes,
        long storageBytes,
        Map<String, String> parameters,
        @Nullable Path archive) {

    private static final long LEAST_MEMORY = 64L << 20;

    /**
     * @throws IllegalArgumentException when the memory is too little or the storage negative
     */
    public ServerSpec {
        if (memoryBytes < LEAST_MEMORY || storageBytes < 0) {
            throw new IllegalArgumentException(
                    "memory " + memoryBytes + ", storage " + storageBytes + " bytes");
        }
        parameters = Map.copyOf(parameters);
    }

    /** A server for 256 MiB, without a limit to its storage, with the engine's own settings. */
    public static ServerSpec of(ServerName name, Listening listening) {
        return new ServerSpec(name, listening, 256L << 20, 0, Map.of(), null);
    }

    public ServerSpec withListening(Listening listening) {
        return new ServerSpec(name, listening, memoryBytes, storageBytes, parameters, archive);
    }

    public ServerSpec withMemory(long memoryBytes) {
        return new ServerSpec(name, listening, memoryBytes, storageBytes, parameters, archive);
    }

    public ServerSpec withStorage(long storageBytes) {
        return new ServerSpec(name, listening, memoryBytes, storageBytes, parameters, archive);
    }

    public ServerSpec withParameters(Map<String, String> parameters) {
        return new ServerSpec(name, listening, memoryBytes, storageBytes, parameters, archive);
    }

    public ServerSpec withArchive(@Nullable Path archive) {
        return new ServerSpec(name, listening, memoryBytes, storageBytes, parameters, archive);
    }
}
