package dev.tule.engines.local;

import dev.tule.engines.EngineKind;
import dev.tule.engines.EngineVersion;
import dev.tule.engines.Login;
import dev.tule.engines.ServerName;
import dev.tule.engines.ServerSpec;
import dev.tule.engines.engine.PropertiesFile;
import dev.tule.engines.engine.Role;
import dev.tule.engines.engine.ServerHome;
import dev.tule.engines.engine.ServerSetup;
import dev.tule.engines.engine.StoredSpec;
import dev.tule.engines.process.ProcessIdentity;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Properties;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * What is written down of a server.
 *
 * @param wanted whether it shall run
 * @param innerPort where the engine itself listens when a relay stands before it; 0 when none does
 * @param awaitingRestart parameters that don't hold yet
 * @param process its process when it was started last; null when it was stopped
 */
record ServerRecord(
        EngineVersion version,
        ServerSpec spec,
        boolean wanted,
        int innerPort,
        String password,
        int serverId,
        Role role,
        Set<String> synchronousReplicas,
        Set<String> awaitingRestart,
        @Nullable ProcessIdentity process) {

    ServerRecord withSpec(ServerSpec spec) {
        return new ServerRecord(
                version,
                spec,
                wanted,
                innerPort,
                password,
                serverId,
                role,
                synchronousReplicas,
                awaitingRestart,
                process);
    }

    ServerRecord withWanted(boolean wanted) {
        return new ServerRecord(
                version,
                spec,
                wanted,
                innerPort,
                password,
                serverId,
                role,
                synchronousReplicas,
                awaitingRestart,
                process);
    }

    ServerRecord withInnerPort(int innerPort) {
        return new ServerRecord(
                version,
                spec,
                wanted,
                innerPort,
                password,
                serverId,
                role,
                synchronousReplicas,
                awaitingRestart,
                process);
    }

    ServerRecord withPassword(String password) {
        return new ServerRecord(
                version,
                spec,
                wanted,
                innerPort,
                password,
                serverId,
                role,
                synchronousReplicas,
                awaitingRestart,
                process);
    }

    ServerRecord withRole(Role role) {
        return new ServerRecord(
                version,
                spec,
                wanted,
                innerPort,
                password,
                serverId,
                role,
                synchronousReplicas,
                awaitingRestart,
                process);
    }

    ServerRecord withSynchronousReplicas(Set<String> synchronousReplicas) {
        return new ServerRecord(
                version,
                spec,
                wanted,
                innerPort,
                password,
                serverId,
                role,
                Set.copyOf(synchronousReplicas),
                awaitingRestart,
                process);
    }

    Set<ServerName> replicasToAwait() {
        return synchronousReplicas.stream()
                .map(ServerName::new)
                .collect(Collectors.toUnmodifiableSet());
    }

    ServerRecord withAwaitingRestart(Set<String> awaitingRestart) {
        return new ServerRecord(
                version,
                spec,
                wanted,
                innerPort,
                password,
                serverId,
                role,
                synchronousReplicas,
                Set.copyOf(awaitingRestart),
                process);
    }

    ServerRecord withProcess(@Nullable ProcessIdentity process) {
        return new ServerRecord(
                version,
                spec,
                wanted,
                innerPort,
                password,
                serverId,
                role,
                synchronousReplicas,
                awaitingRestart,
                process);
    }

    Login administrator() {
        return new Login(ServerSetup.ADMINISTRATOR, password);
    }

    InetSocketAddress inner() {
        return innerPort == 0
                ? spec.listening().address()
                : new InetSocketAddress(InetAddress.ofLiteral("127.0.0.1"), innerPort);
    }

    /** Writes it down, on stable storage, for its owner alone. */
    void save(ServerHome home) throws IOException {
        Properties properties = new Properties();
        put(properties);
        PropertiesFile.write(home.record(), properties);
    }

    private void put(Properties properties) {
        properties.setProperty("engine", version.kind().name());
        properties.setProperty("version", version.number());
        StoredSpec.put(spec, properties);
        properties.setProperty("wanted", Boolean.toString(wanted));
        properties.setProperty("inner-port", Integer.toString(innerPort));
        properties.setProperty("password", password);
        properties.setProperty("server-id", Integer.toString(serverId));
        properties.setProperty("synchronous-replicas", String.join(" ", synchronousReplicas));
        properties.setProperty("awaiting-restart", String.join(" ", awaitingRestart));
        if (process != null) {
            properties.setProperty("process", process.toString());
        }
        putRole(properties);
    }

    private void putRole(Properties properties) {
        switch (role) {
            case Role.Primary() -> {}
            case Role.Replica replica -> {
                properties.setProperty("primary", replica.primary().value());
                properties.setProperty(
                        "primary-address", replica.address().getAddress().getHostAddress());
                properties.setProperty(
                        "primary-port", Integer.toString(replica.address().getPort()));
                properties.setProperty("primary-encrypted", Boolean.toString(replica.encrypted()));
                properties.setProperty("primary-waits", Boolean.toString(replica.synchronous()));
            }
            case Role.Recovery recovery -> {
                properties.setProperty("recovers-from", recovery.archive().toString());
                if (recovery.until() != null) {
                    properties.setProperty("recovers-until", recovery.until().toString());
                }
            }
        }
    }

    /**
     * @throws IOException when it can't be read, or isn't whole
     */
    static ServerRecord load(ServerHome home) throws IOException {
        Properties properties = PropertiesFile.read(home.record());
        try {
            return from(properties);
        } catch (IllegalArgumentException | NullPointerException e) {
            throw new IOException(home.record() + " is damaged: " + e.getMessage(), e);
        }
    }

    private static ServerRecord from(Properties properties) {
        String process = properties.getProperty("process", "");
        return new ServerRecord(
                new EngineVersion(
                        EngineKind.valueOf(properties.getProperty("engine")),
                        properties.getProperty("version")),
                StoredSpec.spec(properties),
                Boolean.parseBoolean(properties.getProperty("wanted")),
                Integer.parseInt(properties.getProperty("inner-port")),
                properties.getProperty("password"),
                Integer.parseInt(properties.getProperty("server-id")),
                role(properties),
                StoredSpec.words(properties.getProperty("synchronous-replicas")),
                StoredSpec.words(properties.getProperty("awaiting-restart")),
                ProcessIdentity.parse(process).orElse(null));
    }

    private static Role role(Properties properties) {
        String primary = properties.getProperty("primary");
        if (primary != null) {
            return new Role.Replica(
                    new ServerName(primary),
                    StoredSpec.address(properties, "primary-address", "primary-port"),
                    Boolean.parseBoolean(properties.getProperty("primary-encrypted")),
                    Boolean.parseBoolean(properties.getProperty("primary-waits")));
        }
        String archive = properties.getProperty("recovers-from");
        if (archive != null) {
            String until = properties.getProperty("recovers-until");
            return new Role.Recovery(Path.of(archive), until == null ? null : Instant.parse(until));
        }
        return new Role.Primary();
    }

    /** Without secrets. */
    @Override
    public String toString() {
        return "ServerRecord[" + spec.name() + ", " + version + "]";
    }
}
