package dev.tule.engines.engine;

import dev.tule.engines.EngineException;
import dev.tule.engines.Listening;
import dev.tule.engines.Login;
import dev.tule.engines.Replication;
import dev.tule.engines.ServerCertificate;
import dev.tule.engines.ServerName;
import dev.tule.engines.SlowQuery;
import dev.tule.engines.StopMode;
import dev.tule.engines.artifact.Installation;
import dev.tule.engines.process.Account;
import dev.tule.engines.process.ServerProcess;
import dev.tule.engines.relay.Doorway;
import dev.tule.engines.relay.TokenLogins;
import java.io.IOException;
import java.net.InetAddress;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** One kind of engine. Has no state: all that a call needs is in its arguments. */
public interface Engine {

    /**
     * How long an administrator's connection waits for a word of the server: longer than anything
     * takes that we ask for, so that a server that hangs holds nobody for ever.
     */
    Duration LONGEST_SILENCE = Duration.ofMinutes(5);

    /** Makes a data directory with nobody in it but the administrator. */
    void initialise(Installation installation, Path directory, Account account, Login administrator)
            throws IOException, InterruptedException;

    /**
     * Refuses parameters that are ours to set, or that the engine doesn't know.
     *
     * @throws EngineException {@code PARAMETER}
     */
    void check(ServerSetup setup) throws IOException;

    /** Writes the files of {@link ServerHome#configuration()}. */
    void configure(ServerSetup setup) throws IOException;

    /**
     * Removes what a server that crashed has left to say that it runs: its process's number may be
     * another's by now. None of its processes is left when this is called.
     */
    void forgetProcess(ServerSetup setup) throws IOException;

    List<String> command(ServerSetup setup);

    /** The name of the signal that ends a server so. */
    String signal(StopMode mode);

    /** A connection of the administrator; it fails at once when the server doesn't answer. */
    Connection connect(ServerSetup setup, String database) throws SQLException;

    /** Whether a server that lets us in has come as far as its role asks. */
    boolean isReady(Connection administrator, Role role) throws SQLException;

    String jdbcUrl(String host, int port, String database);

    /** Whether what a server wrote when it ended says that it didn't like its parameters. */
    boolean blamesParameters(String output);

    /**
     * Makes the master user and its database.
     *
     * @param administrator whose password is set to this: until now it was the template's
     */
    void welcome(ServerSetup setup, Login administrator, Login master, @Nullable String database)
            throws SQLException;

    /**
     * @throws EngineException {@code PARAMETER} when there is no such user
     */
    void changePassword(ServerSetup setup, Login login) throws SQLException;

    /**
     * Lets a running server read its configuration again.
     *
     * @param before what its parameters were
     * @return the names of those that wait for a restart
     */
    Set<String> reload(ServerSetup setup, Map<String, String> before)
            throws SQLException, InterruptedException;

    /** Whether the engine keeps sources out by itself. */
    boolean guardsSources();

    /**
     * Ends sessions by where they come from, where the engine doesn't look at that itself.
     *
     * @throws UnsupportedOperationException when {@link #guardsSources()}
     */
    default void endSessions(Connection administrator, Predicate<InetAddress> unwanted)
            throws SQLException {
        throw new UnsupportedOperationException("the engine keeps sources out");
    }

    /** Whether TLS and certificates can change while a server runs. */
    boolean reloadsTls();

    /**
     * Copies a running server's data as of one moment.
     *
     * @param target is there, and empty
     */
    Copied copy(ServerSetup setup, ServerProcess process, Path target)
            throws IOException, SQLException, InterruptedException;

    /** Makes a copy ready to be started in its role. */
    void adapt(ServerSetup setup) throws IOException;

    /** After the first start of a copy: tells the running server its role. */
    void assume(ServerSetup setup, String position) throws SQLException;

    /**
     * Has a server archive what it has until now.
     *
     * @return the moment until which all is archived; empty where the engine has no archive
     */
    Optional<Instant> archive(ServerSetup setup) throws SQLException, InterruptedException;

    /** Whether what a server wrote when it ended says that its archive has nothing so late. */
    boolean blamesTarget(String output);

    /** Makes a primary ready for {@linkplain Listening#tokenUsers() users} who log in by tokens. */
    default void prepareTokens(Connection administrator, String users) throws SQLException {
        // Nothing to prepare.
    }

    /** Opens what lets them in; nobody else can be let through before that. */
    Doorway openFront(ServerSetup setup, ServerCertificate certificate, TokenLogins logins)
            throws IOException;

    /** Whether a user logs in by tokens; false for who may do everything. */
    boolean isTokenUser(ServerSetup setup, String user) throws SQLException;

    /**
     * The password by which a server knows a user who logs in by tokens, worked out of the
     * administrator's. The server takes it from now on.
     */
    String tokenPassword(ServerSetup setup, String user) throws SQLException;

    /**
     * The administrator has another password than in the copy that a server was made of.
     *
     * @param before which it was
     */
    default void renewTokens(ServerSetup setup, String before) throws SQLException {
        // They are set when somebody comes.
    }

    /**
     * Returns when a synchronous replica has all that was committed before.
     *
     * @throws SQLException when it takes too long
     */
    void awaitInStep(ServerSetup primary, ServerSetup replica) throws SQLException;

    /** How far a replica is. */
    Replication replication(ServerSetup setup) throws SQLException;

    /**
     * Gives a synchronous replica what its primary, which has ended, has committed and the replica
     * may not have; may be done again. Nothing where primaries wait for their replicas.
     */
    default void bequeath(ServerSetup primary, ServerSetup replica)
            throws IOException, SQLException, InterruptedException {
        // The replica has it all.
    }

    /** Ends following; what was received is kept. */
    void promote(ServerSetup setup) throws SQLException, InterruptedException;

    /** A replica is about to follow this server, or has ceased to. */
    void admit(ServerSetup setup, ServerName replica, boolean admitted) throws SQLException;

    /** Has a server refuse writes of users, as when its storage is full, or take them again. */
    void refuseWrites(ServerSetup setup, boolean refuse) throws SQLException;

    /** Sessions of clients. */
    int connections(Connection administrator) throws SQLException;

    List<SlowQuery> slowQueries(ServerSetup setup, int limit) throws IOException;

    /** Begins new log files where the old ones have grown too large. */
    void rotateLogs(ServerSetup setup) throws IOException, SQLException;

    /**
     * A copy that was taken.
     *
     * @param position in the engine's log
     * @param firstSegment the first file of the log that is needed to go on from it; empty where
     *     there is no archive
     */
    record Copied(String position, String firstSegment) {}
}
