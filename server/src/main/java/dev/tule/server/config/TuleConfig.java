package dev.tule.server.config;

import dev.tule.wamp.MatchPolicy;
import dev.tule.wamp.router.authorization.Action;
import dev.tule.wamp.router.authorization.Permission;
import dev.tule.wamp.router.authorization.Role;
import dev.tule.wamp.router.config.RealmConfig;
import dev.tule.wamp.router.config.RouterConfig;
import dev.tule.wamp.router.config.RouterLimits;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * What {@code tule.yaml} says.
 *
 * @param router realms and limits
 * @param listeners where WAMP is served, the web port first
 * @param bridges of the realms that have any; no two at the same path
 * @param databases what RDS is told
 * @param machines what EC2 is told
 * @param network how event loops wait
 */
public record TuleConfig(
        RouterConfig router,
        List<WampListener> listeners,
        List<BridgesConfig> bridges,
        DatabasesConfig databases,
        MachinesConfig machines,
        NetworkConfig network) {
    /** Its name in the data directory. */
    public static final String FILE = "tule.yaml";

    public TuleConfig {
        listeners = List.copyOf(listeners);
        bridges = List.copyOf(bridges);
    }

    /**
     * Without a file: the realm realm1, open to everybody who reaches it, to alarms and to events
     * of databases.
     */
    public static TuleConfig defaults() {
        Permission publish = Permission.of("", MatchPolicy.PREFIX, Action.PUBLISH);
        RealmConfig open =
                RealmConfig.open("realm1")
                        .withRoles(
                                Role.of("anonymous", Permission.all()),
                                Role.of("autoscaling", publish),
                                Role.of("cloudwatch", publish),
                                Role.of("rds", publish));
        RouterConfig router = RouterConfig.defaults().withRealms(open);
        return new TuleConfig(
                router,
                List.of(WampListener.web(router.limits())),
                List.of(),
                DatabasesConfig.defaults(),
                MachinesConfig.defaults(),
                NetworkConfig.defaults());
    }

    /**
     * Reads a file.
     *
     * @throws ConfigFileError where something in it is wrong
     */
    public static TuleConfig read(Path path) throws ConfigFileError {
        return of(YamlFile.read(path));
    }

    /** Reads the file, or takes the defaults where there is none. */
    public static TuleConfig readIfThere(Path path) throws ConfigFileError {
        return Files.exists(path) ? read(path) : defaults();
    }

    /** How the web port is served. */
    public WampListener web() {
        return listeners.getFirst();
    }

    static TuleConfig of(Section file) throws ConfigFileError {
        RouterLimits limits = LimitsReader.read(file.take("limits"));
        List<WampListener> listeners = new ListenersReader(limits).read(file.take("listeners"));
        List<RealmConfig> realms = new ArrayList<>();
        List<BridgesConfig> bridges = new ArrayList<>();
        DatabasesConfig databases = DatabasesConfig.read(file.take("rds"));
        MachinesConfig machines = MachinesConfig.read(file.take("ec2"));
        NetworkConfig network = NetworkConfig.read(file.take("network"));
        Optional<Value> all = file.take("realms");
        file.end();
        if (all.isEmpty()) {
            realms.addAll(defaults().router().realms());
        } else {
            Section section = all.get().section();
            Set<String> paths = new HashSet<>();
            for (String name : section.names()) {
                RealmReader realm = new RealmReader(name, section.require(name), paths);
                realms.add(realm.read());
                realm.bridges().ifPresent(bridges::add);
            }
        }
        return new TuleConfig(
                new RouterConfig(realms, limits), listeners, bridges, databases, machines, network);
    }
}
