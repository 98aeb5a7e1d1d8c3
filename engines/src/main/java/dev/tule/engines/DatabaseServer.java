package dev.tule.engines;

import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * One database server. Safe for use by many threads; what changes it is done one after another.
 * Unless a method says otherwise it throws {@link EngineException} with {@code STATE} when the
 * server is not in a state for it, and {@code STORAGE} or {@code ENGINE} when it fails.
 */
public interface DatabaseServer {

    ServerName name();

    EngineVersion version();

    /** What it shall be now; a port that was chosen is in it. */
    ServerSpec spec();

    ServerState state();

    /** Why it doesn't run, in states that are failures. */
    Optional<String> failure();

    /** Where clients connect. */
    InetSocketAddress address();

    /** Does nothing when it is available. */
    void start();

    /** Stays stopped until it is started, whatever happens to this process. */
    void stop(StopMode mode);

    void restart();

    /** Stops it, and removes its directory. Backups and the archive stay. */
    void delete();

    /**
     * Sets a user's password; sessions stay.
     *
     * @throws EngineException {@code PARAMETER} when there is no such user
     */
    void changePassword(Login login);

    /**
     * Changes address, sources or TLS. Sources and certificates change without a restart; address
     * and port need one, which this does.
     */
    void listen(Listening listening);

    /**
     * Sets the parameters to these, those that are not named to the engine's own.
     *
     * @return the names of those that wait for a restart
     * @throws EngineException {@code PARAMETER}, and nothing is changed
     */
    Set<String> configure(Map<String, String> parameters);

    /** Parameters that wait for a restart. */
    Set<String> awaitingRestart();

    /** Changes the memory and storage that it is meant for; memory waits for a restart. */
    void resize(long memoryBytes, long storageBytes);

    /**
     * Takes a copy as of one moment, while it runs or is stopped.
     *
     * @param directory is made; must not exist
     */
    Backup backup(Path directory);

    /**
     * Until when the archive is known to reach; empty without an archive, or before anything was
     * archived. It moves on every five minutes, and when a restore asks for more.
     */
    Optional<Instant> latestRestorableTime();

    /** Whom it follows as a replica; empty when it is none. */
    Optional<ServerName> primary();

    /**
     * Replicas that can take this one's place with nothing lost. While there are any, a server that
     * crashed is {@link ServerState#FAILED} and is not started again by itself: whoever made them
     * decides whether one {@linkplain Engines#failOver takes over}.
     */
    Set<ServerName> synchronousReplicas();

    /** How far it has come as a replica; empty when it is none. */
    Optional<Replication> replication();

    /** Makes a replica a server of its own, which takes writes. */
    void promote();

    /**
     * A connection as the administrator that only this process knows, who may do everything within
     * the engine. Whoever asks closes it.
     *
     * @param database the database to use; the engine's own where it is empty
     */
    Connection administer(String database) throws SQLException;

    /** The URL for a JDBC driver, without user and password. */
    String jdbcUrl(String database);

    ServerReadings readings();

    /** Its logs, newest first. */
    List<LogFile> logs();

    /** Statements over the server's threshold, newest first. */
    List<SlowQuery> slowQueries(int limit);
}
