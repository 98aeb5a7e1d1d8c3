package dev.tule.engines;

import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Makes database servers and keeps them running. Safe for use by many threads. Calls return when
 * what they ask for is done (a server that {@link #create} returns answers queries), and what they
 * made is on stable storage.
 *
 * <p>Servers outlive this object when its process dies: the next one on the same directory adopts
 * those that still run, with their sessions, and starts those that ended without being stopped.
 *
 * @see dev.tule.engines.memory.MemoryEngines for tests of what is built upon engines
 */
public interface Engines extends AutoCloseable {

    /** The versions that are known, those that this host can't run included. */
    List<EngineOffer> offers();

    /**
     * Fetches and unpacks a version, unless it is there. {@link #create} would, too; this tells
     * about it.
     *
     * @throws EngineException {@code NOT_FOR_THIS_HOST}, {@code NOT_FETCHED} or {@code STORAGE}
     */
    void install(EngineVersion version, FetchProgress progress);

    /**
     * Makes a server with an empty database.
     *
     * @param master the user who may do everything that doesn't touch the host
     * @param database made for the master; null for none but the engine's own
     * @throws EngineException {@code NAME_TAKEN}, {@code ADDRESS_IN_USE}, {@code PARAMETER}, {@code
     *     ENGINE}, or as {@link #install} does. Nothing is left of it then
     */
    DatabaseServer create(
            EngineVersion version, ServerSpec spec, Login master, @Nullable String database);

    /**
     * Makes a server from a backup, with the users and passwords that were in it.
     *
     * @throws EngineException {@code BACKUP}, or as {@link #create} does
     */
    DatabaseServer restore(Backup backup, ServerSpec spec);

    /**
     * Makes a server as another was at a moment: from a backup taken before, and the archive that
     * goes on from there.
     *
     * @param archive what the other's {@link ServerSpec#archive()} was
     * @throws EngineException {@code POINT_IN_TIME}, {@code NOT_SUPPORTED} but with PostgreSQL, or
     *     as {@link #restore(Backup, ServerSpec)} does
     */
    DatabaseServer restore(Backup backup, Path archive, Instant until, ServerSpec spec);

    /**
     * Makes a server that follows another, and takes no writes until it is {@linkplain
     * DatabaseServer#promote() promoted}.
     *
     * @param synchronous whether the replica loses nothing of what the primary has acknowledged
     *     when it {@linkplain #failOver takes its place}: PostgreSQL and MariaDB acknowledge a
     *     commit only when this one has it, too; of MySQL it takes the rest from the log that the
     *     primary has left. When this returns, the replica has all that was committed before
     * @throws EngineException {@code STATE} when the primary isn't available, or as {@link #create}
     *     does
     */
    DatabaseServer replicate(DatabaseServer primary, ServerSpec spec, boolean synchronous);

    /**
     * Puts a replica in its primary's place: ends the primary, for good until somebody starts it,
     * promotes the replica and has it listen where the primary did. May be done again from its
     * beginning when it was cut off.
     *
     * @throws EngineException {@code STATE} when the replica isn't available
     */
    void failOver(DatabaseServer primary, DatabaseServer replica);

    /** Copies a backup to a directory that does not exist yet. */
    Backup copy(Backup backup, Path directory);

    /**
     * The backup that lies in a directory.
     *
     * @throws EngineException {@code BACKUP} when none does
     */
    Backup backupAt(Path directory);

    /**
     * Removes from an archive what nobody needs who only goes back to this backup or later ones.
     */
    void trimArchive(Path archive, Backup oldest);

    /** All servers, in the order of their names. */
    List<DatabaseServer> servers();

    Optional<DatabaseServer> server(ServerName name);

    /**
     * Has tokens checked by this from now on; until then all are refused.
     *
     * @see Listening#tokenUsers()
     */
    void checkTokens(TokenCheck check);

    /**
     * Tells of what happens from now on, in order, on a thread of its own. The listener should
     * return soon; it may call this object.
     */
    void onEvent(Consumer<ServerEvent> listener);

    /** Stops all servers; the next {@link Engines} on the directory starts them again. */
    @Override
    void close();
}
